//===- NolintComment.cpp - Comments that ask memtidy for silence ----------===//

#include "driver/report/NolintComment.h"
#include "checks/model/SortOnce.h"
#include "driver/report/Fingerprint.h"
#include "driver/report/JsonText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <map>

using namespace memtidy;

static std::string quotedNames(llvm::ArrayRef<std::string> Names) {
  std::string Result;
  for (size_t I = 0; I < Names.size(); ++I) {
    if (I)
      Result += I + 1 == Names.size() ? " and " : ", ";
    Result += "'" + Names[I] + "'";
  }
  return Result;
}

static Issue issueAt(const NolintComment &At, llvm::StringLiteral Check,
                     llvm::StringRef Names) {
  Issue Result;
  Result.Check = Check.str();
  Result.Path = At.Path;
  Result.Range = At.Range;
  Result.Discriminator = Names.str();
  Result.Fingerprint = fingerprintOf({Check, "", Names, At.Code});
  return Result;
}

// Takes the whole comment away, or only the names that it can do without.
static IssueFix removalOf(const NolintComment &From,
                          llvm::ArrayRef<std::string> Unused) {
  std::vector<llvm::StringRef> Rest;
  for (const NolintName &Name : From.Names)
    if (!llvm::is_contained(Unused, Name.Glob))
      Rest.push_back(Name.Glob);
  if (Rest.empty())
    return {"remove the comment", Trust::Safe, "", From.Removal};
  IssueFix Result{"remove " + quotedNames(Unused) + " from the list",
                  Trust::Safe, "", From.Lists};
  for (IssueEdit &List : Result.Edits)
    List.Text = llvm::join(Rest, ", ");
  return Result;
}

std::vector<Issue> memtidy::unusedComments(
    llvm::ArrayRef<NolintComment> Comments,
    llvm::function_ref<bool(llvm::StringRef)> IsJudged,
    llvm::function_ref<std::string(llvm::StringRef)> HintFor) {
  std::vector<Issue> Result;
  for (const NolintComment &Comment : Comments) {
    // What is taken away again speaks about the names in front of it.
    if (llvm::any_of(Comment.Names, [](const NolintName &Name) {
          return llvm::StringRef(Name.Glob).starts_with("-");
        }))
      continue;
    std::vector<std::string> Unused;
    std::string Hints;
    for (const NolintName &Name : Comment.Names)
      if (std::string Hint = HintFor(Name.Glob); !Hint.empty()) {
        Unused.push_back(Name.Glob);
        Hints += "; " + Hint;
      } else if (!Name.Used && IsJudged(Name.Glob)) {
        Unused.push_back(Name.Glob);
      }
    if (Unused.empty())
      continue;
    Issue &Found = Result.emplace_back(
        issueAt(Comment, UnusedSuppression, llvm::join(Unused, ",")));
    Found.Message =
        "this comment silences no finding of " + quotedNames(Unused) + Hints;
    Found.Fixes.push_back(removalOf(Comment, Unused));
  }
  return Result;
}

std::vector<Issue>
memtidy::blanketComments(llvm::ArrayRef<NolintComment> Comments) {
  std::vector<Issue> Result;
  for (const NolintComment &Comment : Comments) {
    if (Comment.Unnamed.empty())
      continue;
    std::string Names = llvm::join(Comment.Unnamed, ", ");
    Issue &Found =
        Result.emplace_back(issueAt(Comment, BlanketSuppression, Names));
    Found.Message = "this comment silences " + quotedNames(Comment.Unnamed) +
                    " without naming " +
                    (Comment.Unnamed.size() == 1 ? "it" : "them");
    Found.Fixes.push_back({"name what is to be silent: (" + Names + ")",
                           Trust::Display,
                           "other tools may need the comment as it is",
                           {}});
  }
  return Result;
}

std::vector<NolintComment>
memtidy::mergeComments(std::vector<NolintComment> Comments) {
  std::map<std::pair<std::string, uint64_t>, NolintComment> Merged;
  for (NolintComment &Comment : Comments) {
    auto [Known, IsNew] =
        Merged.try_emplace(std::pair(Comment.Path, Comment.Range.Start.Offset));
    NolintComment &Into = Known->second;
    if (IsNew) {
      Into = std::move(Comment);
      continue;
    }
    for (auto [Name, Other] : llvm::zip(Into.Names, Comment.Names))
      Name.Used |= Other.Used;
    llvm::append_range(Into.Unnamed, Comment.Unnamed);
    sortOnce(Into.Unnamed);
  }
  std::vector<NolintComment> Result;
  Result.reserve(Merged.size());
  for (auto &[Place, Comment] : Merged)
    Result.push_back(std::move(Comment));
  return Result;
}
