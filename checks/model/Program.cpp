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

// A place that is known wins over none.
static void agreeOnPlace(FactLocation &Into, const FactLocation &Other) {
  if (Into.Path.empty() || (!Other.Path.empty() && Other < Into))
    Into = Other;
}

static void join(MapKeyFact &Into, const MapKeyFact &Other) {
  unite(Into.Types, Other.Types);
  agree(Into.KeyBytes, Other.KeyBytes);
  Into.IsWritten |= Other.IsWritten;
  Into.IsRead |= Other.IsRead;
  Into.IsAsked |= Other.IsAsked;
  agreeOnPlace(Into.Loc, Other.Loc);
}

// Joins what has one name. Both are sorted by Name.
template <typename T>
static void joinNamed(std::vector<T> &Into, const std::vector<T> &Other,
                      std::string T::*Name) {
  for (const T &One : Other) {
    auto Known = llvm::lower_bound(
        Into, One.*Name, [&](const T &Left, const std::string &Wanted) {
          return Left.*Name < Wanted;
        });
    if (Known != Into.end() && (*Known).*Name == One.*Name)
      join(*Known, One);
    else
      Into.insert(Known, One);
  }
}

// What is there already is not moved from.
void Program::add(RecordFact Record) {
  auto [Known, IsNew] = Records.try_emplace(Record.Usr, std::move(Record));
  RecordFact &Into = Known->second;
  if (IsNew || Into == Record)
    return;
  agree(Into.Name, Record.Name);
  agree(Into.Loc, Record.Loc);
  joinNamed(Into.Fields, Record.Fields, &FieldFact::Usr);
  unite(Into.Bases, Record.Bases);
}

void Program::add(FunctionFact Function) {
  auto [Known, IsNew] =
      Functions.try_emplace(Function.Usr, std::move(Function));
  FunctionFact &Into = Known->second;
  if (IsNew)
    return;
  const bool Seen = !Into.Assumed, OtherSeen = !Function.Assumed;
  const size_t Size = Into.Operations.size();
  const size_t OtherSize = Function.Operations.size();
  if (std::tie(Seen, Size, Into) < std::tie(OtherSeen, OtherSize, Function))
    Into = std::move(Function);
}

void Program::add(MapFact Map) {
  auto [Known, IsNew] = Maps.try_emplace(Map.Usr, std::move(Map));
  MapFact &Into = Known->second;
  if (IsNew || Into == Map)
    return;
  agree(Into.Name, Map.Name);
  agree(Into.Loc, Map.Loc);
  agree(Into.Is, Map.Is);
  agreeOnPlace(Into.Escape, Map.Escape);
  Into.IsOpen |= Map.IsOpen;
  Into.Suppressed |= Map.Suppressed;
  unite(Into.Awaits, Map.Awaits);
  unite(Into.Seen, Map.Seen);
  agree(Into.HandleBytes, Map.HandleBytes);
  agree(Into.FixedBytes, Map.FixedBytes);
  agree(Into.EntryBytes, Map.EntryBytes);
  agree(Into.Buckets, Map.Buckets);
  agree(Into.Mapped, Map.Mapped);
  joinNamed(Into.Keys, Map.Keys, &MapKeyFact::Key);
}

// Values that one side may not know; known ones should agree.
template <typename T> static void learn(T &Into, const T &Other) {
  if (Into == T() || (Other != T() && Other < Into))
    Into = Other;
}

void Program::add(ResultFact Result) {
  auto [Known, IsNew] = Results.try_emplace(Result.Usr, std::move(Result));
  ResultFact &Into = Known->second;
  if (IsNew || Into == Result)
    return;
  learn(Into.Name, Result.Name);
  learn(Into.Loc, Result.Loc);
  learn(Into.Type, Result.Type);
  learn(Into.ElementBytes, Result.ElementBytes);
  learn(Into.AtMost, Result.AtMost);
  learn(Into.FilledAt, Result.FilledAt);
  Into.Builds |= Result.Builds;
  Into.IsInternal |= Result.IsInternal;
  Into.MayReject |= Result.MayReject;
  Into.ReadsGlobals |= Result.ReadsGlobals;
  Into.Suppressed |= Result.Suppressed;
  unite(Into.Uses, Result.Uses);
}

void Program::add(CaptureFact Capture) {
  auto [Known, IsNew] = Captures.try_emplace(Capture.Usr, std::move(Capture));
  CaptureFact &Into = Known->second;
  if (IsNew)
    return;
  // Whoever awaits fewer functions has seen more.
  const size_t Seen = Capture.Awaits.size(), Size = Into.Awaits.size();
  if (std::tie(Into.Breaks, Seen, Into) <
      std::tie(Capture.Breaks, Size, Capture))
    Into = std::move(Capture);
}

void Program::add(Program Other) {
  auto AddAll = [this](auto &Facts) {
    for (auto &Entry : Facts)
      add(std::move(Entry.second));
  };
  AddAll(Other.Records);
  AddAll(Other.Functions);
  AddAll(Other.Maps);
  AddAll(Other.Results);
  AddAll(Other.Captures);
  Whole |= Other.Whole;
  Unread = std::max(Unread, Other.Unread);
  OnlyPart |= Other.OnlyPart;
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

std::vector<const ResultFact *> Program::results() const {
  return sorted(Results);
}

std::vector<const MapFact *> Program::maps() const { return sorted(Maps); }

std::vector<const CaptureFact *> Program::captures() const {
  return sorted(Captures);
}

template <typename T>
static const T *lookup(const llvm::StringMap<T> &Facts, llvm::StringRef Usr) {
  auto Known = Facts.find(Usr);
  return Known == Facts.end() ? nullptr : &Known->second;
}

const FunctionFact *Program::function(llvm::StringRef Usr) const {
  return lookup(Functions, Usr);
}

const ResultFact *Program::result(llvm::StringRef Usr) const {
  return lookup(Results, Usr);
}

const MapFact *Program::map(llvm::StringRef Usr) const {
  return lookup(Maps, Usr);
}
