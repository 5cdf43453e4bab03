//===- OtherTargets.h - What a project is built for, too ------------------===//

#ifndef MEMTIDY_ANALYSIS_OTHERTARGETS_H
#define MEMTIDY_ANALYSIS_OTHERTARGETS_H

#include "checks/analysis/RecordLayout.h"
#include "clang/Basic/TargetInfo.h"
#include "clang/Basic/TargetOptions.h"
#include "llvm/ADT/StringMap.h"
#include <memory>

namespace memtidy {

class TuIndex;

/// The targets that are asked unless the user names others, as a list between
/// semicolons.
inline constexpr llvm::StringLiteral DefaultTargets =
    "x86_64-linux-gnu;i686-linux-gnu;aarch64-linux-gnu;x86_64-pc-windows-msvc";

/// Lays records out for targets that the TU is not compiled for.
class OtherTargets {
public:
  explicit OtherTargets(TuIndex &Index);

  /// Returns the shapes of \p Record on each of \p Triples but the TU's own:
  /// two where it is open what a `long` stands for. Where a type cannot be on a
  /// target, such as __int128 on 32 bits, there is none for that target.
  /// Nullopt where some shape cannot be told.
  std::optional<std::vector<RecordShape>>
  shapesOf(const clang::CXXRecordDecl &Record,
           llvm::ArrayRef<std::string> Triples);

  /// Returns the shape of \p Record on \p Triple, whether the TU's own or not,
  /// with every `long` as written; nullopt where it cannot be told.
  std::optional<RecordShape> shapeOn(const clang::CXXRecordDecl &Record,
                                     llvm::StringRef Triple);

private:
  /// A target lives only as long as its options.
  struct Target {
    clang::TargetOptions Options;
    std::unique_ptr<clang::TargetInfo> Info;
  };

  const clang::TargetInfo *find(llvm::StringRef Triple);

  const clang::ASTContext &Context;
  llvm::StringMap<std::unique_ptr<Target>> Targets;
};

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_OTHERTARGETS_H
