//===- MapUses.cpp - What a TU asks of a map from strings -----------------===//

#include "checks/analysis/MapUses.h"
#include "checks/analysis/Place.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/TypeView.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace memtidy;

static bool isMoveCall(const Expr &E) {
  const auto *Call = dyn_cast<CallExpr>(&E);
  return Call && Call->getNumArgs() == 1 && calleeName(*Call) == "move";
}

/// Returns the member that \p E copies or moves, or null.
static const MemberExpr *memberCopied(const Expr &Start) {
  const Expr *E = &bare(Start);
  for (const Expr *Before = nullptr; E != Before;) {
    Before = E;
    const auto *Construct = dyn_cast<CXXConstructExpr>(E);
    if (Construct && Construct->getNumArgs() == 1)
      E = &bare(*Construct->getArg(0));
    else if (isMoveCall(*E))
      E = &bare(*cast<CallExpr>(E)->getArg(0));
    else if (const auto *List = dyn_cast<ParenListExpr>(E);
             List && List->getNumExprs() == 1)
      E = &bare(*List->getExpr(0));
  }
  return dyn_cast<MemberExpr>(E);
}

static bool isField(const Expr *E, const ValueDecl &Value) {
  const auto *Member = dyn_cast_or_null<MemberExpr>(E);
  const auto *Field =
      Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
  const auto *Mine = dyn_cast<FieldDecl>(&Value);
  return Field && Mine && &patternOf(*Field) == &patternOf(*Mine);
}

/// Returns the call `m.find("k")` that \p E is, with a literal key, or null.
static const CXXMemberCallExpr *findCallIn(const Expr &E) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(&bare(E));
  return Call && Call->getNumArgs() == 1 && calleeName(*Call) == "find" &&
                 literalKeyOf(*Call->getArg(0))
             ? Call
             : nullptr;
}

/// Returns the variable that \p E names and that `m.find("k")` made, or null.
static const VarDecl *foundVariable(const Expr &E) {
  const auto *Ref = dyn_cast<DeclRefExpr>(&bare(E));
  const auto *Variable = Ref ? dyn_cast<VarDecl>(Ref->getDecl()) : nullptr;
  return Variable && Variable->getInit() && findCallIn(*Variable->getInit())
             ? Variable
             : nullptr;
}

static bool isEndCall(const Expr &E) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(&bare(E));
  return Call && Call->getNumArgs() == 0 &&
         (calleeName(*Call) == "end" || calleeName(*Call) == "cend") &&
         stringMapOf(Call->getImplicitObjectArgument()->getType());
}

/// What takes the iterator that \p From's Site is, conversions aside.
static Consumer pastConversions(const ValueUse &Use, Consumer From) {
  for (;;) {
    const bool Converts = From.Kind == ConsumerKind::Read ||
                          From.Kind == ConsumerKind::Copy ||
                          (From.Kind == ConsumerKind::Argument &&
                           isa_and_nonnull<CXXConstructorDecl>(From.Callee));
    if (!Converts)
      return From;
    From = consumerOf(Use, From);
  }
}

/// Returns the other side of the comparison `x == y` that \p Site is, where
/// one side is \p Mine; null where it is none.
static const Expr *comparedTo(const Stmt *Site, const Expr &Mine) {
  const auto *E = dyn_cast_or_null<Expr>(Site);
  std::optional<BinaryView> View = E ? binaryViewOf(*E) : std::nullopt;
  if (!View || (View->Operator != "==" && View->Operator != "!="))
    return nullptr;
  if (&bare(*View->Left) == &bare(Mine))
    return View->Right;
  return &bare(*View->Right) == &bare(Mine) ? View->Left : nullptr;
}

/// Whether another `if` may stand before what \p Taken does nothing with.
static bool isStatement(const Consumer &Taken) {
  const auto *If = dyn_cast_or_null<IfStmt>(Taken.Site);
  return Taken.Kind == ConsumerKind::Discard &&
         (If ? !If->getElse() : isa_and_nonnull<CompoundStmt>(Taken.Site));
}

