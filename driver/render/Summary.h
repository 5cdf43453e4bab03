//===- Summary.h - The last lines of a text report ------------------------===//

#ifndef MEMTIDY_RENDER_SUMMARY_H
#define MEMTIDY_RENDER_SUMMARY_H

#include "driver/render/Renderer.h"
#include <string>

namespace memtidy {

/// Returns "Found N findings (...) in M files", without a line end.
std::string summaryLine(const Report &Result);

/// Writes a line for each TU that could not be analysed.
void writeErrors(const Report &Result, const RenderOptions &Options,
                 llvm::raw_ostream &OS);

/// Returns how many TUs an interrupted run left out.
unsigned notReached(const TuCounts &Units);

/// Writes what was found, what can be fixed, how much was analysed, and what
/// went wrong.
void writeSummary(const Report &Result, const RenderOptions &Options,
                  llvm::raw_ostream &OS);

} // namespace memtidy

#endif // MEMTIDY_RENDER_SUMMARY_H
