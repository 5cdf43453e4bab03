//===- StdFeatures.cpp - What this TU's standard library offers -----------===//

#include "checks/edits/StdFeatures.h"
#include "checks/analysis/TypeView.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace memtidy;

const NamedDecl *memtidy::findNamed(const ASTContext &Context,
                                    llvm::StringRef Qualified) {
  const DeclContext *Scope = Context.getTranslationUnitDecl();
  while (true) {
    auto [Name, Rest] = Qualified.split("::");
    const auto Found =
        Scope->lookup(DeclarationName(&Context.Idents.get(Name)));
    if (Found.empty())
      return nullptr;
    if (Rest.empty())
      return Found.front();
    Scope = dyn_cast<DeclContext>(Found.front()->getUnderlyingDecl());
    if (!Scope)
      return nullptr;
    Qualified = Rest;
  }
}

bool memtidy::hasStdRanges(const ASTContext &Context) {
  return Context.getLangOpts().CPlusPlus20 &&
         findNamed(Context, "std::ranges::begin");
}

bool memtidy::hasStdHeader(const ASTContext &Context, llvm::StringRef Header) {
  const SourceManager &Sources = Context.getSourceManager();
  FileManager &Files = Sources.getFileManager();
  for (auto It = Sources.fileinfo_begin(); It != Sources.fileinfo_end(); ++It) {
    llvm::StringRef Path = It->first.getName();
    // Whoever returns a container includes its header.
    if (!llvm::is_contained({"vector", "deque", "list"},
                            llvm::sys::path::filename(Path)))
      continue;
    llvm::SmallString<128> Wanted(llvm::sys::path::parent_path(Path));
    llvm::sys::path::append(Wanted, Header);
    if (Files.getOptionalFileRef(Wanted))
      return true;
  }
  return false;
}

QualType memtidy::writtenElement(QualType Container) {
  const auto *Written = Container->getAs<TemplateSpecializationType>();
  if (Written && !Written->isTypeAlias() &&
      !Written->template_arguments().empty() &&
      Written->template_arguments()[0].getKind() == TemplateArgument::Type)
    return Written->template_arguments()[0].getAsType();
  return viewOf(Container).Args.front();
}

bool memtidy::isStdRange(QualType Type) {
  Type = Type.getNonReferenceType();
  if (Type->isArrayType())
    return true;
  const CXXRecordDecl *Record = Type->getAsCXXRecordDecl();
  return Record && Record->isInStdNamespace();
}
