//===- IncludeRecord.h - Which headers bring which ------------------------===//

#ifndef MEMTIDY_RUN_INCLUDERECORD_H
#define MEMTIDY_RUN_INCLUDERECORD_H

#include "llvm/Support/FileSystem/UniqueID.h"
#include <map>
#include <set>
#include <vector>

namespace memtidy {

/// The headers that are parsed in front of a TU, and whether the TU includes
/// them itself. If it does not, it sees what is not meant for it.
class IncludeRecord {
public:
  using File = llvm::sys::fs::UniqueID;

  /// Notes that \p Header is put in front of the TU.
  void putInFront(File Header) { Missing.insert(Header); }

  /// Notes that \p From, which is in front of the TU, includes \p Header.
  void brings(File From, File Header) { Brought[From].push_back(Header); }

  /// Notes that the TU includes \p Header, and what that brings.
  void includes(File Header);

  /// Whether the TU has included all that is in front of it.
  bool isHonest() const { return Missing.empty(); }

private:
  std::set<File> Missing;
  std::map<File, std::vector<File>> Brought;
};

} // namespace memtidy

#endif // MEMTIDY_RUN_INCLUDERECORD_H
