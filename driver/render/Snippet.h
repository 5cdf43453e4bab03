//===- Snippet.h - Source lines with marks under them ---------------------===//

#ifndef MEMTIDY_RENDER_SNIPPET_H
#define MEMTIDY_RENDER_SNIPPET_H

#include "driver/render/Renderer.h"
#include "driver/render/SourceLines.h"
#include <string>
#include <vector>

namespace memtidy {

/// A place to underline.
struct Mark {
  std::string Path;
  unsigned Line = 0;
  /// Bytes, from 1.
  unsigned Col = 0;
  /// Exclusive. 0: up to the end of the token at Col; beyond the line: up to
  /// its end.
  unsigned EndCol = 0;
  /// Written after the underline; may be empty.
  std::string Label;
  bool Primary = false;
};

/// Marks that are drawn over one run of lines of one file.
struct Snippet {
  unsigned FirstLine = 0;
  unsigned LastLine = 0;
  /// In the order of the proof, not of the lines.
  std::vector<Mark> Marks;
};

/// Groups marks, which come in the order of the proof: those of one file that
/// are a few lines apart share a snippet; two at the same place share their
/// underline.
std::vector<Snippet> groupMarks(const std::vector<Mark> &Marks);

/// Draws a snippet. \p Gutter is the width of line numbers. A file or line that
/// cannot be read is left out; the labels are not.
void drawSnippet(const Snippet &Group, unsigned Gutter, SourceLines &Sources,
                 const RenderOptions &Options, llvm::raw_ostream &OS);

} // namespace memtidy

#endif // MEMTIDY_RENDER_SNIPPET_H
