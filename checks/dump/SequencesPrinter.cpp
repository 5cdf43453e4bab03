//===- SequencesPrinter.cpp - `memtidy dump sequences` --------------------===//

#include "checks/analysis/FillSize.h"
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
  Printer(TuIndex &Index, llvm::raw_ostream &OS)
      : Sequences(Index.get<SequenceUses>()), Context(Index.context()), OS(OS) {
  }

  bool VisitFunctionDecl(FunctionDecl *Function) {
    const auto *Method = dyn_cast<CXXMethodDecl>(Function);
    if (!Function->doesThisDeclarationHaveABody() ||
        (Method && Method->getParent()->isLambda()))
      return true;
    for (const SequenceUse &Use : Sequences.of(*Function)) {
      OS << llvm::formatv(
          "{0}: {1}{2}{3}:", Function->getQualifiedNameAsString(),
          Use.What.name(), Use.Local ? ", local" : "",
          Use.StartsEmpty ? ", starts empty" : "");
      for (const SequenceOp &Op : Use.Ops)
        OS << ' ' << toString(Op.Kind) << std::string(Op.Loops.size(), '*')
           << (Op.In ? "(lambda)" : "");
      OS << '\n';
      print(
          fillSizeOf(*Function->getBody(), Use, *Function->getBody(), Context));
    }
    return true;
  }

private:
  void print(const FillSize &Size) {
    OS << "  at least " << textOf(Size.AtLeast) << ", at most "
       << (Size.IsUnbounded ? std::string("any number") : textOf(Size.AtMost))
       << '\n';
  }

  std::string textOf(const Expr *E) const {
    std::string Text;
    llvm::raw_string_ostream Out(Text);
    if (E)
      E->printPretty(Out, nullptr, Context.getPrintingPolicy());
    return E ? Text : "0";
  }

  std::string textOf(const TripCount &Trips) const {
    if (Trips.Form == TripForm::PerElement)
      return "each of " + textOf(Trips.Range);
    std::string Text = textOf(Trips.From) + (Trips.Inclusive ? "..=" : "..") +
                       textOf(Trips.To);
    if (Trips.Step > 1)
      Text += llvm::formatv(" by {0}", Trips.Step);
    return Text;
  }

  std::string textOf(llvm::ArrayRef<FillTerm> Terms) const {
    std::string Text;
    for (const FillTerm &Term : Terms) {
      Text += (Text.empty() ? "" : " + ") + std::to_string(Term.Factor);
      for (const TripCount &Trips : Term.Trips)
        Text += " * (" + textOf(Trips) + ")";
    }
    return Text.empty() ? "0" : Text;
  }

  SequenceUses &Sequences;
  const ASTContext &Context;
  llvm::raw_ostream &OS;
};
} // namespace

void memtidy::printSequences(TuIndex &Index, llvm::raw_ostream &OS) {
  Printer Print(Index, OS);
  forEachUserDecl(Index.context(), [&](Decl &D) { Print.TraverseDecl(&D); });
}
