//===- FixedSize.h - Vectors whose size never changes ---------------------===//

#ifndef MEMTIDY_ANALYSIS_FIXEDSIZE_H
#define MEMTIDY_ANALYSIS_FIXEDSIZE_H

#include "checks/analysis/ValueUses.h"
#include <optional>

namespace memtidy {

class TuIndex;

/// How a vector gets its elements, once.
enum class SizeSource {
  List,   ///< {1, 2, 3}
  Count,  ///< (16): each element is value-initialised.
  Filled, ///< (16, 7): each is a copy.
};

/// One initialisation of a vector.
struct VectorInit {
  SizeSource Source = SizeSource::List;
  /// As written, casts and temporaries around the construction included.
  const clang::Expr *Whole = nullptr;
  const clang::CXXConstructExpr *Construct = nullptr;
  clang::SourceRange Braces; ///< List: around the elements.
  /// List: the elements; Count and Filled: the count, then the value.
  llvm::SmallVector<const clang::Expr *, 4> Args;
  uint64_t Size = 0;
};

/// A variable or field of type std::vector with one size for all its life.
struct FixedVector {
  const clang::ValueDecl *Value = nullptr;
  clang::QualType Element;
  uint64_t Size = 0;
  uint64_t Bytes = 0;       ///< Of all elements.
  uint64_t HandleBytes = 0; ///< Of the vector itself.
  llvm::SmallVector<VectorInit, 1> Inits;
  const DeclUses *Uses = nullptr;
  /// A local variable's function, or null.
  const clang::FunctionDecl *Function = nullptr;
  bool IsStatic = false; ///< A global or static variable.
  /// Some size is given by resize() or assign().
  bool IsResized = false;
  /// Owns Uses, if not null.
  std::shared_ptr<const ValueUses> InstanceUses;

  /// Value is part of a template; Size and Uses are those of an instance.
  bool isInTemplate() const { return InstanceUses != nullptr; }
};

/// Returns what is known of \p Value when its size is a constant, no use
/// changes it or needs a vector, and the elements take at most \p MaxBytes;
/// nullopt where that cannot be told, and where the elements should not lie on
/// the stack: coroutines, recursion.
std::optional<FixedVector> findFixedVector(TuIndex &Index,
                                           const clang::ValueDecl &Value,
                                           uint64_t MaxBytes);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_FIXEDSIZE_H
