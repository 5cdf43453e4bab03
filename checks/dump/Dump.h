//===- Dump.h - Analyses as text ------------------------------------------===//
//
// What an analysis thinks of a file, printed for `memtidy dump` and for
// FileCheck tests: an analysis is tested without a check around it.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_DUMP_DUMP_H
#define MEMTIDY_DUMP_DUMP_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace memtidy {

class TuIndex;

/// One analysis that can be printed.
struct Dump {
  llvm::StringLiteral Name; ///< What the user types: "record-layout".
  llvm::StringLiteral Help; ///< Fragment, no final period.
  /// Prints the answers for all user declarations of one TU, in source order.
  void (*Print)(TuIndex &Index, llvm::raw_ostream &OS);
};

/// Returns all dumps, sorted by name.
llvm::ArrayRef<Dump> allDumps();

/// Returns the dump of that name, or null.
const Dump *findDump(llvm::StringRef Name);

} // namespace memtidy

#endif // MEMTIDY_DUMP_DUMP_H
