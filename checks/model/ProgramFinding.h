//===- ProgramFinding.h - What is found without an AST --------------------===//
//
// Conclusions from merged facts know files and lines, not source locations.
// The driver makes an Issue of it; inside one TU it becomes a Finding again.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_MODEL_PROGRAMFINDING_H
#define MEMTIDY_MODEL_PROGRAMFINDING_H

#include "checks/model/Cost.h"
#include "checks/model/Fact.h"
#include "checks/model/Level.h"

namespace memtidy {

struct ProgramStep {
  FactLocation Loc;
  std::string Message;
};

/// The counterpart of Finding. Fixes are sketches: no edits without an AST.
struct ProgramFinding {
  FactLocation Loc;
  /// The token at Loc.
  std::string Token;
  std::string Message;
  Level Sureness = Level::Likely;
  Cost Waste;
  std::vector<ProgramStep> Steps;
  std::vector<ProgramStep> Related;
  /// A cure as text: a verb phrase, and why there are no edits.
  std::string FixTitle;
  std::string FixReason;
  /// The TU that sees the code may offer edits for the cure.
  bool FixMayHaveEdits = false;
  std::string SubjectUsr;
  std::string SubjectName;
  std::string Discriminator;
};

} // namespace memtidy

#endif // MEMTIDY_MODEL_PROGRAMFINDING_H
