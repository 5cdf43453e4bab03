//===- Invocation.h - A compile command as clang's front end wants it -----===//

#ifndef MEMTIDY_RUN_INVOCATION_H
#define MEMTIDY_RUN_INVOCATION_H

#include "driver/project/TranslationUnit.h"
#include "clang/Basic/Diagnostic.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <memory>

namespace clang {
class CompilerInstance;
class CompilerInvocation;
} // namespace clang

namespace memtidy {

/// Returns the folder of clang's own headers.
llvm::StringRef resourceDir();

/// Keeps the first error, "FILE:LINE:COL: message".
class FirstError final : public clang::DiagnosticConsumer {
public:
  /// Relative paths are relative to \p Directory, which must outlive this.
  explicit FirstError(llvm::StringRef Directory) : Directory(Directory) {}

  void HandleDiagnostic(clang::DiagnosticsEngine::Level Severity,
                        const clang::Diagnostic &Said) override;

  const std::string &text() const { return Text; }

private:
  std::string place(const clang::Diagnostic &Said) const;

  const llvm::StringRef Directory;
  std::string Text;
};

/// Returns what clang's driver makes of the command of \p Unit, without what
/// would load or write something: nothing is executed. Warnings and the bodies
/// of functions that the consumer need not see are off. Null when there is
/// nothing to compile; then \p Errors may know why.
std::shared_ptr<clang::CompilerInvocation>
makeInvocation(const TranslationUnit &Unit,
               llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
               FirstError &Errors);

/// Has the front end parse \p Text, which must outlive it, in place of the file
/// that the command names.
void replaceInput(clang::CompilerInvocation &Invocation, llvm::StringRef Text);

/// Has the new \p Compiler read \p Files and report to \p Errors, which must
/// outlive it.
void setUp(clang::CompilerInstance &Compiler,
           llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
           FirstError &Errors);

} // namespace memtidy

#endif // MEMTIDY_RUN_INVOCATION_H
