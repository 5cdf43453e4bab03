//===- AllowAttributes.h - What declarations allow --------------*- C++ -*-===//
//
// [[clang::annotate("memtidy:allow=padded-record;reason=wire format")]] on a
// declaration silences the checks that it names, globs separated by commas, in
// all of the declaration. It moves with the code, and a macro can write it.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_ALLOWATTRIBUTES_H
#define MEMTIDY_ANALYSIS_ALLOWATTRIBUTES_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/StringRef.h"
#include <vector>

namespace memtidy {

class TuIndex;

/// The attributes of one TU. Borrows its AST.
class AllowAttributes {
public:
  explicit AllowAttributes(TuIndex &Index);

  /// Returns true when a declaration around \p Loc allows the findings of
  /// \p Check. A macro's text counts where the macro is used.
  bool cover(llvm::StringRef Check, clang::SourceLocation Loc) const;

private:
  struct Allowance {
    clang::FileID File;
    unsigned Begin, End; ///< Offsets.
    std::vector<llvm::StringRef> Globs;
  };

  const clang::SourceManager &Sources;
  std::vector<Allowance> Allowances;
};

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_ALLOWATTRIBUTES_H
