//===- SharePlan.cpp - Which TUs can share parsed headers -----------------===//

#include "driver/run/SharePlan.h"
#include "driver/run/IncludeScan.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"
#include <map>

using namespace memtidy;

// A worker parses shared headers once for so many TUs at most, and starts anew.
static constexpr size_t LargestBatch = 64;
// For fewer, the work is not worth its plan.
static constexpr size_t SmallestBatch = 4;

namespace {
struct ScannedUnit {
  size_t Index;
  /// The most frequent first.
  std::vector<std::string> Headers;
};
} // namespace

// TUs that differ in nothing but their main file.
static std::map<std::vector<std::string>, std::vector<size_t>>
groupByFlags(llvm::ArrayRef<TranslationUnit> Units) {
  std::map<std::vector<std::string>, std::vector<size_t>> Groups;
  for (const auto &[Index, Unit] : llvm::enumerate(Units)) {
    llvm::StringRef Extension = llvm::sys::path::extension(Unit.Path);
    // The last argument is the file. Without C++ no check runs.
    if (Unit.Arguments.empty() || Unit.Arguments.back() != Unit.Path ||
        Extension == ".c")
      continue;
    std::vector<std::string> Key = Unit.Arguments;
    Key.back() = Extension.str();
    Key.push_back(Unit.Directory);
    Groups[std::move(Key)].push_back(Index);
  }
  return Groups;
}

static std::map<std::string, unsigned>
countHeaders(llvm::ArrayRef<ScannedUnit> Units) {
  std::map<std::string, unsigned> Counts;
  for (const ScannedUnit &Unit : Units)
    for (const std::string &Header : Unit.Headers)
      ++Counts[Header];
  return Counts;
}

// Brings the headers of each TU into the order of the tree.
static void sortHeaders(llvm::MutableArrayRef<ScannedUnit> Units) {
  const std::map<std::string, unsigned> Counts = countHeaders(Units);
  for (ScannedUnit &Unit : Units)
    llvm::sort(Unit.Headers, [&](const std::string &A, const std::string &B) {
      const unsigned CountA = Counts.at(A), CountB = Counts.at(B);
      return CountA != CountB ? CountA > CountB : A < B;
    });
}

static void insert(ShareNode &Root, const ScannedUnit &Unit,
                   const std::map<std::string, unsigned> &Counts) {
  ShareNode *Node = &Root;
  for (const std::string &Header : Unit.Headers) {
    if (Counts.at(Header) < 2)
      continue;
    auto Child = llvm::find_if(Node->Children, [&](const auto &C) {
      return C->Headers.front() == Header;
    });
    if (Child == Node->Children.end()) {
      Node->Children.push_back(std::make_unique<ShareNode>());
      Child = std::prev(Node->Children.end());
      (*Child)->Headers.push_back(Header);
    }
    Node = Child->get();
  }
  Node->Units.push_back(Unit.Index);
}

// Joins each node that has no other use with its only child: fewer processes.
static void shorten(ShareNode &Node) {
  while (Node.Units.empty() && Node.Children.size() == 1) {
    std::unique_ptr<ShareNode> Child = std::move(Node.Children.front());
    llvm::append_range(Node.Headers, Child->Headers);
    Node.Units = std::move(Child->Units);
    Node.Children = std::move(Child->Children);
  }
  for (std::unique_ptr<ShareNode> &Child : Node.Children)
    shorten(*Child);
}

static ShareBatch makeBatch(llvm::ArrayRef<ScannedUnit> Units) {
  const std::map<std::string, unsigned> Counts = countHeaders(Units);
  ShareBatch Batch;
  for (const ScannedUnit &Unit : Units) {
    Batch.Units.push_back(Unit.Index);
    insert(Batch.Root, Unit, Counts);
  }
  shorten(Batch.Root);
  return Batch;
}

// Neighbours in the order of their headers have most in common.
static std::vector<ShareBatch> makeBatches(std::vector<ScannedUnit> Units,
                                           unsigned Jobs) {
  sortHeaders(Units);
  llvm::sort(Units, [](const ScannedUnit &A, const ScannedUnit &B) {
    return std::tie(A.Headers, A.Index) < std::tie(B.Headers, B.Index);
  });
  // Two for each worker, so that the last one does not work for long alone.
  const size_t Parts = std::max<size_t>(Units.size() / LargestBatch + 1,
                                        Jobs > 1 ? 2 * size_t(Jobs) : 1);
  const size_t Size =
      std::max((Units.size() + Parts - 1) / Parts, SmallestBatch);
  std::vector<ShareBatch> Batches;
  for (llvm::ArrayRef<ScannedUnit> Left = Units; !Left.empty();) {
    Batches.push_back(makeBatch(Left.take_front(Size)));
    Left = Left.drop_front(std::min(Size, Left.size()));
  }
  return Batches;
}

std::vector<ShareBatch>
memtidy::planSharing(llvm::ArrayRef<TranslationUnit> Units, unsigned Jobs,
                     SharedFiles &Files) {
  std::vector<ShareBatch> Batches;
  for (const auto &[Key, Group] : groupByFlags(Units)) {
    if (Group.size() < SmallestBatch)
      continue;
    IncludeScan Scan(Files, Units[Group.front()]);
    std::vector<ScannedUnit> Scanned;
    for (size_t Index : Group)
      if (auto Headers = Scan.headersOf(Units[Index]); !Headers.empty())
        Scanned.push_back({Index, std::move(Headers)});
    if (Scanned.size() >= SmallestBatch)
      llvm::move(makeBatches(std::move(Scanned), Jobs),
                 std::back_inserter(Batches));
  }
  // The longest first, so that all end at about the same time.
  llvm::sort(Batches, [](const ShareBatch &A, const ShareBatch &B) {
    return std::make_pair(B.Units.size(), A.Units.front()) <
           std::make_pair(A.Units.size(), B.Units.front());
  });
  return Batches;
}
