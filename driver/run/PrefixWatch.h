//===- PrefixWatch.h - Doubts about shared headers ------------------------===//
//
// Shared headers were parsed before the TU began. That is the same as parsing
// them where the TU includes them, unless the TU could tell the difference by
// the preprocessor: this looks for each way in which it could.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_RUN_PREFIXWATCH_H
#define MEMTIDY_RUN_PREFIXWATCH_H

#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <string>

namespace memtidy {

class PrefixWatch final : public clang::PPCallbacks {
public:
  explicit PrefixWatch(clang::Preprocessor &Lexer);

  /// The headers so far are shared; to be called before each branch.
  void noteBranch();

  /// From here on everything is the TU's own.
  void beginUnit();

  /// Returns why the TU must be parsed alone, or nothing. Complete when the TU
  /// has been parsed.
  std::string doubt() const;

private:
  using Files = llvm::SmallVector<const clang::FileEntry *, 0>;

  void InclusionDirective(clang::SourceLocation Hash, const clang::Token &Word,
                          llvm::StringRef Name, bool IsAngled,
                          clang::CharSourceRange,
                          clang::OptionalFileEntryRef File, llvm::StringRef,
                          llvm::StringRef, const clang::Module *, bool,
                          clang::SrcMgr::CharacteristicKind) override;
  void moduleImport(clang::SourceLocation, clang::ModuleIdPath,
                    const clang::Module *) override;
  void PragmaDirective(clang::SourceLocation Loc,
                       clang::PragmaIntroducerKind) override;
  void MacroDefined(const clang::Token &Name,
                    const clang::MacroDirective *) override;
  void MacroUndefined(const clang::Token &Name, const clang::MacroDefinition &,
                      const clang::MacroDirective *) override;
  void MacroExpands(const clang::Token &Name, const clang::MacroDefinition &,
                    clang::SourceRange, const clang::MacroArgs *) override;
  void Defined(const clang::Token &Name, const clang::MacroDefinition &,
               clang::SourceRange) override;
  void Ifdef(clang::SourceLocation, const clang::Token &Name,
             const clang::MacroDefinition &) override;
  void Ifndef(clang::SourceLocation, const clang::Token &Name,
              const clang::MacroDefinition &) override;
  void Elifdef(clang::SourceLocation, const clang::Token &Name,
               const clang::MacroDefinition &) override;
  void Elifndef(clang::SourceLocation, const clang::Token &Name,
                const clang::MacroDefinition &) override;

  void changes(const clang::Token &Name);
  void uses(const clang::Token &Name, const clang::MacroDefinition &Macro);
  void markIncluded(const clang::FileEntry *File);
  void doubtThat(const llvm::Twine &Reason);

  clang::Preprocessor &Lexer;
  const clang::SourceManager &Sources;
  bool IsInUnit = false;
  /// How many of the TU's braces are open.
  int Braces = 0;

  /// The shared headers that the synthetic files name.
  Files Hoisted;
  /// What each shared file includes, whether it was entered or skipped.
  llvm::DenseMap<const clang::FileEntry *, Files> Includes;
  /// Every word in a shared header.
  llvm::DenseSet<const clang::IdentifierInfo *> Words;
  bool HasCounted = false;

  /// Shared files that the TU has included itself by now.
  llvm::DenseSet<const clang::FileEntry *> Included;
  /// What the TU did that a header included from now on would have noticed.
  std::string Pending;
  std::string Doubt;
};

} // namespace memtidy

#endif // MEMTIDY_RUN_PREFIXWATCH_H
