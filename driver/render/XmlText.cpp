//===- XmlText.cpp - Text that XML can hold -------------------------------===//

#include "driver/render/XmlText.h"
#include "driver/render/Format.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace memtidy;

std::string memtidy::xmlText(llvm::StringRef Text) {
  std::string Escaped;
  llvm::raw_string_ostream OS(Escaped);
  llvm::printHTMLEscaped(plainText(Text), OS);
  return Escaped;
}
