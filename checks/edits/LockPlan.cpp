//===- LockPlan.cpp - Where a weak pointer is locked ----------------------===//

#include "checks/edits/LockPlan.h"
#include "checks/edits/LockGuards.h"
#include "checks/edits/SourceText.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/FormatVariadic.h"
#include <deque>

using namespace clang;
using namespace memtidy;

using Form = LockGuard::Form;
using Kind = WeakUse::Kind;

namespace {

class Planner {
public:
  Planner(const ASTContext &Context, llvm::ArrayRef<WeakUse> Uses,
          EditPlan &Plan)
      : Context(Context), Sources(Context.getSourceManager()), Uses(Uses),
        Plan(Plan) {}

  void plan() {
    for (const WeakUse &Use : Uses)
      if (Use.Is == Kind::Dereferenced)
        guard(Use);
    for (const LockGuard &Guard : Guards)
      open(Guard);
    for (const WeakUse &Use : Uses)
      rewrite(Use);
  }

private:
  void guard(const WeakUse &Use);
  bool joins(LockGuard &Known, const LockGuard &New) const;
  std::string nameFor(const LockGuard &Guard);
  const LockGuard *covering(const WeakUse &Use) const;

  void open(const LockGuard &Guard);
  void openCondition(const LockGuard &Guard);
  void openBefore(const LockGuard &Guard);
  void openStatements(const LockGuard &Guard);
  void rewrite(const WeakUse &Use);

  void replace(SourceRange Range, std::string Text) {
    if (std::optional<CharSourceRange> Spelled = editableRange(Context, Range))
      Plan.Edits.push_back({*Spelled, std::move(Text)});
    else
      Plan.refuse("a macro makes the code that would change", Range.getBegin());
  }
  void insert(SourceLocation Loc, std::string Text) {
    if (Loc.isInvalid() || Loc.isMacroID())
      return Plan.refuse("a macro makes the code that would change", Loc);
    Plan.Edits.push_back(
        {CharSourceRange::getCharRange(Loc, Loc), std::move(Text)});
  }
  std::string textOf(SourceRange Range) const {
    std::optional<CharSourceRange> Spelled = editableRange(Context, Range);
    return Spelled ? sourceText(Context, *Spelled).str() : "";
  }
  std::string accessOf(const LockGuard &Guard) const;
  std::string indentOf(const Stmt &S) const {
    return Lexer::getIndentationForLine(S.getBeginLoc(), Sources).str();
  }
  bool startsLine(const Stmt &S) const {
    return Sources.getSpellingColumnNumber(S.getBeginLoc()) ==
           indentOf(S).size() + 1;
  }
  SourceLocation behind(const Stmt &S) const {
    return Lexer::findLocationAfterToken(S.getEndLoc(), tok::semi, Sources,
                                         Context.getLangOpts(), false);
  }

  const ASTContext &Context;
  const SourceManager &Sources;
  const llvm::ArrayRef<WeakUse> Uses;
  EditPlan &Plan;
  std::deque<LockGuard> Guards;
  llvm::DenseMap<const FunctionDecl *, unsigned> Names;
};

} // namespace

// The statement after S in its block.
static const Stmt *nextOf(const Stmt &S, const WeakUse &Use) {
  for (const Stmt *Parent : Use.Use->Around)
    if (const auto *Block = dyn_cast<CompoundStmt>(Parent)) {
      const auto *It = llvm::find(Block->body(), &S);
      if (It != Block->body_end())
        return std::next(It) == Block->body_end() ? nullptr : *std::next(It);
    }
  return nullptr;
}

bool Planner::joins(LockGuard &Known, const LockGuard &New) const {
  if (!(Known.Of == New.Of) || Known.Is != New.Is || Known.Lambda != New.Lambda)
    return false;
  if (Known.Anchor == New.Anchor || llvm::is_contained(Known.Rest, New.Anchor))
    return true;
  if (Known.Is != Form::WholeStatement || !Known.InBlock || !New.InBlock)
    return false;
  const Stmt *Last = Known.Rest.empty() ? Known.Anchor : Known.Rest.back();
  for (const WeakUse &Use : Uses)
    if (llvm::is_contained(Use.Use->Around, Last) &&
        nextOf(*Last, Use) == New.Anchor) {
      Known.Rest.push_back(New.Anchor);
      Known.Region.setEnd(New.Region.getEnd());
      return true;
    }
  return false;
}

void Planner::guard(const WeakUse &Use) {
  const FieldDecl *Field = cast<FieldDecl>(Use.Use->Access->getMemberDecl());
  std::optional<LockGuard> Guard = guardOf(Use, Uses, Context);
  if (!Guard)
    return Plan.refuse(
        llvm::formatv("the object of '{0}' is used where nothing shows that it "
                      "is there",
                      Field->getName())
            .str(),
        Use.Use->Access->getMemberLoc());
  if (llvm::any_of(Guards,
                   [&](LockGuard &Known) { return joins(Known, *Guard); }))
    return;
  Guard->Name = nameFor(*Guard);
  Guards.push_back(std::move(*Guard));
}

