//===- SmallerFields.h - Fields that could take fewer bytes ---------------===//

#ifndef MEMTIDY_ANALYSIS_SMALLERFIELDS_H
#define MEMTIDY_ANALYSIS_SMALLERFIELDS_H

#include "llvm/ADT/SmallVector.h"
#include <cstdint>
#include <optional>

namespace clang {
class ASTContext;
class CXXRecordDecl;
class FieldDecl;
} // namespace clang

namespace memtidy {

/// The fields of a record that say little with many bytes.
struct WastefulFields {
  uint64_t Size = 0; ///< Of the record, today.
  /// Fields of empty classes, which [[no_unique_address]] would take away.
  llvm::SmallVector<const clang::FieldDecl *, 2> Empty;
  uint64_t SizeWithoutEmpty = 0;
  /// bool: one bit would do.
  llvm::SmallVector<const clang::FieldDecl *, 4> Flags;
  /// Enumerations of more than a byte whose values fit into one.
  llvm::SmallVector<const clang::FieldDecl *, 4> WideEnums;
  uint64_t SizeOfNarrow = 0; ///< With bits for flags and bytes for enums.
};

/// Returns what of \p Record could be smaller, or nullopt where its layout is
/// not modelled or nothing of it could.
std::optional<WastefulFields>
findWastefulFields(const clang::ASTContext &Context,
                   const clang::CXXRecordDecl &Record);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_SMALLERFIELDS_H
