//===- DumpAnalysis.cpp - memtidy dump ------------------------------------===//

#include "driver/run/DumpAnalysis.h"
#include "checks/analysis/TuIndex.h"
#include "checks/dump/Dump.h"
#include "driver/run/Frontend.h"
#include "driver/run/RecordingFiles.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace memtidy;

llvm::Error memtidy::dumpAnalysis(const TranslationUnit &Unit,
                                  llvm::StringRef Name, llvm::raw_ostream &OS) {
  const Dump *Wanted = findDump(Name);
  if (!Wanted) {
    auto Names = llvm::map_range(
        allDumps(), [](const Dump &D) { return llvm::StringRef(D.Name); });
    return llvm::createStringError("there is no analysis '" + Name +
                                   "'; there are " + llvm::join(Names, ", "));
  }
  SharedFiles Files;
  ParseOutcome Parsed =
      Frontend(Files).parse(Unit, [&](clang::ASTContext &Context) {
        TuIndex Index(Context);
        Wanted->Print(Index, OS);
      });
  if (Parsed.Error)
    return llvm::createStringError(Parsed.Error->Reason);
  return llvm::Error::success();
}
