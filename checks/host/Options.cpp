//===- Options.cpp - How a check reads its options ------------------------===//

#include "checks/host/Options.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/YAMLParser.h"
#include "llvm/Support/YAMLTraits.h"
#include "llvm/TargetParser/Triple.h"
#include <cassert>

using namespace memtidy;

static constexpr OptionInfo Common[] = {
    {"Level", "likely",
     "lowest level that is reported: possible, likely or certain"},
};

llvm::ArrayRef<OptionInfo> memtidy::commonOptions() { return Common; }

OptionReader::~OptionReader() = default;

bool OptionReader::runsBeside(llvm::StringRef) const { return false; }

static llvm::StringRef defaultOf(const CheckInfo &Info, llvm::StringRef Name) {
  for (llvm::ArrayRef<OptionInfo> Table : {Info.Options, commonOptions()})
    for (const OptionInfo &Option : Table)
      if (Option.Name == Name)
        return Option.Default;
  llvm_unreachable("a check reads only options that its CheckInfo declares");
}

std::string OptionReader::getString(llvm::StringRef Name) const {
  return lookup(Name).value_or(defaultOf(Info, Name).str());
}

unsigned OptionReader::getUnsigned(llvm::StringRef Name) const {
  unsigned Value = 0;
  std::string Text = getString(Name);
  if (llvm::to_integer(Text, Value, 10))
    return Value;
  complain(Name, "expected a whole number, got '" + Text + "'");
  bool Ok = llvm::to_integer(defaultOf(Info, Name), Value, 10);
  assert(Ok && "the default of a number option is a number");
  (void)Ok;
  return Value;
}

bool OptionReader::getBool(llvm::StringRef Name) const {
  std::string Text = getString(Name);
  if (std::optional<bool> Value = llvm::yaml::parseBool(Text))
    return *Value;
  complain(Name, "expected true or false, got '" + Text + "'");
  return *llvm::yaml::parseBool(defaultOf(Info, Name));
}

std::vector<std::string> OptionReader::getList(llvm::StringRef Name) const {
  std::vector<std::string> Parts;
  std::string Text = getString(Name);
  for (llvm::StringRef Part : llvm::split(Text, ';'))
    if (llvm::StringRef Trimmed = Part.trim(); !Trimmed.empty())
      Parts.push_back(Trimmed.str());
  return Parts;
}

bool OptionReader::isGlob(llvm::StringRef Option,
                          const std::string &Text) const {
  llvm::Error Bad = llvm::GlobPattern::create(Text).takeError();
  if (!Bad)
    return true;
  complain(Option, "'" + Text + "' is not a valid pattern: " +
                       llvm::toString(std::move(Bad)));
  return false;
}

std::vector<std::string> OptionReader::getGlobs(llvm::StringRef Name) const {
  std::vector<std::string> Globs = getList(Name);
  llvm::erase_if(Globs,
                 [&](const std::string &Glob) { return !isGlob(Name, Glob); });
  return Globs;
}

std::vector<std::string> OptionReader::getTargets(llvm::StringRef Name) const {
  std::vector<std::string> Triples = getList(Name);
  llvm::erase_if(Triples, [&](const std::string &Text) {
    if (llvm::Triple(llvm::Triple::normalize(Text)).getArch() !=
        llvm::Triple::UnknownArch)
      return false;
    complain(Name, "'" + Text + "' is not a target triple");
    return true;
  });
  return Triples;
}

std::vector<std::pair<std::string, unsigned>>
OptionReader::getGlobNumbers(llvm::StringRef Name) const {
  std::vector<std::pair<std::string, unsigned>> Result;
  for (const std::string &Part : getList(Name)) {
    auto [Glob, Text] = llvm::StringRef(Part).rsplit('=');
    unsigned Number = 0;
    if (!llvm::to_integer(Text.trim(), Number, 10))
      complain(Name, "'" + Part + "' is not GLOB=NUMBER");
    else if (std::string Trimmed = Glob.trim().str(); isGlob(Name, Trimmed))
      Result.push_back({std::move(Trimmed), Number});
  }
  return Result;
}

Level OptionReader::getLevel() const {
  std::string Text = getString("Level");
  if (std::optional<Level> Value = parseLevel(Text))
    return *Value;
  complain("Level", "expected possible, likely or certain, got '" + Text + "'");
  return Level::Likely;
}
