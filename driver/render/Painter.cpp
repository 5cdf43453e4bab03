//===- Painter.cpp - Colours by meaning -----------------------------------===//

#include "driver/render/Painter.h"
#include "llvm/Support/ErrorHandling.h"

using namespace memtidy;

// The user asked for colours, so the escapes are written even where the stream
// does not look like a terminal.
static llvm::StringLiteral escapeOf(Style Wanted) {
  switch (Wanted) {
  case Style::Plain:
    return "\033[0m";
  case Style::Strong:
    return "\033[0;1m";
  case Style::Warning:
    return "\033[0;1;35m";
  case Style::Gutter:
    return "\033[0;34m";
  case Style::Primary:
    return "\033[0;1;32m";
  case Style::Step:
    return "\033[0;36m";
  case Style::Good:
    return "\033[0;32m";
  }
  llvm_unreachable("not a style");
}

llvm::raw_ostream &Painter::operator()(Style Wanted) {
  if (Color)
    OS << escapeOf(Wanted);
  return OS;
}

Painter::~Painter() { (*this)(Style::Plain); }
