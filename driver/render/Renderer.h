//===- Renderer.h - Output formats ----------------------------------------===//

#ifndef MEMTIDY_RENDER_RENDERER_H
#define MEMTIDY_RENDER_RENDERER_H

#include "driver/report/Report.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"

namespace memtidy {

/// What is known of a check, for formats that describe their rules.
struct RuleText {
  std::string Name;    ///< "memtidy-padded-record"
  std::string Summary; ///< Fragment: "finds records ...".
  std::string Page;    ///< Markdown.
  std::string Group;   ///< "record"
  Level Default = Level::Likely;
};

struct RenderOptions {
  /// Paths below it are shown relative to it; absolute.
  std::string BaseDir;
  bool Color = false;
  /// Sorted by name.
  std::vector<RuleText> Rules;
};

/// One output format.
struct Renderer {
  llvm::StringLiteral Name; ///< As in --output NAME: "full".
  llvm::StringLiteral Help; ///< Fragment for --help.
  /// Gets suppressed and known issues too, and tells them apart.
  bool ShowsHidden;
  void (*Render)(const Report &, const RenderOptions &, llvm::raw_ostream &);
};

/// Returns all formats, sorted by name.
llvm::ArrayRef<Renderer> allRenderers();

/// Returns the format of that name, or null.
const Renderer *findRenderer(llvm::StringRef Name);

} // namespace memtidy

#endif // MEMTIDY_RENDER_RENDERER_H
