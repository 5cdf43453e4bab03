//===- CheckPages.h - What a check's page says ----------------------------===//

#ifndef MEMTIDY_CLI_CHECKPAGES_H
#define MEMTIDY_CLI_CHECKPAGES_H

#include "checks/model/CheckInfo.h"
#include "driver/render/Renderer.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>
#include <string>
#include <vector>

namespace memtidy {

/// Returns the name without "memtidy-".
llvm::StringRef shortName(const CheckInfo &Info);

/// Returns "none", "sometimes" or "always".
llvm::StringLiteral fixesWord(FixKind Kind);

/// Calls \p Visit for the check's own options, then for those of every check.
void forEachOption(const CheckInfo &Info,
                   llvm::function_ref<void(const OptionInfo &)> Visit);

/// Returns the options as a Markdown table.
std::string optionsTable(const CheckInfo &Info);

/// Returns docs/checks/<name>.md as it was when memtidy was built, with the
/// options table filled in between its markers. Nullopt when the build left
/// the page out.
std::optional<std::string> checkPage(const CheckInfo &Info);

/// What memtidy reports about suppressions is no check of code, but has a page.
llvm::ArrayRef<RuleText> suppressionRules();

/// Returns what formats say about each check, sorted by name.
std::vector<RuleText> ruleTexts();

} // namespace memtidy

#endif // MEMTIDY_CLI_CHECKPAGES_H
