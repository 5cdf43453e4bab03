//===- RecordText.h - The fields of a record as written -------------------===//
//
// A field is more than its declaration: the comment above it, the one behind
// it, its attributes. And fields are more than a list: blank lines and
// comments make groups that mean something to their author.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_EDITS_RECORDTEXT_H
#define MEMTIDY_EDITS_RECORDTEXT_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/SmallVector.h"
#include <optional>
#include <string>
#include <vector>

namespace clang {
class ASTContext;
class CXXRecordDecl;
class FieldDecl;
} // namespace clang

namespace memtidy {

/// One declaration of fields with the comments that belong to it. Offsets
/// count from the start of the file.
struct FieldText {
  /// In declaration order; several for `int A, B;`.
  llvm::SmallVector<const clang::FieldDecl *, 1> Fields;
  unsigned Begin = 0; ///< With the comments before it.
  unsigned End = 0;   ///< With the comments behind it.
  unsigned DeclBegin = 0;
  unsigned DeclEnd = 0; ///< Behind the semicolon.
  /// Fields of one number are neighbours that may change places.
  unsigned Group = 0;
  /// A comment above may speak for this field or for its whole group.
  bool HeadsGroup = false;
  bool HasOwnLines = false;
  bool EndsInLineComment = false;
  /// `int A, *B;` is "int" and {"A", "*B"} where it may become two
  /// declarations; empty otherwise.
  std::string Specifiers;
  llvm::SmallVector<std::string, 0> Declarators;

  bool hasComments() const { return Begin != DeclBegin || End != DeclEnd; }
};

/// All field declarations of a record, in source order.
struct RecordText {
  clang::FileID File;
  std::vector<FieldText> Texts;
  /// Why the text must not be edited, a fragment; empty where it may.
  std::string Refusal;
  clang::SourceLocation RefusedAt;
};

/// Reads the text of \p Record. With \p RespectGroups, groups end at blank
/// lines, group comments and other members; without, only where a field
/// cannot pass. Returns nullopt where a macro makes the record or a field.
std::optional<RecordText> readRecordText(const clang::ASTContext &Context,
                                         const clang::CXXRecordDecl &Record,
                                         bool RespectGroups);

} // namespace memtidy

#endif // MEMTIDY_EDITS_RECORDTEXT_H
