//===- SequenceUse.cpp - How a container is filled and read ---------------===//

#include "checks/analysis/SequenceUse.h"
#include "checks/analysis/LoopContext.h"
#include "checks/analysis/LoopVisitor.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace memtidy;

llvm::StringLiteral memtidy::toString(UseKind Kind) {
  static constexpr llvm::StringLiteral Names[] = {
      "append", "insert", "grow",  "reserve", "resize",  "clear", "remove",
      "assign", "size",   "empty", "find",    "iterate", "ends",  "element",
      "read",   "write",  "copy",  "move",    "return",  "share"};
  return Names[static_cast<unsigned>(Kind)];
}

static UseKind kindOfMember(llvm::StringRef Name, unsigned Args, bool Keyed) {
  using Kind = UseKind;
  // insert(P, X) adds one to a sequence; insert(First, Last) any number.
  if (Name == "insert" || Name == "emplace" || Name == "append")
    return Keyed && (Args == 1 || Name == "emplace") ? Kind::Insert
                                                     : Kind::Grow;
  return llvm::StringSwitch<Kind>(Name)
      .Cases({"push_back", "emplace_back", "push_front", "emplace_front"},
             Kind::Append)
      .Cases({"try_emplace", "insert_or_assign", "emplace_hint"}, Kind::Insert)
      .Cases({"append_range", "insert_range", "merge", "splice", "insert_after",
              "emplace_after"},
             Kind::Grow)
      .Cases({"reserve", "rehash"}, Kind::Reserve)
      .Cases({"resize", "assign", "assign_range"}, Kind::Resize)
      .Case("clear", Kind::Clear)
      .Cases({"pop_back", "pop_front", "erase", "remove", "remove_if"},
             Kind::Remove)
      .Cases({"size", "length"}, Kind::Size)
      .Case("empty", Kind::Empty)
      .Cases({"find", "count", "contains", "find_if"}, Kind::Find)
      .Cases({"begin", "end", "cbegin", "cend", "rbegin", "rend"}, Kind::Ends)
      .Cases({"front", "back", "at", "data", "c_str"}, Kind::Element)
      .Cases({"capacity", "max_size", "compare", "substr", "starts_with",
              "ends_with", "bucket_count"},
             Kind::Read)
      .Case("swap", Kind::Moved)
      .Default(Kind::Write);
}

namespace {
class UseWalk : public LoopVisitor<UseWalk> {
public:
  using Base = LoopVisitor<UseWalk>;

  UseWalk(ContainerTypes &Types, std::vector<SequenceUse> &Uses)
      : Types(Types), Uses(Uses) {}

  bool VisitVarDecl(VarDecl *Var) {
    std::optional<ContainerType> Traits = containerOf(Var->getType());
    if (!Traits || Var->getType()->isReferenceType() ||
        Var->getType()->isPointerType() || !Var->isLocalVarDecl() ||
        !Var->hasLocalStorage())
      return true;
    Place What;
    What.Root = Var->getCanonicalDecl();
    SequenceUse &Use = useOf(What, Var->getType(), *Traits);
    Use.Local = Var;
    Use.LocalLoops = Loops;
    Use.LocalIn = In;
    Use.StartsEmpty = isEmptyInit(Var->getInit());
    return true;
  }

  bool VisitCallExpr(CallExpr *Call) {
    // A string becomes a view.
    if (const auto *Converted = dyn_cast<CXXMemberCallExpr>(Call);
        Converted &&
        isa_and_nonnull<CXXConversionDecl>(Converted->getMethodDecl())) {
      note(*Converted->getImplicitObjectArgument(), UseKind::Read, *Call);
      return true;
    }
    if (std::optional<MemberCall> Member = memberCallOf(*Call))
      if (const SequenceUse *Use = find(*Member->Object)) {
        noteMember(*Member, Use->Traits);
        return true;
      }
    noteArguments(*Call);
    return true;
  }
  bool VisitBinaryOperator(BinaryOperator *Binary) {
    if (std::optional<MemberCall> Member = memberCallOf(*Binary))
      if (const SequenceUse *Use = find(*Member->Object))
        noteMember(*Member, Use->Traits);
    return true;
  }
  bool VisitArraySubscriptExpr(ArraySubscriptExpr *Element) {
    if (std::optional<MemberCall> Member = memberCallOf(*Element))
      if (const SequenceUse *Use = find(*Member->Object))
        noteMember(*Member, Use->Traits);
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *Made) {
    for (unsigned I = 0; I < Made->getNumArgs(); ++I)
      noteArgument(*Made->getArg(I), paramType(Made->getConstructor(), I),
                   *Made, Made->getConstructor()->isCopyOrMoveConstructor());
    return true;
  }
  bool VisitReturnStmt(ReturnStmt *Return) {
    if (const Expr *Value = Return->getRetValue())
      note(*Value, UseKind::Returned, *Return);
    return true;
  }
  bool VisitCXXForRangeStmt(CXXForRangeStmt *For) {
    note(*For->getRangeInit(), UseKind::Iterate, *For);
    return true;
  }

