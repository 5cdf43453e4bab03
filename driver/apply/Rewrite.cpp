//===- Rewrite.cpp - The one writer of all TUs ----------------------------===//

#include "driver/apply/Rewrite.h"
#include "driver/report/Edits.h"
#include "driver/support/ReplaceFile.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include <set>

using namespace memtidy;

static llvm::Error staleError(llvm::StringRef Path) {
  return llvm::createStringError("'" + Path +
                                 "' changed since it was analysed; "
                                 "run memtidy again");
}

static llvm::Expected<std::string> readFile(llvm::StringRef Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false,
                                            /*IsVolatile=*/true);
  if (!Buffer)
    return llvm::createFileError(Path, Buffer.getError());
  return (*Buffer)->getBuffer().str();
}

// Two names of one file must not become two changes of it.
static std::string realPath(llvm::StringRef Path) {
  llvm::SmallString<256> Result;
  if (llvm::sys::fs::real_path(Path, Result))
    return Path.str(); // Reading it will tell what is wrong.
  return std::string(Result);
}

llvm::Expected<Rewriter> Rewriter::open(std::vector<Issue> Issues,
                                        llvm::ArrayRef<PlannedFix> Planned,
                                        llvm::sys::TimePoint<> AnalysedAt) {
  Rewriter Result(std::move(Issues));
  for (const PlannedFix &Next : Planned) {
    Issue &Found = Result.Issues[Next.Issue];
    Found.Path = realPath(Found.Path);
    for (IssueEdit &Edit : Found.Fixes[Next.Fix].Edits) {
      Edit.Path = realPath(Edit.Path);
      if (llvm::Error Failed = Result.load(Edit.Path, AnalysedAt))
        return Failed;
      if (llvm::Error Failed = Result.checkEdit(Edit))
        return Failed;
    }
    if (llvm::Error Failed = Result.checkPlace(Found))
      return Failed;
  }
  return Result;
}

llvm::Error Rewriter::load(llvm::StringRef Path,
                           llvm::sys::TimePoint<> AnalysedAt) {
  auto [It, IsNew] = Files.try_emplace(Path.str());
  if (!IsNew)
    return llvm::Error::success();
  llvm::sys::fs::file_status Status;
  if (std::error_code Code = llvm::sys::fs::status(Path, Status))
    return llvm::createFileError(Path, Code);
  if (Status.getLastModificationTime() >= AnalysedAt)
    return staleError(Path);
  llvm::Expected<std::string> Content = readFile(Path);
  if (!Content)
    return Content.takeError();
  It->second = {*Content, *Content};
  return llvm::Error::success();
}

// Line and column were counted in the text that was analysed; they fit another
// text only by chance.
llvm::Error Rewriter::checkPlace(const Issue &Found) const {
  auto It = Files.find(Found.Path);
  if (It == Files.end())
    return llvm::Error::success();
  llvm::StringRef Text = It->second.Original;
  const FilePosition &Start = Found.Range.Start;
  if (Start.Offset > Text.size())
    return staleError(Found.Path);
  // npos + 1 is 0, the start of the first line.
  size_t LineStart = Text.take_front(Start.Offset).find_last_of("\r\n") + 1;
  if (Start.Offset - LineStart + 1 != Start.Col)
    return staleError(Found.Path);
  return llvm::Error::success();
}

llvm::Error Rewriter::checkEdit(const IssueEdit &Edit) const {
  uint64_t Size = Files.find(Edit.Path)->second.Original.size();
  if (Edit.Offset > Size || Edit.Length > Size - Edit.Offset)
    return staleError(Edit.Path);
  return llvm::Error::success();
}

std::map<std::string, std::string>
Rewriter::contentsWith(llvm::ArrayRef<PlannedFix> Fixes) const {
  std::set<IssueEdit> Edits;
  for (const PlannedFix &Next : Fixes)
    for (const IssueEdit &Edit : Issues[Next.Issue].Fixes[Next.Fix].Edits)
      Edits.insert(Edit);

  std::map<std::string, std::string> Result;
  for (const auto &[Path, File] : Files)
    Result[Path] = File.Original;
  // Backwards, so that offsets still to come stay true.
  for (const IssueEdit &Edit : llvm::reverse(Edits))
    Result[Edit.Path].replace(Edit.Offset, Edit.Length, Edit.Text);
  return Result;
}

std::vector<FileChange>
Rewriter::changes(llvm::ArrayRef<PlannedFix> Fixes) const {
  std::vector<FileChange> Result;
  for (auto &[Path, Content] : contentsWith(Fixes)) {
    const std::string &Original = Files.find(Path)->second.Original;
    if (Content != Original)
      Result.push_back({Path, Original, Content});
  }
  return Result;
}

llvm::Error Rewriter::write(llvm::ArrayRef<PlannedFix> Fixes) {
  struct Step {
    File *Target;
    std::string Content;
    Replacement New, Old;
  };
  // The way back is made ready too: it must not depend on room on the disk.
  std::vector<Step> Steps;
  for (auto &[Path, Content] : contentsWith(Fixes)) {
    File &Target = Files.find(Path)->second;
    if (Content == Target.OnDisk)
      continue;
    llvm::Expected<std::string> Present = readFile(Path);
    if (!Present)
      return Present.takeError();
    if (*Present != Target.OnDisk)
      return staleError(Path);
    llvm::Expected<Replacement> New = Replacement::prepare(Path, Content);
    if (!New)
      return New.takeError();
    llvm::Expected<Replacement> Old = Replacement::prepare(Path, Target.OnDisk);
    if (!Old)
      return Old.takeError();
    Steps.push_back(
        {&Target, std::move(Content), std::move(*New), std::move(*Old)});
  }

  for (size_t Done = 0; Done < Steps.size(); ++Done) {
    llvm::Error Failed = Steps[Done].New.commit();
    if (!Failed)
      continue;
    while (Done-- > 0)
      Failed = llvm::joinErrors(std::move(Failed), Steps[Done].Old.commit());
    return Failed;
  }
  for (Step &Written : Steps)
    Written.Target->OnDisk = std::move(Written.Content);
  return llvm::Error::success();
}
