//===- TranslationUnit.h - One compile command, made ready ----------------===//

#ifndef MEMTIDY_PROJECT_TRANSLATIONUNIT_H
#define MEMTIDY_PROJECT_TRANSLATIONUNIT_H

#include <string>
#include <vector>

namespace memtidy {

/// One compile command, made ready for our front end.
struct TranslationUnit {
  /// Absolute path of the main file.
  std::string Path;
  /// Absolute; relative paths in Arguments are relative to it.
  std::string Directory;
  /// argv for clang's driver: response files expanded, flags that load
  /// plugins, write files or that clang does not know removed.
  std::vector<std::string> Arguments;
};

} // namespace memtidy

#endif // MEMTIDY_PROJECT_TRANSLATIONUNIT_H
