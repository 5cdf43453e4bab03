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

// Where the path does not fork, its headers belong together.
static void squash(PrefixTree &Tree) {
  while (Tree.Units.empty() && Tree.Below.size() == 1) {
    PrefixTree Only = std::move(Tree.Below.front());
    llvm::append_range(Tree.Headers, Only.Headers);
    Tree.Units = std::move(Only.Units);
    Tree.Below = std::move(Only.Below);
  }
  llvm::for_each(Tree.Below, squash);
}

PrefixTree
memtidy::growTree(llvm::ArrayRef<size_t> Group,
                  llvm::ArrayRef<std::optional<PrefixScan>> Scans) {
  std::map<std::string, size_t> Uses;
  for (size_t Unit : Group)
    for (const std::string &Header : Scans[Unit]->Headers)
      ++Uses[Header];
  PrefixTree Root;
  for (size_t Unit : Group) {
    std::vector<std::string> Headers = Scans[Unit]->Headers;
    llvm::erase_if(Headers, [&](const std::string &H) { return Uses[H] < 2; });
    // The most wanted first.
    llvm::sort(Headers, [&](const std::string &A, const std::string &B) {
      return std::make_pair(Uses[B], A) < std::make_pair(Uses[A], B);
    });
    insert(Root, Headers, Unit);
  }
  squash(Root);
  return Root;
}

void memtidy::forEachUnit(const PrefixTree &Tree,
                          llvm::function_ref<void(size_t)> Visit) {
  llvm::for_each(Tree.Units, Visit);
  for (const PrefixTree &Next : Tree.Below)
    forEachUnit(Next, Visit);
}
