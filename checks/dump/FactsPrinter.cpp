//===- FactsPrinter.cpp - `memtidy dump facts` ----------------------------===//

#include "checks/analysis/OwnershipFacts.h"
#include "checks/analysis/TuIndex.h"
#include "checks/dump/Printers.h"
#include "checks/model/FactJson.h"
#include "llvm/Support/raw_ostream.h"

using namespace memtidy;

void memtidy::printFacts(TuIndex &Index, llvm::raw_ostream &OS) {
  OS << toJSON(Index.get<OwnershipFacts>().facts()) << '\n';
}
