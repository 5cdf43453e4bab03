//===- OtherTargets.cpp - What a project is built for, too ----------------===//

#include "checks/analysis/OtherTargets.h"
#include "checks/analysis/TargetTypes.h"
#include "checks/analysis/TuIndex.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "llvm/TargetParser/Triple.h"

using namespace clang;
using namespace memtidy;

OtherTargets::OtherTargets(TuIndex &Index) : Context(Index.context()) {}

const TargetInfo *OtherTargets::find(llvm::StringRef Triple) {
  std::unique_ptr<Target> &Found = Targets[Triple];
  if (!Found) {
    Found = std::make_unique<Target>();
    Found->Options.Triple = llvm::Triple::normalize(Triple);
    DiagnosticOptions Options;
    IgnoringDiagConsumer Silent;
    DiagnosticsEngine Diagnostics(DiagnosticIDs::create(), Options, &Silent,
                                  /*ShouldOwnClient=*/false);
    Found->Info.reset(
        TargetInfo::CreateTargetInfo(Diagnostics, Found->Options));
  }
  return Found->Info.get();
}

/// Whether records of the two look alike.
static bool isSame(const llvm::Triple &A, const llvm::Triple &B) {
  return A.getArch() == B.getArch() && A.getOS() == B.getOS() &&
         A.getEnvironment() == B.getEnvironment();
}

/// Whether \p Record has types that not all targets have.
static bool usesWideIntegers(const CXXRecordDecl &Record) {
  return llvm::any_of(Record.fields(), [](const FieldDecl *Field) {
    const auto *Type =
        Field->getType()->getBaseElementTypeUnsafe()->getAs<BuiltinType>();
    return Type && (Type->getKind() == BuiltinType::Int128 ||
                    Type->getKind() == BuiltinType::UInt128);
  });
}

std::optional<std::vector<RecordShape>>
OtherTargets::shapesOf(const CXXRecordDecl &Record,
                       llvm::ArrayRef<std::string> Triples) {
  std::vector<RecordShape> Result;
  for (const std::string &Triple : Triples) {
    if (isSame(llvm::Triple(llvm::Triple::normalize(Triple)),
               Context.getTargetInfo().getTriple()))
      continue;
    const TargetInfo *Target = find(Triple);
    if (!Target)
      return std::nullopt;
    if (!Target->hasInt128Type() && usesWideIntegers(Record))
      continue;
    for (HiddenLong Longs : {HiddenLong::AsLong, HiddenLong::As64Bits}) {
      TargetTypes Types(Context, *Target, Longs);
      std::optional<RecordShape> Shape = Types.shapeOf(Record);
      if (!Shape)
        return std::nullopt;
      Result.push_back(std::move(*Shape));
      if (!Types.hasMetHiddenLong())
        break;
    }
  }
  return Result;
}

std::optional<RecordShape> OtherTargets::shapeOn(const CXXRecordDecl &Record,
                                                 llvm::StringRef Triple) {
  const TargetInfo *Target = find(Triple);
  return Target
             ? TargetTypes(Context, *Target, HiddenLong::AsLong).shapeOf(Record)
             : std::nullopt;
}
