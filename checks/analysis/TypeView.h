//===- TypeView.h - A class type, in or out of a template ---------*- C++
//-*-===//
//
// Checks see template patterns, where std::shared_ptr<Node<T>> is no record
// yet. A TypeView answers for both: the name, the type arguments, and the
// definition that members can be looked up in.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_TYPEVIEW_H
#define MEMTIDY_ANALYSIS_TYPEVIEW_H

#include "clang/AST/Type.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <string>

namespace clang {
class ASTContext;
class CXXRecordDecl;
class FieldDecl;
class FunctionDecl;
class NamedDecl;
} // namespace clang

namespace memtidy {

/// A class type as far as it is known.
struct TypeView {
  /// Qualified, without inline and anonymous namespaces; empty when the type
  /// is no class.
  std::string Name;
  /// The type arguments in order.
  llvm::SmallVector<clang::QualType, 2> Args;
  /// The definition; the pattern where the type depends on parameters. Null
  /// where none is seen.
  const clang::CXXRecordDecl *Record = nullptr;
};

/// Looks through references and cv-qualifiers.
TypeView viewOf(clang::QualType Type);

/// Returns \p Type as people write it: without "struct", inline and anonymous
/// namespaces.
std::string spelledType(const clang::ASTContext &Context, clang::QualType Type);

/// Returns the qualified name without inline and anonymous namespaces.
std::string qualifiedName(const clang::NamedDecl &Decl);

/// Calls \p Visit for \p Record and then for each base whose definition is
/// seen, patterns for dependent bases. Stops when Visit returns true.
bool forEachBase(const clang::CXXRecordDecl &Record,
                 llvm::function_ref<bool(const clang::CXXRecordDecl &)> Visit);

/// Returns true when \p Base is \p Derived or one of its visible bases.
bool derivesFrom(const clang::CXXRecordDecl &Derived,
                 const clang::CXXRecordDecl &Base);

/// Returns the member functions named \p Name of \p Record, or else of the
/// nearest base that has some: patterns for templates.
llvm::SmallVector<const clang::FunctionDecl *, 4>
methodsNamed(const clang::CXXRecordDecl &Record, llvm::StringRef Name);

/// Returns the field of the template pattern that \p Field was instantiated
/// from, or \p Field itself: one key for all instances.
const clang::FieldDecl &patternOf(const clang::FieldDecl &Field);

/// Returns the record pattern of a class template instance, or \p Record.
const clang::CXXRecordDecl &patternOf(const clang::CXXRecordDecl &Record);

/// Returns the declaration that carries the body as written: of the template
/// pattern for instances. Null where no body is seen.
const clang::FunctionDecl *definitionOf(const clang::FunctionDecl &Function);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_TYPEVIEW_H
