//===- Registry.h - All checks --------------------------------------------===//

#ifndef MEMTIDY_REGISTRY_H
#define MEMTIDY_REGISTRY_H

#include "checks/model/CheckInfo.h"

namespace memtidy {

#define MEMTIDY_CHECK(Group, Type) extern const CheckInfo Type##Info;
#include "checks/Checks.def"
#undef MEMTIDY_CHECK

/// A check and the subject it belongs to.
struct RegisteredCheck {
  const CheckInfo *Info;
  llvm::StringLiteral
      Group; ///< "record", "ownership": the folder of its source.
};

/// Returns all checks in the order of Checks.def.
llvm::ArrayRef<RegisteredCheck> allChecks();

/// Returns the check of that full name ("memtidy-padded-record"), or null.
const CheckInfo *findCheck(llvm::StringRef Name);

} // namespace memtidy

#endif // MEMTIDY_REGISTRY_H
