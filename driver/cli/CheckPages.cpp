//===- CheckPages.cpp - What a check's page says --------------------------===//

#include "driver/cli/CheckPages.h"
#include "checks/Registry.h"
#include "checks/host/Options.h"
#include "driver/cli/EmbeddedPages.h"
#include "driver/report/NolintComment.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/FormatVariadic.h"

using namespace llvm;
using namespace memtidy;

StringRef memtidy::shortName(const CheckInfo &Info) {
  StringRef Name = Info.Name;
  Name.consume_front("memtidy-");
  return Name;
}

StringLiteral memtidy::fixesWord(FixKind Kind) {
  switch (Kind) {
  case FixKind::None:
    return "none";
  case FixKind::Sometimes:
    return "sometimes";
  case FixKind::Always:
    return "always";
  }
  llvm_unreachable("not a kind of fix");
}

void memtidy::forEachOption(const CheckInfo &Info,
                            function_ref<void(const OptionInfo &)> Visit) {
  for (ArrayRef<OptionInfo> Table : {Info.Options, commonOptions()})
    for (const OptionInfo &Option : Table)
      Visit(Option);
}

std::string memtidy::optionsTable(const CheckInfo &Info) {
  std::string Table = "| option | default | meaning |\n|---|---|---|\n";
  forEachOption(Info, [&](const OptionInfo &Option) {
    std::string Default =
        Option.Default.empty() ? "" : ("`" + Option.Default + "`").str();
    Table +=
        formatv("| `{0}` | {1} | {2} |\n", Option.Name, Default, Option.Help);
  });
  return Table;
}

std::optional<std::string> memtidy::checkPage(const CheckInfo &Info) {
  const auto *Page = llvm::find_if(embeddedPages(), [&](const EmbeddedPage &P) {
    return P.Name == shortName(Info);
  });
  if (Page == embeddedPages().end())
    return std::nullopt;
  constexpr StringLiteral Open = "<!-- options -->\n";
  constexpr StringLiteral Close = "<!-- /options -->\n";
  auto [Before, Rest] = Page->Text.split(Open);
  StringRef After = Rest.split(Close).second;
  return (Before + Open + optionsTable(Info) + Close + After).str();
}

ArrayRef<RuleText> memtidy::suppressionRules() {
  static const RuleText Rules[] = {
      {BlanketSuppression.str(),
       "finds NOLINT comments that silence checks without naming them",
       "# memtidy-blanket-suppression\n\n"
       "A NOLINT comment without a list, or with one that names no check of "
       "memtidy,\nsilences a finding. It will silence the next one, too. "
       "Reported with\nsuppressions.forbid-blanket: true.\n",
       "suppression", Level::Likely},
      {UnusedSuppression.str(), "finds suppressions that silence nothing",
       "# memtidy-unused-suppression\n\n"
       "A NOLINT comment names a check of memtidy that finds nothing there, or "
       "an item of\nsuppressions.allow matches no finding or is over: "
       "suppressions "
       "that silence nothing\nhide the next finding. Reported with "
       "--report-unused-suppressions or\nsuppressions.forbid-unused: true; "
       "`memtidy fix` takes the names or comments away.\n\n"
       "A comment counts as used if any TU needs it, for a finding of any "
       "level. One in code\nthat is compiled out is not judged, one in a "
       "header "
       "only when all TUs were\nanalysed, one that names a check only when the "
       "check ran. A comment for a check of\nthe whole program counts as used "
       "where that check looks at all.\n",
       "suppression", Level::Likely},
  };
  return Rules;
}

std::vector<RuleText> memtidy::ruleTexts() {
  std::vector<RuleText> Texts(suppressionRules().begin(),
                              suppressionRules().end());
  for (const RegisteredCheck &Check : allChecks())
    Texts.push_back({Check.Info->Name.str(), Check.Info->Summary.str(),
                     checkPage(*Check.Info).value_or(""), Check.Group.str(),
                     Check.Info->DefaultLevel});
  llvm::sort(Texts, [](const RuleText &A, const RuleText &B) {
    return A.Name < B.Name;
  });
  return Texts;
}
