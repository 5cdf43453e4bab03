//===- RecordLayoutPrinter.cpp - `memtidy dump record-layout` -------------===//

#include "checks/analysis/TuIndex.h"
#include "checks/analysis/UserDecls.h"
#include "checks/dump/Printers.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecordLayout.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;
using namespace memtidy;

namespace {
class Printer : public RecursiveASTVisitor<Printer> {
public:
  Printer(ASTContext &Context, llvm::raw_ostream &OS)
      : Context(Context), OS(OS) {}

  bool VisitCXXRecordDecl(CXXRecordDecl *Record) {
    if (Record->isThisDeclarationADefinition() && !Record->isInvalidDecl() &&
        !Record->isDependentContext() && !Record->isLambda())
      print(*Record);
    return true;
  }

private:
  void print(const CXXRecordDecl &Record) {
    const ASTRecordLayout &Layout = Context.getASTRecordLayout(&Record);
    OS << llvm::formatv(
        "{0}: size {1}, align {2}\n", Record.getQualifiedNameAsString(),
        Layout.getSize().getQuantity(), Layout.getAlignment().getQuantity());
    for (const FieldDecl *Field : Record.fields()) {
      uint64_t Bits = Layout.getFieldOffset(Field->getFieldIndex());
      OS << "  " << Bits / 8;
      if (Field->isBitField())
        OS << ':' << Bits % 8;
      OS << ' ' << Field->getName() << '\n';
    }
  }

  ASTContext &Context;
  llvm::raw_ostream &OS;
};
} // namespace

void memtidy::printRecordLayout(TuIndex &Index, llvm::raw_ostream &OS) {
  Printer Print(Index.context(), OS);
  forEachUserDecl(Index.context(), [&](Decl &D) { Print.TraverseDecl(&D); });
}
