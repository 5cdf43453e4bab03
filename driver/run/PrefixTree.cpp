//===- PrefixTree.cpp - TUs by the headers that they share ----------------===//

#include "driver/run/PrefixTree.h"
#include "driver/run/Selection.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"
#include <map>

using namespace memtidy;

// Fewer do not make up for what is parsed beside them.
static constexpr size_t SmallestGroup = 3;

// Everything that the front end is told, except for the name of the file.
static std::string commandOf(const TranslationUnit &Unit) {
  std::string Text;
  appendPart(Text, Unit.Directory);
  // It may say which language it is.
  appendPart(Text, llvm::sys::path::extension(Unit.Path));
  for (llvm::StringRef Argument : Unit.Arguments)
    appendPart(Text, Argument == Unit.Path ? "" : Argument);
  return Text;
}

std::vector<std::vector<size_t>>
memtidy::groupsOf(llvm::ArrayRef<TranslationUnit> Units) {
  std::map<std::string, std::vector<size_t>> ByCommand;
  for (size_t I = 0; I < Units.size(); ++I)
    ByCommand[commandOf(Units[I])].push_back(I);
  std::vector<std::vector<size_t>> Groups;
  for (auto &[Command, Members] : ByCommand)
    if (Members.size() >= SmallestGroup)
      Groups.push_back(std::move(Members));
  return Groups;
}

static void insert(PrefixTree &Root, llvm::ArrayRef<std::string> Headers,
                   size_t Unit) {
  PrefixTree *At = &Root;
  for (const std::string &Header : Headers) {
    auto Next = llvm::find_if(At->Below, [&](const PrefixTree &Tree) {
      return Tree.Headers.front() == Header;
    });
    if (Next == At->Below.end())
      Next = At->Below.insert(Next, PrefixTree{{Header}, {}, {}});
    At = &*Next;
  }
  At->Units.push_back(Unit);
}

static bool isStandard(llvm::StringRef Header) {
  return Header.starts_with("<");
}

// Where the path does not fork, its headers belong together. Behind those of
// the standard library is a place to ask what they know.
static void squash(PrefixTree &Tree) {
  while (Tree.Units.empty() && Tree.Below.size() == 1 &&
         (Tree.Headers.empty() ||
          isStandard(Tree.Headers.back()) ==
              isStandard(Tree.Below.front().Headers.front()))) {
    PrefixTree Only = std::move(Tree.Below.front());
    llvm::append_range(Tree.Headers, Only.Headers);
    Tree.Units = std::move(Only.Units);
    Tree.Below = std::move(Only.Below);
  }
  llvm::for_each(Tree.Below, squash);
}

// The headers that the TU gets, the most wanted first. The user's own must not
// be in another order than in the TU: those that would be stay where they are.
static std::vector<std::string>
orderOf(const PrefixScan &Scan, const std::map<std::string, size_t> &Uses) {
  std::vector<size_t> Wanted; // Indexes into Scan.Headers.
  for (size_t I = 0; I < Scan.Headers.size(); ++I)
    if (Uses.at(Scan.Headers[I]) > 1)
      Wanted.push_back(I);
  llvm::sort(Wanted, [&](size_t A, size_t B) {
    const std::string &First = Scan.Headers[A], &Second = Scan.Headers[B];
    return std::tuple(!isStandard(First), Uses.at(Second), First) <
           std::tuple(!isStandard(Second), Uses.at(First), Second);
  });
  std::vector<std::string> Result;
  std::optional<size_t> Last;
  for (size_t I : Wanted) {
    const std::string &Header = Scan.Headers[I];
    if (!isStandard(Header)) {
      if (Last && I < *Last)
        continue;
      Last = I;
    }
    Result.push_back(Header);
  }
  return Result;
}

PrefixTree memtidy::growTree(llvm::ArrayRef<size_t> Group,
                             llvm::ArrayRef<std::optional<PrefixScan>> Scans) {
  std::map<std::string, size_t> Uses;
  for (size_t Unit : Group)
    for (const std::string &Header : Scans[Unit]->Headers)
      ++Uses[Header];
  PrefixTree Root;
  for (size_t Unit : Group)
    insert(Root, orderOf(*Scans[Unit], Uses), Unit);
  squash(Root);
  return Root;
}

void memtidy::forEachUnit(const PrefixTree &Tree,
                          llvm::function_ref<void(size_t)> Visit) {
  llvm::for_each(Tree.Units, Visit);
  for (const PrefixTree &Next : Tree.Below)
    forEachUnit(Next, Visit);
}
