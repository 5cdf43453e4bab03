//===- AskedFirst.h - Reads behind a question -------------------*- C++ -*-===//

#ifndef MEMTIDY_ANALYSIS_ASKEDFIRST_H
#define MEMTIDY_ANALYSIS_ASKEDFIRST_H

#include "checks/analysis/MapUses.h"

namespace memtidy {

/// Returns true when \p Read runs only where a condition around it has found
/// its key: `if (m.count("k")) use(m["k"])`.
bool isAskedFirst(const MapUses &Uses, const MapAccess &Read);

} // namespace memtidy

#endif // MEMTIDY_ANALYSIS_ASKEDFIRST_H
