//===- ClangTidyFile.cpp - Options of our checks in .clang-tidy -----------===//

#include "driver/project/ClangTidyFile.h"
#include "clang-tidy/ClangTidyModule.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

using namespace memtidy;
using namespace clang::tidy;

// Its reader may ask the modules for options. We have none; the archive's own
// registry would bring all of clang-tidy and of clang's analyzer with it.
LLVM_INSTANTIATE_REGISTRY(ClangTidyModuleRegistry)

std::map<std::string, std::string>
memtidy::readClangTidyOptions(llvm::StringRef Folder) {
  // Its reader wants a file; no file of that name needs to exist.
  llvm::SmallString<256> File(Folder);
  llvm::sys::path::append(File, "file.cpp");
  FileOptionsProvider Provider{ClangTidyGlobalOptions(), ClangTidyOptions(),
                               ClangTidyOptions()};
  const ClangTidyOptions Options = Provider.getOptions(File);
  std::map<std::string, std::string> Result;
  for (const auto &Option : Options.CheckOptions)
    if (Option.getKey().starts_with("memtidy-"))
      Result[Option.getKey().str()] = Option.getValue().Value;
  return Result;
}
