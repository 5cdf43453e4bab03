//===- RecordNames.h - Names for a struct and its fields --------*- C++ -*-===//

#ifndef MEMTIDY_EDITS_RECORDNAMES_H
#define MEMTIDY_EDITS_RECORDNAMES_H

#include <string>

namespace clang {
class ASTContext;
class ValueDecl;
} // namespace clang

namespace memtidy {

/// Returns a name for the type of \p Value that nothing around it has:
/// "Attrs" for `attrs_`.
std::string freeTypeName(const clang::ASTContext &Context,
                         const clang::ValueDecl &Value);

/// Returns \p Name, or something like it where that is a keyword or a macro.
std::string freeFieldName(const clang::ASTContext &Context, std::string Name);

} // namespace memtidy

#endif // MEMTIDY_EDITS_RECORDNAMES_H
