//===- CaptureFacts.cpp - Cycles through callables, as facts --------------===//

#include "checks/analysis/CaptureFacts.h"
#include "checks/analysis/Accessors.h"
#include "checks/analysis/EntityOf.h"
#include "checks/analysis/RecordLayout.h"
#include "checks/analysis/Visibility.h"
#include "checks/model/SortOnce.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/FormatVariadic.h"

using namespace clang;
using namespace memtidy;

// Empty where nobody can see in which field.
static std::string textOf(llvm::ArrayRef<Hop> Way) {
  std::string Text;
  for (const Hop &Step : Way) {
    if (!Text.empty() && !Step.Name.empty() &&
        !llvm::StringRef(Step.Name).starts_with("["))
      Text += '.';
    Text += Step.Name;
  }
  return Text;
}

namespace {
/// Makes one fact.
class CaptureFactMaker {
public:
  CaptureFactMaker(const CaptureCycle &Cycle, const ClearVerdict &Clears,
                   FactSource &Source)
      : Cycle(Cycle), Clears(Clears), Source(Source) {}

  CaptureFact make() {
    addPlaces();
    if (Cycle.Owner)
      addOwner(*Cycle.Owner);
    addClears();
    for (const FieldDecl *Field : holdersOf(Cycle))
      addHolder(*Field);
    sortOnce(Fact.Holders);
    sortOnce(Fact.Classes);
    Fact.Usr = llvm::formatv("{0} {1}:{2}:{3}", Fact.Discriminator,
                             Fact.Loc.Path, Fact.Loc.Line, Fact.Loc.Col);
    return std::move(Fact);
  }

private:
  void addPlaces() {
    const Store &Kept = *Cycle.Kept;
    Fact.Loc = Source.placeOf(Cycle.Capture->Loc);
    Fact.Token = tokenAt(Cycle.Capture->Loc);
    Fact.Capture = Cycle.Capture->Name;
    if (const FunctionDecl *Coroutine = Cycle.Made->Coroutine)
      Fact.Coroutine = Coroutine->getNameAsString();
    Fact.IsAlone = Cycle.Way.empty();
    Fact.Place = textOf(Cycle.Way);
    Fact.Discriminator = "capture:" + Fact.Capture + ":" + Fact.Place;
    Fact.Kind = Kept.Kind;
    Fact.Inferences = Cycle.Inferences;
    Fact.InCallee = Source.placeOf(Cycle.Capture->InCallee);
    Fact.HandedOver = Source.placeOf(Kept.HandedOver);
    Fact.KeptAt = Source.placeOf(Kept.Loc);
    if (Kept.Unseen)
      Fact.Setter = {Source.usrOf(*Kept.Unseen->Function),
                     Kept.Unseen->Parameter, Kept.Unseen->Inferences};
    for (const Hop &Step : Cycle.Way)
      if (Step.Field && Step.How != Hold::Value)
        Fact.Owning.push_back(
            {Step.Name, Source.placeOf(Step.Field->getLocation())});
  }

  std::string tokenAt(SourceLocation Loc) const {
    const SourceManager &Sources = Source.context().getSourceManager();
    const LangOptions &Options = Source.context().getLangOpts();
    SourceLocation Begin = Sources.getFileLoc(Loc);
    return Lexer::getSourceText(CharSourceRange::getTokenRange(Begin), Sources,
                                Options)
        .str();
  }

  void addOwner(const CXXRecordDecl &Owner) {
    Entity Named = entityOf(Owner);
    Fact.OwnerUsr = std::move(Named.Usr);
    Fact.OwnerName = std::move(Named.Name);
    Fact.Owner = Owner.getName();
    Fact.Bytes = sizeOf(Owner).value_or(0);
    forEachBase(Owner, [&](const CXXRecordDecl &Class) {
      Fact.Classes.push_back(Source.usrOf(Class));
      return false;
    });
  }

  NamedFunctionFact named(const FunctionDecl &Function) {
    return {Source.usrOf(Function), Function.getNameAsString(),
            Source.placeOf(Function.getLocation())};
  }

  void addClears() {
    Fact.Breaks = Clears.Breaks;
    Fact.Renews = Clears.Renews;
    if (Clears.By) {
      Fact.ClearedBy = named(*Clears.By);
      Fact.ClearedAt = Source.placeOf(Clears.Loc);
      Fact.ByDestructor = isa<CXXDestructorDecl>(Clears.By);
    }
    if (Clears.MissedBy)
      Fact.MissedBy = named(*Clears.MissedBy);
    for (const FunctionDecl *Function : Clears.Weighed)
      Fact.Weighed.push_back(Source.usrOf(*Function));
    for (const auto &[Function, OnBranch] : Clears.Runs)
      Fact.Runs.push_back({Source.usrOf(*Function), OnBranch});
    for (const auto &[Method, Clears] : Clears.Endings)
      Fact.Endings.push_back(
          {Source.usrOf(*Method), Clears, definitionOf(*Method) != nullptr});
    sortOnce(Fact.Endings);
    sortOnce(Fact.Weighed);
    sortOnce(Fact.Runs);
  }

  // Who may name the field, as far as that is not seen here.
  void addHolder(const FieldDecl &Field) {
    Fact.Holders.push_back(Source.usrOf(Field));
    const auto *Class = dyn_cast<CXXRecordDecl>(Field.getParent());
    if (!Class || Source.isInSystemHeader(Class->getLocation()))
      return;
    Fact.Classes.push_back(Source.usrOf(*Class));
    Accessors Users = accessorsOf(*Class);
    for (const NamedDecl *User : Users.Awaited) {
      const auto *Function = dyn_cast<FunctionDecl>(User);
      if (!Function)
        Users.IsOpen = true;
      else if (mayClear(*Function))
        addOnce(named(*Function));
    }
    Fact.IsOpen |=
        !isWrittenInSourceFile(Source.context(), Field.getLocation()) &&
        (Users.IsOpen || Field.getAccess() != AS_private);
  }

  static bool mayClear(const FunctionDecl &Function) {
    const auto *Method = dyn_cast<CXXMethodDecl>(&Function);
    return !isa<CXXConstructorDecl, CXXDestructorDecl>(Function) &&
           !(Method && Method->isConst());
  }

  void addOnce(NamedFunctionFact Function) {
    if (!llvm::is_contained(Fact.Awaits, Function))
      Fact.Awaits.push_back(std::move(Function));
  }

  const CaptureCycle &Cycle;
  const ClearVerdict &Clears;
  FactSource &Source;
  CaptureFact Fact;
};
} // namespace

CaptureFacts::CaptureFacts(TuIndex &Index)
    : Source(Index, "memtidy-capture-cycle") {}

CaptureFact CaptureFacts::add(const CaptureCycle &Cycle,
                              const ClearVerdict &Clears) {
  CaptureFact Fact = CaptureFactMaker(Cycle, Clears, Source).make();
  if (!Source.isSuppressed(Cycle.Capture->Loc))
    Facts.add(Fact);
  return Fact;
}
