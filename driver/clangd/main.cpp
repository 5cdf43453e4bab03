//===- main.cpp - A clangd that contains the checks -----------------------===//
//
// plugin/TidyModule.cpp, linked in beside this file, registers the checks with
// clang-tidy's registry; clangd offers whatever it finds there. The packages
// of LLVM carry no header for clangdMain.
//
//===----------------------------------------------------------------------===//

#include "checks/plugin/TidyModule.h"

namespace clang::clangd {
int clangdMain(int argc, char *argv[]);
} // namespace clang::clangd

int main(int argc, char *argv[]) {
  memtidy::SafeFixesHaveTitles = true;
  return clang::clangd::clangdMain(argc, argv);
}
