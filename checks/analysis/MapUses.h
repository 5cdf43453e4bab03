//===- MapUses.h - What a TU asks of a map from strings ---------*- C++ -*-===//
//
// A map whose every use names its key by a literal is a record in disguise.
// The uses are read one by one; the first that only a map can serve - a loop,
// a key from elsewhere, the map handed on - ends it.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_MAPUSES_H
#define MEMTIDY_ANALYSIS_MAPUSES_H

#include "checks/analysis/LiteralKeys.h"
#include "checks/analysis/StringMaps.h"
#include "checks/analysis/ValueUses.h"

namespace memtidy {

class TuIndex;

enum class AccessKind {
  Index,        ///< `m["k"]`
  At,           ///< `m.at("k")`
  FindValue,    ///< `m.find("k")->second`; Site is the whole.
  Has,          ///< `m.count("k")`, `m.contains("k")`
  Compare,      ///< `m.find("k") != m.end()`; Site is the comparison.
  Find,         ///< `auto It = m.find("k")`; Site is the call.
  Insert,       ///< emplace, try_emplace, insert: kept if it is there.
  Set,          ///< insert_or_assign
  Erase,        ///< `m.erase("k")`
  EraseFound,   ///< `m.erase(It)`
  Found,        ///< `It->second`; Ref is It.
  FoundCompare, ///< `It != m.end()`; Ref is It, Site the comparison.
  Clear,        ///< `m.clear()`
  Reserve,      ///< `m.reserve(n)`: a record has room.
  Assign,       ///< `m = {{"k", v}}`
};

/// What becomes of a value.
struct ValueTouch {
  bool Reads = false;
  bool Writes = false;
  /// The one type that this access gives it or expects; null: what the map
  /// holds, as it is.
  clang::QualType Type;
  /// The call around it that only gets the type out: `any_cast<T>(...)`,
  /// `....get<T>()`. Null where there is none.
  const clang::CallExpr *Cast = nullptr;
  /// The expression that is assigned or inserted, or null.
  const clang::Expr *Written = nullptr;
};

struct MapAccess {
  AccessKind Kind = AccessKind::Index;
  const ValueUse *Use = nullptr;
  /// The map, or the iterator, as it is named.
  const clang::Expr *Ref = nullptr;
  /// The expression that has to change.
  const clang::Expr *Site = nullptr;
  /// A statement of its own that an `if` may stand before.
  bool IsStatement = false;
  std::string Key;
  ValueTouch Value;
  /// Find: the variable.
  const clang::VarDecl *Iterator = nullptr;
};

/// `{{"k", v}, ...}`, or nothing, that the map begins with or is assigned.
struct MapList {
  const clang::InitListExpr *List = nullptr; ///< Null: empty.
  const clang::Expr *Whole = nullptr;
  llvm::SmallVector<KeyAndValue, 4> Pairs;
  llvm::SmallVector<std::string, 4> Keys;
};

/// Returns the list that \p Whole is: `{}`, `{{"k", v}}`, a construction of
/// them, or nothing at all; nullopt where a key is no literal, and for values
/// from elsewhere.
std::optional<MapList> mapListIn(const clang::Expr &Whole);

struct MapUses {
  const clang::ValueDecl *Value = nullptr;
  StringMap Type;
  std::vector<MapAccess> Accesses;
  std::vector<MapList> Lists;
  /// References to the map that are used as the map is.
  std::vector<const clang::VarDecl *> Names;
  /// A use that only a map can serve; invalid: none.
  clang::SourceLocation Escape;
};

/// Reads all uses of \p Value, whose type is \p Type, in the TU.
MapUses mapUsesOf(TuIndex &Index, const clang::ValueDecl &Value,
                  const StringMap &Type);

/// Returns what is done with a value of \p Map, which the Site of \p Place
/// denotes; nullopt where the value's address gets out.
std::optional<ValueTouch> touchOf(const clang::ASTContext &Context,
                                  const StringMap &Map, const ValueUse &Use,
                                  const Consumer &Place);

/// Returns the type that a value of \p Map has after \p E was written to it,
/// or null where that is the map's own.
clang::QualType typeWritten(const clang::ASTContext &Context,
                            const StringMap &Map, const clang::Expr &E);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_MAPUSES_H
