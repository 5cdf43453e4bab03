//===- Registry.cpp - All checks ------------------------------------------===//

#include "checks/Registry.h"
#include "llvm/ADT/STLExtras.h"

using namespace memtidy;

static constexpr RegisteredCheck Table[] = {
#define MEMTIDY_CHECK(Group, Type) {&Type##Info, #Group},
#include "checks/Checks.def"
#undef MEMTIDY_CHECK
};

llvm::ArrayRef<RegisteredCheck> memtidy::allChecks() { return Table; }

const CheckInfo *memtidy::findCheck(llvm::StringRef Name) {
  const auto *Found = llvm::find_if(
      Table, [&](const RegisteredCheck &C) { return C.Info->Name == Name; });
  return Found == std::end(Table) ? nullptr : Found->Info;
}
