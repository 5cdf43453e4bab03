//===- TargetLayoutsPrinter.cpp - `memtidy dump target-layouts` -----------===//

#include "checks/analysis/OtherTargets.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/UserDecls.h"
#include "checks/dump/Printers.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;
using namespace memtidy;

namespace {
class Printer : public RecursiveASTVisitor<Printer> {
public:
  Printer(OtherTargets &Targets, llvm::raw_ostream &OS)
      : Targets(Targets), OS(OS) {}

  bool shouldVisitTemplateInstantiations() const { return true; }

  bool VisitCXXRecordDecl(CXXRecordDecl *Record) {
    if (!Record->isThisDeclarationADefinition() || Record->isLambda() ||
        Record->isDependentContext())
      return true;
    for (llvm::StringRef Triple : llvm::split(DefaultTargets, ';')) {
      Record->getNameForDiagnostic(
          OS, Record->getASTContext().getPrintingPolicy(), /*Qualified=*/true);
      OS << " on " << Triple << ':';
      print(Targets.shapeOn(*Record, Triple));
    }
    return true;
  }

private:
  void print(const std::optional<RecordShape> &Shape) {
    if (!Shape) {
      OS << " unknown\n";
      return;
    }
    OS << llvm::formatv(" size {0}, align {1}:", Shape->Size, Shape->Align);
    for (const FieldShape &F : Shape->Fields) {
      OS << ' ' << F.Field->getName() << '@' << F.Offset;
      if (F.IsBitField)
        OS << ':' << F.BitOffset;
    }
    OS << '\n';
  }

  OtherTargets &Targets;
  llvm::raw_ostream &OS;
};
} // namespace

void memtidy::printTargetLayouts(TuIndex &Index, llvm::raw_ostream &OS) {
  Printer Print(Index.get<OtherTargets>(), OS);
  forEachUserDecl(Index.context(), [&](Decl &D) { Print.TraverseDecl(&D); });
}
