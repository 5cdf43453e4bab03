//===- HolderClears.cpp - Does anything break the cycle? -----------------===//

#include "checks/analysis/HolderClears.h"
#include "checks/analysis/CallReach.h"
#include "checks/analysis/Visibility.h"
#include "checks/model/EndNames.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace memtidy;

namespace {

/// Weighs the clears of one cycle.
class Weigher {
public:
  Weigher(const CaptureCycle &Cycle, const FunctionDecl &Closer,
          const ClearSites &Sites)
      : Cycle(Cycle), Closer(Closer), Sites(Sites),
        Sources(Closer.getASTContext().getSourceManager()) {
    collect();
  }

  ClearVerdict weigh() const;
  bool renews() const;
  void addWork(ClearVerdict &Result) const;

private:
  void collect();
  void addNullCalls();
  void addAnnotated();
  bool isOwnDestructor(const FunctionDecl &Function) const;
  bool isDead(const FunctionDecl &Function) const;
  bool servesDestruction(const FunctionDecl &Function, unsigned Depth) const;
  bool precedesTheStore(const ClearSite &Site) const;
  bool clearedAroundCall() const;
  bool clearedBesideStore() const;
  Reach clears(const FunctionDecl &Function) const;
  bool endsByClearing(const FunctionDecl &Method) const;
  Reach reachOfClosure(Doing Does) const;
  bool isInClosure(const Spot &There) const;
  ClearVerdict verdict(Breaker Breaks, const ClearSite &Site) const {
    ClearVerdict Result;
    Result.Breaks = Breaks;
    Result.By = Site.In;
    Result.Loc = Site.Loc;
    return Result;
  }
  llvm::SmallVector<const FunctionDecl *, 4> endingMethods() const;

  const CaptureCycle &Cycle;
  const FunctionDecl &Closer;
  const ClearSites &Sites;
  const SourceManager &Sources;
  std::vector<ClearSite> Clears;
  std::optional<ClearSite> InDestructor;
  llvm::SmallVector<const FunctionDecl *, 4> Weighed;
};

} // namespace

static bool isPrefix(llvm::ArrayRef<const Stmt *> Prefix,
                     llvm::ArrayRef<const Stmt *> Whole) {
  return Prefix.size() <= Whole.size() &&
         std::equal(Prefix.begin(), Prefix.end(), Whole.begin());
}

// Destroying the owner, or a part of it, presumes that the cycle is gone.
bool Weigher::isOwnDestructor(const FunctionDecl &Function) const {
  const auto *Destructor = dyn_cast<CXXDestructorDecl>(&Function);
  if (!Destructor)
    return false;
  const CXXRecordDecl *Class =
      patternOf(*Destructor->getParent()).getCanonicalDecl();
  if (Cycle.Owner && derivesFrom(*Cycle.Owner, *Class))
    return true;
  return llvm::any_of(Cycle.Way, [&](const Hop &Step) {
    const auto *Parent =
        Step.Field ? dyn_cast<CXXRecordDecl>(Step.Field->getParent()) : nullptr;
    return Parent && Parent->getCanonicalDecl() == Class;
  });
}

// A private or static function: who calls it is in the TU that has its class.
static bool isForThisFile(const FunctionDecl &Function) {
  const auto *Method = dyn_cast<CXXMethodDecl>(&Function);
  return Method ? Method->getAccess() == AS_private && !Method->isVirtual()
                : !Function.isExternallyVisible();
}

// Nobody calls it in the TU that has to.
bool Weigher::isDead(const FunctionDecl &Function) const {
  if (!isForThisFile(Function) || same(&Function, &Closer) ||
      isa<CXXConstructorDecl, CXXDestructorDecl>(Function))
    return false;
  return !Function.isReferenced() && !Function.isUsed(false) &&
         llvm::none_of(Sites.Calls, [&](const CallSpot &Call) {
           return same(Call.Callee, &Function);
         });
}

// A function that is called, but only on behalf of such a destructor.
bool Weigher::servesDestruction(const FunctionDecl &Function,
                                unsigned Depth) const {
  if (isOwnDestructor(Function))
    return true;
  const auto *Method = dyn_cast<CXXMethodDecl>(&Function);
  if (Depth == 0 || same(&Function, &Closer) ||
      Sites.Named.contains(canonical(&Function)) ||
      (Method && Method->isVirtual()) ||
      !(isForThisFile(Function) ||
        isWrittenInSourceFile(Closer.getASTContext(),
                              Function.getCanonicalDecl()->getLocation())))
    return false;
  bool IsCalled = false;
  for (const CallSpot &Call : Sites.Calls) {
    if (!same(Call.Callee, &Function))
      continue;
    IsCalled = true;
    if (!servesDestruction(*Call.In, Depth - 1))
      return false;
  }
  return IsCalled;
}

// `timer_.reset(); timer_ = ...`: makes room.
bool Weigher::precedesTheStore(const ClearSite &Site) const {
  return same(Site.In, &Closer) && Site.Lambdas.empty() &&
         Sources.isBeforeInTranslationUnit(Site.Loc, Cycle.Kept->HandedOver);
}

