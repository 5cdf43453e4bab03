//===- Report.cpp - What one run found ------------------------------------===//

#include "driver/report/Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/ErrorHandling.h"

using namespace memtidy;

Report memtidy::openOnly(Report All) {
  llvm::erase_if(All.Issues, [&](const Issue &Found) {
    if (isOpen(Found))
      return false;
    ++(Found.Suppressed ? All.Hidden.Suppressed : All.Hidden.Baselined);
    return true;
  });
  return All;
}

llvm::StringLiteral memtidy::toString(TuFailure Value) {
  switch (Value) {
  case TuFailure::Parse:
    return "parse";
  case TuFailure::Crash:
    return "crash";
  case TuFailure::Timeout:
    return "timeout";
  case TuFailure::Memory:
    return "memory";
  case TuFailure::Command:
    return "command";
  }
  llvm_unreachable("not a failure");
}

std::optional<TuFailure> memtidy::parseTuFailure(llvm::StringRef Name) {
  return llvm::StringSwitch<std::optional<TuFailure>>(Name)
      .Case("parse", TuFailure::Parse)
      .Case("crash", TuFailure::Crash)
      .Case("timeout", TuFailure::Timeout)
      .Case("memory", TuFailure::Memory)
      .Case("command", TuFailure::Command)
      .Default(std::nullopt);
}
