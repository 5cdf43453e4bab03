//===- WeakenCapture.h - Capture a weak pointer instead -----------*- C++
//-*-===//

#ifndef MEMTIDY_EDITS_WEAKENCAPTURE_H
#define MEMTIDY_EDITS_WEAKENCAPTURE_H

#include "checks/model/Fix.h"

namespace clang {
class FunctionDecl;
} // namespace clang

namespace memtidy {

struct CaptureCycle;

/// Returns the fix that makes the capture of \p Cycle weak and locks it at
/// the start of the lambda's body: unsafe, as the lambda no longer keeps the
/// object alive. Where the callable or the place does not allow it, a display
/// fix that says why. \p Maker is the function around the callable.
Fix weakenCapture(const CaptureCycle &Cycle, const clang::FunctionDecl &Maker);

} // namespace memtidy

#endif // MEMTIDY_EDITS_WEAKENCAPTURE_H
