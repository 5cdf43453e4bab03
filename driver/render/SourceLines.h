//===- SourceLines.h - Lines of source files, ready for a terminal --------===//

#ifndef MEMTIDY_RENDER_SOURCELINES_H
#define MEMTIDY_RENDER_SOURCELINES_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace memtidy {

/// A line as the terminal shows it: tabs expanded, what cannot be printed
/// spelled out, everything that could move the cursor gone.
struct DisplayLine {
  std::string Text;
  /// Byte of the source line -> column on the terminal, from 0; one entry more
  /// than the line has bytes. The bytes of one character share its column.
  std::vector<unsigned> Column;
};

/// Makes a source line ready for a terminal.
DisplayLine displayLine(llvm::StringRef Line);

/// Reads source files on demand and keeps them.
class SourceLines {
public:
  /// Returns line \p Number, from 1, of \p Path without its line end. Nullopt
  /// when the file cannot be read or has no such line. Valid as long as this.
  std::optional<llvm::StringRef> line(llvm::StringRef Path, unsigned Number);

  /// Returns all of \p Path; nullopt when the file cannot be read.
  std::optional<llvm::StringRef> text(llvm::StringRef Path);

  /// Returns line and column, in bytes from 1, of the byte \p Offset of
  /// \p Path; nullopt when the file cannot be read or is shorter.
  std::optional<std::pair<unsigned, unsigned>> place(llvm::StringRef Path,
                                                     uint64_t Offset);

private:
  struct File {
    std::unique_ptr<llvm::MemoryBuffer> Buffer; ///< Null: cannot be read.
    std::vector<llvm::StringRef> Lines;
  };

  const File &load(llvm::StringRef Path);

  llvm::StringMap<File> Files;
};

} // namespace memtidy

#endif // MEMTIDY_RENDER_SOURCELINES_H
