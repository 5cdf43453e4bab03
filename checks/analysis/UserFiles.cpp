//===- UserFiles.cpp - The files of a TU that are the user's --------------===//

#include "checks/analysis/UserFiles.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

void memtidy::forEachUserFile(
    const SourceManager &Sources,
    llvm::function_ref<void(FileID, llvm::StringRef)> Visit) {
  for (unsigned I = 0; I < Sources.local_sloc_entry_size(); ++I) {
    const SrcMgr::SLocEntry &Entry = Sources.getLocalSLocEntry(I);
    if (!Entry.isFile() ||
        SrcMgr::isSystem(Entry.getFile().getFileCharacteristic()))
      continue;
    const FileID File = Sources.getFileID(
        SourceLocation::getFromRawEncoding(Entry.getOffset()));
    if (std::optional<llvm::StringRef> Text = Sources.getBufferDataOrNone(File))
      Visit(File, *Text);
  }
}
