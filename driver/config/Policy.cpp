//===- Policy.cpp - What a project says about its findings ----------------===//

#include "driver/config/Policy.h"
#include "checks/model/Glob.h"
#include "llvm/ADT/STLExtras.h"

using namespace memtidy;

static bool anyMatches(llvm::ArrayRef<PathGlob> Globs, llvm::StringRef Path) {
  return llvm::any_of(Globs,
                      [&](const PathGlob &Glob) { return Glob.match(Path); });
}

static bool anyMatches(llvm::ArrayRef<std::string> Globs,
                       llvm::StringRef Check) {
  return llvm::any_of(Globs, [&](const std::string &Glob) {
    return checkMatches(Glob, Check);
  });
}

bool Policy::wantsFile(llvm::StringRef Path) const {
  return (Include.empty() || anyMatches(Include, Path)) &&
         !anyMatches(Exclude, Path);
}

std::optional<Level> Policy::lowestLevel(llvm::StringRef Path) const {
  std::optional<Level> Lowest;
  for (const PathOverride &Override : Overrides)
    if (Override.Lowest && anyMatches(Override.Paths, Path))
      Lowest = Override.Lowest;
  return Lowest;
}

bool Policy::wantsCheck(const PolicySubject &Found) const {
  bool Wanted = true;
  for (const PathOverride &Override : Overrides) {
    if (!anyMatches(Override.Paths, Found.Path))
      continue;
    if (Override.Select)
      Wanted = anyMatches(*Override.Select, Found.Check);
    if (Override.Ignore)
      Wanted &= !anyMatches(*Override.Ignore, Found.Check);
  }
  return Wanted;
}

bool Allowance::matches(const PolicySubject &Found) const {
  return (Check.empty() || checkMatches(Check, Found.Check)) &&
         (Symbol.empty() || globMatches(Symbol, Found.Symbol)) &&
         (!Path || Path->match(Found.Path));
}
