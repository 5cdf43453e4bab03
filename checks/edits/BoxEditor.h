//===- BoxEditor.h - What the edits of boxes have in common ---------------===//

#ifndef MEMTIDY_EDITS_BOXEDITOR_H
#define MEMTIDY_EDITS_BOXEDITOR_H

#include "checks/analysis/Boxes.h"
#include "checks/edits/EditPlan.h"
#include "checks/edits/TypeText.h"

namespace memtidy {

/// Collects edits around one box.
class BoxEditor {
public:
  BoxEditor(const clang::ASTContext &Context, const Box &Found);

  EditPlan take() { return std::move(Plan); }
  bool isRefused() const { return Plan.isRefused(); }

protected:
  void replace(clang::SourceRange Range, llvm::StringRef Text);
  void replaceChars(clang::SourceLocation Begin, clang::SourceLocation End,
                    llvm::StringRef Text);
  void include(llvm::StringRef Header);
  /// Calls \p Edit for each expression that a pointer is initialised,
  /// assigned or reset with, as written.
  void forEachNewValue(llvm::function_ref<void(const clang::Expr &)> Edit);
  /// Returns the make_unique or make_shared call that \p E is, or null.
  static const clang::CallExpr *makerIn(const clang::Expr &E);

  /// Rewrites `*p` or `p->`, which \p Taken is: p becomes the object itself.
  void unwrap(const ValueUse &Use, const Consumer &Taken);
  /// Refuses where a const pointer changes its object: a const object cannot.
  void refuseConstChange(const ValueUse &Use, const Consumer &Taken);

  const clang::ASTContext &Context;
  const Box &Found;
  std::optional<TemplateText> Type;
  EditPlan Plan;
};

} // namespace memtidy

#endif // MEMTIDY_EDITS_BOXEDITOR_H
