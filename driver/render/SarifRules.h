//===- SarifRules.h - Checks as rules of SARIF ----------------------------===//

#ifndef MEMTIDY_RENDER_SARIFRULES_H
#define MEMTIDY_RENDER_SARIFRULES_H

#include "driver/render/Renderer.h"
#include "llvm/ADT/StringMap.h"

namespace memtidy {

/// Returns the level of SARIF: error, warning or note.
llvm::StringLiteral sarifLevel(Level Sureness);

/// The rules of one SARIF run: the checks that found something.
class SarifRules {
public:
  SarifRules(llvm::ArrayRef<const Issue *> Issues,
             const RenderOptions &Options);

  /// Returns the place of \p Check in toJSON().
  size_t indexOf(llvm::StringRef Check) const { return Index.lookup(Check); }

  /// Returns the array "rules".
  llvm::json::Array toJSON() const;

private:
  std::vector<RuleText> Rules;
  llvm::StringMap<size_t> Index;
};

} // namespace memtidy

#endif // MEMTIDY_RENDER_SARIFRULES_H
