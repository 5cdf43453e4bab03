//===- EmbeddedPages.h - docs/checks inside the binary --------------------===//

#ifndef MEMTIDY_CLI_EMBEDDEDPAGES_H
#define MEMTIDY_CLI_EMBEDDEDPAGES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace memtidy {

struct EmbeddedPage {
  llvm::StringRef Name; ///< "padded-record"
  llvm::StringRef Text; ///< Markdown.
};

/// Returns the pages of docs/checks; generated at build time.
llvm::ArrayRef<EmbeddedPage> embeddedPages();

} // namespace memtidy

#endif // MEMTIDY_CLI_EMBEDDEDPAGES_H
