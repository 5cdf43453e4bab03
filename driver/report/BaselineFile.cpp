//===- BaselineFile.cpp - Baselines as files ------------------------------===//

#include "driver/report/Baseline.h"
#include "driver/report/JsonText.h"
#include "driver/support/ParseJson.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/MemoryBuffer.h"
#include <map>
#include <tuple>

using namespace memtidy;
using llvm::json::Object;
using llvm::json::ObjectMapper;
using llvm::json::Value;

static constexpr llvm::StringLiteral Header = "memtidy-baseline";

static Value toValue(const BaselineEntry &Entry) {
  Object Result{{"fp", jsonText(Entry.Fingerprint)},
                {"check", jsonText(Entry.Check)},
                {"name", jsonText(Entry.Name)},
                {"path", jsonText(Entry.Path)}};
  if (!Entry.Anchor.empty())
    Result["tok"] = jsonText(Entry.Anchor);
  if (!Entry.Entity.empty())
    Result["ent"] = jsonText(Entry.Entity);
  if (!Entry.Why.empty())
    Result["why"] = jsonText(Entry.Why);
  return Result;
}

namespace memtidy {
static bool fromJSON(const Value &Json, BaselineEntry &Out,
                     llvm::json::Path Where) {
  ObjectMapper Map(Json, Where);
  return Map && Map.map("fp", Out.Fingerprint) && Map.map("check", Out.Check) &&
         Map.map("name", Out.Name) && Map.map("path", Out.Path) &&
         Map.mapOptional("tok", Out.Anchor) &&
         Map.mapOptional("ent", Out.Entity) && Map.mapOptional("why", Out.Why);
}
} // namespace memtidy

static llvm::Error checkHeader(llvm::StringRef Text) {
  llvm::Expected<Value> Json = parseJson(Text);
  if (!Json)
    return Json.takeError();
  const Object *Line = Json->getAsObject();
  if (!Line || !Line->get(Header))
    return llvm::createStringError("not a baseline: the first line is not "
                                   "{\"memtidy-baseline\":1}");
  if (Line->getInteger(Header) != 1)
    return llvm::createStringError("this memtidy reads baselines of version 1 "
                                   "only");
  return llvm::Error::success();
}

static llvm::Error readLine(size_t Number, llvm::StringRef Text,
                            std::vector<BaselineEntry> &Out) {
  if (Number == 1)
    return checkHeader(Text);
  if (Text.trim().empty())
    return llvm::Error::success();
  llvm::Expected<Value> Json = parseJson(Text);
  if (!Json)
    return Json.takeError();
  llvm::json::Path::Root Root("entry");
  return fromJSON(*Json, Out.emplace_back(), Root) ? llvm::Error::success()
                                                   : Root.getError();
}

llvm::Expected<std::vector<BaselineEntry>>
memtidy::readBaseline(llvm::StringRef File) {
  auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/true);
  if (!Buffer)
    return llvm::createFileError(File, Buffer.getError());
  std::vector<BaselineEntry> Entries;
  size_t Number = 0;
  for (llvm::StringRef Line : llvm::split((*Buffer)->getBuffer(), '\n'))
    if (llvm::Error Wrong = readLine(++Number, Line, Entries))
      return llvm::createStringError(File + ":" + llvm::Twine(Number) + ": " +
                                     llvm::toString(std::move(Wrong)));
  return Entries;
}

static auto keyOf(const BaselineEntry &Entry) {
  return std::tie(Entry.Check, Entry.Name, Entry.Path, Entry.Fingerprint);
}

void memtidy::writeBaseline(std::vector<BaselineEntry> Entries,
                            llvm::raw_ostream &OS) {
  llvm::sort(Entries, [](const BaselineEntry &A, const BaselineEntry &B) {
    // Of two with the same key, the one with a reason stays.
    return std::tuple_cat(keyOf(A), std::tie(B.Why)) <
           std::tuple_cat(keyOf(B), std::tie(A.Why));
  });
  Entries.erase(
      llvm::unique(Entries, [](const auto &A,
                               const auto &B) { return keyOf(A) == keyOf(B); }),
      Entries.end());
  OS << Value(Object{{Header, 1}}) << '\n';
  for (const BaselineEntry &Entry : Entries)
    OS << toValue(Entry) << '\n';
}
