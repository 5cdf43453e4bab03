//===- TranslationUnit.h - One compile command, made ready ----------------===//

#ifndef MEMTIDY_PROJECT_TRANSLATIONUNIT_H
#define MEMTIDY_PROJECT_TRANSLATIONUNIT_H

#include <compare>
#include <string>
#include <tuple>
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

  /// By path, then arguments.
  friend std::strong_ordering operator<=>(const TranslationUnit &A,
                                          const TranslationUnit &B) {
    return std::tie(A.Path, A.Arguments, A.Directory) <=>
           std::tie(B.Path, B.Arguments, B.Directory);
  }
  friend bool operator==(const TranslationUnit &,
                         const TranslationUnit &) = default;
};

} // namespace memtidy

#endif // MEMTIDY_PROJECT_TRANSLATIONUNIT_H
