//===- Printers.h - The printers behind Dump.cpp's table ------------------===//

#ifndef MEMTIDY_DUMP_PRINTERS_H
#define MEMTIDY_DUMP_PRINTERS_H

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace memtidy {

class TuIndex;

/// Each prints one analysis of one TU; Dump.cpp gives them their names.
void printClosures(TuIndex &Index, llvm::raw_ostream &OS);
void printFacts(TuIndex &Index, llvm::raw_ostream &OS);
void printRecordLayout(TuIndex &Index, llvm::raw_ostream &OS);
void printSequences(TuIndex &Index, llvm::raw_ostream &OS);
void printTargetLayouts(TuIndex &Index, llvm::raw_ostream &OS);

} // namespace memtidy

#endif // MEMTIDY_DUMP_PRINTERS_H
