//===- OrderUses.h - Code that names fields by their place ----------------===//

#ifndef MEMTIDY_ANALYSIS_ORDERUSES_H
#define MEMTIDY_ANALYSIS_ORDERUSES_H

#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseMap.h"
#include <vector>

namespace clang {
class ASTContext;
class CXXRecordDecl;
class DecompositionDecl;
} // namespace clang

namespace memtidy {

class TuIndex;

/// What cannot follow when the fields change places.
enum class OrderBlock {
  DefaultedOrdering, ///< A defaulted <=> compares in declaration order.
  ElidedBraces,      ///< An initialiser list without its own braces.
  Forwarded,         ///< emplace_back(...) and the like initialise by place.
  InTemplate,        ///< The place depends on template arguments.
};

/// One blocking use.
struct BlockingUse {
  OrderBlock Kind;
  clang::SourceLocation Loc;
};

/// The uses of one record that depend on the order of its fields.
struct RecordOrderUses {
  /// Aggregate initialisation with braces or parentheses, as written:
  /// InitListExpr (syntactic form) or CXXParenListInitExpr.
  std::vector<const clang::Expr *> Lists;
  std::vector<const clang::DecompositionDecl *> Bindings;
  std::vector<BlockingUse> Blocks;
};

/// Returns true when \p List, a part of another list, has braces of its own in
/// the source.
bool isWrittenInBraces(const clang::ASTContext &Context,
                       const clang::InitListExpr &List);

/// For all user records of a TU. Uses inside system headers are not seen.
class OrderUses {
public:
  explicit OrderUses(TuIndex &Index);

  /// Returns the uses of \p Record; for a template's pattern those of all its
  /// specialisations.
  const RecordOrderUses &of(const clang::CXXRecordDecl &Record) const;

private:
  /// By canonical declaration of the pattern.
  llvm::DenseMap<const clang::CXXRecordDecl *, RecordOrderUses> Uses;
  const RecordOrderUses None;
};

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_ORDERUSES_H
