//===- Interplay.h - Could two steps be done element by element? ----------===//

#ifndef MEMTIDY_ANALYSIS_INTERPLAY_H
#define MEMTIDY_ANALYSIS_INTERPLAY_H

#include "checks/analysis/Effects.h"
#include "checks/analysis/SequenceRead.h"

namespace memtidy {

/// Whether what happens between two elements could be told apart from doing
/// all of one and then all of the other.
enum class Interplay {
  None,     ///< Building reads only what reading does not change.
  Unlikely, ///< A function whose body is unseen would have to interfere.
  Real,     ///< It may be told apart.
};

/// Returns what taking the elements one by one, as they are made, would change.
Interplay interplayOf(const SequenceBuild &Build, const SequenceRead &Read,
                      const clang::Stmt &Function,
                      const clang::ASTContext &Context);

/// Returns whether \p Use, of \p Function, is built whole only to be read once,
/// as far as can be seen.
bool isBuiltToBeReadOnce(const SequenceUse &Use,
                         const clang::FunctionDecl &Function);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_INTERPLAY_H
