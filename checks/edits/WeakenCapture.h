//===- WeakenCapture.h - Capture a weak pointer instead -----------*- C++
//-*-===//

#ifndef MEMTIDY_EDITS_WEAKENCAPTURE_H
#define MEMTIDY_EDITS_WEAKENCAPTURE_H

#include "checks/model/Fix.h"

namespace clang {
class ASTContext;
class FunctionDecl;
class LambdaCapture;
class LambdaExpr;
} // namespace clang

namespace memtidy {

/// Returns the fix that makes \p Capture of \p Lambda weak and locks it at the
/// start of the body: unsafe, as the lambda no longer keeps the object alive.
/// Where the body or the place does not allow it, a display fix that says why.
/// \p Maker is the function around the lambda.
Fix weakenCapture(const clang::LambdaExpr &Lambda,
                  const clang::LambdaCapture &Capture,
                  const clang::FunctionDecl &Maker,
                  const clang::ASTContext &Context);

/// Returns a display fix with that reason.
Fix refuseToWeaken(llvm::StringRef Name, llvm::StringRef Why);

} // namespace memtidy

#endif // MEMTIDY_EDITS_WEAKENCAPTURE_H
