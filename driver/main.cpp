//===- main.cpp - From the command line to an exit code -------------------===//

#include "driver/cli/Command.h"
#include "driver/support/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/raw_ostream.h"
#include <csignal>

using namespace memtidy;
using namespace memtidy::options;

static void printCommands(llvm::raw_ostream &Out) {
  Out << "memtidy finds memory anti-patterns in C++: leaking ownership cycles "
         "and wasted bytes.\n\nUSAGE: memtidy [COMMAND] [OPTIONS] ...\n\n"
         "COMMANDS:\n";
  for (const Command &C : allCommands())
    Out << llvm::formatv("  {0,-12} {1}\n", C.Name, C.Help);
  Out << "\n'memtidy COMMAND --help' lists the options of a command.\n";
}

static void printHelp(const Command &C, llvm::raw_ostream &Out) {
  std::string Usage = ("memtidy " + C.Name + " [OPTIONS] " + C.Usage).str();
  optionTable().printHelp(Out, Usage.c_str(), C.Help.data(),
                          /*ShowHidden=*/false, /*ShowAllAliases=*/false,
                          llvm::opt::Visibility(C.Visibility));
  if (!C.Formats)
    return;
  Out << "\nFORMATS:\n";
  for (const FormatInfo &Format : C.Formats())
    Out << llvm::formatv("  {0,-22} {1}\n", Format.Name, Format.Help);
}

static void printVersion(llvm::raw_ostream &Out) {
  Out << "memtidy " << toolVersion() << "\nLLVM " << llvmVersion() << "\n";
}

static llvm::Expected<const Command *> chooseCommand(llvm::StringRef Word) {
  if (const Command *Named = findCommand(Word))
    return Named;
  if (Word.starts_with("-") || llvm::sys::fs::exists(Word))
    return &allCommands().front();
  const Command *Nearest =
      llvm::min_element(allCommands(), [&](const Command &A, const Command &B) {
        return Word.edit_distance(A.Name) < Word.edit_distance(B.Name);
      });
  std::string Hint = Word.edit_distance(Nearest->Name) <= 2
                         ? ("; did you mean '" + Nearest->Name + "'?").str()
                         : std::string("; 'memtidy --help' lists the commands");
  return llvm::createStringError("'" + Word +
                                 "' is neither a command nor a file" + Hint);
}

static llvm::Expected<ExitCode> run(llvm::ArrayRef<const char *> Words) {
  llvm::StringRef First = Words.empty() ? "" : Words.front();
  if (First == "--help" || First == "-h" || First == "help") {
    printCommands(llvm::outs());
    return ExitCode::Clean;
  }
  if (First == "--version" || First == "version") {
    printVersion(llvm::outs());
    return ExitCode::Clean;
  }

  const Command *Chosen = &allCommands().front();
  if (!Words.empty()) {
    llvm::Expected<const Command *> Found = chooseCommand(First);
    if (!Found)
      return Found.takeError();
    Chosen = *Found;
    if (First == Chosen->Name)
      Words = Words.drop_front();
  }

  llvm::Expected<CommandLine> Line =
      parseCommandLine(Words, Chosen->Visibility);
  if (!Line)
    return Line.takeError();
  if (Line->Args.hasArg(OPT_help)) {
    printHelp(*Chosen, llvm::outs());
    return ExitCode::Clean;
  }
  return Chosen->Run(*Line);
}

int main(int Argc, char **Argv) {
  llvm::InitLLVM Init(Argc, Argv);
  // A file that may not grow is an error of that file, as on a full disk.
  (void)std::signal(SIGXFSZ, SIG_IGN);
  llvm::Expected<ExitCode> Code =
      run(llvm::ArrayRef<const char *>(Argv, Argc).drop_front());
  if (!Code) {
    llvm::errs() << "memtidy: error: " << llvm::toString(Code.takeError())
                 << "\n";
    return static_cast<int>(ExitCode::Error);
  }
  return static_cast<int>(*Code);
}
