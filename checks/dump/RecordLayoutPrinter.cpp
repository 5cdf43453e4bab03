//===- RecordLayoutPrinter.cpp - `memtidy dump record-layout` -------------===//

#include "checks/analysis/FieldOrder.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/UserDecls.h"
#include "checks/dump/Printers.h"
#include "clang/AST/ASTContext.h"
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
        !Record->isLambda())
      if (std::optional<RecordShape> Shape = shapeOf(Context, *Record))
        print(*Record, *Shape);
    return true;
  }

private:
  void print(const CXXRecordDecl &Record, const RecordShape &Shape) {
    OS << llvm::formatv("{0}: size {1}, align {2}, padding {3}\n",
                        Record.getQualifiedNameAsString(), Shape.Size,
                        Shape.Align, Shape.PaddingBytes);
    for (const FieldShape &F : Shape.Fields) {
      OS << "  " << F.Offset;
      if (F.IsBitField)
        OS << ':' << F.BitOffset;
      OS << ' ' << F.Field->getName() << '\n';
    }
    if (std::optional<FieldOrder> Better =
            findSmallerOrder(Shape, freeRules(Shape)))
      print(Shape, *Better);
  }

  void print(const RecordShape &Shape, const FieldOrder &Better) {
    OS << llvm::formatv("  size {0}, {1} moved:", Better.Size, Better.Moved);
    for (unsigned Unit : Better.Units)
      for (unsigned I = Shape.Units[Unit].First; I <= Shape.Units[Unit].Last;
           ++I)
        OS << ' ' << Shape.Fields[I].Field->getName();
    OS << '\n';
  }

  ASTContext &Context;
  llvm::raw_ostream &OS;
};
} // namespace

void memtidy::printRecordLayout(TuIndex &Index, llvm::raw_ostream &OS) {
  Printer Print(Index.context(), OS);
  forEachUserDecl(Index.context(), [&](Decl &D) { Print.TraverseDecl(&D); });
}
