//===- Values.cpp - Names of the model's enumerations ---------------------===//

#include "checks/model/Level.h"
#include "checks/model/Trust.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/ErrorHandling.h"

using namespace memtidy;

llvm::StringLiteral memtidy::toString(Level Value) {
  switch (Value) {
  case Level::Possible:
    return "possible";
  case Level::Likely:
    return "likely";
  case Level::Certain:
    return "certain";
  }
  llvm_unreachable("not a level");
}

std::optional<Level> memtidy::parseLevel(llvm::StringRef Name) {
  return llvm::StringSwitch<std::optional<Level>>(Name)
      .Case("possible", Level::Possible)
      .Case("likely", Level::Likely)
      .Case("certain", Level::Certain)
      .Default(std::nullopt);
}

llvm::StringLiteral memtidy::toString(Trust Value) {
  switch (Value) {
  case Trust::Safe:
    return "safe";
  case Trust::Unsafe:
    return "unsafe";
  case Trust::Display:
    return "display";
  }
  llvm_unreachable("not a trust");
}

std::optional<Trust> memtidy::parseTrust(llvm::StringRef Name) {
  return llvm::StringSwitch<std::optional<Trust>>(Name)
      .Case("safe", Trust::Safe)
      .Case("unsafe", Trust::Unsafe)
      .Case("display", Trust::Display)
      .Default(std::nullopt);
}
