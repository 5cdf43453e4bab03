//===- FactsPrinter.cpp - `memtidy dump facts` ----------------------------===//

#include "checks/analysis/MapFacts.h"
#include "checks/analysis/OwnershipFacts.h"
#include "checks/analysis/TuIndex.h"
#include "checks/dump/Printers.h"
#include "checks/model/FactJson.h"
#include "llvm/Support/raw_ostream.h"

using namespace memtidy;

void memtidy::printFacts(TuIndex &Index, llvm::raw_ostream &OS) {
  Program All = Index.get<OwnershipFacts>().facts();
  All.add(Index.get<MapFacts>().facts());
  OS << toJSON(All) << '\n';
}
