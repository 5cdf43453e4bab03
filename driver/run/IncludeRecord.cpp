//===- IncludeRecord.cpp - Which headers bring which ----------------------===//

#include "driver/run/IncludeRecord.h"
#include "llvm/ADT/STLExtras.h"

using namespace memtidy;

void IncludeRecord::includes(File Header) {
  if (isHonest())
    return;
  // What a header brings was skipped together with it. Each is taken out once.
  std::vector<File> Open = {Header};
  while (!Open.empty()) {
    const File Next = Open.back();
    Open.pop_back();
    Missing.erase(Next);
    if (auto Known = Brought.find(Next); Known != Brought.end()) {
      llvm::append_range(Open, Known->second);
      Brought.erase(Known);
    }
  }
}
