//===- StreamLocal.cpp - Does without a container that is read once -------===//

#include "checks/edits/StreamLocal.h"
#include "checks/analysis/LoopContext.h"
#include "checks/edits/FoldCallable.h"
#include "checks/edits/RemoveCode.h"
#include "checks/edits/SourcePieces.h"
#include "checks/edits/SourceText.h"
#include "checks/edits/StdFeatures.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;
using namespace memtidy;

namespace {
/// What stands around some statements of a function.
class Surroundings : public RecursiveASTVisitor<Surroundings> {
public:
  Surroundings(const LocalSite &Site, const Stmt *Reader)
      : Site(Site), Reader(Reader) {}

  const DeclStmt *Declaration = nullptr; ///< Of the container, alone.
  bool ReaderFollows = false;            ///< Right behind the filling loop.
  bool IsInBlock = false; ///< The first fill is a statement of a block.
  /// The negations of questions whether it is empty.
  llvm::DenseMap<const Stmt *, const UnaryOperator *> Negated;
  llvm::DenseMap<const VarDecl *, unsigned> Mentions;

  bool VisitDeclStmt(DeclStmt *S) {
    if (S->isSingleDecl() && S->getSingleDecl() == Site.Build.Use->Local)
      Declaration = S;
    return true;
  }
  bool VisitCompoundStmt(CompoundStmt *S) {
    for (auto It = S->body_begin(); It != S->body_end(); ++It) {
      if (*It == Site.Build.Loop && It + 1 != S->body_end())
        ReaderFollows = It[1] == Reader;
      const auto *E = dyn_cast<Expr>(*It);
      IsInBlock |= E && &bare(*E) == Site.Build.Fills.front()->Site;
    }
    return true;
  }
  bool VisitUnaryOperator(UnaryOperator *E) {
    if (E->getOpcode() == UO_LNot)
      Negated[&bare(*E->getSubExpr())] = E;
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (const auto *Var = dyn_cast<VarDecl>(E->getDecl()))
      ++Mentions[Var];
    return true;
  }

private:
  const LocalSite &Site;
  const Stmt *Reader;
};

/// The names that code declares, and the outer ones that it uses.
class NameWalk : public RecursiveASTVisitor<NameWalk> {
public:
  llvm::StringSet<> Declared, Used;
  llvm::SmallPtrSet<const Decl *, 8> Own;

  bool VisitVarDecl(VarDecl *Var) {
    Own.insert(Var);
    Declared.insert(Var->getName());
    return true;
  }
  bool VisitBindingDecl(BindingDecl *Var) {
    Own.insert(Var);
    Declared.insert(Var->getName());
    return true;
  }
  bool VisitDeclRefExpr(DeclRefExpr *E) {
    if (!Own.contains(E->getDecl()) && E->getDecl()->getIdentifier())
      Used.insert(E->getDecl()->getName());
    return true;
  }
};

/// Makes edits that together remove a container.
class Remover {
public:
  Remover(const LocalSite &Site, const Stmt *Reader)
      : Build(Site.Build), Context(Site.Context), Around(Site, Reader) {
    Around.TraverseStmt(const_cast<Stmt *>(&Site.Function));
  }

  EditPlan Plan;
  Surroundings &around() { return Around; }

  void replace(SourceRange Range, std::string Text) {
    std::optional<CharSourceRange> File = editableRange(Context, Range);
    if (!File)
      return Plan.refuse("a macro is in the way", Range.getBegin());
    replace(*File, std::move(Text));
  }

  void replace(CharSourceRange File, std::string Text) {
    if (!SourcePieces(Context, File).commentsLeft().empty())
      return Plan.refuse("a comment would be lost", File.getBegin());
    if (!Plan.isRefused())
      Plan.Edits.push_back({File, std::move(Text)});
  }

  void remove(const Stmt &S) { removeStatement(Context, S, Plan); }

  bool hasPlainFills() {
    for (const SequenceOp *Fill : Build.Fills)
      if (Fill->Kind != UseKind::Append || Fill->HasUsedResult)
        Plan.refuse("it is not filled by appending alone",
                    Fill->Site->getBeginLoc());
    if (!Around.Declaration)
      Plan.refuse("it is declared together with others",
                  Build.Use->Local->getLocation());
    return !Plan.isRefused();
  }

  void removeReserves() {
    for (const SequenceOp *Reserve : Build.Reserves)
      remove(*Reserve->Site);
  }

private:
  const SequenceBuild &Build;
  const ASTContext &Context;
  Surroundings Around;
};
} // namespace

