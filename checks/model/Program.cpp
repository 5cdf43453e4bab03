//===- Program.cpp - The merged facts of a TU or of a program -------------===//

#include "checks/model/Program.h"
#include "llvm/ADT/STLExtras.h"
#include <tuple>

using namespace memtidy;

template <typename T>
static void unite(std::vector<T> &Into, const std::vector<T> &Other) {
  if (std::includes(Into.begin(), Into.end(), Other.begin(), Other.end()))
    return;
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
  for (const FieldFact &Field : Other) {
    auto Known = llvm::lower_bound(
        Into, Field.Usr, [](const FieldFact &Left, const std::string &Usr) {
          return Left.Usr < Usr;
        });
    if (Known != Into.end() && Known->Usr == Field.Usr)
      join(*Known, Field);
    else
      Into.insert(Known, Field);
  }
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
  for (const auto &Entry : Other.Records)
    add(Entry.second);
  for (const auto &Entry : Other.Functions)
    add(Entry.second);
  Whole |= Other.Whole;
}

template <typename T>
static std::vector<const T *> sorted(const llvm::StringMap<T> &Facts) {
  std::vector<const T *> All;
  All.reserve(Facts.size());
  for (const auto &Entry : Facts)
    All.push_back(&Entry.second);
  llvm::sort(All, [](const T *Left, const T *Right) {
    return Left->Usr < Right->Usr;
  });
  return All;
}

std::vector<const RecordFact *> Program::records() const {
  return sorted(Records);
}

std::vector<const FunctionFact *> Program::functions() const {
  return sorted(Functions);
}

const FunctionFact *Program::function(llvm::StringRef Usr) const {
  auto Known = Functions.find(Usr);
  return Known == Functions.end() ? nullptr : &Known->second;
}
