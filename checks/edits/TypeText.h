//===- TypeText.h - The type of a declaration as written ------------------===//

#ifndef MEMTIDY_EDITS_TYPETEXT_H
#define MEMTIDY_EDITS_TYPETEXT_H

#include "clang/AST/TypeLoc.h"
#include <optional>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
class ValueDecl;
} // namespace clang

namespace memtidy {

/// A type such as `std::vector<int>` where its declaration spells it.
struct TemplateText {
  clang::SourceRange Whole;             ///< "std::vector<int>"
  clang::SourceLocation Name;           ///< "vector"
  std::vector<std::string> Args;        ///< "int"
  std::vector<clang::TypeLoc> ArgTypes; ///< Null for arguments of other kinds.
};

/// Returns how \p Written spells a template, or nullopt where it does not or a
/// macro does.
std::optional<TemplateText> spelledTemplate(const clang::ASTContext &Context,
                                            clang::TypeLoc Written);

/// Returns how \p Value's declaration spells its type, or nullopt where it is
/// an alias, deduced, from a macro, or shared with another declarator.
std::optional<TemplateText> spelledTemplate(const clang::ASTContext &Context,
                                            const clang::ValueDecl &Value);

} // namespace memtidy

#endif // MEMTIDY_EDITS_TYPETEXT_H
