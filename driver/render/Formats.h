//===- Formats.h - The functions behind the table of formats --------------===//

#ifndef MEMTIDY_RENDER_FORMATS_H
#define MEMTIDY_RENDER_FORMATS_H

#include "driver/render/Renderer.h"

namespace memtidy {

/// Each is the Render of one Renderer; see there.
void renderClang(const Report &, const RenderOptions &, llvm::raw_ostream &);
void renderConcise(const Report &, const RenderOptions &, llvm::raw_ostream &);
void renderFull(const Report &, const RenderOptions &, llvm::raw_ostream &);
void renderJson(const Report &, const RenderOptions &, llvm::raw_ostream &);

} // namespace memtidy

#endif // MEMTIDY_RENDER_FORMATS_H
