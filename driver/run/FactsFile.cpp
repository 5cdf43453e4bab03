//===- FactsFile.cpp - What some TUs yielded, to be judged later ----------===//

#include "driver/run/FactsFile.h"
#include "driver/run/Selection.h"
#include "driver/support/Bytes.h"
#include "driver/support/ParseJson.h"
#include "driver/support/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace memtidy;
using llvm::StringRef;
namespace json = llvm::json;

static constexpr int Version = 2;
static constexpr StringRef Magic = "{\"memtidy-facts\":";

llvm::Expected<Shard> memtidy::parseShard(StringRef Text) {
  Shard Part;
  auto [Index, Count] = Text.split('/');
  if (!llvm::to_integer(Index, Part.Index, 10) ||
      !llvm::to_integer(Count, Part.Count, 10) || Part.Index < 1 ||
      Part.Index > Part.Count)
    return llvm::createStringError(
        "--shard wants INDEX/COUNT, from 1/COUNT to COUNT/COUNT, got '" + Text +
        "'");
  return Part;
}

void memtidy::keepShard(std::vector<TranslationUnit> &Units,
                        const Shard &Part) {
  size_t I = 0;
  llvm::erase_if(Units, [&](const TranslationUnit &) {
    return I++ % Part.Count != Part.Index - 1;
  });
}

namespace {
struct FactsHead {
  int Version = 0;
  std::string Program;
  std::string Settings;
  std::string Body;
};

struct FactsLine {
  TranslationUnit Unit;
  TuResult Result;
};

struct FactsBody {
  Shard Part;
  bool OnlyPart = false;
  std::vector<FactsLine> Lines;
};
} // namespace

// LLVM's mapper finds it by its argument's namespace.
namespace memtidy {
static bool fromJSON(const json::Value &Json, FactsHead &Out,
                     json::Path Where) {
  json::ObjectMapper Map(Json, Where);
  return Map && Map.map("memtidy-facts", Out.Version) &&
         Map.map("program", Out.Program) && Map.map("settings", Out.Settings) &&
         Map.map("body", Out.Body);
}
} // namespace memtidy

void memtidy::writeFacts(const FactsFile &Facts, const Config &Settings,
                         llvm::raw_ostream &OS) {
  FactsBody Body{Facts.Part, Facts.OnlyPart, {}};
  Body.Lines.reserve(Facts.Units.size());
  for (const auto &[Unit, Result] : llvm::zip_equal(Facts.Units, Facts.Results))
    Body.Lines.push_back({Unit, contentOf(Result)});
  const std::string Bytes = toBytes(Body);
  // By hand, because the magic has to come first.
  OS << Magic << Version
     << llvm::formatv(
            ",\"program\":\"{0}\",\"settings\":\"{1}\",\"body\":\"{2}\"}\n",
            contentHashText(buildId()), contentHashText(settingsText(Settings)),
            contentHashText(Bytes))
     << Bytes;
}

bool memtidy::isFactsFile(StringRef File) {
  auto Buffer = llvm::MemoryBuffer::getFileSlice(File, Magic.size(), 0);
  return Buffer && (*Buffer)->getBuffer() == Magic;
}

static llvm::Error whyForeign(const FactsHead &Head, const Config &Settings) {
  if (Head.Version != Version)
    return llvm::createStringError("this memtidy reads facts of version " +
                                   llvm::Twine(Version) + " only");
  if (Head.Program != contentHashText(buildId()))
    return llvm::createStringError("another memtidy made these facts; make "
                                   "them again with this one");
  if (Head.Settings != contentHashText(settingsText(Settings)))
    return llvm::createStringError(
        "these facts were made with other checks or options; give "
        "'memtidy facts' and 'memtidy report' the same");
  return llvm::Error::success();
}

static llvm::Expected<FactsHead> readHead(StringRef Line) {
  llvm::Expected<json::Value> Json = parseJson(Line);
  if (!Json)
    return Json.takeError();
  FactsHead Head;
  json::Path::Root Root("head");
  if (!fromJSON(*Json, Head, Root))
    return Root.getError();
  return Head;
}

llvm::Expected<FactsFile> memtidy::readFacts(StringRef File,
                                             const Config &Settings) {
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer)
    return llvm::createFileError(File, Buffer.getError());
  auto Wrong = [&](llvm::Error Error) {
    return llvm::createStringError(File +
                                   ":1: " + llvm::toString(std::move(Error)));
  };
  auto [Line, Bytes] = (*Buffer)->getBuffer().split('\n');
  llvm::Expected<FactsHead> Head = readHead(Line);
  if (!Head)
    return Wrong(Head.takeError());
  if (llvm::Error Foreign = whyForeign(*Head, Settings))
    return Wrong(std::move(Foreign));
  std::optional<FactsBody> Body;
  if (Head->Body == contentHashText(Bytes))
    Body = fromBytes<FactsBody>(Bytes);
  if (!Body || Body->Part.Index < 1 || Body->Part.Index > Body->Part.Count)
    return llvm::createStringError(File +
                                   ": damaged or cut off; make it again");
  FactsFile Result;
  Result.Part = Body->Part;
  Result.OnlyPart = Body->OnlyPart;
  for (FactsLine &One : Body->Lines) {
    Result.Units.push_back(std::move(One.Unit));
    Result.Results.push_back(std::move(One.Result));
  }
  return Result;
}

// Facts of single TUs, from a build engine, are no shards: 1 of 1.
static llvm::Error whyIncomplete(llvm::ArrayRef<FactsFile> Files) {
  std::vector<bool> Seen;
  for (const FactsFile &File : Files) {
    if (Seen.empty())
      Seen.resize(File.Part.Count);
    if (File.Part.Count != Seen.size())
      return llvm::createStringError(
          llvm::formatv("facts of {0} shards and facts of {1} do not go "
                        "together",
                        Seen.size(), File.Part.Count));
    Seen[File.Part.Index - 1] = true;
  }
  for (size_t I = 0; I < Seen.size(); ++I)
    if (!Seen[I])
      return llvm::createStringError(llvm::formatv(
          "the facts of shard {0}/{1} are missing", I + 1, Seen.size()));
  return llvm::Error::success();
}

llvm::Expected<FactsFile> memtidy::mergeFacts(std::vector<FactsFile> Files) {
  if (llvm::Error Incomplete = whyIncomplete(Files))
    return Incomplete;
  FactsFile All;
  std::vector<FactsLine> Lines;
  for (FactsFile &File : Files) {
    All.OnlyPart |= File.OnlyPart;
    for (size_t I = 0; I < File.Units.size(); ++I)
      Lines.push_back({std::move(File.Units[I]), std::move(File.Results[I])});
  }
  // Stable, so that of the same TU twice the first file's stays.
  llvm::stable_sort(Lines, [](const FactsLine &A, const FactsLine &B) {
    return A.Unit < B.Unit;
  });
  for (FactsLine &Line : Lines) {
    if (!All.Units.empty() && All.Units.back() == Line.Unit)
      continue;
    All.Units.push_back(std::move(Line.Unit));
    All.Results.push_back(std::move(Line.Result));
  }
  return All;
}
