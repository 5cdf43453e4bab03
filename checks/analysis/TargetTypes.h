//===- TargetTypes.h - Sizes of types on other targets --------------------===//
//
// A TU is compiled for one target, but its records are laid out on all that
// the project is built for. Types are measured anew from what they are made
// of: clang's TargetInfo knows the fundamental types of each target, classes
// follow from their bases and fields.
//
// What that cannot see: a class that another library defines in another way
// is taken as it is defined here. Its alignment is most often the same, and
// its size only moves what follows by whole alignments.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_ANALYSIS_TARGETTYPES_H
#define MEMTIDY_ANALYSIS_TARGETTYPES_H

#include "checks/analysis/RecordLayout.h"
#include "clang/AST/Type.h"
#include "clang/Basic/TargetInfo.h"
#include "llvm/ADT/DenseMap.h"

namespace memtidy {

/// What a `long` means that a template argument or a header of the system
/// names: a name such as std::int64_t may be behind it, which other targets
/// spell otherwise.
enum class HiddenLong { AsLong, As64Bits };

/// Measures types for one target. Lives no longer than its ASTContext.
class TargetTypes {
public:
  TargetTypes(const clang::ASTContext &Context, const clang::TargetInfo &Target,
              HiddenLong Longs)
      : Context(Context), Target(Target), Longs(Longs) {}

  /// Returns the shape of \p Record on the target, or nullopt where a field's
  /// type is not known or cannot be there.
  std::optional<RecordShape> shapeOf(const clang::CXXRecordDecl &Record);

  /// Whether a `long` was met whose meaning had to be assumed.
  bool hasMetHiddenLong() const { return MetHiddenLong; }

private:
  struct TypeShape {
    uint64_t Size = 0;
    uint64_t Align = 1;
  };
  struct ClassShape {
    TypeShape Whole;
    /// As a base: without virtual bases and padding that others may use.
    TypeShape Base;
    bool HasVirtualBasePointer = false;
  };

  std::optional<TypeShape> measure(clang::QualType Type, bool IsWritten);
  std::optional<TypeShape> measureBuiltin(const clang::BuiltinType &Type,
                                          bool IsWritten);
  std::optional<TypeShape> measureEnum(const clang::EnumDecl &Enum);
  std::optional<TypeShape> measureRecord(const clang::CXXRecordDecl &Record);
  std::optional<ClassShape> classOf(const clang::CXXRecordDecl &Record);
  std::optional<ClassShape> measureClass(const clang::CXXRecordDecl &Record);
  bool addBases(const clang::CXXRecordDecl &Record, uint64_t MaxAlign,
                RecordShape &Shape);
  bool addBase(const clang::CXXRecordDecl &Class, uint64_t MaxAlign,
               RecordShape &Shape);
  bool addField(const clang::FieldDecl &Field, uint64_t MaxAlign,
                RecordShape &Shape);
  std::optional<TypeShape> ofInteger(clang::TargetInfo::IntType Type) const;
  TypeShape pointer() const;
  bool isMicrosoft() const { return Target.getCXXABI().isMicrosoft(); }

  const clang::ASTContext &Context;
  const clang::TargetInfo &Target;
  const HiddenLong Longs;
  bool MetHiddenLong = false;
  llvm::DenseMap<const clang::CXXRecordDecl *, std::optional<ClassShape>> Known;
};

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_TARGETTYPES_H
