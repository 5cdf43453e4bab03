//===- Completion.cpp - memtidy completion --------------------------------===//
//
// The scripts are printed from the tables of commands and options, so they
// offer what this binary takes.
//
//===----------------------------------------------------------------------===//

#include "driver/cli/Command.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace memtidy;

static std::string optionsOf(const Command &C) {
  std::vector<std::string> Words = optionTable().findByPrefix(
      "--", opt::Visibility(C.Visibility), /*DisableFlags=*/0);
  for (std::string &Word : Words)
    Word.resize(std::min(Word.find('\t'), Word.size())); // Help follows a tab.
  llvm::sort(Words);
  return join(Words, " ");
}

static std::string commandNames() {
  auto Names = map_range(allCommands(),
                         [](const Command &C) { return StringRef(C.Name); });
  return join(Names, " ");
}

static void printBash(raw_ostream &Out) {
  Out << "_memtidy() {\n"
         "  local word=\"${COMP_WORDS[COMP_CWORD]}\" options=\"\"\n"
         "  case \"${COMP_WORDS[1]}\" in\n";
  for (const Command &C : allCommands())
    Out << formatv("  {0}) options=\"{1}\" ;;\n", C.Name, optionsOf(C));
  Out << formatv("  esac\n"
                 "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
                 "    COMPREPLY=($(compgen -W \"{0} --help --version\" -f -- "
                 "\"$word\"))\n"
                 "  elif [[ \"$word\" == -* ]]; then\n"
                 "    COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
                 "    [[ \"${{COMPREPLY[0]}\" == *= ]] && compopt -o nospace\n"
                 "  else\n"
                 "    COMPREPLY=($(compgen -f -- \"$word\"))\n"
                 "  fi\n"
                 "}\n"
                 "complete -o filenames -F _memtidy memtidy\n",
                 commandNames());
}

static void printZsh(raw_ostream &Out) {
  Out << "#compdef memtidy\nautoload -U +X bashcompinit && bashcompinit\n";
  printBash(Out);
}

static void printFish(raw_ostream &Out) {
  for (const Command &C : allCommands()) {
    Out << formatv("complete -c memtidy -n __fish_use_subcommand -a {0} "
                   "-d '{1}'\n",
                   C.Name, C.Help);
    std::string Options = optionsOf(C);
    for (StringRef Word : split(Options, ' ')) {
      bool TakesValue = Word.consume_back("=");
      if (Word.consume_front("--"))
        Out << formatv("complete -c memtidy -n '__fish_seen_subcommand_from "
                       "{0}' -l {1}{2}\n",
                       C.Name, Word, TakesValue ? " -r" : "");
    }
  }
}

Expected<ExitCode> memtidy::runCompletion(const CommandLine &Line) {
  StringRef Shell;
  if (Line.Positional.size() == 1)
    Shell = Line.Positional.front();
  if (Shell == "bash")
    printBash(outs());
  else if (Shell == "zsh")
    printZsh(outs());
  else if (Shell == "fish")
    printFish(outs());
  else
    return createStringError("completion wants bash, zsh or fish");
  return ExitCode::Clean;
}
