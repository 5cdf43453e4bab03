//===- Facts.cpp - memtidy facts ------------------------------------------===//
//
// The first half of a check that many processes or machines share: what fails
// here is told by 'memtidy report', the other half.
//
//===----------------------------------------------------------------------===//

#include "driver/cli/Analyse.h"
#include "driver/run/ResultCache.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace memtidy;
using namespace memtidy::options;

// As make and Ninja read them.
static void writeEscaped(StringRef Path, raw_ostream &OS) {
  for (char C : Path) {
    if (C == ' ' || C == '#')
      OS << '\\';
    if (C == '$')
      OS << '$';
    OS << C;
  }
}

// The options of our checks may come from any of these.
static void addClangTidyFiles(std::set<std::string> &Inputs) {
  Expected<std::string> Folder = currentFolder();
  if (!Folder) {
    consumeError(Folder.takeError());
    return;
  }
  for (StringRef Here = *Folder; !Here.empty();
       Here = sys::path::parent_path(Here)) {
    SmallString<256> File(Here);
    sys::path::append(File, ".clang-tidy");
    if (sys::fs::exists(File))
      Inputs.insert(File.str().str());
  }
}

static std::set<std::string> inputsOf(const FactsFile &Facts,
                                      const RunSettings &Settings,
                                      StringRef Target) {
  std::set<std::string> Inputs(Settings.ConfigFiles.begin(),
                               Settings.ConfigFiles.end());
  addClangTidyFiles(Inputs);
  std::optional<ResultCache> Cache;
  if (!Settings.CacheFolder.empty())
    Cache.emplace(Settings.CacheFolder, Settings.Analysis);
  for (const auto &[Unit, Result] : llvm::zip(Facts.Units, Facts.Results)) {
    Inputs.insert(Unit.Path);
    auto Add = [&](const Dependency &Read) {
      if (Read.Is == Dependency::Kind::File)
        Inputs.insert(Read.Path);
    };
    if (Cache)
      for (const Dependency *Read : Cache->dependenciesOf(Unit))
        Add(*Read);
    llvm::for_each(Result.Dependencies, Add);
    // A header that was missing, or a limit: no file tells when it is worth
    // another try, and one that is never there makes it always so.
    if (Result.Error)
      Inputs.insert((Target + ".failed").str());
  }
  return Inputs;
}

static Error writeDepfile(StringRef File, StringRef Target,
                          const std::set<std::string> &Inputs) {
  return writeWhole(File, [&](raw_ostream &OS) {
    writeEscaped(Target, OS);
    OS << ':';
    for (const std::string &Input : Inputs) {
      OS << " \\\n  ";
      writeEscaped(Input, OS);
    }
    OS << '\n';
  });
}

static void tellFailures(const FactsFile &Facts) {
  for (const TuResult &Result : Facts.Results)
    if (Result.Error)
      errs() << "memtidy: could not analyse " << Result.Error->Path << ": "
             << Result.Error->Reason << "\n";
}

Expected<ExitCode> memtidy::runFacts(const CommandLine &Line) {
  const StringRef File = Line.Args.getLastArgValue(OPT_o);
  if (File.empty())
    return createStringError("facts wants -o FILE");
  Expected<RunSettings> Settings = readRunSettings(Line);
  if (!Settings)
    return Settings.takeError();
  Expected<TranslationUnits> Found =
      findUnits(Line, Line.Positional, *Settings);
  if (!Found)
    return Found.takeError();
  FactsFile Facts;
  Facts.Part = Settings->Part;
  Facts.OnlyPart = Found->OnlyPart;
  Facts.Units = std::move(Found->Units);
  keepShard(Facts.Units, Facts.Part);
  Expected<ScheduleResult> Scheduled = analyseEach(Facts.Units, *Settings);
  if (!Scheduled)
    return Scheduled.takeError();
  if (Scheduled->Interrupted)
    return ExitCode::Interrupted;
  Facts.Results.reserve(Scheduled->Results.size());
  for (std::optional<TuResult> &Result : Scheduled->Results)
    Facts.Results.push_back(std::move(*Result));
  if (Error Failed = writeWhole(File, [&](raw_ostream &OS) {
        writeFacts(Facts, Settings->Analysis, OS);
      }))
    return Failed;
  if (const opt::Arg *Given = Line.Args.getLastArg(OPT_depfile_eq))
    if (Error Failed = writeDepfile(Given->getValue(), File,
                                    inputsOf(Facts, *Settings, File)))
      return Failed;
  tellFailures(Facts);
  return ExitCode::Clean;
}
