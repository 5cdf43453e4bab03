//===- Program.cpp - The merged facts of a TU or of a program -------------===//

#include "checks/model/Program.h"
#include <algorithm>
#include <tuple>

using namespace memtidy;

template <typename T>
static void unite(std::vector<T> &Into, const std::vector<T> &Other) {
  std::vector<T> Both;
  std::set_union(Into.begin(), Into.end(), Other.begin(), Other.end(),
                 std::back_inserter(Both));
  Into = std::move(Both);
}

// Values that should agree; the smaller one wins where they do not.
template <typename T> static void agree(T &Into, const T &Other) {
  Into = std::min(Into, Other);
}

static void join(FieldFact &Into, const FieldFact &Other) {
  agree(Into.Name, Other.Name);
  agree(Into.Type, Other.Type);
  agree(Into.Loc, Other.Loc);
  unite(Into.Edges, Other.Edges);
  Into.IsContainer |= Other.IsContainer;
  Into.Suppressed |= Other.Suppressed;
}

static void joinFields(std::vector<FieldFact> &Into,
                       const std::vector<FieldFact> &Other) {
  std::vector<FieldFact> Both;
  auto Left = Into.begin();
  auto Right = Other.begin();
  while (Left != Into.end() || Right != Other.end()) {
    if (Right == Other.end() ||
        (Left != Into.end() && Left->Usr < Right->Usr)) {
      Both.push_back(std::move(*Left++));
    } else if (Left == Into.end() || Right->Usr < Left->Usr) {
      Both.push_back(*Right++);
    } else {
      join(*Left, *Right++);
      Both.push_back(std::move(*Left++));
    }
  }
  Into = std::move(Both);
}

void Program::add(const RecordFact &Record) {
  auto [Known, IsNew] = Records.try_emplace(Record.Usr, Record);
  RecordFact &Into = Known->second;
  if (IsNew || Into == Record)
    return;
  agree(Into.Name, Record.Name);
  agree(Into.Loc, Record.Loc);
  joinFields(Into.Fields, Record.Fields);
  unite(Into.Bases, Record.Bases);
}

void Program::add(const FunctionFact &Function) {
  auto [Known, IsNew] = Functions.try_emplace(Function.Usr, Function);
  FunctionFact &Into = Known->second;
  if (IsNew)
    return;
  const bool Seen = !Into.Assumed, OtherSeen = !Function.Assumed;
  const size_t Size = Into.Operations.size();
  const size_t OtherSize = Function.Operations.size();
  if (std::tie(Seen, Size, Into) < std::tie(OtherSeen, OtherSize, Function))
    Into = Function;
}

void Program::add(const Program &Other) {
  for (const auto &[Usr, Record] : Other.Records)
    add(Record);
  for (const auto &[Usr, Function] : Other.Functions)
    add(Function);
  Whole |= Other.Whole;
}
