//===- TidyModule.h - How the host shows fixes ----------------------------===//

#ifndef MEMTIDY_PLUGIN_TIDYMODULE_H
#define MEMTIDY_PLUGIN_TIDYMODULE_H

namespace memtidy {

/// clang-tidy applies with --fix what hangs on a warning; clangd names a code
/// action after the note that the fix hangs on, or after the warning if there
/// is none. A host that sets this before it makes checks gets safe fixes on
/// notes, with their titles.
extern bool SafeFixesHaveTitles;

} // namespace memtidy

#endif // MEMTIDY_PLUGIN_TIDYMODULE_H
