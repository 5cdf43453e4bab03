//===- BodySkipper.cpp - Which bodies need not be parsed ------------------===//

#include "driver/run/BodySkipper.h"
#include "clang/AST/DeclBase.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace memtidy;
using llvm::StringRef;

// Headers of libstdc++ and libc++ whose functions call what they are given:
// algorithms, wrappers of callables, and what makes and destroys objects.
static constexpr StringRef CallingHeaders[] = {
    // libstdc++
    "bits/alloc_traits.h", "bits/invoke.h", "bits/new_allocator.h",
    "bits/predefined_ops.h", "bits/shared_ptr.h", "bits/shared_ptr_base.h",
    "bits/std_function.h", "bits/stl_algo.h", "bits/stl_algobase.h",
    "bits/stl_construct.h", "bits/unique_ptr.h", "ext/new_allocator.h",
    // libc++
    "__functional/function.h", "__functional/invoke.h", "__memory/allocator.h",
    "__memory/allocator_traits.h", "__memory/construct_at.h",
    "__memory/shared_ptr.h", "__memory/unique_ptr.h", "__type_traits/invoke.h"};
static constexpr StringRef CallingFolder = "__algorithm";

static bool callsWhatItIsGiven(StringRef Header) {
  namespace path = llvm::sys::path;
  const StringRef Folder = path::filename(path::parent_path(Header));
  return Folder == CallingFolder ||
         llvm::is_contained(CallingHeaders,
                            (Folder + "/" + path::filename(Header)).str());
}

bool BodySkipper::skipsBodiesAt(SourceLocation Loc) const {
  return Sources.isInSystemHeader(Loc) &&
         (How != BodySkipping::DeepStd ||
          !callsWhatItIsGiven(Sources.getFilename(Loc)));
}

bool BodySkipper::skipsBodyOf(const Decl &Function) {
  if (How == BodySkipping::Off)
    return false;
  const SourceLocation Loc = Function.getLocation();
  if (Loc.isInvalid())
    return true;
  const SourceLocation Expansion = Sources.getExpansionLoc(Loc);
  auto [Known, IsNew] = Files.try_emplace(Sources.getFileID(Expansion), false);
  if (IsNew)
    Known->second = skipsBodiesAt(Expansion);
  return Known->second;
}
