//===- Layout.cpp - memtidy layout ----------------------------------------===//

#include "checks/model/QualifiedName.h"
#include "driver/cli/Analyse.h"
#include "driver/project/BaseTree.h"
#include "driver/render/Layouts.h"
#include "driver/run/RecordTables.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace memtidy;
using namespace memtidy::options;

// Files that spell the name come first: most likely one of them has it.
static void sortByMention(std::vector<TranslationUnit> &Units, StringRef Type) {
  StringRef Name = bareName(Type.take_until([](char C) { return C == '<'; }));
  std::vector<TranslationUnit> Mentioning, Others;
  for (TranslationUnit &Unit : Units) {
    auto Text = MemoryBuffer::getFile(Unit.Path);
    bool Mentions = Text && (*Text)->getBuffer().contains(Name);
    (Mentions ? Mentioning : Others).push_back(std::move(Unit));
  }
  llvm::move(Others, std::back_inserter(Mentioning));
  Units = std::move(Mentioning);
}

// The records of the first TU that has some.
static Expected<const TranslationUnit *>
findRecords(ArrayRef<TranslationUnit> Units, StringRef Type,
            std::vector<RecordTable> &Out) {
  std::string FirstError;
  for (const TranslationUnit &Unit : Units) {
    Expected<std::vector<RecordTable>> Found = readRecordTables(Unit, Type);
    if (!Found) {
      std::string Why = toString(Found.takeError());
      if (FirstError.empty())
        FirstError = std::move(Why);
      continue;
    }
    Out = std::move(*Found);
    if (!Out.empty())
      return &Unit;
  }
  if (!FirstError.empty())
    return createStringError("no record '" + Type +
                             "'; not all files could be read: " + FirstError);
  return createStringError("no record '" + Type + "' in " +
                           (Units.size() == 1
                                ? Units.front().Path
                                : Twine(Units.size()).str() + " files"));
}

static Error compareWith(StringRef Revision, StringRef Type,
                         const TranslationUnit &Unit, LayoutReport &Report) {
  Expected<GitTree> Tree = GitTree::open(Report.Root);
  if (!Tree)
    return Tree.takeError();
  Expected<std::string> Commit = Tree->mergeBase(Revision);
  if (!Commit)
    return Commit.takeError();
  Expected<BaseTree> Base = BaseTree::create(*Tree, *Commit, /*Kept=*/"");
  if (!Base)
    return Base.takeError();
  Report.Revision = Revision.str();
  std::optional<TranslationUnit> Was = Base->unitOf(Unit);
  if (!Was)
    return Error::success();
  Expected<std::vector<RecordTable>> Before = readRecordTables(*Was, Type);
  if (!Before)
    return createStringError("as of " + Revision + ": " +
                             toString(Before.takeError()));
  Report.Before = std::move(*Before);
  return Error::success();
}

Expected<ExitCode> memtidy::runLayout(const CommandLine &Line) {
  if (Line.Positional.empty() || Line.Positional.size() > 2)
    return createStringError("layout wants the name of a record, and perhaps "
                             "a file that has it");
  const StringRef Type = Line.Positional.front();
  Expected<TranslationUnits> Found = findUnits(
      Line, ArrayRef(Line.Positional).drop_front(), lookSettings(Line));
  if (!Found)
    return Found.takeError();
  Expected<std::string> Folder = currentFolder();
  if (!Folder)
    return Folder.takeError();
  if (Found->Units.size() > 1)
    sortByMention(Found->Units, Type);
  LayoutReport Report;
  Report.Root = *Folder;
  Expected<const TranslationUnit *> Unit =
      findRecords(Found->Units, Type, Report.Records);
  if (!Unit)
    return Unit.takeError();
  if (StringRef Revision = Line.Args.getLastArgValue(OPT_compare_eq);
      !Revision.empty())
    if (Error Failed = compareWith(Revision, Type, **Unit, Report))
      return Failed;
  if (StringRef Path = Line.Args.getLastArgValue(OPT_svg_eq); !Path.empty())
    if (Error Failed = writeToOutput(Path, [&](raw_ostream &OS) {
          writeLayoutSvg(Report, OS);
          return Error::success();
        }))
      return Failed;
  if (Line.Args.hasArg(OPT_json))
    writeLayoutJson(Report, outs());
  else
    writeLayoutText(Report, outs());
  return ExitCode::Clean;
}
