//===- Formats.h - The functions behind the table of formats --------------===//

#ifndef MEMTIDY_RENDER_FORMATS_H
#define MEMTIDY_RENDER_FORMATS_H

#include "driver/render/Renderer.h"

namespace memtidy {

/// Each is the Render of one Renderer; see there.
void renderCheckstyle(const Report &, const RenderOptions &,
                      llvm::raw_ostream &);
void renderClang(const Report &, const RenderOptions &, llvm::raw_ostream &);
void renderConcise(const Report &, const RenderOptions &, llvm::raw_ostream &);
void renderExportFixes(const Report &, const RenderOptions &,
                       llvm::raw_ostream &);
void renderFull(const Report &, const RenderOptions &, llvm::raw_ostream &);
void renderGitHub(const Report &, const RenderOptions &, llvm::raw_ostream &);
void renderGitLab(const Report &, const RenderOptions &, llvm::raw_ostream &);
void renderGrouped(const Report &, const RenderOptions &, llvm::raw_ostream &);
void renderHtml(const Report &, const RenderOptions &, llvm::raw_ostream &);
void renderJUnit(const Report &, const RenderOptions &, llvm::raw_ostream &);
void renderJson(const Report &, const RenderOptions &, llvm::raw_ostream &);
void renderJsonLines(const Report &, const RenderOptions &,
                     llvm::raw_ostream &);
void renderMarkdown(const Report &, const RenderOptions &, llvm::raw_ostream &);
void renderRdjson(const Report &, const RenderOptions &, llvm::raw_ostream &);
void renderSarif(const Report &, const RenderOptions &, llvm::raw_ostream &);
void renderStatistics(const Report &, const RenderOptions &,
                      llvm::raw_ostream &);

} // namespace memtidy

#endif // MEMTIDY_RENDER_FORMATS_H
