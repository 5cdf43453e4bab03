//===- Glob.cpp - Patterns over names -------------------------------------===//

#include "checks/model/Glob.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/GlobPattern.h"

using namespace memtidy;

bool memtidy::globMatches(llvm::StringRef Glob, llvm::StringRef Text) {
  llvm::Expected<llvm::GlobPattern> Pattern = llvm::GlobPattern::create(Glob);
  if (Pattern)
    return Pattern->match(Text);
  // Whoever read the glob has reported it.
  llvm::consumeError(Pattern.takeError());
  return false;
}

bool memtidy::checkMatches(llvm::StringRef Glob, llvm::StringRef Check) {
  llvm::StringRef Short = Check;
  return globMatches(Glob, Check) ||
         (Short.consume_front("memtidy-") && globMatches(Glob, Short));
}
