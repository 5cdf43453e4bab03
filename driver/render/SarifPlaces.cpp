//===- SarifPlaces.cpp - Files and regions of SARIF -----------------------===//

#include "driver/render/SarifPlaces.h"
#include "driver/render/LineHash.h"
#include "driver/report/JsonText.h"
#include "driver/support/Path.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace memtidy;
using llvm::json::Object;

static constexpr llvm::StringLiteral Root = "SRCROOT";

Object SarifPlaces::baseIds() {
  // No URI: a log that tells where it was made differs on every machine.
  return Object{
      {Root, Object{{"description",
                     Object{{"text", "the folder that memtidy ran in"}}}}}};
}

static std::string percentEncoded(llvm::StringRef Path) {
  std::string Result;
  for (unsigned char C : Path)
    if (llvm::isAlnum(C) || llvm::StringRef("/-._~+").contains(C))
      Result += C;
    else
      Result += llvm::formatv("%{0:X-2}", static_cast<unsigned>(C)).str();
  return Result;
}

Object SarifPlaces::artifact(llvm::StringRef Path) const {
  std::string Short = shortPath(Path, BaseDir);
  if (llvm::StringRef(Short).starts_with("/"))
    return Object{{"uri", "file://" + percentEncoded(Short)}};
  return Object{{"uri", percentEncoded(Short)}, {"uriBaseId", Root}};
}

unsigned SarifPlaces::codePointColumn(llvm::StringRef Path, unsigned Line,
                                      unsigned Col) {
  std::optional<llvm::StringRef> Text = Sources.line(Path, Line);
  if (!Text || Col == 0)
    return std::max(Col, 1u);
  llvm::StringRef Before = Text->take_front(Col - 1);
  // Bytes that continue a character count for nothing.
  return 1 + (Col - 1 - Before.size()) +
         llvm::count_if(Before, [](unsigned char C) { return C >> 6 != 2; });
}

Object SarifPlaces::physical(llvm::StringRef Path, const FileRange &Range) {
  const FilePosition &Start = Range.Start;
  unsigned EndCol = Range.End.Col;
  if (Range.End.Line != Start.Line) {
    std::optional<llvm::StringRef> Text = Sources.line(Path, Start.Line);
    EndCol = Text ? Text->size() + 1 : Start.Col;
  }
  unsigned First = codePointColumn(Path, Start.Line, Start.Col);
  unsigned Last = codePointColumn(Path, Start.Line, EndCol);
  return Object{{"artifactLocation", artifact(Path)},
                {"region", Object{{"startLine", std::max(Start.Line, 1u)},
                                  {"startColumn", First},
                                  {"endLine", std::max(Start.Line, 1u)},
                                  {"endColumn", std::max(First, Last)}}}};
}

Object SarifPlaces::physical(llvm::StringRef Path, unsigned Line,
                             unsigned Col) {
  FilePosition Position{Line, Col, 0};
  return physical(Path, FileRange{Position, Position});
}

bool SarifPlaces::hasRegion(llvm::StringRef Path, uint64_t Offset,
                            uint64_t Length) {
  return Sources.place(Path, Offset + Length).has_value();
}

Object SarifPlaces::region(llvm::StringRef Path, uint64_t Offset,
                           uint64_t Length) {
  auto Start = Sources.place(Path, Offset);
  auto End = Sources.place(Path, Offset + Length);
  assert(Start && End && "ask hasRegion() first");
  auto Column = [&](std::pair<unsigned, unsigned> Place) {
    return codePointColumn(Path, Place.first, Place.second);
  };
  return Object{{"startLine", Start->first},
                {"startColumn", Column(*Start)},
                {"endLine", End->first},
                {"endColumn", Column(*End)}};
}

std::string SarifPlaces::lineHash(llvm::StringRef Path, unsigned Line) {
  auto [It, IsNew] = Hashes.try_emplace(Path);
  if (IsNew)
    if (std::optional<llvm::StringRef> Text = Sources.text(Path))
      It->second = lineHashes(*Text);
  if (Line == 0 || Line > It->second.size())
    return "";
  return It->second[Line - 1];
}