EditPlan memtidy::countInstead(const LocalSite &Site) {
  const SequenceBuild &Build = Site.Build;
  Remover Edits(Site, nullptr);
  if (!Edits.hasPlainFills())
    return Edits.Plan;
  for (const SequenceOp *Fill : Build.Fills)
    for (const Expr *Arg : Fill->Args) {
      const Effects Makes = effectsOf(*Arg, Site.Context);
      const auto *Ref = dyn_cast<DeclRefExpr>(&bare(*Arg));
      const auto *Var = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
      if (Makes.What != Effect::None)
        Edits.Plan.refuse("making an element has effects", Arg->getExprLoc());
      else if (Var && Edits.around().Mentions.lookup(Var) == 1)
        Edits.Plan.refuse("nothing else uses what is counted",
                          Arg->getExprLoc());
    }
  const std::string Name = Build.Use->Local->getName().str();
  const std::string Count =
      Name + (Name.find('_') != std::string::npos ? "_count" : "Count");
  Edits.replace(Build.Use->Local->getSourceRange(),
                "std::size_t " + Count + " = 0");
  Edits.removeReserves();
  for (const SequenceOp *Fill : Build.Fills)
    Edits.replace(Fill->Site->getSourceRange(), "++" + Count);
  for (const SequenceOp *Question : Build.Rest) {
    const UnaryOperator *Not = Edits.around().Negated.lookup(Question->Site);
    if (Question->Kind == UseKind::Size)
      Edits.replace(Question->Site->getSourceRange(), Count);
    else if (Not)
      Edits.replace(Not->getSourceRange(), Count + " != 0");
    else
      Edits.replace(Question->Site->getSourceRange(), Count + " == 0");
  }
  return Edits.Plan;
}

/// Is \p S the last thing that an iteration of a loop with \p Body does?
static bool endsIteration(const Stmt &Body, const Stmt &S) {
  if (&Body == &S)
    return true;
  if (const auto *E = dyn_cast<Expr>(&Body))
    return &bare(*E) == &S;
  if (const auto *Block = dyn_cast<CompoundStmt>(&Body))
    return !Block->body_empty() && endsIteration(*Block->body_back(), S);
  if (const auto *If = dyn_cast<IfStmt>(&Body))
    return !If->getElse() && endsIteration(*If->getThen(), S);
  return false;
}

/// Returns how the element is bound to the reader's variable; empty where the
/// variable is there already, nullopt where its name is taken.
static std::optional<std::string> bindElement(const LocalSite &Site,
                                              const VarDecl &Variable,
                                              const Expr &Made,
                                              llvm::StringRef Text) {
  const QualType Type = Variable.getType();
  const bool IsConst = Type.getNonReferenceType().isConstQualified();
  const auto *Ref = dyn_cast<DeclRefExpr>(&bare(Made));
  if (Ref && Ref->getDecl()->getIdentifier() &&
      Ref->getDecl()->getName() == Variable.getName())
    return IsConst ? std::optional<std::string>("") : std::nullopt;
  NameWalk Names;
  Names.TraverseStmt(const_cast<Stmt *>(Site.Build.Loop));
  if (Names.Declared.contains(Variable.getName()) ||
      Names.Used.contains(Variable.getName()))
    return std::nullopt;
  std::string Element =
      spellType(Site.Context, writtenElement(Site.Build.Use->Local->getType()));
  if (IsConst)
    Element = "const " + Element + (Type->isReferenceType() ? " &" : " ");
  else
    Element += " ";
  return Element + Variable.getName().str() + " = " + Text.str() + ";";
}

/// Widens \p Range by the white space between it and the ')' before it;
/// nullopt where something else is there.
static std::optional<CharSourceRange> withSpaceBefore(const ASTContext &Context,
                                                      CharSourceRange Range) {
  const SourceManager &Sources = Context.getSourceManager();
  const FileID ID = Sources.getFileID(Range.getBegin());
  llvm::StringRef Before =
      Sources.getBufferData(ID)
          .take_front(Sources.getFileOffset(Range.getBegin()))
          .rtrim();
  llvm::StringRef Line = Before.substr(Before.rfind('\n') + 1);
  if (!Before.ends_with(")") || Line.contains("//"))
    return std::nullopt;
  Range.setBegin(
      Sources.getLocForStartOfFile(ID).getLocWithOffset(Before.size()));
  return Range;
}

/// Moves all lines of \p Text but the first from indent \p From to \p To.
static std::string reindent(llvm::StringRef Text, llvm::StringRef From,
                            llvm::StringRef To) {
  std::string Result;
  while (true) {
    auto [Line, Rest] = Text.split('\n');
    Result += Line.str();
    if (Rest.data() == nullptr || Line.size() == Text.size())
      return Result;
    Result += "\n";
    const bool Fits = Rest.consume_front(From);
    if (Fits)
      Result += To.str();
    Text = Rest;
  }
}