namespace {
class MapReader {
public:
  MapReader(TuIndex &Index, MapUses &Result)
      : Context(Index.context()), All(Index.get<ValueUses>()), Result(Result) {}

  void read() {
    const DeclUses &Uses = All.of(*Result.Value);
    for (const Expr *Source : Uses.Sources)
      readSource(*Source);
    readUses(Uses);
  }

private:
  void escape(SourceLocation Loc) {
    if (Result.Escape.isInvalid())
      Result.Escape = Loc.isValid() ? Loc : Result.Value->getLocation();
  }

  void readSource(const Expr &Source) {
    if (const MemberExpr *Copied = memberCopied(Source);
        isField(Copied, *Result.Value))
      OwnCopies.insert(Copied);
    else if (!readList(Source))
      escape(Source.getBeginLoc());
  }

  bool readList(const Expr &Whole) {
    std::optional<MapList> Found = mapListIn(Whole);
    if (Found)
      Result.Lists.push_back(std::move(*Found));
    return Found.has_value();
  }

  void readUses(const DeclUses &Uses) {
    for (const ValueUse &Use : Uses.Uses)
      if (!(Use.Ref ? readUse(Use) : Use.CapturedByReference))
        escape(Use.Ref ? Use.Ref->getExprLoc() : Use.CapturedBy->getBeginLoc());
  }

  bool readUse(const ValueUse &Use) {
    if (OwnCopies.contains(dyn_cast<MemberExpr>(Use.Ref)))
      return true;
    const Consumer Taken = consumerOf(Use, *Use.Ref);
    switch (Taken.Kind) {
    case ConsumerKind::Operator:
      return readOperator(Use, Taken);
    case ConsumerKind::Call:
      return readCall(Use, Taken);
    case ConsumerKind::Move: {
      const Consumer Next = consumerOf(Use, Taken);
      return Next.Kind == ConsumerKind::Operator && readOperator(Use, Next);
    }
    case ConsumerKind::Bind:
      return readName(*Taken.Variable);
    case ConsumerKind::Discard:
      return true;
    default:
      return false;
    }
  }

  /// A local reference is another name of the map.
  bool readName(const VarDecl &Variable) {
    if (!Variable.isLocalVarDecl() || !stringMapOf(Variable.getType()))
      return false;
    Result.Names.push_back(&Variable);
    readUses(All.of(Variable));
    return true;
  }

  bool readOperator(const ValueUse &Use, const Consumer &Taken) {
    const auto *Call = dyn_cast<CXXOperatorCallExpr>(Taken.Site);
    if (!Call)
      return false;
    if (Taken.Op == OO_Equal)
      return readAssignment(Use, Taken, *Call);
    return Taken.Op == OO_Subscript && Taken.Arg == 0 &&
           readValue(AccessKind::Index, Use, Taken, *Call->getArg(1));
  }

  bool readAssignment(const ValueUse &Use, const Consumer &Taken,
                      const CXXOperatorCallExpr &Call) {
    const bool IsOwn = isField(memberCopied(*Call.getArg(0)), *Result.Value) &&
                       isField(memberCopied(*Call.getArg(1)), *Result.Value);
    if (IsOwn || Taken.Arg != 0)
      return IsOwn;
    if (Use.Loop || !readList(*Call.getArg(1)))
      return false;
    add(AccessKind::Assign, Use, Taken);
    return true;
  }

  MapAccess &add(AccessKind Kind, const ValueUse &Use, const Consumer &Taken,
                 std::string Key = "") {
    MapAccess Access;
    Access.Kind = Kind;
    Access.Use = &Use;
    Access.Ref = Use.Ref;
    Access.Site = cast<Expr>(Taken.Site);
    Access.Key = std::move(Key);
    Access.IsStatement = isStatement(consumerOf(Use, Taken));
    Result.Accesses.push_back(std::move(Access));
    return Result.Accesses.back();
  }

