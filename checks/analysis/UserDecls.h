//===- UserDecls.h - The declarations that are the user's -----------------===//

#ifndef MEMTIDY_ANALYSIS_USERDECLS_H
#define MEMTIDY_ANALYSIS_USERDECLS_H

#include "clang/AST/DeclBase.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace memtidy {

/// Calls \p Visit for each top-level declaration outside system headers, in
/// source order. Where the host narrowed the traversal scope (clangd: the main
/// file), only what is in scope.
void forEachUserDecl(clang::ASTContext &Context,
                     llvm::function_ref<void(clang::Decl &)> Visit);

/// Calls \p Visit for each of \p Decls outside system headers.
void forEachUserDecl(const clang::ASTContext &Context,
                     clang::DeclContext::decl_range Decls,
                     llvm::function_ref<void(clang::Decl &)> Visit);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_USERDECLS_H
