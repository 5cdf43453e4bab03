//===- AbiEvidence.h - Code that knows a record's bytes -------------------===//
//
// A layout that something else knows by heart - a file, a wire, another
// language, an assertion - must not be improved behind its back.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_ABIEVIDENCE_H
#define MEMTIDY_ANALYSIS_ABIEVIDENCE_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/DenseMap.h"
#include <optional>
#include <string>

namespace clang {
class CXXRecordDecl;
} // namespace clang

namespace memtidy {

class TuIndex;

/// How the code depends on the layout.
enum class AbiKind {
  ExternC,
  OffsetOf,
  StaticAssert,
  MemberPointer,
  RawBytes, ///< By: the function that takes the bytes.
  Cast,
  MappedMemory,
  Exported,
  InstalledHeader,
  Macro,      ///< By: the macro.
  Reflection, ///< By: the function or template.
  Device,
  TemplateArgument,
  Frozen, ///< The annotation "memtidy:abi_frozen".
  PartOf, ///< By: the record with evidence of its own.
};

/// One piece of evidence.
struct AbiUse {
  AbiKind Kind;
  clang::SourceLocation Loc;
  std::string By;
};

/// For all user records of a TU. Uses inside system headers are not seen.
class AbiEvidence {
public:
  explicit AbiEvidence(TuIndex &Index);

  /// Returns the first evidence against a new layout of \p Record, or nullopt
  /// where the TU has none. For a template's pattern, that against any of its
  /// specialisations.
  std::optional<AbiUse> find(const clang::CXXRecordDecl &Record) const;

private:
  /// By canonical declaration of the pattern.
  llvm::DenseMap<const clang::CXXRecordDecl *, AbiUse> Uses;
};

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_ABIEVIDENCE_H
