//===- FactSource.h - From declarations to names and places -----*- C++ -*-===//

#ifndef MEMTIDY_ANALYSIS_FACTSOURCE_H
#define MEMTIDY_ANALYSIS_FACTSOURCE_H

#include "checks/analysis/FilePaths.h"
#include "checks/analysis/NolintComments.h"
#include "checks/model/Fact.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <utility>
#include <vector>

namespace clang {
class ASTContext;
class Decl;
class FunctionDecl;
class NamedDecl;
class ParmVarDecl;
class Stmt;
} // namespace clang

namespace memtidy {

class AllowAttributes;
class TuIndex;

/// Places of facts that comments silence, for whoever asks which comments are
/// needed.
struct SilencedFacts {
  explicit SilencedFacts(TuIndex &) {}

  std::vector<std::pair<llvm::StringLiteral, clang::SourceLocation>> Places;
};

/// Turns what a TU knows by pointer into what a program knows by name. Lives
/// as long as its TU.
class FactSource {
public:
  /// \p Check is who will conclude from the facts: comments may silence it.
  FactSource(TuIndex &Index, llvm::StringLiteral Check);

  const clang::ASTContext &context() const { return Context; }

  /// Returns the USR; of the template pattern for instances; empty where
  /// clang gives none.
  const std::string &usrOf(const clang::NamedDecl &Decl);

  /// Where \p Loc is written; of macro expansions, where the macro is used.
  FactLocation placeOf(clang::SourceLocation Loc);

  bool isInSystemHeader(clang::SourceLocation Loc) const;

  /// Returns what is written from the first to the last token of \p Node, or
  /// "" where that is no short text on one line.
  std::string textOf(const clang::Stmt &Node) const;

  /// Returns true when a comment or an attribute silences the check at \p Loc.
  bool isSuppressed(clang::SourceLocation Loc);

  /// Names a parameter as a place that keeps something.
  std::string placeOf(const clang::ParmVarDecl &Parameter);

  /// A place without a type of its own, such as a field or a parameter of type
  /// shared_ptr<void>, is seen to keep \p Edge. Fields are named by their USR.
  void addErased(llvm::StringRef Place, EdgeFact Edge) {
    Erased[Place].push_back(std::move(Edge));
  }
  /// What \p From keeps, \p Place keeps.
  void addErasedFrom(llvm::StringRef Place, std::string From) {
    ErasedFrom[Place].push_back(std::move(From));
  }
  /// Returns what the place is seen to keep beyond what its type says.
  std::vector<EdgeFact> erasedOf(llvm::StringRef Place) const;

private:
  const clang::ASTContext &Context;
  const llvm::StringLiteral Check;
  SilencedFacts &Silenced;

  llvm::DenseMap<const clang::NamedDecl *, std::string> Usrs;
  FilePaths Paths;
  NolintComments Comments;
  const AllowAttributes &Allowed;
  llvm::StringMap<std::vector<EdgeFact>> Erased;
  llvm::StringMap<std::vector<std::string>> ErasedFrom;
};

/// Returns the declaration that all instances share: a template's pattern, or
/// \p Function itself.
const clang::FunctionDecl &patternOf(const clang::FunctionDecl &Function);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_FACTSOURCE_H
