//===- Format.h - Pieces of text that several formats share ---------------===//

#ifndef MEMTIDY_RENDER_FORMAT_H
#define MEMTIDY_RENDER_FORMAT_H

#include "driver/render/Painter.h"
#include "driver/render/Renderer.h"
#include <string>

namespace memtidy {

/// Returns a number of bytes as people read it: "24 B", "1.5 KiB".
std::string formatBytes(uint64_t Bytes);

/// Returns "1 finding", "2 findings", "no findings".
std::string formatCount(size_t Count, llvm::StringRef Noun);

/// Returns \p Text as one line that cannot steer a terminal.
std::string plainText(llvm::StringRef Text);

/// Returns what a finding costs: "8 B per object · x86_64"; empty when nothing
/// is known.
std::string formatCost(const Cost &Waste);

/// Returns the lines below a finding's message: cost, cures and their trust.
/// One fragment each, not yet fit for a terminal.
std::vector<std::string> detailLines(const Issue &Found);

/// Returns "PATH:LINE:COL", with the path shortened.
std::string formatPlace(llvm::StringRef Path, unsigned Line, unsigned Col,
                        const RenderOptions &Options);

/// Writes the line that editors and CI systems parse:
/// "PATH:LINE:COL: warning: MESSAGE [CHECK]".
void writeHead(const Issue &Found, const RenderOptions &Options,
               llvm::raw_ostream &OS);

} // namespace memtidy

#endif // MEMTIDY_RENDER_FORMAT_H