void Weigher::addNullCalls() {
  for (const NullCall &Call : Sites.NullCalls)
    if (same(Call.Callee, Cycle.Kept->Callee) && !isOwnDestructor(*Call.In)) {
      ClearSite Site;
      static_cast<Spot &>(Site) = Call;
      if (!precedesTheStore(Site))
        Clears.push_back(std::move(Site));
    }
}

void Weigher::addAnnotated() {
  auto AddFrom = [&](const CXXRecordDecl &Class) {
    for (const CXXMethodDecl *Method : Class.methods())
      if (hasAnnotation(*Method, "breaks_cycle")) {
        ClearSite Site;
        Site.In = Method;
        Site.Loc = Method->getLocation();
        Clears.push_back(std::move(Site));
      }
    return false;
  };
  if (Cycle.Owner)
    forEachBase(*Cycle.Owner, AddFrom);
}

llvm::SmallVector<const FieldDecl *, 4>
memtidy::holdersOf(const CaptureCycle &Cycle) {
  llvm::SmallVector<const FieldDecl *, 4> Fields;
  for (const Hop &Step : Cycle.Way) {
    if (!Step.Field)
      break;
    Fields.push_back(Step.Field);
  }
  return Fields;
}

void Weigher::collect() {
  for (const FieldDecl *Field : holdersOf(Cycle)) {
    for (const ClearSite &Site : Sites.of(*Field)) {
      Weighed.push_back(Site.In);
      // Moving the whole object moves the cycle.
      bool Transfers = Site.Kind == ClearKind::MovedOut &&
                       (isa<CXXConstructorDecl>(Site.In) ||
                        Site.In->getOverloadedOperator() == OO_Equal);
      if (servesDestruction(*Site.In, 3))
        InDestructor = Site;
      else if (!Transfers && !precedesTheStore(Site) && !isDead(*Site.In))
        Clears.push_back(Site);
    }
  }
  addNullCalls();
  addAnnotated();
}

// cb_(); cb_ = nullptr;   auto cb = std::move(cb_); cb();
bool Weigher::clearedAroundCall() const {
  llvm::SmallVector<const FieldDecl *, 4> Fields = holdersOf(Cycle);
  if (Fields.empty())
    return false;
  const FieldDecl *Last = Fields.back();
  if (llvm::any_of(Clears, [&](const ClearSite &Site) {
        return Site.Kind == ClearKind::MovedOut && Site.Field == Last &&
               !namesAnEnd(Site.In->getNameAsString());
      }))
    return true;
  llvm::ArrayRef<Spot> Calls = Sites.callsOf(*Last);
  // Code that only runs to end the work does not show how the work runs.
  bool Runs = llvm::any_of(Calls, [](const Spot &Call) {
    return !namesAnEnd(Call.In->getNameAsString());
  });
  return Runs && llvm::all_of(Calls, [&](const Spot &Call) {
           return llvm::any_of(Clears, [&](const ClearSite &Site) {
             return same(Site.In, Call.In) && Site.Kind != ClearKind::Popped &&
                    Site.Lambdas.size() == Call.Lambdas.size() &&
                    isPrefix(Site.Branches, Call.Branches);
           });
         });
}

// The function that closes the cycle also ends it: at its end, or in a scope
// guard.
bool Weigher::clearedBesideStore() const {
  // A return before the store keeps both from running.
  auto PrecedesStore = [&](const Stmt *Branch) {
    return Sources.isBeforeInTranslationUnit(Branch->getEndLoc(),
                                             Cycle.Kept->HandedOver);
  };
  return llvm::any_of(Clears, [&](const ClearSite &Site) {
    return same(Site.In, &Closer) &&
           llvm::all_of(Site.Branches, PrecedesStore) && !isInClosure(Site);
  });
}

Reach Weigher::clears(const FunctionDecl &Function) const {
  Reach Best = Reach::No;
  for (const ClearSite &Site : Clears)
    if (same(Site.In, &Function) && Site.Lambdas.empty())
      Best = std::max(Best,
                      Site.Branches.empty() ? Reach::Always : Reach::OnBranch);
  return Best;
}

static const FunctionDecl *boundFunction(const Closure &Bind) {
  const auto *Call = dyn_cast<CallExpr>(Bind.Site);
  if (!Call || Call->getNumArgs() == 0)
    return nullptr;
  const Expr *First = Call->getArg(0)->IgnoreParenImpCasts();
  if (const auto *Address = dyn_cast<UnaryOperator>(First))
    First = Address->getSubExpr()->IgnoreParenImpCasts();
  const auto *Ref = dyn_cast<DeclRefExpr>(First);
  return Ref ? dyn_cast<FunctionDecl>(Ref->getDecl()) : nullptr;
}

bool Weigher::isInClosure(const Spot &There) const {
  return llvm::any_of(There.Lambdas, [&](const LambdaExpr *Lambda) {
    return Lambda == Cycle.Made->Site;
  });
}

