//===- Cause.cpp - Why a change causes a finding elsewhere ----------------===//
//
// Compares words: those of the flagged code with those of each changed place.
// That is no proof, so what is said is only that the place was changed.
//
//===----------------------------------------------------------------------===//

#include "driver/cli/Cause.h"
#include "driver/report/ChangedLines.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace memtidy;

// Places that one finding names: more help nobody.
static constexpr size_t MostCauses = 3;
// The flagged code, should its braces not end.
static constexpr size_t MostCode = 4000;
// Shorter words, and those of the language, are in all code.
static constexpr size_t ShortestWord = 3;

static bool isWordLetter(char C) { return isAlnum(C) || C == '_'; }

static void addWords(StringRef Text, StringSet<> &Words) {
  static const StringSet<> OfAll = {
      "auto",     "bool",   "char",      "class",   "const",     "constexpr",
      "double",   "else",   "float",     "for",     "if",        "inline",
      "int",      "long",   "namespace", "private", "protected", "public",
      "return",   "short",  "signed",    "size_t",  "static",    "std",
      "string",   "struct", "template",  "this",    "typename",  "union",
      "unsigned", "using",  "vector",    "virtual", "void",      "while"};
  while (!Text.empty()) {
    StringRef Word = Text.take_while(isWordLetter);
    if (Word.size() >= ShortestWord && !OfAll.contains(Word) &&
        !isDigit(Word.front()))
      Words.insert(Word);
    Text = Text.drop_front(std::max<size_t>(Word.size(), 1));
  }
}

// From the flagged place to the end of its statement or body.
static StringRef codeFrom(StringRef Text) {
  size_t Depth = 0;
  Text = Text.take_front(MostCode);
  for (size_t I = 0; I < Text.size(); ++I) {
    if (Text[I] == '{')
      ++Depth;
    else if (Text[I] == '}' && (Depth == 0 || --Depth == 0))
      return Text.take_front(I);
    else if (Text[I] == ';' && Depth == 0)
      return Text.take_front(I);
  }
  return Text;
}

static StringSet<> wordsOf(const Issue &Found) {
  StringSet<> Words;
  addWords(Found.EntityName, Words);
  addWords(Found.Message, Words);
  if (auto Buffer = MemoryBuffer::getFile(Found.Path))
    addWords(codeFrom((*Buffer)->getBuffer().drop_front(std::min<size_t>(
                 Found.Range.Start.Offset, (*Buffer)->getBufferSize()))),
             Words);
  for (const IssueStep &Step : Found.Steps)
    addWords(Step.Message, Words);
  return Words;
}

static bool shareWords(StringRef Text, const StringSet<> &Words) {
  StringSet<> Own;
  addWords(Text, Own);
  return any_of(
      Own, [&](const auto &Word) { return Words.contains(Word.getKey()); });
}

// Commands are those of today on both sides: only code can be a cause.
static bool isCode(StringRef Path) {
  return !is_contained({".txt", ".cmake", ".md", ".yaml", ".yml", ".json",
                        ".jsonl", ".py", ".sh", ".rst", ".html"},
                       sys::path::extension(Path).lower());
}

static std::vector<const ChangedHunk *> causesOf(const Issue &Found,
                                                 ArrayRef<ChangedHunk> Hunks) {
  std::vector<const ChangedHunk *> Result;
  auto AddIf = [&](function_ref<bool(const ChangedHunk &)> Fits) {
    if (!Result.empty())
      return;
    for (const ChangedHunk &Hunk : Hunks)
      // One place of each entity is enough.
      if (isCode(Hunk.Path) && Fits(Hunk) &&
          none_of(Result, [&](const ChangedHunk *Other) {
            return Other->Path == Hunk.Path && Other->Around == Hunk.Around;
          }))
        Result.push_back(&Hunk);
  };
  const StringSet<> Words = wordsOf(Found);
  AddIf([&](const ChangedHunk &Hunk) {
    return any_of(Found.Steps, [&](const IssueStep &Step) {
      return Step.Path == Hunk.Path;
    });
  });
  // What the change is in says more than what it consists of.
  AddIf(
      [&](const ChangedHunk &Hunk) { return shareWords(Hunk.Around, Words); });
  AddIf([&](const ChangedHunk &Hunk) { return shareWords(Hunk.Text, Words); });
  AddIf([](const ChangedHunk &) { return true; });
  return Result;
}

Error memtidy::addCauses(const GitTree &Tree, StringRef Commit,
                         StringRef Revision, std::vector<Issue> &Issues) {
  Expected<std::string> Diff = Tree.diffFrom(Commit);
  if (!Diff)
    return Diff.takeError();
  ChangedLines Change;
  if (Error Wrong = Change.addDiff(*Diff, Tree.root()))
    return Wrong;
  StringSet<> Touched;
  for (const ChangedHunk &Hunk : Change.hunks())
    Touched.insert(Hunk.Path);
  Expected<std::vector<std::string>> Untracked = Tree.untrackedFiles();
  if (!Untracked)
    return Untracked.takeError();
  for (StringRef Path : *Untracked)
    Touched.insert(Path);
  for (Issue &Found : Issues) {
    if (!isOpen(Found) || Touched.contains(Found.Path))
      continue;
    std::vector<const ChangedHunk *> Causes = causesOf(Found, Change.hunks());
    for (const ChangedHunk *Hunk : ArrayRef(Causes).take_front(MostCauses)) {
      StringRef Around = StringRef(Hunk->Around).rtrim("{ ");
      Found.Related.push_back({Hunk->Path, Hunk->Line, 1,
                               ("changed since " + Revision +
                                (Around.empty() ? "" : ", in '" + Around + "'"))
                                   .str()});
    }
  }
  return Error::success();
}
