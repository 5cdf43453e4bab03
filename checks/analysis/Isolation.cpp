//===- Isolation.cpp - Fields that are apart on purpose -------------------===//

#include "checks/analysis/Isolation.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using namespace memtidy;

/// `Pad`, `_padding1`, `reserved_`, `m_unused`: a name for bytes nobody wants.
static bool namesPadding(llvm::StringRef Name) {
  const std::string Lower = Name.lower();
  llvm::StringRef Word = llvm::StringRef(Lower).trim("_0123456789");
  Word.consume_front("m_");
  Word = Word.trim('_');
  static constexpr llvm::StringLiteral Words[] = {
      "pad",   "padding",   "padded", "reserved",       "unused",
      "spare", "filler",    "fill",   "dummy",          "gap",
      "align", "alignment", "rsvd",   "cache_line_pad", "cacheline_pad"};
  return llvm::is_contained(Words, Word) || Word.starts_with("pad_") ||
         Word.starts_with("padding_") || Word.starts_with("reserved_") ||
         Word.starts_with("unused_") || Word.ends_with("_pad") ||
         Word.ends_with("_padding") || Word.ends_with("_reserved");
}

static bool isPaddingMember(const FieldDecl &Field) {
  QualType Element(Field.getType()->getBaseElementTypeUnsafe(), 0);
  if (!Element->isIntegralOrEnumerationType() && !Element->isStdByteType())
    return false;
  return !Field.isBitField() && namesPadding(Field.getName());
}

/// A member type that asks for more than any fundamental type does.
static bool isOverAligned(const ASTContext &Context, const FieldDecl &Field) {
  QualType Type = Field.getType();
  if (Field.hasAttr<AlignedAttr>())
    return true;
  return Type->getBaseElementTypeUnsafe()->isRecordType() &&
         Context.getTypeAlignInChars(Type).getQuantity() >= 32;
}

static bool mentionsInterference(const ASTContext &Context,
                                 const CXXRecordDecl &Record) {
  llvm::StringRef Text = Lexer::getSourceText(
      CharSourceRange::getTokenRange(Record.getBraceRange()),
      Context.getSourceManager(), Context.getLangOpts());
  return Text.contains("destructive_interference_size") ||
         Text.contains_insensitive("cache_line") ||
         Text.contains_insensitive("cacheline");
}

bool memtidy::isPaddedOnPurpose(const ASTContext &Context,
                                const CXXRecordDecl &Record) {
  if (Record.hasAttr<AlignedAttr>())
    return true;
  for (const FieldDecl *Field : Record.fields())
    if (isPaddingMember(*Field) || isOverAligned(Context, *Field))
      return true;
  return mentionsInterference(Context, Record);
}

bool memtidy::isSharedByThreads(const FieldDecl &Field) {
  QualType Type(Field.getType()->getBaseElementTypeUnsafe(), 0);
  if (Type->isAtomicType())
    return true;
  const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
  if (!Class || !Class->getIdentifier())
    return false;
  llvm::StringRef Name = Class->getName();
  return Name.starts_with("atomic") || Name.ends_with("mutex") ||
         Name.ends_with("Mutex") || Name.ends_with("Atomic") ||
         Name.ends_with("spinlock") || Name.ends_with("SpinLock");
}
