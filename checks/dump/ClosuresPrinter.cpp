//===- ClosuresPrinter.cpp - `memtidy dump closures` ----------------------===//

#include "checks/analysis/ClosureFlow.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/UserDecls.h"
#include "checks/dump/Printers.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;
using namespace memtidy;

static std::string textOf(const AccessPath &Path) {
  std::string Text = Path.From == AccessPath::Root::This     ? "this"
                     : Path.From == AccessPath::Root::Result ? "result"
                                                             : "";
  if (Path.From == AccessPath::Root::Variable)
    Text = Path.Var->getNameAsString();
  for (const Hop &Step : Path.Hops)
    Text += (Step.Field ? "." : "") + Step.Name +
            (Step.How == Hold::None ? "(borrowed)" : "");
  return Text;
}

static std::string textOf(const Carried &What) {
  if (What.Param)
    return "parameter " + What.Param->getNameAsString();
  std::string Text = "callable that owns";
  for (const OwningCapture &Capture : What.Made->Owns)
    Text += " " + textOf(Capture.Target);
  return What.Made->Owns.empty() ? "callable that owns nothing" : Text;
}

namespace {
class Printer : public RecursiveASTVisitor<Printer> {
public:
  Printer(ClosureFlow &Flow, llvm::raw_ostream &OS) : Flow(Flow), OS(OS) {}

  bool VisitFunctionDecl(FunctionDecl *Function) {
    const auto *Method = dyn_cast<CXXMethodDecl>(Function);
    if (!Function->doesThisDeclarationHaveABody() ||
        (Method && Method->getParent()->isLambda()))
      return true;
    for (const Store &Kept : Flow.of(*Function).Stores)
      OS << llvm::formatv("{0}: {1} is kept in {2}, {3} inferred\n",
                          Function->getQualifiedNameAsString(),
                          textOf(Kept.What), textOf(Kept.Where),
                          Kept.Inferences);
    return true;
  }

private:
  ClosureFlow &Flow;
  llvm::raw_ostream &OS;
};
} // namespace

void memtidy::printClosures(TuIndex &Index, llvm::raw_ostream &OS) {
  OwnershipModel Model = builtinOwnershipModel();
  OwnerTypes Types(Model);
  ClosureFlow Flow(Types);
  Printer Print(Flow, OS);
  forEachUserDecl(Index.context(), [&](Decl &D) { Print.TraverseDecl(&D); });
}
