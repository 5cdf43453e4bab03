//===- Diff.cpp - Unified diffs -------------------------------------------===//
//
// Myers' greedy algorithm: the shortest way through the edit graph.
//
//===----------------------------------------------------------------------===//

#include "driver/apply/Diff.h"
#include "driver/support/Path.h"
#include "llvm/ADT/STLExtras.h"
#include <algorithm>

using namespace memtidy;
using Lines = std::vector<llvm::StringRef>;

static constexpr size_t Context = 3;

namespace {
/// A line of the diff: ' ' kept, '-' removed, '+' added. Before and After are
/// the lines of each file that come before it.
struct DiffLine {
  char Kind;
  llvm::StringRef Text;
  size_t Before;
  size_t After;
};
} // namespace

// Each line with its line end.
static Lines splitLines(llvm::StringRef Text) {
  Lines Result;
  while (!Text.empty()) {
    size_t End = std::min(Text.find('\n'), Text.size() - 1) + 1;
    Result.push_back(Text.take_front(End));
    Text = Text.drop_front(End);
  }
  return Result;
}

/// For each number of differences, the furthest line of A on each diagonal.
using Frontiers = std::vector<std::vector<int>>;

// Diagonal K, from -D to D, is at K + D + 1: there is room for a neighbour.
static Frontiers searchForward(const Lines &A, const Lines &B) {
  int SizeA = A.size(), SizeB = B.size();
  Frontiers Result;
  std::vector<int> Last = {0, 0, 0};
  for (int D = 0;; ++D) {
    std::vector<int> Furthest(2 * D + 3, 0);
    for (int K = -D; K <= D; K += 2) {
      // Last belongs to D - 1: diagonal K is at K + D.
      int X = 0;
      if (D > 0)
        X = K == -D || (K != D && Last[K - 1 + D] < Last[K + 1 + D])
                ? Last[K + 1 + D]
                : Last[K - 1 + D] + 1;
      while (X < SizeA && X - K < SizeB && A[X] == B[X - K])
        ++X;
      Furthest[K + D + 1] = X;
      if (X >= SizeA && X - K >= SizeB) {
        Result.push_back(std::move(Furthest));
        return Result;
      }
    }
    Last = Furthest;
    Result.push_back(std::move(Furthest));
  }
}

static std::vector<DiffLine> diffLines(const Lines &A, const Lines &B) {
  Frontiers Reached = searchForward(A, B);
  std::vector<DiffLine> Result;
  int X = A.size(), Y = B.size();
  for (int D = Reached.size() - 1; D > 0; --D) {
    const std::vector<int> &Last = Reached[D - 1];
    int K = X - Y;
    bool Down = K == -D || (K != D && Last[K - 1 + D] < Last[K + 1 + D]);
    int FromX = Down ? Last[K + 1 + D] : Last[K - 1 + D];
    int FromY = FromX - (Down ? K + 1 : K - 1);
    while (X > FromX + !Down && Y > FromY + Down) {
      --X, --Y;
      Result.push_back({' ', A[X], size_t(X), size_t(Y)});
    }
    if (Down)
      Result.push_back({'+', B[FromY], size_t(FromX), size_t(FromY)});
    else
      Result.push_back({'-', A[FromX], size_t(FromX), size_t(FromY)});
    X = FromX, Y = FromY;
  }
  while (X > 0) {
    --X, --Y;
    Result.push_back({' ', A[X], size_t(X), size_t(Y)});
  }
  std::reverse(Result.begin(), Result.end());
  return Result;
}

// "START,COUNT"; without lines, START is the line before.
static void writeRange(size_t Before, size_t Count, llvm::raw_ostream &OS) {
  OS << (Count ? Before + 1 : Before);
  if (Count != 1)
    OS << ',' << Count;
}

static void writeHunk(llvm::ArrayRef<DiffLine> Hunk, llvm::raw_ostream &OS) {
  auto CountOf = [&](char Side) {
    return llvm::count_if(Hunk, [&](const DiffLine &L) {
      return L.Kind == ' ' || L.Kind == Side;
    });
  };
  OS << "@@ -";
  writeRange(Hunk.front().Before, CountOf('-'), OS);
  OS << " +";
  writeRange(Hunk.front().After, CountOf('+'), OS);
  OS << " @@\n";
  for (const DiffLine &L : Hunk) {
    OS << L.Kind << L.Text;
    if (!L.Text.ends_with("\n"))
      OS << "\n\\ No newline at end of file\n";
  }
}

static void writeHunks(llvm::ArrayRef<DiffLine> All, llvm::raw_ostream &OS) {
  auto IsKept = [](const DiffLine &L) { return L.Kind == ' '; };
  while (true) {
    size_t Kept = All.take_while(IsKept).size();
    if (Kept == All.size())
      return;
    All = All.drop_front(Kept - std::min(Kept, Context));
    size_t End = 0, Changed = 0;
    for (; End < All.size(); ++End)
      if (!IsKept(All[End]))
        Changed = End + 1;
      else if (Changed && End >= Changed + 2 * Context)
        break;
    size_t Length = std::min(Changed + Context, All.size());
    writeHunk(All.take_front(Length), OS);
    All = All.drop_front(Length);
  }
}

void memtidy::writeDiff(llvm::ArrayRef<FileChange> Changes,
                        llvm::StringRef BaseDir, llvm::raw_ostream &OS) {
  for (const FileChange &Change : Changes) {
    std::string Path = shortPath(Change.Path, BaseDir);
    llvm::StringRef Separator = Path.starts_with("/") ? "" : "/";
    OS << "--- a" << Separator << Path << "\n+++ b" << Separator << Path
       << '\n';
    writeHunks(diffLines(splitLines(Change.Before), splitLines(Change.After)),
               OS);
  }
}