  /// `m["k"]` and `m.at("k")`.
  bool readValue(AccessKind Kind, const ValueUse &Use, const Consumer &Place,
                 const Expr &KeyExpr) {
    std::optional<std::string> Key = literalKeyOf(KeyExpr);
    return Key && addValue(Kind, Use, Place, *Key);
  }

  bool addValue(AccessKind Kind, const ValueUse &Use, const Consumer &Place,
                const std::string &Key) {
    std::optional<ValueTouch> Touch = touchOf(Context, Result.Type, Use, Place);
    if (Touch)
      add(Kind, Use, Place, Key).Value = *Touch;
    return Touch.has_value();
  }

  bool readCall(const ValueUse &Use, const Consumer &Taken) {
    using Reader = bool (MapReader::*)(const ValueUse &, const Consumer &,
                                       const CXXMemberCallExpr &);
    const auto *Call = dyn_cast<CXXMemberCallExpr>(Taken.Site);
    const Reader Read =
        llvm::StringSwitch<Reader>(Taken.Name)
            .Case("at", &MapReader::readAt)
            .Case("find", &MapReader::readFind)
            .Cases({"count", "contains"}, &MapReader::readHas)
            .Cases({"end", "cend"}, &MapReader::readEnd)
            .Cases({"emplace", "try_emplace"}, &MapReader::readEmplace)
            .Case("insert_or_assign", &MapReader::readEmplace)
            .Case("insert", &MapReader::readInsert)
            .Case("erase", &MapReader::readErase)
            .Cases({"clear", "reserve"}, &MapReader::readWhole)
            .Default(nullptr);
    return Call && Read && (this->*Read)(Use, Taken, *Call);
  }

  bool readAt(const ValueUse &Use, const Consumer &Taken,
              const CXXMemberCallExpr &Call) {
    return readValue(AccessKind::At, Use, Taken, *Call.getArg(0));
  }

  bool readHas(const ValueUse &Use, const Consumer &Taken,
               const CXXMemberCallExpr &Call) {
    std::optional<std::string> Key = literalKeyOf(*Call.getArg(0));
    if (Key)
      add(AccessKind::Has, Use, Taken, *Key);
    return Key.has_value();
  }

  bool readFind(const ValueUse &Use, const Consumer &Taken,
                const CXXMemberCallExpr &Call) {
    std::optional<std::string> Key = literalKeyOf(*Call.getArg(0));
    if (!Key)
      return false;
    Consumer Next = pastConversions(Use, consumerOf(Use, Taken));
    if (const Expr *Other = comparedTo(Next.Site, Call))
      return isEndCall(*Other) &&
             (add(AccessKind::Compare, Use, Next, *Key), true);
    if (Next.Kind == ConsumerKind::Value && Next.Variable->isLocalVarDecl()) {
      add(AccessKind::Find, Use, Taken, *Key).Iterator = Next.Variable;
      return readFound(*Next.Variable, *Key);
    }
    Next = pastDereference(Use, Next);
    return Next.Kind == ConsumerKind::Field && Next.Name == "second" &&
           addValue(AccessKind::FindValue, Use, Next, *Key);
  }

  static Consumer pastDereference(const ValueUse &Use, const Consumer &Next) {
    const bool IsDereference = Next.Kind == ConsumerKind::Deref ||
                               (Next.Kind == ConsumerKind::Operator &&
                                (Next.Op == OO_Arrow || Next.Op == OO_Star));
    return IsDereference ? consumerOf(Use, Next) : Next;
  }

  /// What is done with the iterator \p Variable, which stands at \p Key.
  bool readFound(const VarDecl &Variable, const std::string &Key) {
    return llvm::all_of(All.of(Variable).Uses, [&](const ValueUse &Use) {
      return Use.Ref ? readIterator(Use, Key) : Use.CapturedByReference;
    });
  }

