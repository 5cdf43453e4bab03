//===- Dependency.h - What a TU's result rests on -------------------------===//
//
// A result is as good as new as long as every path that the front end asked
// about answers the same: files with their contents, folders, and paths where
// nothing was, because a header that appears there would be taken instead.
//
//===----------------------------------------------------------------------===//

#ifndef MEMTIDY_RUN_DEPENDENCY_H
#define MEMTIDY_RUN_DEPENDENCY_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Chrono.h"
#include <compare>
#include <string>
#include <vector>

namespace llvm::sys::fs {
class file_status;
} // namespace llvm::sys::fs

namespace memtidy {

/// What a file system says of a file without reading it. All zero when that is
/// not to be trusted: the file was so new that a change might not show.
struct FileStamp {
  uint64_t Modified = 0; ///< Nanoseconds.
  uint64_t Size = 0;
  uint64_t Inode = 0;

  bool isTrusted() const { return Modified != 0; }
  auto operator<=>(const FileStamp &) const = default;
};

/// One path that was asked about, and the answer.
struct Dependency {
  enum class Kind {
    File,    ///< A file with the contents Hash.
    Folder,  ///< A folder, whatever is in it.
    Listing, ///< A folder with entries whose names have the hash Hash.
    Missing, ///< Nothing.
  };

  std::string Path; ///< Absolute, as it was asked for.
  Kind Is = Kind::Missing;
  FileStamp Stamp;   ///< Of a File.
  uint64_t Hash = 0; ///< Of a File or Listing.

  auto operator<=>(const Dependency &) const = default;
};

/// Adds \p More to \p Known. Both are, and stay, sorted and without doubles.
void addTo(std::vector<Dependency> &Known, llvm::ArrayRef<Dependency> More);

FileStamp stampOf(const llvm::sys::fs::file_status &Status);

/// Returns \p Stamp, taken not before \p Now, if a later change to the file
/// is sure to show in it, else a stamp that is not trusted.
FileStamp trustedAt(const FileStamp &Stamp, llvm::sys::TimePoint<> Now);

/// Returns the hash that Dependency uses for the contents \p Text of a file.
uint64_t contentHash(llvm::StringRef Text);

/// Returns it as 16 hexadecimal digits.
std::string contentHashText(llvm::StringRef Text);

/// Returns the hash for the names of the entries of \p Folder, and 0 if it
/// cannot be read.
uint64_t listingHash(const llvm::Twine &Folder);

/// Returns whether \p Known still answers as it did. Where only the stamp of a
/// file changed, its contents decide, and \p Known gets the new stamp.
bool isUnchanged(Dependency &Known);

} // namespace memtidy

#endif // MEMTIDY_RUN_DEPENDENCY_H
