//===- OwnershipModel.h - What is known of libraries by name ------*- C++
//-*-===//
//
// Smart pointers, callables, containers and the functions that keep or run a
// callable are recognised by name, so that every standard library and every
// project's own types can be described. The data is checks/models/*.yaml.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_OWNERSHIPMODEL_H
#define MEMTIDY_ANALYSIS_OWNERSHIPMODEL_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/GlobPattern.h"
#include <memory>
#include <string>
#include <vector>

namespace memtidy {

/// Names and globs. An entry with "::" is compared to the whole qualified
/// name, any other to the last component.
class NameList {
public:
  void add(llvm::ArrayRef<std::string> Names);
  bool matches(llvm::StringRef QualifiedName) const;

private:
  llvm::StringSet<> Exact;
  std::vector<llvm::GlobPattern> QualifiedGlobs;
  std::vector<llvm::GlobPattern> BareGlobs;
  /// What the globs point into. Shared by copies of the list.
  std::vector<std::shared_ptr<const std::string>> GlobTexts;
};

/// The lists of checks/models; each says in its file what it means.
struct OwnershipModel {
  NameList Strong, Weak, Unique, Callable, Borrowed, Container, Wrapper,
      Executors;
  NameList Stores, StoresInFirst, RunOnce, RunSoon, RunNow, RunOnceUnseen;
  NameList Binders, Makers;
};

/// Returns a copy of the model that is compiled in, to be extended.
OwnershipModel builtinOwnershipModel();

/// The texts of checks/models/owners.yaml and sinks.yaml.
extern const llvm::StringLiteral OwnersModelText;
extern const llvm::StringLiteral SinksModelText;

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_OWNERSHIPMODEL_H
