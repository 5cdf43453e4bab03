//===- WeakenField.cpp - Make a field a weak pointer ----------------------===//

#include "checks/edits/WeakenField.h"
#include "checks/analysis/OtherOwners.h"
#include "checks/edits/LockPlan.h"
#include "checks/edits/SourceText.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Lex/Lexer.h"
#include "llvm/Support/FormatVariadic.h"

using namespace clang;
using namespace memtidy;

using Kind = WeakUse::Kind;

namespace {

class Weakener {
public:
  Weakener(const FieldDecl &Field, const OwnerTypes &Types)
      : Field(Field), Context(Field.getASTContext()),
        Sources(Context.getSourceManager()), Types(Types), All(Field, Types) {
    Uses.reserve(All.Uses.size());
    for (const FieldUse &Use : All.Uses)
      Uses.push_back(weakUseOf(Use, Types));
  }

  EditPlan plan() {
    checkPlace();
    editType();
    editInitializer();
    checkUses();
    for (const FieldInit &Init : All.Inits)
      editInit(Init);
    for (const WeakUse &Use : Uses)
      if (Use.Is == Kind::Assigned)
        editAssignment(Use);
    if (!Plan.isRefused() && !Uses.empty())
      planLocks(Context, Uses, Plan);
    if (!Plan.isRefused())
      joinEdits();
    return std::move(Plan);
  }

private:
  void checkPlace();
  void editType();
  void editInitializer();
  void checkUses();
  void editInit(const FieldInit &Init);
  void editAssignment(const WeakUse &Use);
  void checkOwner(const Expr &Value, const Expr *Target,
                  const FunctionDecl *In);
  void joinEdits();

  template <typename... Parts>
  void refuse(SourceLocation Loc, const char *Why, const Parts &...Texts) {
    Plan.refuse(llvm::formatv(Why, Texts...).str(), Loc);
  }
  void replace(SourceRange Range, std::string Text) {
    if (std::optional<CharSourceRange> Spelled = editableRange(Context, Range))
      Plan.Edits.push_back({*Spelled, std::move(Text)});
    else
      refuse(Range.getBegin(), "a macro makes the code that would change");
  }
  SourceLocation endOf(SourceLocation Loc) const {
    return Lexer::getLocForEndOfToken(Loc, 0, Sources, Context.getLangOpts());
  }
  void erase(SourceLocation Begin, SourceLocation LastToken,
             llvm::StringRef Text = "") {
    if (Begin.isInvalid() || Begin.isMacroID() || LastToken.isMacroID())
      return refuse(Begin, "a macro makes the code that would change");
    Plan.Edits.push_back(
        {CharSourceRange::getCharRange(Begin, endOf(LastToken)), Text.str()});
  }

  const FieldDecl &Field;
  const ASTContext &Context;
  const SourceManager &Sources;
  const OwnerTypes &Types;
  FieldUses All;
  std::vector<WeakUse> Uses;
  EditPlan Plan;
};

} // namespace

static bool isNull(const Expr &E) {
  const Expr &Value = stripped(E);
  if (const auto *List = dyn_cast<InitListExpr>(&Value))
    return List->getNumInits() == 1 && isNull(*List->getInit(0));
  if (const auto *Made = dyn_cast<CXXConstructExpr>(&Value))
    return Made->getNumArgs() == 1 && isNull(*Made->getArg(0));
  return isa<CXXNullPtrLiteralExpr>(Value);
}

static bool isEmpty(const Expr &E) {
  const Expr &Value = stripped(E);
  if (const auto *List = dyn_cast<InitListExpr>(&Value))
    return List->getNumInits() == 0;
  const auto *Made = dyn_cast<CXXConstructExpr>(&Value);
  return Made && Made->getNumArgs() == 0;
}

void Weakener::checkPlace() {
  SourceLocation Loc = Field.getLocation();
  if (Loc.isMacroID() || Field.getTypeSpecStartLoc().isMacroID())
    return refuse(Loc, "a macro makes the field");
  if (Field.getParent()->isDependentContext())
    return refuse(Loc, "the code is a template");
  if (!Sources.isWrittenInMainFile(Loc) || Context.getLangOpts().IsHeaderFile)
    return refuse(Loc, "other files may use '{0}'", Field.getName());
  for (const FieldDecl *Other : Field.getParent()->fields())
    if (Other != &Field &&
        Other->getTypeSpecStartLoc() == Field.getTypeSpecStartLoc())
      return refuse(Loc, "'{0}' is declared together with other fields",
                    Field.getName());
}

// shared_ptr where the type is spelled becomes weak_ptr.
void Weakener::editType() {
  TypeLoc Spelled = Field.getTypeSourceInfo()->getTypeLoc().getUnqualifiedLoc();
  auto Template = Spelled.getAs<TemplateSpecializationTypeLoc>();
  std::string Name = viewOf(Field.getType()).Name;
  if (Types.roleOf(Field.getType()) == Role::Container)
    return refuse(Field.getLocation(), "a container keeps many objects");
  if (Name != "std::shared_ptr")
    return refuse(Field.getLocation(), "only std::shared_ptr is rewritten");
  if (!Template)
    return refuse(Field.getLocation(), "an alias names the type of '{0}'",
                  Field.getName());
  SourceLocation At = Template.getTemplateNameLoc();
  std::optional<CharSourceRange> Token =
      editableRange(Context, SourceRange(At, At));
  if (!Token || sourceText(Context, *Token) != "shared_ptr")
    return refuse(Field.getLocation(), "an alias names the type of '{0}'",
                  Field.getName());
  bool Qualified = static_cast<bool>(Template.getQualifierLoc());
  Plan.Edits.push_back({*Token, Qualified ? "weak_ptr" : "std::weak_ptr"});
}

