//===- Dump.cpp - Analyses as text ----------------------------------------===//

#include "checks/dump/Dump.h"
#include "checks/dump/Printers.h"
#include "llvm/ADT/STLExtras.h"

using namespace memtidy;

static constexpr Dump Table[] = {
    {"closures", "where each function keeps the callables it makes or is given",
     printClosures},
    {"facts", "what a program learns from the file, as JSON", printFacts},
    {"record-layout", "layout of each record, its holes and a better order",
     printRecordLayout},
    {"sequences",
     "what each function does with each container, and how far it "
     "fills it",
     printSequences},
    {"target-layouts", "layout of each record on the targets asked by default",
     printTargetLayouts},
};

llvm::ArrayRef<Dump> memtidy::allDumps() { return Table; }

const Dump *memtidy::findDump(llvm::StringRef Name) {
  const auto *Found =
      llvm::find_if(Table, [&](const Dump &D) { return D.Name == Name; });
  return Found == std::end(Table) ? nullptr : Found;
}
