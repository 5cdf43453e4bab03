//===- Conclusion.h - A conclusion from facts, inside one TU ----*- C++ -*-===//

#ifndef MEMTIDY_HOST_CONCLUSION_H
#define MEMTIDY_HOST_CONCLUSION_H

#include "checks/model/Finding.h"
#include "checks/model/ProgramFinding.h"

namespace clang {
class SourceManager;
} // namespace clang

namespace memtidy {

/// Returns \p Found with its places as locations of the TU. Its own location
/// is invalid when the TU has not read that file; steps elsewhere are left out.
Finding findingOf(const ProgramFinding &Found,
                  const clang::SourceManager &Sources);

} // namespace memtidy

#endif // MEMTIDY_HOST_CONCLUSION_H