bool Weigher::endsByClearing(const FunctionDecl &Method) const {
  return reachOf(Method, Sites, [&](const FunctionDecl &Function) {
           return clears(Function);
         }) != Reach::No;
}

// What running the callable does by the functions that it calls.
Reach Weigher::reachOfClosure(Doing Does) const {
  if (const FunctionDecl *Bound = boundFunction(*Cycle.Made))
    return reachOf(*Bound, Sites, Does);
  return reachOfCalls(
      Sites, [&](const CallSpot &Call) { return isInClosure(Call); }, Does);
}

// Whatever happens, the function that closes the cycle runs again, and nothing
// there can keep it from doing so.
bool Weigher::renews() const {
  auto Closes = [&](const FunctionDecl &Function) {
    return same(&Function, &Closer) ? Reach::Always : Reach::No;
  };
  return reachOfClosure(Closes) == Reach::Always &&
         llvm::any_of(Sites.Calls, [&](const CallSpot &Call) {
           return Call.Loc == Cycle.Kept->HandedOver && Call.Branches.empty() &&
                  Call.Lambdas.empty();
         });
}

// What others need to judge the cycle by what they know.
void Weigher::addWork(ClearVerdict &Result) const {
  Result.Weighed = Weighed;
  if (const FunctionDecl *Bound = boundFunction(*Cycle.Made))
    Result.Runs.push_back({Bound, false});
  for (const CallSpot &Call : Sites.Calls)
    if (isInClosure(Call))
      Result.Runs.push_back({Call.Callee, !Call.Branches.empty()});
  for (const FunctionDecl *Method : endingMethods())
    Result.Endings.push_back({Method, endsByClearing(*Method)});
}

// The methods by which the owner's work ends.
llvm::SmallVector<const FunctionDecl *, 4> Weigher::endingMethods() const {
  llvm::SmallVector<const FunctionDecl *, 4> Methods;
  if (const CXXRecordDecl *Class =
          Cycle.Owner ? patternOf(*Cycle.Owner).getDefinition() : nullptr)
    for (const CXXMethodDecl *Method : Class->methods())
      if (Method->getDeclName().isIdentifier() &&
          namesAnEnd(Method->getName()) && !Method->isConst())
        Methods.push_back(Method);
  return Methods;
}

ClearVerdict Weigher::weigh() const {
  if (Clears.empty()) {
    if (InDestructor)
      return verdict(Breaker::OwnDestructor, *InDestructor);
    return {};
  }
  // Name what clears it all before what takes one element.
  const ClearSite &First =
      *llvm::min_element(Clears, [](const ClearSite &A, const ClearSite &B) {
        return A.Kind < B.Kind;
      });
  if (clearedAroundCall() || clearedBesideStore())
    return verdict(Breaker::OnEveryWay, First);
  Reach Own = reachOfClosure(
      [&](const FunctionDecl &Function) { return clears(Function); });
  for (const ClearSite &Site : Clears)
    if (isInClosure(Site))
      Own = std::max(Own,
                     Site.Branches.empty() ? Reach::Always : Reach::OnBranch);
  if (Own == Reach::Always)
    return verdict(Breaker::OnEveryWay, First);

  const FunctionDecl *Missed = nullptr;
  bool EndsCalled = false, AllEnd = true;
  for (const FunctionDecl *Method : endingMethods()) {
    if (!definitionOf(*Method))
      continue;
    if (!endsByClearing(*Method)) {
      AllEnd = false;
      Missed = Missed ? Missed : definitionOf(*Method);
      continue;
    }
    EndsCalled |= llvm::any_of(Sites.Calls, [&](const CallSpot &Call) {
      return same(Call.Callee, Method) && !isOwnDestructor(*Call.In);
    });
  }
  if (AllEnd && EndsCalled)
    return verdict(Breaker::OnEveryWay, First);
  bool OnlyPops = llvm::all_of(Clears, [](const ClearSite &Site) {
    return Site.Kind == ClearKind::Popped;
  });
  Breaker Breaks = OnlyPops && !Missed      ? Breaker::PoppedQueue
                   : Own == Reach::OnBranch ? Breaker::OnSomeBranch
                                            : Breaker::OnSomeWay;
  ClearVerdict Result = verdict(Breaks, First);
  Result.MissedBy = Missed;
  return Result;
}

ClearVerdict memtidy::clearsOf(const CaptureCycle &Cycle,
                               const FunctionDecl &Closer,
                               const ClearSites &Sites) {
  Weigher Clears(Cycle, Closer, Sites);
  ClearVerdict Result = Clears.weigh();
  const bool IsElement = !Cycle.Way.empty() && !Cycle.Way.back().Field;
  const bool IsQueued = Cycle.Kept->Kind == StoreKind::Queued ||
                        (IsElement && Result.Breaks >= Breaker::PoppedQueue);
  Result.Renews = IsQueued && Clears.renews();
  Clears.addWork(Result);
  return Result;
}