void Weakener::editInitializer() {
  const Expr *Init = Field.getInClassInitializer();
  if (!Init || isEmpty(*Init))
    return;
  if (!isNull(*Init))
    return refuse(Field.getLocation(), "its initialiser makes an object that "
                                       "nothing else owns");
  erase(endOf(Field.getLocation()), Init->getEndLoc());
}

void Weakener::checkUses() {
  for (SourceLocation Loc : All.Unclear)
    refuse(Loc, "'{0}' may be used without its name", Field.getName());
  for (const WeakUse &Use : Uses) {
    SourceLocation Loc = Use.Use->Access->getMemberLoc();
    if (Loc.isMacroID() || Use.Use->Access->getBeginLoc().isMacroID())
      refuse(Loc, "a macro uses '{0}'", Field.getName());
    if (Use.Is == Kind::Refused)
      Plan.refuse(Use.WhyNot, Loc);
  }
}

void Weakener::checkOwner(const Expr &Value, const Expr *Target,
                          const FunctionDecl *In) {
  OtherOwner Owner =
      In ? otherOwnerOf(Value, Target, *In, Types) : OtherOwner::Unseen;
  if (Owner == OtherOwner::None)
    refuse(Value.getExprLoc(), "'{0}' is the only owner of what it is set to",
           Field.getName());
  else if (Owner == OtherOwner::Moved)
    refuse(Value.getExprLoc(), "the last owner may be moved into '{0}'",
           Field.getName());
  else if (Owner == OtherOwner::Unseen)
    refuse(Value.getExprLoc(), "who else owns what '{0}' is set to is not seen",
           Field.getName());
}

void Weakener::editInit(const FieldInit &Init) {
  const Expr &Value = *Init.Init->getInit();
  if (isEmpty(Value))
    return;
  if (!isNull(Value))
    return checkOwner(Value, nullptr, Init.In);
  SourceLocation Begin = endOf(Init.Init->getLParenLoc());
  SourceLocation End = Init.Init->getRParenLoc();
  if (Begin.isInvalid() || Begin.isMacroID() || End.isMacroID())
    return refuse(Value.getExprLoc(),
                  "a macro makes the code that would change");
  Plan.Edits.push_back({CharSourceRange::getCharRange(Begin, End), ""});
}

void Weakener::editAssignment(const WeakUse &Use) {
  const Stmt *Outer = nullptr;
  for (const Stmt *S : Use.Use->Around)
    if (S == Use.Whole)
      break;
    else if (!isa<FullExpr>(S))
      Outer = S;
  if (Outer && isa<Expr>(Outer) && !isa<LambdaExpr>(Outer))
    return refuse(Use.Whole->getExprLoc(),
                  "the value of an assignment to "
                  "'{0}' is used",
                  Field.getName());
  if (isNull(*Use.Value))
    return erase(endOf(Use.Use->Access->getEndLoc()), Use.Whole->getEndLoc(),
                 ".reset()");
  if (isEmpty(*Use.Value))
    return;
  Role Given = roleOf(*Use.Value, Types);
  if (Given != Role::Strong && Given != Role::Weak)
    return refuse(Use.Whole->getExprLoc(),
                  "'{0}' is set to something that is no shared pointer",
                  Field.getName());
  const auto *Call = dyn_cast<CXXOperatorCallExpr>(Use.Whole);
  checkOwner(*Use.Value, Call ? Call->getArg(0) : nullptr, Use.Use->In);
}

// What is inserted where something is replaced goes before it.
void Weakener::joinEdits() {
  llvm::SmallVector<std::pair<unsigned, unsigned>, 8> Order;
  for (unsigned I = 0; I < Plan.Edits.size(); ++I)
    Order.push_back({Sources.getFileOffset(Plan.Edits[I].Range.getBegin()), I});
  llvm::sort(Order);
  llvm::SmallVector<Edit, 4> Joined;
  for (auto [Offset, Index] : Order) {
    Edit &Next = Plan.Edits[Index];
    Edit *Last = Joined.empty() ? nullptr : &Joined.back();
    if (Last && Last->Range.getBegin() == Last->Range.getEnd() &&
        Last->Range.getBegin() == Next.Range.getBegin()) {
      Last->Range = Next.Range;
      Last->Text += Next.Text;
    } else if (Last && Sources.isBeforeInTranslationUnit(
                           Next.Range.getBegin(), Last->Range.getEnd())) {
      return refuse(Next.Range.getBegin(), "two changes would overlap");
    } else {
      Joined.push_back(std::move(Next));
    }
  }
  Plan.Edits = std::move(Joined);
}

Fix memtidy::weakenField(const FieldDecl &Field, const OwnerTypes &Types) {
  EditPlan Plan = Weakener(Field, Types).plan();
  Fix Result;
  Result.Title = llvm::formatv("make '{0}' a weak pointer", Field.getName());
  if (Plan.isRefused()) {
    Result.Safety = Trust::Display;
    Result.Reason =
        Plan.Refusal + placeNote(Field.getASTContext(), Plan.RefusedAt);
    return Result;
  }
  Result.Safety = Trust::Unsafe;
  Result.Reason = llvm::formatv("'{0}' no longer keeps its object alive; what "
                                "needs the object is skipped when it is gone",
                                Field.getName());
  Result.Edits = std::move(Plan.Edits);
  return Result;
}
