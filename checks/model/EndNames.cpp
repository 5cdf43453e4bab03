//===- EndNames.cpp - Names of functions that end work --------------------===//

#include "checks/model/EndNames.h"
#include "llvm/ADT/STLExtras.h"

using namespace memtidy;

bool memtidy::namesAnEnd(llvm::StringRef Function) {
  static constexpr llvm::StringLiteral Starts[] = {
      "close", "stop",     "shutdown",    "cancel",  "disconnect", "terminate",
      "abort", "teardown", "unsubscribe", "destroy", "dispose",    "clear"};
  static constexpr llvm::StringLiteral Ends[] = {"error", "timeout", "closed",
                                                 "failed"};
  std::string Lower = Function.lower();
  llvm::StringRef Name = Lower;
  return llvm::any_of(
             Starts,
             [&](llvm::StringRef Start) { return Name.starts_with(Start); }) ||
         llvm::any_of(Ends,
                      [&](llvm::StringRef End) { return Name.ends_with(End); });
}
