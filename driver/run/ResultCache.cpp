//===- ResultCache.cpp - Results of earlier runs --------------------------===//

#include "driver/run/ResultCache.h"
#include "driver/run/CacheFolder.h"
#include "driver/run/Invocation.h"
#include "driver/run/Selection.h"
#include "driver/support/Version.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/xxhash.h"

using namespace memtidy;
using llvm::StringRef;
namespace fs = llvm::sys::fs;

// Days after which a result that no run wanted is dropped.
static constexpr uint32_t LongestUnused = 14;

static uint32_t today() {
  using Days = std::chrono::duration<uint32_t, std::ratio<86400>>;
  return std::chrono::duration_cast<Days>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// All that a TU's result depends on beside the TU and what it reads.
static std::string contextOf(const Config &Settings) {
  std::string Text;
  appendPart(Text, buildId());
  appendPart(Text, resourceDir());
  // Clang's driver reads these.
  for (StringRef Name : {"CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH",
                         "COMPILER_PATH", "GCC_EXEC_PREFIX"})
    appendPart(Text, llvm::sys::Process::GetEnv(Name).value_or(""));
  // Claimed to make no difference; that could not be checked with old results.
  Text += '0' + int(Settings.Skipping);
  return Text + settingsText(Settings);
}

ResultCache::ResultCache(StringRef Folder, const Config &Settings)
    : Settings(Settings), Folder(Folder), Context(contextOf(Settings)) {}

static CacheKey keyOfText(StringRef Text) {
  const llvm::XXH128_hash_t Hash =
      llvm::xxh3_128bits(llvm::arrayRefFromStringRef(Text));
  return {Hash.high64, Hash.low64};
}

static void appendUnit(std::string &Text, const TranslationUnit &Unit) {
  appendPart(Text, Unit.Path);
  appendPart(Text, Unit.Directory);
  for (const std::string &Argument : Unit.Arguments)
    appendPart(Text, Argument);
}

CacheKey ResultCache::keyOf(const TranslationUnit &Unit) const {
  std::string Text = Context;
  appendUnit(Text, Unit);
  return keyOfText(Text);
}

CacheKey ResultCache::keyOf(llvm::ArrayRef<TranslationUnit> Units,
                            bool OnlyPart) const {
  std::string Text = Context + programSettingsText(Settings);
  appendPart(Text, OnlyPart ? "part" : "all");
  for (const TranslationUnit &Unit : Units)
    appendUnit(Text, Unit);
  return keyOfText(Text);
}

// One pack for each configuration and each folder that commands run in: a
// project's, however little of it is analysed. One for each whole program.
ResultCache::OpenPack &ResultCache::open(StringRef What) {
  auto [Known, IsNew] = Packs.try_emplace(What.str());
  OpenPack &Open = Known->second;
  if (!IsNew)
    return Open;
  std::string Text = Context;
  appendPart(Text, What);
  Open.Name = contentHashText(Text);
  llvm::Expected<std::optional<CachePack>> Found =
      readPack(packFile(Folder, Open.Name));
  if (!Found)
    Complaints.push_back("not used: " + llvm::toString(Found.takeError()));
  else if (*Found)
    Open.Pack = std::move(**Found);
  return Open;
}

// A file that was only touched makes the result new on disk, too.
bool ResultCache::isFresh(OpenPack &From, const CacheKey &Key,
                          PackedResult &Result) {
  using Answer = OpenPack::Answer;
  From.Answers.resize(From.Pack.pathCount(), Answer::Unknown);
  bool IsRefreshed = Result.LastUsed != today();
  for (uint32_t Index : Result.Dependencies) {
    Answer &Known = From.Answers[Index];
    if (Known == Answer::Unknown) {
      Dependency &Path = From.Pack.path(Index);
      const FileStamp Before = Path.Stamp;
      Known = !isUnchanged(Path)     ? Answer::Changed
              : Path.Stamp == Before ? Answer::Same
                                     : Answer::Refreshed;
    }
    if (Known == Answer::Changed)
      return false;
    IsRefreshed |= Known == Answer::Refreshed;
  }
  if (IsRefreshed) {
    Result.LastUsed = today();
    From.Touched.insert(Key);
  }
  return true;
}

template <typename T>
std::optional<T> ResultCache::read(const PackedResult &Known,
                                   ChangeText Change) {
  std::optional<T> Result = fromBytes<T>(Known.Bytes, Change);
  if (!Result)
    Complaints.push_back("not used: damaged");
  return Result;
}

const PackedResult *ResultCache::fresh(OpenPack &From, const CacheKey &Key) {
  auto Known = From.Pack.Results.find(Key);
  return Known != From.Pack.Results.end() && isFresh(From, Key, Known->second)
             ? &Known->second
             : nullptr;
}

std::optional<TuResult> ResultCache::find(const TranslationUnit &Unit,
                                          ChangeText Change) {
  const PackedResult *Known = freshOf(Unit);
  return Known ? read<TuResult>(*Known, Change) : std::nullopt;
}

static std::string packOfProgram(const CacheKey &Key) {
  return "program " + llvm::utohexstr(Key.High) + llvm::utohexstr(Key.Low);
}

std::optional<ProgramResult>
ResultCache::findProgram(llvm::ArrayRef<TranslationUnit> Units, bool OnlyPart) {
  const CacheKey Key = keyOf(Units, OnlyPart);
  const PackedResult *Known = fresh(open(packOfProgram(Key)), Key);
  return Known ? read<ProgramResult>(*Known) : std::nullopt;
}

// Zero when not all results are known. Conclusions give offsets into files,
// which change with comments that no TU's result tells of.
uint64_t ResultCache::originOf(llvm::ArrayRef<TranslationUnit> Units,
                               const ProgramResult &Result) {
  std::string Hashes;
  auto Add = [&](StringRef Text) {
    Hashes += llvm::utohexstr(contentHash(Text));
    Hashes += ' ';
  };
  for (const TranslationUnit &Unit : Units) {
    const PackedResult *Known = freshOf(Unit);
    if (!Known)
      return 0;
    Add(Known->Bytes);
  }
  StringRef Last;
  for (const Issue &Found : Result.Results.Issues) {
    if (Found.Path == Last)
      continue;
    Last = Found.Path;
    auto Buffer = llvm::MemoryBuffer::getFile(Found.Path);
    if (!Buffer)
      return 0;
    Add((*Buffer)->getBuffer());
  }
  return contentHash(Hashes);
}

std::optional<ProgramResult>
ResultCache::findSameProgram(llvm::ArrayRef<TranslationUnit> Units,
                             bool OnlyPart) {
  const CacheKey Key = keyOf(Units, OnlyPart);
  OpenPack &From = open(packOfProgram(Key));
  auto Known = From.Pack.Results.find(Key);
  if (Known == From.Pack.Results.end())
    return std::nullopt;
  std::optional<ProgramResult> Result = read<ProgramResult>(Known->second);
  if (!Result || Result->Origin == 0 ||
      Result->Origin != originOf(Units, *Result))
    return std::nullopt;
  return Result;
}

void ResultCache::keepProgram(llvm::ArrayRef<TranslationUnit> Units,
                              bool OnlyPart, ProgramResult Result) {
  const TuCounts &Count = Result.Results.Units;
  if (Count.Analysed + Count.Failed != Count.Total)
    return;
  Result.Origin = originOf(Units, Result);
  if (Result.Origin == 0)
    return;
  const CacheKey Key = keyOf(Units, OnlyPart);
  OpenPack &Into = open(packOfProgram(Key));
  PackedResult Packed;
  llvm::DenseSet<const Dependency *> Seen;
  for (const TranslationUnit &Unit : Units)
    for (const Dependency *One : dependenciesOf(Unit))
      if (Seen.insert(One).second)
        Packed.Dependencies.push_back(Into.Pack.indexOf(*One));
  Packed.Bytes = toBytes(Result);
  Packed.LastUsed = today();
  Into.Pack.Results[Key] = std::move(Packed);
  Into.Touched.insert(Key);
}

std::vector<TranslationUnit>
ResultCache::readersOf(llvm::ArrayRef<TranslationUnit> Units,
                       llvm::ArrayRef<std::string> Paths) {
  // One file has many paths.
  std::set<fs::UniqueID> Files;
  auto IsOneOf = [&Files](const std::string &Path) {
    fs::UniqueID File;
    return !fs::getUniqueID(Path, File) && Files.count(File);
  };
  for (const std::string &Path : Paths)
    if (fs::UniqueID File; !fs::getUniqueID(Path, File))
      Files.insert(File);

  llvm::DenseMap<const Dependency *, bool> Answers;
  auto IsReader = [&](const TranslationUnit &Unit) {
    const std::vector<const Dependency *> Read = dependenciesOf(Unit);
    return Read.empty() || llvm::any_of(Read, [&](const Dependency *One) {
             auto [Answer, IsNew] = Answers.try_emplace(One);
             if (IsNew)
               Answer->second =
                   One->Is == Dependency::Kind::File && IsOneOf(One->Path);
             return Answer->second;
           });
  };
  std::vector<TranslationUnit> Readers;
  llvm::copy_if(Units, std::back_inserter(Readers), IsReader);
  return Readers;
}

std::vector<const Dependency *>
ResultCache::dependenciesOf(const TranslationUnit &Unit) {
  OpenPack &From = packOf(Unit);
  std::vector<const Dependency *> Result;
  if (auto Known = From.Pack.Results.find(keyOf(Unit));
      Known != From.Pack.Results.end()) {
    Result.reserve(Known->second.Dependencies.size());
    for (uint32_t Index : Known->second.Dependencies)
      Result.push_back(&From.Pack.path(Index));
  }
  return Result;
}

void ResultCache::keep(const TranslationUnit &Unit, const TuResult &Result) {
  if (Result.Error && Result.Error->Kind != TuFailure::Parse)
    return;
  OpenPack &Into = packOf(Unit);
  PackedResult Packed;
  Packed.Bytes = toBytes(contentOf(Result));
  Packed.LastUsed = today();
  for (const Dependency &Known : Result.Dependencies)
    Packed.Dependencies.push_back(Into.Pack.indexOf(Known));
  const CacheKey Key = keyOf(Unit);
  Into.Pack.Results[Key] = std::move(Packed);
  Into.Touched.insert(Key);
}

void ResultCache::saveAfter(std::chrono::seconds Interval) {
  if (std::chrono::steady_clock::now() - LastSaved < Interval)
    return;
  bool HasWritten = false;
  for (auto &[What, Open] : Packs) {
    if (Open.Touched.empty())
      continue;
    auto AddTouched = [&Open](CachePack &OnDisk) {
      for (const CacheKey &Key : Open.Touched)
        OnDisk.take(Key, Open.Pack.Results.at(Key), Open.Pack);
      std::erase_if(OnDisk.Results, [](const auto &Entry) {
        return Entry.second.LastUsed + LongestUnused < today();
      });
    };
    if (llvm::Error Failed = changePack(Folder, Open.Name, AddTouched))
      Complaints.push_back("not written: " + llvm::toString(std::move(Failed)));
    Open.Touched.clear();
    HasWritten = true;
  }
  if (HasWritten)
    pruneCache(Folder);
  LastSaved = std::chrono::steady_clock::now();
}
