//===- EntityOf.cpp - Names that outlive a TU -----------------------------===//

#include "checks/analysis/EntityOf.h"
#include "clang/AST/Decl.h"
#include "clang/Index/USRGeneration.h"

using namespace clang;
using namespace memtidy;

Entity memtidy::entityOf(const NamedDecl &Decl) {
  llvm::SmallString<128> Usr;
  if (index::generateUSRForDecl(&Decl, Usr))
    Usr.clear();
  return {Usr.str().str(), Decl.getQualifiedNameAsString()};
}
