//===- SkippedNeeds.h - What skipped bodies would have completed ----------===//
//
// std::vector<Part<int>> and std::make_shared<Part<int>>() need no Part<int>
// but in their bodies. Where those are skipped nobody would instantiate it, and
// it would have no layout.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_RUN_SKIPPEDNEEDS_H
#define MEMTIDY_RUN_SKIPPEDNEEDS_H

#include "llvm/ADT/SetVector.h"

namespace clang {
class ClassTemplateSpecializationDecl;
class FunctionDecl;
class Sema;
class TemplateArgument;
} // namespace clang

namespace memtidy {

/// Collects instances of the user's class templates that only skipped bodies
/// need complete.
class SkippedNeeds {
public:
  /// \p Function is an instance that the TU uses.
  void note(const clang::FunctionDecl &Function);

  /// Instantiates what was collected. To be called at the end of the TU.
  void complete(clang::Sema &Actions);

private:
  void note(const clang::TemplateArgument &Argument);

  llvm::SetVector<const clang::ClassTemplateSpecializationDecl *> Needed;
};

} // namespace memtidy

#endif // MEMTIDY_RUN_SKIPPEDNEEDS_H
