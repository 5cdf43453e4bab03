//===- CheckInfo.h - What a check says about itself -----------------------===//
//
// One constexpr CheckInfo is the only declaration of a check. Registration,
// option defaults, --dump-config, list pages, documentation and `memtidy
// explain` derive from it.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_MODEL_CHECKINFO_H
#define MEMTIDY_MODEL_CHECKINFO_H

#include "checks/model/Level.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <memory>
#include <vector>

namespace memtidy {

class Check;
class OptionReader;
class Program;
class TuIndex;
struct ProgramFinding;

/// Whether a check comes with fixes.
enum class FixKind { None, Sometimes, Always };

/// One option of a check. Values are text, as in .clang-tidy.
struct OptionInfo {
  llvm::StringLiteral Name;    ///< UpperCamel: "MinSavedBytes".
  llvm::StringLiteral Default; ///< Used when nobody sets the option.
  llvm::StringLiteral Help;    ///< Fragment, no final period.
};

/// Static description of a check. No state; Create runs once per TU.
struct CheckInfo {
  llvm::StringLiteral Name;    ///< "memtidy-padded-record"
  llvm::StringLiteral Summary; ///< First sentence of its page: "finds ...".
  llvm::StringLiteral Since;   ///< Version that first had it.
  Level DefaultLevel; ///< What its findings have unless they say why not.
  FixKind Fixes;
  llvm::ArrayRef<OptionInfo> Options;
  std::unique_ptr<Check> (*Create)(const OptionReader &);
  /// Says what the merged facts of all TUs show, without an AST; null for
  /// checks to which each TU is a world of its own. A host that has the whole
  /// program calls it instead of Create: it finds what Create's check finds.
  std::vector<ProgramFinding> (*Conclude)(const Program &,
                                          const OptionReader &) = nullptr;
  /// Adds what one TU knows to the facts for Conclude; set where that is.
  void (*Gather)(TuIndex &, Program &) = nullptr;
};

} // namespace memtidy

#endif // MEMTIDY_MODEL_CHECKINFO_H
