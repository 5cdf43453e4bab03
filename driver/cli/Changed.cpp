//===- Changed.cpp - Which lines a run is about ---------------------------===//

#include "driver/cli/Changed.h"
#include "driver/cli/Settings.h"
#include "driver/project/Git.h"

using namespace llvm;
using namespace memtidy;
using namespace memtidy::options;

// What differs from \p Commit; of \p Paths only, if there are any.
static Error addFrom(const GitTree &Tree, StringRef Commit,
                     ArrayRef<std::string> Paths, ChangedLines &Out) {
  Expected<std::string> Diff = Tree.diffFrom(Commit, Paths);
  if (!Diff)
    return Diff.takeError();
  return Out.addDiff(*Diff, Tree.root());
}

// The files are read as they are, so their lines are, too: what is staged and
// then edited again counts as it stands.
static Error addStaged(const GitTree &Tree, ChangedLines &Out) {
  Expected<std::vector<std::string>> Files = Tree.stagedFiles();
  if (!Files)
    return Files.takeError();
  if (Files->empty())
    return Error::success();
  return addFrom(Tree, "HEAD", *Files, Out);
}

static Error addSince(const GitTree &Tree, StringRef Revision,
                      ChangedLines &Out) {
  std::string Commit = "HEAD";
  if (!Revision.empty()) {
    Expected<std::string> Base = Tree.mergeBase(Revision);
    if (!Base)
      return Base.takeError();
    Commit = std::move(*Base);
  }
  if (Error Failed = addFrom(Tree, Commit, {}, Out))
    return Failed;
  Expected<std::vector<std::string>> Untracked = Tree.untrackedFiles();
  if (!Untracked)
    return Untracked.takeError();
  for (StringRef File : *Untracked)
    Out.addFile(File);
  return Error::success();
}

Expected<std::optional<ChangedLines>>
memtidy::readChangedLines(const CommandLine &Line) {
  const bool Staged = Line.Args.hasArg(OPT_staged);
  if (!Staged && !Line.Args.hasArg(OPT_changed_lines, OPT_changed_lines_eq))
    return std::nullopt;
  Expected<std::string> Folder = currentFolder();
  if (!Folder)
    return Folder.takeError();
  Expected<GitTree> Tree = GitTree::open(*Folder);
  if (!Tree)
    return Tree.takeError();
  ChangedLines Result;
  if (Error Failed =
          Staged
              ? addStaged(*Tree, Result)
              : addSince(*Tree, Line.Args.getLastArgValue(OPT_changed_lines_eq),
                         Result))
    return createStringError((Staged ? "--staged: " : "--changed-lines: ") +
                             toString(std::move(Failed)));
  return Result;
}