/// Returns what of \p Body goes between braces.
static std::optional<std::string>
innerText(const ASTContext &Context, const Stmt &Body, llvm::StringRef Indent) {
  std::optional<CharSourceRange> Range = statementRange(Context, Body);
  if (!Range)
    return std::nullopt;
  llvm::StringRef Text = sourceText(Context, *Range);
  if (!isa<CompoundStmt>(Body))
    return reindent(Text, indentAt(Context, Body.getBeginLoc()), Indent);
  Text = Text.drop_front().drop_back().trim();
  const auto &Block = cast<CompoundStmt>(Body);
  const std::string From =
      Block.body_empty() ? ""
                         : indentAt(Context, Block.body_front()->getBeginLoc());
  return reindent(Text, From, Indent);
}

static llvm::StringRef whyNotFused(const LocalSite &Site,
                                   const CXXForRangeStmt &Reader,
                                   Surroundings &Around) {
  const SequenceBuild &Build = Site.Build;
  if (Build.Use->Type->isDependentType())
    return "the code is a template";
  if (Build.Fills.size() != 1 || Build.Fills.front()->Args.size() != 1)
    return "it is filled at more than one place";
  if (!Around.ReaderFollows)
    return "something stands between filling and reading it";
  if (isa<DecompositionDecl>(Reader.getLoopVariable()))
    return "the loop variable is a structured binding";
  const Stmt *Body = loopBody(*Build.Loop);
  if (!Body || !endsIteration(*Body, *Build.Fills.front()->Site))
    return "more is done after an element is appended";
  NameWalk Maker, Taker;
  Maker.TraverseStmt(const_cast<Stmt *>(Build.Loop));
  Taker.TraverseStmt(const_cast<Stmt *>(Reader.getBody()));
  for (const auto &Name : Taker.Used)
    if (Maker.Declared.contains(Name.getKey()) &&
        Name.getKey() != Reader.getLoopVariable()->getName())
      return "both loops use one name for different things";
  return "";
}

EditPlan memtidy::fuseLoops(const LocalSite &Site,
                            const CXXForRangeStmt &Reader) {
  Remover Edits(Site, &Reader);
  if (!Edits.hasPlainFills())
    return Edits.Plan;
  if (llvm::StringRef Why = whyNotFused(Site, Reader, Edits.around());
      !Why.empty()) {
    Edits.Plan.refuse(Why, Reader.getBeginLoc());
    return Edits.Plan;
  }
  const ASTContext &Context = Site.Context;
  const SequenceOp &Fill = *Site.Build.Fills.front();
  std::optional<CharSourceRange> Append = statementRange(Context, *Fill.Site);
  std::optional<CharSourceRange> Arg =
      editableRange(Context, Fill.Args.front()->getSourceRange());
  const std::string Indent = indentAt(Context, Fill.Site->getBeginLoc());
  // Without a block around, the statement is indented as one of a new block.
  const std::string &Inner = Indent;
  std::optional<std::string> Body =
      innerText(Context, *Reader.getBody(), Inner);
  std::optional<std::string> Binding =
      Arg ? bindElement(Site, *Reader.getLoopVariable(), *Fill.Args.front(),
                        sourceText(Context, *Arg))
          : std::nullopt;
  std::optional<CharSourceRange> Second =
      editableRange(Context, Reader.getSourceRange());
  if (!Append || !Arg || !Body || !Second) {
    Edits.Plan.refuse("a macro is in the way", Fill.Site->getBeginLoc());
    return Edits.Plan;
  }
  if (!Binding) {
    Edits.Plan.refuse("the name of the second loop's variable is taken",
                      Reader.getLoopVariable()->getLocation());
    return Edits.Plan;
  }
  Edits.remove(*Edits.around().Declaration);
  Edits.removeReserves();
  if (!Binding->empty())
    *Binding += "\n" + Inner;
  std::optional<CharSourceRange> Widened = withSpaceBefore(Context, *Append);
  if (Edits.around().IsInBlock)
    Edits.replace(*Append, *Binding + *Body);
  else if (Widened)
    Edits.replace(*Widened,
                  " {\n" + Inner + *Binding + *Body + "\n" +
                      Indent.substr(std::min<size_t>(2, Indent.size())) + "}");
  else
    Edits.Plan.refuse("a comment would be lost", Append->getBegin());
  // Its comments went with its body, unless they stand in its head.
  std::optional<CharSourceRange> Whole = statementRange(Context, Reader);
  SourcePieces Pieces(Context, *Whole);
  Pieces.take(Reader.getBody()->getSourceRange());
  if (!Pieces.commentsLeft().empty())
    Edits.Plan.refuse("a comment would be lost", Reader.getBeginLoc());
  if (!Edits.Plan.isRefused())
    Edits.Plan.Edits.push_back({wholeLines(Context, *Whole), ""});
  return Edits.Plan;
}
