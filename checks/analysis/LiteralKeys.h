//===- LiteralKeys.h - Strings that the source spells -----------*- C++ -*-===//

#ifndef MEMTIDY_ANALYSIS_LITERALKEYS_H
#define MEMTIDY_ANALYSIS_LITERALKEYS_H

#include <optional>
#include <string>

namespace clang {
class Expr;
} // namespace clang

namespace memtidy {

/// Returns the text of \p E where that is a string literal, a string made of
/// one, or a constant that is one; nullopt otherwise.
std::optional<std::string> literalKeyOf(const clang::Expr &E);

/// A key and a value that stand together.
struct KeyAndValue {
  const clang::Expr *Key = nullptr;
  const clang::Expr *Value = nullptr;
};

/// Returns what `{"key", value}`, a pair or make_pair with two arguments
/// holds, or nullopt.
std::optional<KeyAndValue> pairIn(const clang::Expr &E);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_LITERALKEYS_H