  // What nobody above took for something else.
  bool VisitDeclRefExpr(DeclRefExpr *Ref) {
    if (!Taken.contains(Ref))
      note(*Ref, UseKind::Shared, *Ref);
    return true;
  }
  bool VisitMemberExpr(MemberExpr *Member) {
    if (!Taken.contains(Member) && isa<FieldDecl>(Member->getMemberDecl()))
      note(*Member, UseKind::Shared, *Member);
    return true;
  }

  bool TraverseLambdaExpr(LambdaExpr *Lambda) {
    for (unsigned I = 0; I < Lambda->capture_size(); ++I) {
      const LambdaCapture &Capture = Lambda->capture_begin()[I];
      const Expr *Init = Lambda->capture_init_begin()[I];
      if (Lambda->isInitCapture(&Capture))
        TraverseStmt(const_cast<Expr *>(Init));
      else if (Init && Capture.getCaptureKind() == LCK_ByCopy)
        note(*Init, UseKind::Copied, *Lambda);
    }
    llvm::SaveAndRestore Inside(In, static_cast<const LambdaExpr *>(Lambda));
    llvm::SaveAndRestore Outside(Loops, llvm::SmallVector<const Stmt *, 2>());
    return TraverseStmt(Lambda->getBody());
  }
  // What a range-for goes over is evaluated before the first iteration.
  bool TraverseCXXForRangeStmt(CXXForRangeStmt *S) {
    WalkUpFromCXXForRangeStmt(S);
    if (S->getInit())
      TraverseStmt(S->getInit());
    TraverseStmt(S->getRangeInit());
    return inside(*S, [&] {
      return TraverseStmt(S->getLoopVarStmt()) && TraverseStmt(S->getBody());
    });
  }
  // Whether the value of an expression is used is known where it stands.
  bool TraverseCompoundStmt(CompoundStmt *S) {
    for (Stmt *Child : S->body())
      dropResult(Child);
    return Base::TraverseCompoundStmt(S);
  }
  bool VisitIfStmt(IfStmt *S) {
    dropResult(S->getThen());
    dropResult(S->getElse());
    return true;
  }
  bool VisitStmt(Stmt *S) {
    if (const Stmt *Body = loopBody(*S))
      dropResult(Body);
    return true;
  }

private:
  std::optional<ContainerType> containerOf(QualType Type) {
    return Types.of(Type);
  }

  void dropResult(const Stmt *S) {
    if (const auto *E = dyn_cast_or_null<Expr>(S))
      Dropped.insert(&bare(*E));
  }

  static bool isEmptyInit(const Expr *Init) {
    if (!Init)
      return true; // A dependent type, default-initialised.
    const Expr *Core = Init->IgnoreImplicit();
    if (const auto *List = dyn_cast<InitListExpr>(Core))
      return List->getNumInits() == 0;
    if (const auto *List = dyn_cast<ParenListExpr>(Core))
      return List->getNumExprs() == 0;
    const auto *Made = dyn_cast<CXXConstructExpr>(Core);
    if (Made && Made->getNumArgs() == 1 &&
        Made->getConstructor()->isCopyOrMoveConstructor())
      return isEmptyInit(Made->getArg(0));
    return Made && llvm::all_of(Made->arguments(), [](const Expr *Arg) {
             return isa<CXXDefaultArgExpr>(Arg) || isAllocator(Arg->getType());
           });
  }

  static bool isAllocator(QualType Type) {
    const CXXRecordDecl *Record =
        Type.getNonReferenceType()->getAsCXXRecordDecl();
    return Record && Record->getName().ends_with("allocator");
  }

  SequenceUse &useOf(const Place &What, QualType Type,
                     const ContainerType &Traits) {
    for (SequenceUse &Use : Uses)
      if (Use.What == What)
        return Use;
    Type = Type.getNonReferenceType();
    if (Type->isPointerType())
      Type = Type->getPointeeType();
    SequenceUse &Use = Uses.emplace_back();
    Use.What = What;
    Use.Type = Type;
    Use.Traits = Traits;
    return Use;
  }

  SequenceUse *find(const Expr &E) {
    std::optional<ContainerType> Traits = containerOf(bare(E).getType());
    if (!Traits)
      return nullptr;
    std::optional<Place> What = placeOf(E);
    if (!What || (!What->Root && What->Fields.empty()))
      return nullptr;
    return &useOf(*What, bare(E).getType(), *Traits);
  }

  SequenceOp *note(const Expr &Named, UseKind Kind, const Stmt &Site) {
    SequenceUse *Use = find(Named);
    if (!Use)
      return nullptr;
    take(Named);
    SequenceOp Op;
    Op.Kind = Kind;
    Op.Site = &Site;
    Op.Loops = Loops;
    Op.In = In;
    Op.HasUsedResult = !Dropped.contains(&Site);
    Use->Ops.push_back(std::move(Op));
    return &Use->Ops.back();
  }

  void take(const Expr &E) {
    const Expr &Core = bare(E);
    Taken.insert(&Core);
    if (const auto *Member = dyn_cast<MemberExpr>(&Core))
      take(*Member->getBase());
    if (const auto *Unary = dyn_cast<UnaryOperator>(&Core))
      take(*Unary->getSubExpr());
  }

