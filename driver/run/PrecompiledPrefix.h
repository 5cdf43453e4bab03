//===- PrecompiledPrefix.h - Headers parsed once for many TUs -------------===//

#ifndef MEMTIDY_RUN_PRECOMPILEDPREFIX_H
#define MEMTIDY_RUN_PRECOMPILEDPREFIX_H

#include "driver/config/Config.h"
#include "driver/project/TranslationUnit.h"
#include "driver/run/Dependency.h"
#include "driver/run/IncludeRecord.h"
#include "driver/run/PrefixTree.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <memory>
#include <string>
#include <vector>

namespace clang {
class CompilerInvocation;
} // namespace clang

namespace memtidy {

struct SharedFiles;

/// System headers as a precompiled header (PCH) in memory, for TUs whose
/// commands differ in nothing but the file.
class PrecompiledPrefix {
public:
  /// Parses \p Headers as \p Model would, with bodies skipped as \p Skipping
  /// says, behind those of \p Base if there is one, which must outlive the
  /// result. Returns null if they cannot be parsed in front of a TU.
  static std::unique_ptr<PrecompiledPrefix>
  build(const TranslationUnit &Model, llvm::ArrayRef<std::string> Headers,
        const PrecompiledPrefix *Base, SharedFiles &Files,
        BodySkipping Skipping);

  /// Whether no macro that the TU's own files define before it includes a
  /// header means something to one of the headers.
  bool isFitFor(const PrefixScan &Scan) const;

  /// Has the front end read the prefix first. Returns \p Files with the prefix
  /// among them.
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
  mount(clang::CompilerInvocation &Invocation,
        llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files) const;

  /// What is parsed in front of the TU.
  const IncludeRecord &includes() const { return Includes; }

  /// What is in front of the prefix itself, or null.
  const PrecompiledPrefix *base() const { return Base; }

  /// What the front end asked the file system about.
  llvm::ArrayRef<Dependency> dependencies() const { return Dependencies; }

private:
  explicit PrecompiledPrefix(const PrecompiledPrefix *Base) : Base(Base) {}

  const PrecompiledPrefix *const Base;
  std::string Path;
  llvm::SmallVector<char, 0> Bytes;
  IncludeRecord Includes;
  std::vector<Dependency> Dependencies;
  /// The paths of the headers, and what they include.
  llvm::StringSet<> Entered;
  /// All identifiers in them.
  llvm::StringSet<> Names;
};

/// Calls \p Visit for each TU of \p Shared that needs a result, with the most
/// that can be in front of it: null if that is nothing.
void forEachPrefixed(
    const SharedUnits &Shared, SharedFiles &Files, BodySkipping Skipping,
    llvm::function_ref<void(size_t Unit, const PrecompiledPrefix *)> Visit);

} // namespace memtidy

#endif // MEMTIDY_RUN_PRECOMPILEDPREFIX_H
