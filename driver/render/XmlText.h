//===- XmlText.h - Text that XML can hold ---------------------------------===//

#ifndef MEMTIDY_RENDER_XMLTEXT_H
#define MEMTIDY_RENDER_XMLTEXT_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace memtidy {

/// Returns \p Text for an XML or HTML text or a quoted attribute: characters
/// with a meaning are escaped, what is not UTF-8 or not allowed in XML is
/// spelled out. Line ends become spaces.
std::string xmlText(llvm::StringRef Text);

} // namespace memtidy

#endif // MEMTIDY_RENDER_XMLTEXT_H
