//===- Explain.cpp - memtidy explain --------------------------------------===//

#include "checks/Registry.h"
#include "driver/cli/CheckPages.h"
#include "driver/cli/Command.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace memtidy;
using namespace memtidy::options;

static Error unknownCheck(StringRef Name) {
  const RegisteredCheck *Nearest = llvm::min_element(
      allChecks(), [&](const RegisteredCheck &A, const RegisteredCheck &B) {
        return Name.edit_distance(shortName(*A.Info)) <
               Name.edit_distance(shortName(*B.Info));
      });
  return createStringError("there is no check '" + Name + "'; did you mean '" +
                           Nearest->Info->Name +
                           "'? 'memtidy checks' lists them");
}

// The markers serve the generator; a reader in a terminal has no use for them.
static std::string withoutMarkers(StringRef Page) {
  std::string Text;
  for (StringRef Line : split(Page, '\n'))
    if (!Line.starts_with("<!--"))
      Text += (Line + "\n").str();
  return Text;
}

std::vector<FormatInfo> memtidy::explainFormats() {
  return {{"markdown", "the page as it is in docs/checks"},
          {"text", "the page for a terminal (default)"}};
}

Expected<ExitCode> memtidy::runExplain(const CommandLine &Line) {
  if (Line.Positional.empty())
    return createStringError("explain wants the name of a check; "
                             "'memtidy checks' lists them");
  StringRef Format = Line.Args.getLastArgValue(OPT_output_eq, "text");
  if (Format != "text" && Format != "markdown")
    return createStringError("--output: unknown format '" + Format +
                             "'; there are " + namesOf(explainFormats()));
  for (StringRef Name : Line.Positional) {
    Name.consume_front("memtidy-");
    if (const auto *Rule = llvm::find_if(suppressionRules(),
                                         [&](const RuleText &R) {
                                           return R.Name ==
                                                  "memtidy-" + Name.str();
                                         });
        Rule != suppressionRules().end()) {
      outs() << Rule->Page;
      continue;
    }
    const CheckInfo *Info = findCheck(("memtidy-" + Name).str());
    if (!Info)
      return unknownCheck(Name);
    std::optional<std::string> Page = checkPage(*Info);
    if (!Page)
      return createStringError("this memtidy was built without the page of '" +
                               Info->Name + "'");
    outs() << (Format == "text" ? withoutMarkers(StringRef(*Page).rtrim())
                                : *Page);
  }
  return ExitCode::Clean;
}
