//===- CommandFilter.h - What may stay in a compile command ---------------===//

#ifndef MEMTIDY_PROJECT_COMMANDFILTER_H
#define MEMTIDY_PROJECT_COMMANDFILTER_H

#include "llvm/ADT/ArrayRef.h"
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace memtidy {

/// Returns \p Command, an argv of a compiler, as an argv for clang's driver
/// that compiles only \p File: without flags that load code, write files, name
/// precompiled files or that clang does not know. The last kind is added to
/// \p Unknown. Returns nullopt when the command does not compile C or C++.
std::optional<std::vector<std::string>>
filterCommand(llvm::ArrayRef<std::string> Command, const std::string &File,
              std::set<std::string> &Unknown);

} // namespace memtidy

#endif // MEMTIDY_PROJECT_COMMANDFILTER_H
