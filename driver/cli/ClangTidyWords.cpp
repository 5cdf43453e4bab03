//===- ClangTidyWords.cpp - clang-tidy's command line ---------------------===//
//
// run-clang-tidy, clang-tidy-diff and CMake's CXX_CLANG_TIDY call a program
// with these words.
//
//===----------------------------------------------------------------------===//

#include "driver/cli/ClangTidyWords.h"
#include "checks/Registry.h"
#include "checks/model/Glob.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace memtidy;
using namespace memtidy::options;

static bool isSelected(const Config &Analysis, StringRef Check) {
  auto Matches = [&](const std::string &Glob) {
    return checkMatches(Glob, Check);
  };
  return llvm::any_of(Analysis.Select, Matches) &&
         llvm::none_of(Analysis.Ignore, Matches);
}

// Globs for checks of others are fine: the list may be shared with clang-tidy.
static void applyChecks(StringRef List, Config &Analysis) {
  std::vector<std::string> Selected;
  for (const RegisteredCheck &Check : allChecks()) {
    bool Runs = isSelected(Analysis, Check.Info->Name);
    for (StringRef Glob : split(List, ',')) {
      Glob = Glob.trim();
      bool Adds = !Glob.consume_front("-");
      if (globMatches(Glob, Check.Info->Name))
        Runs = Adds;
    }
    if (Runs)
      Selected.push_back(Check.Info->Name.str());
  }
  Analysis.Select = std::move(Selected);
  Analysis.Ignore.clear();
}

Error memtidy::readClangTidyWords(const CommandLine &Line,
                                  RunSettings &Settings) {
  const opt::InputArgList &Args = Line.Args;
  if (const opt::Arg *Given = Args.getLastArg(OPT_checks_eq)) {
    applyChecks(Given->getValue(), Settings.Analysis);
    Settings.NoCheckIsFine = true;
  }
  if (Error Wrong = Settings.Filter.setHeaders(
          Args.getLastArgValue(OPT_header_filter_eq),
          Args.getLastArgValue(OPT_exclude_header_filter_eq)))
    return Wrong;
  if (const opt::Arg *Given = Args.getLastArg(OPT_line_filter_eq))
    if (Error Wrong = Settings.Filter.setLines(Given->getValue()))
      return Wrong;
  for (StringRef List : Args.getAllArgValues(OPT_warnings_as_errors_eq))
    for (StringRef Glob : split(List, ','))
      if (!Glob.trim().empty())
        Settings.AlwaysFail.push_back(Glob.trim().str());
  Settings.Flags.Prepend = Args.getAllArgValues(OPT_extra_arg_before_eq);
  Settings.Flags.Remove = Args.getAllArgValues(OPT_removed_arg_eq);
  for (StringRef File : Args.getAllArgValues(OPT_export_fixes_eq))
    Settings.Outputs.push_back({findRenderer("export-fixes"), File.str()});
  return Error::success();
}

void memtidy::listSelectedChecks(const Config &Analysis) {
  outs() << "Enabled checks:\n";
  for (const RegisteredCheck &Check : allChecks())
    if (isSelected(Analysis, Check.Info->Name))
      outs() << "    " << Check.Info->Name << "\n";
  outs() << "\n";
}
