//===- Finding.h - What a check reports inside one TU ---------------------===//
//
// A finding holds source locations and therefore lives only as long as its
// TU. driver/run/Collect turns it into an Issue, the plugin into a diagnostic.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_MODEL_FINDING_H
#define MEMTIDY_MODEL_FINDING_H

#include "checks/model/Cost.h"
#include "checks/model/Fix.h"
#include "checks/model/Level.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/SmallVector.h"
#include <string>

namespace memtidy {

/// One place that proves a part of the finding.
struct Step {
  clang::SourceLocation Loc;
  std::string Message;
};

/// Identity of the named declaration that a finding is about, valid across
/// TUs: a clang USR and the name people know it by. Both empty when the
/// declaration has none.
struct Entity {
  std::string Usr;
  std::string Name;
};

/// What a check reports inside one TU.
struct Finding {
  /// Where the report points: the narrowest guilty token.
  clang::SourceLocation Loc;
  /// What to underline, around Loc. Invalid: the token at Loc.
  clang::SourceRange Highlight;
  /// Situation first, then cost. Lower-case start, no final period, names in
  /// single quotes.
  std::string Message;
  Level Sureness = Level::Likely;
  Cost Waste;
  /// The proof in reading order: hop after hop of a cycle, for example.
  llvm::SmallVector<Step, 4> Steps;
  /// Places worth a look that prove nothing: who else is affected, what
  /// lowered the level.
  llvm::SmallVector<Step, 2> Related;
  llvm::SmallVector<Fix, 1> Fixes;
  Entity Subject;
  /// Machine-readable, tells apart findings of one check about one subject,
  /// and survives a change of message: "capture:self", "cycle:A>B".
  std::string Discriminator;
};

} // namespace memtidy

#endif // MEMTIDY_MODEL_FINDING_H