  bool readIterator(const ValueUse &Use, const std::string &Key) {
    Consumer Next = pastConversions(Use, consumerOf(Use, *Use.Ref));
    if (const Expr *Other = comparedTo(Next.Site, *Use.Ref))
      return isEndCall(*Other) &&
             (add(AccessKind::FoundCompare, Use, Next, Key), true);
    // The map's own use says more.
    if (Next.Kind == ConsumerKind::Argument && Next.Name == "erase")
      return true;
    Next = pastDereference(Use, Next);
    return Next.Kind == ConsumerKind::Field && Next.Name == "second" &&
           addValue(AccessKind::Found, Use, Next, Key);
  }

  /// `end()` is only compared to what a literal key found.
  bool readEnd(const ValueUse &Use, const Consumer &Taken,
               const CXXMemberCallExpr &Call) {
    const Consumer Next = pastConversions(Use, consumerOf(Use, Taken));
    const Expr *Other = comparedTo(Next.Site, Call);
    return Other && (findCallIn(*Other) || foundVariable(*Other));
  }

  bool readEmplace(const ValueUse &Use, const Consumer &Taken,
                   const CXXMemberCallExpr &Call) {
    return Call.getNumArgs() == 2 &&
           addInsertion(Taken.Name == "insert_or_assign" ? AccessKind::Set
                                                         : AccessKind::Insert,
                        Use, Taken, {Call.getArg(0), Call.getArg(1)});
  }

  bool readInsert(const ValueUse &Use, const Consumer &Taken,
                  const CXXMemberCallExpr &Call) {
    std::optional<KeyAndValue> Pair =
        Call.getNumArgs() == 1 ? pairIn(*Call.getArg(0)) : std::nullopt;
    return Pair && addInsertion(AccessKind::Insert, Use, Taken, *Pair);
  }

  bool addInsertion(AccessKind Kind, const ValueUse &Use, const Consumer &Taken,
                    const KeyAndValue &Pair) {
    std::optional<std::string> Key = literalKeyOf(*Pair.Key);
    if (!Key || consumerOf(Use, Taken).Kind != ConsumerKind::Discard)
      return false;
    ValueTouch &Touch = add(Kind, Use, Taken, *Key).Value;
    Touch.Writes = true;
    Touch.Written = Pair.Value;
    Touch.Type = typeWritten(Context, Result.Type, *Pair.Value);
    return true;
  }

  /// Entries that come and go in a loop make a cache, and no record.
  bool readErase(const ValueUse &Use, const Consumer &Taken,
                 const CXXMemberCallExpr &Call) {
    if (Use.Loop || Call.getNumArgs() != 1 ||
        consumerOf(Use, Taken).Kind != ConsumerKind::Discard)
      return false;
    if (std::optional<std::string> Key = literalKeyOf(*Call.getArg(0))) {
      add(AccessKind::Erase, Use, Taken, *Key);
      return true;
    }
    const VarDecl *Found = foundVariable(*Call.getArg(0));
    if (!Found)
      return false;
    const CXXMemberCallExpr *Find = findCallIn(*Found->getInit());
    add(AccessKind::EraseFound, Use, Taken, *literalKeyOf(*Find->getArg(0)))
        .Iterator = Found;
    return true;
  }

  bool readWhole(const ValueUse &Use, const Consumer &Taken,
                 const CXXMemberCallExpr &) {
    const bool Clears = Taken.Name == "clear";
    if ((Clears && Use.Loop) ||
        consumerOf(Use, Taken).Kind != ConsumerKind::Discard)
      return false;
    add(Clears ? AccessKind::Clear : AccessKind::Reserve, Use, Taken);
    return true;
  }

  const ASTContext &Context;
  const ValueUses &All;
  MapUses &Result;
  llvm::SmallPtrSet<const MemberExpr *, 2> OwnCopies;
};
} // namespace

MapUses memtidy::mapUsesOf(TuIndex &Index, const ValueDecl &Value,
                           const StringMap &Type) {
  MapUses Result;
  Result.Value = &Value;
  Result.Type = Type;
  MapReader(Index, Result).read();
  return Result;
}
