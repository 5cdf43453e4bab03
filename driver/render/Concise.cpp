//===- Concise.cpp - One line per finding ---------------------------------===//

#include "driver/render/Format.h"
#include "driver/render/Formats.h"
#include "driver/render/Summary.h"

using namespace memtidy;

void memtidy::renderConcise(const Report &Result, const RenderOptions &Options,
                            llvm::raw_ostream &OS) {
  for (const Issue &Found : Result.Issues)
    writeHead(Found, Options, OS);
  writeErrors(Result, Options, OS);
  OS << summaryLine(Result);
  if (unsigned Missing = notReached(Result.Units))
    OS << "; interrupted, " << formatCount(Missing, "TU") << " not reached";
  OS << '\n';
}
