//===- Cache.cpp - memtidy cache ------------------------------------------===//

#include "driver/cli/Settings.h"
#include "driver/project/BaseTree.h"
#include "driver/run/CacheFolder.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace memtidy;

static ExitCode showStats(StringRef Folder) {
  size_t Packs = 0, Results = 0, Damaged = 0;
  uint64_t Bytes = 0;
  for (const CacheFile &File : cacheFiles(Folder)) {
    Bytes += File.Size;
    if (File.IsTemporary)
      continue;
    ++Packs;
    Expected<std::optional<CachePack>> Pack = readPack(File.Path);
    if (Pack && *Pack) {
      Results += (*Pack)->Results.size();
    } else if (!Pack) {
      ++Damaged;
      errs() << "memtidy: note: " << toString(Pack.takeError()) << "\n";
    }
  }
  outs() << "folder   " << Folder << "\nresults  " << Results << "\nfiles    "
         << Packs << ", " << Damaged << " damaged\nbytes    " << Bytes << "\n";
  return ExitCode::Clean;
}

Expected<ExitCode> memtidy::runCache(const CommandLine &Line) {
  if (Line.Positional.size() != 1)
    return createStringError("cache wants one of stats, clean, path");
  const std::string Folder = cacheFolder(Line);
  if (Folder.empty())
    return createStringError("no folder for caches; name one with --cache-dir");
  const StringRef What = Line.Positional.front();
  if (What == "stats")
    return showStats(Folder);
  if (What == "path") {
    outs() << Folder << "\n";
    return ExitCode::Clean;
  }
  if (What != "clean")
    return createStringError("cache wants stats, clean or path, got '" + What +
                             "'");
  Expected<size_t> Removed = cleanCache(Folder);
  if (!Removed)
    return Removed.takeError();
  *Removed += BaseTree::removeAll(Folder);
  outs() << "removed " << *Removed << (*Removed == 1 ? " file" : " files")
         << " from " << Folder << "\n";
  return ExitCode::Clean;
}
