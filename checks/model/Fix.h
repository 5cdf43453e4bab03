//===- Fix.h - A cure, with the trust it deserves -------------------------===//

#ifndef MEMTIDY_MODEL_FIX_H
#define MEMTIDY_MODEL_FIX_H

#include "checks/model/Trust.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/SmallVector.h"
#include <string>

namespace memtidy {

/// Replaces the characters of Range by Text. Range is in one file, outside
/// macro expansions; an empty range inserts.
struct Edit {
  clang::CharSourceRange Range;
  std::string Text;
};

/// A cure. The fixes of one finding are alternatives.
struct Fix {
  /// A verb phrase: "reorder the fields of 'Order'".
  std::string Title;
  Trust Safety = Trust::Safe;
  /// Unsafe: the sentence that names what makes it so. Display: why there are
  /// no edits. Empty for Safe.
  std::string Reason;
  /// All or none are applied. They do not overlap. Empty only for Display.
  llvm::SmallVector<Edit, 4> Edits;
};

} // namespace memtidy

#endif // MEMTIDY_MODEL_FIX_H
