//===- Verify.cpp - Takes back what does not compile ----------------------===//

#include "driver/apply/Verify.h"
#include "llvm/ADT/STLExtras.h"

using namespace memtidy;

namespace {
/// Halves what fails until single fixes are left.
class Bisection {
public:
  Bisection(Rewriter &Files, llvm::ArrayRef<PlannedFix> Planned,
            ParseAgain Parse)
      : Files(Files), Parse(Parse) {
    for (const FileChange &Change : Files.changes(Planned))
      Paths.push_back(Change.Path);
  }

  /// Applies what of \p Group keeps the code whole, on top of what is applied.
  llvm::Error apply(llvm::ArrayRef<PlannedFix> Group);

  FixOutcome Outcome;

private:
  Rewriter &Files;
  ParseAgain Parse;
  std::vector<std::string> Paths;
};
} // namespace

llvm::Error Bisection::apply(llvm::ArrayRef<PlannedFix> Group) {
  if (Group.empty() || Outcome.Interrupted)
    return llvm::Error::success();
  std::vector<PlannedFix> Wanted = Outcome.Applied;
  Wanted.insert(Wanted.end(), Group.begin(), Group.end());
  if (llvm::Error Failed = Files.write(Wanted))
    return Failed;
  std::optional<std::vector<TuError>> Broken = Parse(Paths);
  if (!Broken) {
    Outcome = {{}, {}, /*Interrupted=*/true};
    return llvm::Error::success();
  }
  if (Broken->empty()) {
    Outcome.Applied = std::move(Wanted);
    return llvm::Error::success();
  }
  if (Group.size() == 1) {
    Outcome.RolledBack.push_back(
        {Group.front().Issue,
         "the code would no longer compile: " + Broken->front().Reason});
    return llvm::Error::success();
  }
  size_t Half = Group.size() / 2;
  if (llvm::Error Failed = apply(Group.take_front(Half)))
    return Failed;
  return apply(Group.drop_front(Half));
}

llvm::Expected<FixOutcome>
memtidy::writeVerified(Rewriter &Files, llvm::ArrayRef<PlannedFix> Planned,
                       ParseAgain Parse) {
  Bisection Search(Files, Planned, Parse);
  llvm::Error Failed = Search.apply(Planned);
  // What was tried last may still be in the files.
  if (!Failed)
    Failed = Files.write(Search.Outcome.Applied);
  if (Failed)
    return llvm::joinErrors(std::move(Failed), Files.write({}));
  return std::move(Search.Outcome);
}
