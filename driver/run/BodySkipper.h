//===- BodySkipper.h - Which bodies need not be parsed --------------------===//

#ifndef MEMTIDY_RUN_BODYSKIPPER_H
#define MEMTIDY_RUN_BODYSKIPPER_H

#include "driver/config/Config.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/DenseMap.h"

namespace clang {
class Decl;
class SourceManager;
} // namespace clang

namespace memtidy {

/// Decides for one parse which bodies of functions are skipped. Clang asks for
/// those only that nothing else needs, such as a deduced type or a constant.
class BodySkipper {
public:
  BodySkipper(const clang::SourceManager &Sources, BodySkipping How)
      : Sources(Sources), How(How) {}

  bool skipsBodyOf(const clang::Decl &Function);

private:
  bool skipsBodiesAt(clang::SourceLocation Loc) const;

  const clang::SourceManager &Sources;
  const BodySkipping How;
  llvm::DenseMap<clang::FileID, bool> Files;
};

} // namespace memtidy

#endif // MEMTIDY_RUN_BODYSKIPPER_H
