//===- Commands.cpp - The list of commands --------------------------------===//

#include "driver/cli/Command.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace memtidy;

static constexpr Command Table[] = {
    {"check", "[PATHS...] [-- FLAGS...]", "analyse (the default command)",
     CheckVis, runCheck, reportFormats},
    {"fix", "[PATHS...] [-- FLAGS...]",
     "apply safe fixes and report what is left", FixVis, runFix, reportFormats},
    {"checks", "", "list the checks", ChecksVis, runChecks, checksFormats},
    {"explain", "CHECK...", "show the documentation of a check", ExplainVis,
     runExplain, explainFormats},
    {"layout", "TYPE [FILE] [-- FLAGS...]",
     "show where the bytes of a record go, and a smaller order", LayoutVis,
     runLayout},
    {"facts", "[PATHS...] -o FILE [-- FLAGS...]",
     "analyse some TUs for a later 'report' over all", FactsVis, runFacts},
    {"report", "FILE...",
     "judge facts files as one program, or render saved JSON reports again",
     ReportVis, runReport, reportFormats},
    {"baseline", "create|update|prune|show|diff [PATHS...] [-- FLAGS...]",
     "keep a file of known findings", BaselineVis, runBaseline},
    {"diff", "OLD NEW", "compare two saved JSON reports", DiffVis, runDiff,
     reportFormats},
    {"config", "show|schema|verify|init|import-clang-tidy|reference",
     "look at settings, check them, start a .memtidy.yaml", ConfigVis,
     runConfig},
    {"dump", "ANALYSIS FILE [-- FLAGS...]",
     "print what an analysis sees, for tests and bug reports", DumpVis,
     runDump},
    {"doctor", "", "look whether all that a run needs is there", DoctorVis,
     runDoctor},
    {"cache", "stats|clean|path",
     "look at or remove the results of earlier runs", CacheVis, runCache},
    {"plugin", "", "print how to load the checks into clang-tidy", PlainVis,
     runPlugin},
    {"completion", "bash|zsh|fish", "print a completion script", PlainVis,
     runCompletion},
};

llvm::ArrayRef<Command> memtidy::allCommands() { return Table; }

const Command *memtidy::findCommand(llvm::StringRef Name) {
  const auto *Found =
      llvm::find_if(Table, [&](const Command &C) { return C.Name == Name; });
  return Found == std::end(Table) ? nullptr : Found;
}

std::string memtidy::namesOf(llvm::ArrayRef<FormatInfo> Formats) {
  auto Names =
      llvm::map_range(Formats, [](const FormatInfo &F) { return F.Name; });
  return llvm::join(Names, ", ");
}
