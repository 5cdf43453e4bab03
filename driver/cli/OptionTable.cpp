//===- OptionTable.cpp - The options of Options.td ------------------------===//

#include "driver/cli/OptionTable.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Option/Option.h"

using namespace llvm::opt;
using namespace memtidy;
using namespace memtidy::options;

#define OPTTABLE_STR_TABLE_CODE
#include "driver/cli/Options.inc"
#undef OPTTABLE_STR_TABLE_CODE

#define OPTTABLE_PREFIXES_TABLE_CODE
#include "driver/cli/Options.inc"
#undef OPTTABLE_PREFIXES_TABLE_CODE

static constexpr OptTable::Info Infos[] = {
#define OPTION(...) LLVM_CONSTRUCT_OPT_INFO(__VA_ARGS__),
#include "driver/cli/Options.inc"
#undef OPTION
};

namespace {
class MemtidyOptTable final : public GenericOptTable {
public:
  MemtidyOptTable()
      : GenericOptTable(OptionStrTable, OptionPrefixesTable, Infos) {}
};
} // namespace

const OptTable &memtidy::optionTable() {
  static const MemtidyOptTable Table;
  return Table;
}

static llvm::Error unknownOption(llvm::StringRef Spelling, unsigned Visible) {
  std::string Nearest;
  if (optionTable().findNearest(Spelling, Nearest, Visibility(Visible)) <= 2)
    return llvm::createStringError("unknown option '" + Spelling +
                                   "'; did you mean '" + Nearest + "'?");
  return llvm::createStringError("unknown option '" + Spelling +
                                 "'; --help lists the options");
}

llvm::Expected<CommandLine>
memtidy::parseCommandLine(llvm::ArrayRef<const char *> Words,
                          unsigned Visible) {
  CommandLine Line;
  const auto *DashDash =
      llvm::find_if(Words, [](llvm::StringRef Word) { return Word == "--"; });
  if (DashDash != Words.end()) {
    Line.HasFlags = true;
    Line.Flags.assign(DashDash + 1, Words.end());
    Words = Words.take_front(DashDash - Words.begin());
  }

  unsigned MissingIndex = 0, MissingCount = 0;
  Line.Args = optionTable().ParseArgs(Words, MissingIndex, MissingCount,
                                      Visibility(Visible));
  if (MissingCount)
    return llvm::createStringError(
        "option '" + llvm::StringRef(Words[MissingIndex]) + "' wants a value");
  if (const Arg *Unknown = Line.Args.getLastArg(OPT_UNKNOWN))
    return unknownOption(Unknown->getAsString(Line.Args), Visible);
  Line.Positional = Line.Args.getAllArgValues(OPT_INPUT);
  return Line;
}
