//===- UnchangedUnits.cpp - TUs whose results are those of then -----------===//

#include "driver/cli/UnchangedUnits.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace memtidy;

UnchangedUnits::UnchangedUnits(ResultCache &Cache, const BaseTree &Base,
                               ArrayRef<std::string> Changed)
    : Cache(Cache), Base(Base) {
  for (const std::string &Path : Changed) {
    Files.insert(Path);
    for (StringRef Folder = sys::path::parent_path(Path);
         !Folder.empty() && Folders.insert(Folder).second;
         Folder = sys::path::parent_path(Folder))
      ;
  }
}

// The front end asks by other names than git's: through links, with "..". What
// is missing has no real path, but its folder may have one.
static std::string realPath(StringRef Path) {
  SmallString<256> Real;
  if (!sys::fs::real_path(Path, Real))
    return Real.str().str();
  const StringRef Folder = sys::path::parent_path(Path);
  if (Folder.empty() || Folder == Path)
    return Path.str();
  Real = realPath(Folder);
  sys::path::append(Real, sys::path::filename(Path));
  return Real.str().str();
}

bool UnchangedUnits::lookUp(const Dependency &Read) const {
  const std::string Path = realPath(Read.Path);
  switch (Read.Is) {
  case Dependency::Kind::File:
  case Dependency::Kind::Folder:
    // A folder stays one as long as it has files; one that has appeared, or a
    // file in its place, shows in what was asked for below it.
    return Files.contains(Path);
  case Dependency::Kind::Listing:
  case Dependency::Kind::Missing:
    // What is missing today may have been a file or a folder.
    return Files.contains(Path) || Folders.contains(Path);
  }
  llvm_unreachable("all kinds are handled");
}

bool UnchangedUnits::hasChanged(const Dependency &Read) {
  auto [Answer, IsNew] = Known.try_emplace(&Read);
  if (IsNew)
    Answer->second = lookUp(Read);
  return Answer->second;
}

std::optional<TuResult> UnchangedUnits::resultOf(const TranslationUnit &Unit) {
  const std::vector<const Dependency *> Read = Cache.dependenciesOf(Unit);
  if (Read.empty() ||
      any_of(Read, [&](const Dependency *One) { return hasChanged(*One); }))
    return std::nullopt;
  return Cache.find(Unit, [&](std::string &Text) {
    if (!sys::path::is_absolute(Text))
      return;
    auto [New, IsNew] = Renamed.try_emplace(Text);
    if (IsNew)
      New->second = Base.find(Text).value_or(Text);
    Text = New->second;
  });
}