  void noteMember(const MemberCall &Call, const ContainerType &Traits) {
    SequenceOp *Op = note(*Call.Object, kindOfCall(Call, Traits), *Call.Site);
    Op->Args = Call.Args;
    if (const auto *Written = dyn_cast<CallExpr>(Call.Site))
      noteArguments(*Written);
  }

  UseKind kindOfCall(const MemberCall &Call, const ContainerType &Traits) {
    const bool Keyed = Traits.Kind == ContainerKind::Nodes ||
                       Traits.Kind == ContainerKind::HashNodes ||
                       Traits.Kind == ContainerKind::HashTable;
    llvm::StringRef Name(Call.Name);
    if (Name == "operator+=" && Call.Args.size() == 1)
      return isCharacter(*Call.Args[0]) ? UseKind::Append : UseKind::Grow;
    if (Name == "operator<<" && Traits.Kind == ContainerKind::Vector)
      return UseKind::Append;
    if (Name == "operator=")
      return UseKind::Assigned;
    if (Name == "operator[]")
      return Traits.HasKeys ? UseKind::Insert : UseKind::Element;
    if (Name == "operator*" || Name == "operator->")
      return UseKind::Element;
    if (Name.starts_with("operator"))
      return UseKind::Read;
    UseKind Kind = kindOfMember(Name, Call.Args.size(), Keyed);
    if (const auto *Written = dyn_cast<CXXMemberCallExpr>(Call.Site))
      if (const CXXMethodDecl *Method = Written->getMethodDecl())
        if (Kind == UseKind::Write && Method->isConst())
          return UseKind::Read;
    return Kind;
  }

  static bool isCharacter(const Expr &E) {
    return bare(E).getType()->isAnyCharacterType();
  }

  static QualType paramType(const FunctionDecl *Callee, unsigned Index) {
    if (!Callee || Index >= Callee->getNumParams())
      return QualType();
    return Callee->getParamDecl(Index)->getType();
  }

  void noteArguments(const CallExpr &Call) {
    llvm::StringRef Name = calleeName(Call);
    const FunctionDecl *Callee = Call.getDirectCallee();
    const unsigned Skip = isa<CXXOperatorCallExpr>(Call) &&
                          isa_and_nonnull<CXXMethodDecl>(Callee);
    for (unsigned I = Skip; I < Call.getNumArgs(); ++I) {
      const Expr &Arg = *Call.getArg(I);
      if (Taken.contains(&bare(Arg)))
        continue;
      if (Call.getNumArgs() == 1 && noteKnown(Name, Arg, Call))
        continue;
      if (keepsCopy(Name, Call) && note(Arg, UseKind::Copied, Call))
        continue;
      noteArgument(Arg, paramType(Callee, I - Skip), Call, false);
    }
  }

  // Does the call put a copy of what it is given somewhere else?
  static bool keepsCopy(llvm::StringRef Name, const CallExpr &Call) {
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(&Call);
    return (Operator && Operator->getOperator() == OO_Equal) ||
           llvm::is_contained({"push_back", "emplace_back", "push_front",
                               "insert", "emplace", "push", "assign", "append",
                               "try_emplace", "insert_or_assign"},
                              Name);
  }

  bool noteKnown(llvm::StringRef Name, const Expr &Arg, const CallExpr &Call) {
    if (Name == "move")
      return note(Arg, UseKind::Moved, Call);
    if (Name == "begin" || Name == "end" || Name == "cbegin" || Name == "cend")
      return note(Arg, UseKind::Ends, Call);
    if (Name == "size" || Name == "ssize")
      return note(Arg, UseKind::Size, Call);
    if (Name == "empty")
      return note(Arg, UseKind::Empty, Call);
    if (Name == "back_inserter")
      return note(Arg, UseKind::Grow, Call);
    return false;
  }

  void noteArgument(const Expr &Arg, QualType Param, const Stmt &Site,
                    bool IsCopy) {
    if (Param.isNull())
      return; // Falls to the name itself: shared.
    if (!Param->isReferenceType() && !Param->isPointerType()) {
      // By value: a copy is made of it, in an expression of its own. Of a
      // view, the conversion tells.
      if (!isStringView(Param))
        note(Arg, UseKind::Copied, Site);
      return;
    }
    if (Param->getPointeeType().isConstQualified())
      note(Arg, IsCopy ? UseKind::Copied : UseKind::Read, Site);
  }

  ContainerTypes &Types;
  std::vector<SequenceUse> &Uses;
  llvm::DenseSet<const Expr *> Taken;
  llvm::DenseSet<const Stmt *> Dropped;
  const LambdaExpr *In = nullptr;
};
} // namespace

const std::vector<SequenceUse> &SequenceUses::of(const FunctionDecl &Function) {
  if (Last == &Function)
    return Uses;
  Last = &Function;
  Uses.clear();
  if (Stmt *Body = Function.getBody())
    UseWalk(Types, Uses).TraverseStmt(Body);
  return Uses;
}