// In the style of the field's name, new in the file, once per function.
std::string Planner::nameFor(const LockGuard &Guard) {
  llvm::StringRef Field =
      Uses.front().Use->Access->getMemberDecl()->getName().ltrim('_');
  std::string Base = llvm::isUpper(Field.front()) ? "Locked" : "locked";
  llvm::StringRef File =
      Sources.getBufferData(Sources.getFileID(Guard.Anchor->getBeginLoc()));
  unsigned Number = Names[Guard.In]++;
  std::string Name = Number ? llvm::formatv("{0}{1}", Base, Number + 1) : Base;
  while (File.contains(Name))
    Name = llvm::formatv("{0}{1}", Base, (Number = ++Names[Guard.In]));
  return Name;
}

// Which locked pointer is there when Use runs.
const LockGuard *Planner::covering(const WeakUse &Use) const {
  std::optional<FieldHolder> Holder = holderOf(*Use.Use);
  SourceLocation Loc = Use.Use->Access->getBeginLoc();
  for (const LockGuard &Guard : llvm::reverse(Guards)) {
    if (!Holder || !(*Holder == Guard.Of) ||
        lambdaAround(*Use.Use) != Guard.Lambda ||
        Sources.isBeforeInTranslationUnit(Loc, Guard.Region.getBegin()) ||
        Sources.isBeforeInTranslationUnit(Guard.Region.getEnd(), Loc))
      continue;
    bool Written = llvm::any_of(Uses, [&](const WeakUse &Write) {
      SourceLocation At = Write.Use->Access->getBeginLoc();
      return (Write.Is == Kind::Assigned || Write.Is == Kind::Emptied) &&
             Sources.isBeforeInTranslationUnit(Guard.Region.getBegin(), At) &&
             Sources.isBeforeInTranslationUnit(At, Loc);
    });
    if (!Written)
      return &Guard;
  }
  return nullptr;
}

std::string Planner::accessOf(const LockGuard &Guard) const {
  for (const WeakUse &Use : Uses)
    if (covering(Use) == &Guard || &Use == Guard.Test)
      return textOf(Use.Use->Access->getSourceRange());
  llvm_unreachable("a guard is there for a use");
}

void Planner::open(const LockGuard &Guard) {
  switch (Guard.Is) {
  case Form::Condition:
  case Form::FirstInAnd:
    return openCondition(Guard);
  case Form::Before:
    return openBefore(Guard);
  case Form::WholeStatement:
    return openStatements(Guard);
  }
}

void Planner::openCondition(const LockGuard &Guard) {
  std::string Lock =
      llvm::formatv("auto {0} = {1}.lock()", Guard.Name, accessOf(Guard));
  if (Guard.Is == Form::FirstInAnd)
    Lock += "; " + Guard.Name;
  replace(Guard.Test->Whole->getSourceRange(), std::move(Lock));
}

void Planner::openBefore(const LockGuard &Guard) {
  insert(Guard.Anchor->getBeginLoc(),
         llvm::formatv(
             "auto {0} = {1}.lock();{2}", Guard.Name, accessOf(Guard),
             startsLine(*Guard.Anchor) ? "\n" + indentOf(*Guard.Anchor) : " "));
  replace(Guard.Test->Whole->getSourceRange(),
          (Guard.Test->WhenThere ? "" : "!") + Guard.Name);
}

void Planner::openStatements(const LockGuard &Guard) {
  std::string If =
      llvm::formatv("if (auto {0} = {1}.lock())", Guard.Name, accessOf(Guard));
  SourceLocation Begin = Guard.Anchor->getBeginLoc();
  if (!Guard.InBlock) {
    insert(Begin, "{ " + If + " ");
    return insert(behind(*Guard.Anchor), " }");
  }
  if (Guard.Rest.empty())
    return insert(Begin, If + " ");
  std::string Indent = indentOf(*Guard.Anchor);
  insert(Begin, If + " {\n" + Indent + "  ");
  for (const Stmt *S : Guard.Rest)
    insert(S->getBeginLoc(), "  ");
  insert(behind(*Guard.Rest.back()), "\n" + Indent + "}");
}

void Planner::rewrite(const WeakUse &Use) {
  for (const LockGuard &Guard : Guards)
    if (Guard.Test == &Use)
      return;
  const MemberExpr &Access = *Use.Use->Access;
  bool Reads = Use.Is == Kind::Dereferenced || Use.Is == Kind::Tested ||
               Use.Is == Kind::Copied;
  const LockGuard *Guard = Reads ? covering(Use) : nullptr;
  if (Use.Is == Kind::Tested) {
    std::string Text = textOf(Access.getSourceRange()) + ".expired()";
    bool Not = Use.WhenThere;
    if (Guard)
      Text = Guard->Name;
    if (Guard)
      Not = !Not;
    return replace(Use.Whole->getSourceRange(), (Not ? "!" : "") + Text);
  }
  if (Guard)
    return replace(Access.getSourceRange(), Guard->Name);
  if (Use.Is == Kind::Copied)
    insert(Lexer::getLocForEndOfToken(Access.getEndLoc(), 0, Sources,
                                      Context.getLangOpts()),
           ".lock()");
}

void memtidy::planLocks(const ASTContext &Context, llvm::ArrayRef<WeakUse> Uses,
                        EditPlan &Plan) {
  Planner(Context, Uses, Plan).plan();
}
