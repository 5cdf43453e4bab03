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

// Where the path does not fork, its headers belong together. Behind those of
// the system is a place to ask what they know.
static void squash(PrefixTree &Tree) {
  while (Tree.Units.empty() && Tree.Below.size() == 1 &&
         (Tree.Headers.empty() ||
          isUserHeader(Tree.Headers.back()) ==
              isUserHeader(Tree.Below.front().Headers.front()))) {
    PrefixTree Only = std::move(Tree.Below.front());
    llvm::append_range(Tree.Headers, Only.Headers);
    Tree.Units = std::move(Only.Units);
    Tree.Below = std::move(Only.Below);
  }
  llvm::for_each(Tree.Below, squash);
}

// The headers that the TU gets: the standard library's and then the user's, the
// most wanted first, and between them those of other libraries in the TU's
// order. What is not the standard library's must not be in another order than
// in the TU: a header that would be stays where it is.
static std::vector<std::string>
orderOf(const PrefixScan &Scan, const std::map<std::string, size_t> &Uses,
        bool OnlySystem) {
  enum class Origin { Standard, Library, User };
  using Rank = std::tuple<Origin, /*Uses=*/int64_t, std::string, /*At=*/size_t>;
  std::vector<Rank> Wanted;
  for (auto [At, Header] : llvm::enumerate(Scan.Headers)) {
    const int64_t Rare = -static_cast<int64_t>(Uses.at(Header));
    if (Rare == -1)
      continue;
    if (isStandardHeader(Header))
      Wanted.emplace_back(Origin::Standard, Rare, Header, At);
    else if (!isUserHeader(Header))
      Wanted.emplace_back(Origin::Library, 0, "", At);
    else if (!OnlySystem)
      Wanted.emplace_back(Origin::User, Rare, Header, At);
  }
  llvm::sort(Wanted);
  std::vector<std::string> Result;
  size_t Last = 0;
  for (const auto &[From, Rare, Name, At] : Wanted) {
    if (From != Origin::Standard && At < Last)
      continue;
    if (From != Origin::Standard)
      Last = At;
    Result.push_back(Scan.Headers[At]);
  }
  return Result;
}

PrefixTree memtidy::growTree(llvm::ArrayRef<size_t> Group,
                             llvm::ArrayRef<std::optional<PrefixScan>> Scans,
                             bool OnlySystem) {
  std::map<std::string, size_t> Uses;
  for (size_t Unit : Group)
    for (const std::string &Header : Scans[Unit]->Headers)
      ++Uses[Header];
  PrefixTree Root;
  for (size_t Unit : Group)
    insert(Root, orderOf(*Scans[Unit], Uses, OnlySystem), Unit);
  squash(Root);
  return Root;
}

void memtidy::forEachUnit(const PrefixTree &Tree,
                          llvm::function_ref<void(size_t)> Visit) {
  llvm::for_each(Tree.Units, Visit);
  for (const PrefixTree &Next : Tree.Below)
    forEachUnit(Next, Visit);
}
