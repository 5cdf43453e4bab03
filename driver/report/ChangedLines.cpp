//===- ChangedLines.cpp - The lines that a change touches -----------------===//

#include "driver/report/ChangedLines.h"
#include "driver/support/Path.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"

using namespace memtidy;

// Undoes git's quoting of unusual names: "a\303\244.h".
static std::string unquoted(llvm::StringRef Name) {
  if (!Name.consume_front("\"") || !Name.consume_back("\""))
    return Name.str();
  std::string Result;
  while (!Name.empty()) {
    unsigned Code = 0;
    if (!Name.consume_front("\\")) {
      Result += Name.front();
      Name = Name.drop_front();
    } else if (!Name.take_front(3).getAsInteger(8, Code) && Name.size() >= 3) {
      Result += static_cast<char>(Code);
      Name = Name.drop_front(3);
    } else {
      size_t Letter = llvm::StringRef("abtnvfr").find(Name.front());
      Result += Letter == llvm::StringRef::npos
                    ? Name.front()
                    : static_cast<char>('\a' + Letter);
      Name = Name.drop_front();
    }
  }
  return Result;
}

namespace {
/// "@@ -1,2 +3,4 @@": the file as it is now from line First on.
struct Hunk {
  unsigned Removed = 1;
  unsigned First = 0;
  unsigned Added = 1;
};
} // namespace

static bool parseRange(llvm::StringRef Text, unsigned &First, unsigned &Count) {
  auto [Start, Length] = Text.split(',');
  return llvm::to_integer(Start, First, 10) &&
         (Length.empty() || llvm::to_integer(Length, Count, 10));
}

static bool parseHunk(llvm::StringRef Line, Hunk &Result) {
  unsigned OldFirst = 0;
  llvm::SmallVector<llvm::StringRef> Words(llvm::split(Line, ' '));
  return Words.size() >= 4 && Words[0] == "@@" && Words[1].consume_front("-") &&
         Words[2].consume_front("+") &&
         parseRange(Words[1], OldFirst, Result.Removed) &&
         parseRange(Words[2], Result.First, Result.Added);
}

llvm::Error ChangedLines::addDiff(llvm::StringRef Text, llvm::StringRef Root) {
  std::string Path;
  // Lines of a hunk that are still to come: they may look like anything.
  unsigned Open = 0;
  for (llvm::StringRef Line : llvm::split(Text, '\n')) {
    if (Line.starts_with("\\"))
      continue;
    if (Open) {
      --Open;
      if (!Path.empty())
        Hunks.back().Text += (Line.drop_front() + "\n").str();
      continue;
    }
    if (Line.consume_front("+++ ")) {
      std::string Name = unquoted(Line.rtrim('\t'));
      llvm::StringRef Short = Name;
      Path = Short.consume_front("b/") ? fullPath(Short, Root) : "";
      continue;
    }
    if (!Line.starts_with("@@"))
      continue;
    Hunk Next;
    if (!parseHunk(Line, Next))
      return llvm::createStringError("not a diff: '" + Line + "'");
    Open = Next.Removed + Next.Added;
    if (!Path.empty())
      Hunks.push_back({Path, std::max(1u, Next.First),
                       Line.drop_front(2).split("@@").second.trim().str(), ""});
    if (!Path.empty() && Next.Added)
      Lines[Path].emplace_back(Next.First, Next.First + Next.Added - 1);
  }
  return llvm::Error::success();
}

void ChangedLines::addFile(llvm::StringRef Path) {
  Lines[Path.str()].emplace_back(1, ~0u);
}

bool ChangedLines::touch(llvm::StringRef Path, unsigned First,
                         unsigned Last) const {
  auto Found = Lines.find(Path.str());
  return Found != Lines.end() && llvm::any_of(Found->second, [&](auto &Range) {
           return Range.first <= Last && First <= Range.second;
         });
}

bool ChangedLines::touch(const Issue &Found) const {
  return touch(Found.Path, Found.Range.Start.Line, Found.Range.End.Line) ||
         llvm::any_of(Found.Steps, [&](const IssueStep &Step) {
           return touch(Step.Path, Step.Line, Step.Line);
         });
}
