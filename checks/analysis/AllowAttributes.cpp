//===- AllowAttributes.cpp - What declarations allow ----------------------===//

#include "checks/analysis/AllowAttributes.h"
#include "checks/analysis/TuIndex.h"
#include "checks/analysis/UserFiles.h"
#include "checks/model/Glob.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace memtidy;

static constexpr llvm::StringLiteral Marker = "memtidy:allow=";

// Hardly any TU has one, and then nobody has to look through its declarations.
static bool mayHaveAny(const SourceManager &Sources) {
  bool Has = false;
  forEachUserFile(Sources, [&](FileID, llvm::StringRef Text) {
    Has |= Text.contains(Marker);
  });
  return Has;
}

namespace {
class AttributeVisitor : public RecursiveASTVisitor<AttributeVisitor> {
public:
  explicit AttributeVisitor(
      llvm::function_ref<void(const Decl &, llvm::StringRef)> Found)
      : Found(Found) {}

  bool VisitDecl(Decl *Here) {
    for (const auto *Attribute : Here->specific_attrs<AnnotateAttr>())
      if (llvm::StringRef Text = Attribute->getAnnotation();
          Text.consume_front(Marker))
        Found(*Here, Text.split(';').first);
    return true;
  }

private:
  const llvm::function_ref<void(const Decl &, llvm::StringRef)> Found;
};
} // namespace

AllowAttributes::AllowAttributes(TuIndex &Index)
    : Sources(Index.context().getSourceManager()) {
  if (!mayHaveAny(Sources))
    return;
  auto Add = [&](const Decl &Here, llvm::StringRef List) {
    const CharSourceRange Range =
        Sources.getExpansionRange(Here.getSourceRange());
    const auto [File, Begin] = Sources.getDecomposedLoc(Range.getBegin());
    const auto [Last, End] = Sources.getDecomposedLoc(Range.getEnd());
    if (File != Last)
      return;
    Allowance &One = Allowances.emplace_back(File, Begin, End);
    for (llvm::StringRef Glob : llvm::split(List, ','))
      One.Globs.push_back(Glob.trim());
  };
  AttributeVisitor(Add).TraverseDecl(Index.context().getTranslationUnitDecl());
}

bool AllowAttributes::cover(llvm::StringRef Check, SourceLocation Loc) const {
  if (Allowances.empty())
    return false;
  const auto [File, Offset] = Sources.getDecomposedLoc(Sources.getFileLoc(Loc));
  return llvm::any_of(
      Allowances, [&, File = File, Offset = Offset](const Allowance &One) {
        return One.File == File && One.Begin <= Offset && Offset <= One.End &&
               llvm::any_of(One.Globs, [&](llvm::StringRef Glob) {
                 return checkMatches(Glob, Check);
               });
      });
}
