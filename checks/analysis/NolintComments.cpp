//===- NolintComments.cpp - What comments silence -------------------------===//

#include "checks/analysis/NolintComments.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/GlobPattern.h"
#include <optional>

using namespace clang;
using namespace memtidy;
using llvm::StringRef;

// The list in parentheses behind a keyword. No list: all checks.
static StringRef listOf(StringRef AfterKeyword) {
  return AfterKeyword.consume_front("(") ? AfterKeyword.split(')').first : "*";
}

bool NolintComments::isNamedBy(StringRef List) const {
  for (StringRef Name : llvm::split(List, ','))
    if (llvm::Expected<llvm::GlobPattern> Glob =
            llvm::GlobPattern::create(Name.trim())) {
      if (Glob->match(Check))
        return true;
    } else {
      // The host tells the user about bad globs.
      llvm::consumeError(Glob.takeError());
    }
  return false;
}

bool NolintComments::silences(StringRef Line, StringRef Keyword) const {
  size_t At = Line.find(Keyword);
  if (At == StringRef::npos)
    return false;
  StringRef Behind = Line.drop_front(At + Keyword.size());
  // NOLINT is no NOLINTBEGIN.
  return (Behind.empty() || !llvm::isAlpha(Behind.front())) &&
         isNamedBy(listOf(Behind));
}

std::vector<NolintComments::Block>
NolintComments::readBlocks(StringRef Text) const {
  std::vector<Block> Found;
  std::vector<std::pair<StringRef, size_t>> Open;
  constexpr StringRef Begin = "NOLINTBEGIN", End = "NOLINTEND";
  for (size_t At = Text.find("NOLINT"); At != StringRef::npos;
       At = Text.find("NOLINT", At + 1)) {
    StringRef Behind = Text.drop_front(At);
    if (Behind.consume_front(Begin)) {
      Open.push_back({listOf(Behind), At});
    } else if (Behind.consume_front(End) && !Open.empty() &&
               Open.back().first == listOf(Behind)) {
      if (isNamedBy(Open.back().first))
        Found.push_back({Open.back().second, At});
      Open.pop_back();
    }
  }
  return Found;
}

bool NolintComments::cover(SourceLocation Loc) {
  if (Loc.isInvalid())
    return false;
  auto [File, Offset] = Sources.getDecomposedLoc(Sources.getFileLoc(Loc));
  std::optional<StringRef> Text = Sources.getBufferDataOrNone(File);
  if (!Text || Offset >= Text->size())
    return false;
  auto [Known, IsNew] = Blocks.try_emplace(File);
  if (IsNew)
    Known->second = readBlocks(*Text);
  for (const Block &Silent : Known->second)
    if (Silent.Begin < Offset && Offset < Silent.End)
      return true;

  auto [Earlier, Before] = Text->take_front(Offset).rsplit('\n');
  if (silences(Text->drop_front(Offset).split('\n').first, "NOLINT"))
    return true;
  if (Earlier.size() == Offset)
    return false; // The first line.
  if (Earlier.contains('\n'))
    Earlier = Earlier.rsplit('\n').second;
  return silences(Earlier, "NOLINTNEXTLINE");
}
