//===- Version.cpp - Which memtidy this is --------------------------------===//

#include "driver/support/Version.h"
#include "llvm/Config/llvm-config.h"

llvm::StringLiteral memtidy::toolVersion() { return MEMTIDY_VERSION; }

llvm::StringLiteral memtidy::llvmVersion() { return LLVM_VERSION_STRING; }
