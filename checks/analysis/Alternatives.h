//===- Alternatives.h - How much the rare case costs the common one -------===//

#ifndef MEMTIDY_ANALYSIS_ALTERNATIVES_H
#define MEMTIDY_ANALYSIS_ALTERNATIVES_H

#include "clang/AST/TypeLoc.h"
#include <optional>
#include <string>

namespace clang {
class ASTContext;
class CXXRecordDecl;
} // namespace clang

namespace memtidy {

enum class AlternativeKind {
  Variant,  ///< std::variant
  Optional, ///< std::optional, or a variant whose others are all empty.
  Union,
};

/// The largest alternative of a type that is far larger than the others.
struct LargeAlternative {
  AlternativeKind Kind = AlternativeKind::Variant;
  clang::SourceLocation Loc; ///< Where it is written.
  std::string Name;          ///< As written: a type, or a union's member.
  uint64_t Size = 0;
  std::string NextName; ///< The next largest; empty for Optional.
  uint64_t NextSize = 0;
  /// It is written as an element of a container or an array.
  bool IsElement = false;
};

/// How much larger is too large.
struct AlternativeLimits {
  uint64_t MinBytes = 128; ///< Larger than the next by this much
  uint64_t MinFactor = 4;  ///< and by this factor.
};

/// Returns the large alternative of the first variant or optional that
/// \p Written spells, itself or inside; nullopt where there is none or where
/// sizes are not known.
std::optional<LargeAlternative>
findLargeAlternative(const clang::ASTContext &Context, clang::TypeLoc Written,
                     const AlternativeLimits &Limits);

/// The same for a union. Raw storage is no alternative.
std::optional<LargeAlternative>
findLargeMember(const clang::ASTContext &Context,
                const clang::CXXRecordDecl &Union,
                const AlternativeLimits &Limits);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_ALTERNATIVES_H
