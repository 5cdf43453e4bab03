//===- Painter.h - Colours by meaning -------------------------------------===//

#ifndef MEMTIDY_RENDER_PAINTER_H
#define MEMTIDY_RENDER_PAINTER_H

#include "llvm/Support/raw_ostream.h"

namespace memtidy {

/// What a piece of text means to the reader.
enum class Style {
  Plain,
  Strong,  ///< Where and what.
  Warning, ///< The word in front of a finding.
  Gutter,  ///< Line numbers and bars.
  Primary, ///< The underline of the finding itself.
  Step,    ///< The underline of a step, and its text.
  Good,    ///< What helps.
};

/// Writes coloured text to a stream; plain text when colours are off. Resets
/// the terminal when it goes away.
class Painter {
public:
  Painter(llvm::raw_ostream &OS, bool Color) : OS(OS), Color(Color) {}
  ~Painter();
  Painter(const Painter &) = delete;
  Painter &operator=(const Painter &) = delete;

  /// Starts text in \p Wanted and returns the stream to write it to.
  llvm::raw_ostream &operator()(Style Wanted);

private:
  llvm::raw_ostream &OS;
  const bool Color;
};

} // namespace memtidy

#endif // MEMTIDY_RENDER_PAINTER_H
