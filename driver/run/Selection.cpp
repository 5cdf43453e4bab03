//===- Selection.cpp - Which checks run, and with which options -----------===//

#include "driver/run/Selection.h"
#include "checks/Registry.h"
#include "checks/host/Check.h"
#include "checks/model/Glob.h"
#include "driver/run/TuRunner.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/GlobPattern.h"

using namespace memtidy;

static constexpr llvm::StringLiteral Prefix = "memtidy-";
// See OptionReader::getLevel().
static constexpr llvm::StringLiteral LevelOption = "Level";

std::vector<const CheckInfo *> memtidy::selectedChecks(const Config &Settings) {
  auto AnyMatches = [](const std::vector<std::string> &Globs,
                       llvm::StringRef Check) {
    return llvm::any_of(Globs, [&](const std::string &Glob) {
      return checkMatches(Glob, Check);
    });
  };
  std::vector<const CheckInfo *> Selected;
  for (const RegisteredCheck &Registered : allChecks())
    if (const CheckInfo *Info = Registered.Info;
        AnyMatches(Settings.Select, Info->Name) &&
        !AnyMatches(Settings.Ignore, Info->Name))
      Selected.push_back(Info);
  return Selected;
}

void memtidy::appendPart(std::string &Text, llvm::StringRef Part) {
  Text += llvm::utostr(Part.size()) + ':';
  Text += Part;
}

std::string memtidy::settingsText(const Config &Settings) {
  std::string Text;
  // Names each member, so that a new one does not compile until it was thought
  // of. Levels and the closed world matter to what all TUs yield together: see
  // programSettingsText(). Facts of a deeper parse go together with others.
  const auto &[Select, Ignore, Lowest, ClosedWorld, Options, Skipping,
               ProfileChecks] = Settings;
  for (const CheckInfo *Info : selectedChecks(Settings)) {
    appendPart(Text, Info->Name);
    if (auto OfCheck = Options.find(Info->Name.str()); OfCheck != Options.end())
      for (const auto &[Name, Value] : OfCheck->second)
        if (Name != LevelOption) {
          appendPart(Text, Name);
          appendPart(Text, Value);
        }
    appendPart(Text, "");
  }
  return Text;
}

std::string memtidy::programSettingsText(const Config &Settings) {
  std::string Text = Settings.ClosedWorld ? "closed" : "open";
  for (const CheckInfo *Info : selectedChecks(Settings))
    appendPart(Text, toString(ConfigOptions(*Info, Settings).getLevel()));
  return Text;
}

void memtidy::dropBelowLevel(std::vector<Issue> &Issues,
                             const Config &Settings) {
  llvm::StringMap<Level> Lowest;
  for (const CheckInfo *Info : selectedChecks(Settings))
    Lowest[Info->Name] = ConfigOptions(*Info, Settings).getLevel();
  llvm::erase_if(Issues, [&](const Issue &Found) {
    auto It = Lowest.find(Found.Check);
    return It != Lowest.end() && Found.Sureness < It->second;
  });
}

bool ConfigOptions::runsBeside(llvm::StringRef Other) const {
  return llvm::any_of(selectedChecks(Settings), [&](const CheckInfo *Selected) {
    return Selected->Name == Other;
  });
}

std::optional<std::string> ConfigOptions::lookup(llvm::StringRef Name) const {
  auto OfCheck = Settings.Options.find(Info.Name.str());
  if (OfCheck != Settings.Options.end()) {
    auto Value = OfCheck->second.find(Name.str());
    if (Value != OfCheck->second.end())
      return Value->second;
  }
  if (Name == LevelOption)
    return toString(Settings.Lowest).str();
  return std::nullopt;
}

void ConfigOptions::complain(llvm::StringRef Option,
                             const llvm::Twine &Message) const {
  if (Complaint.empty())
    Complaint = (Info.Name + "." + Option + ": " + Message).str();
}

// Returns "; did you mean 'x'?" for the name nearest to Given, if it is near.
static std::string hint(llvm::StringRef Given,
                        llvm::ArrayRef<llvm::StringRef> Names) {
  unsigned Least = Given.size() / 3 + 2;
  llvm::StringRef Best;
  for (llvm::StringRef Name : Names)
    if (unsigned Distance = Given.edit_distance(Name, true, Least);
        Distance < Least) {
      Least = Distance;
      Best = Name;
    }
  if (Best.empty())
    return "";
  return ("; did you mean '" + Best + "'?").str();
}

static std::vector<llvm::StringRef> checkNames(bool WithPrefix) {
  std::vector<llvm::StringRef> Names;
  for (const RegisteredCheck &Registered : allChecks())
    Names.push_back(
        Registered.Info->Name.substr(WithPrefix ? 0 : Prefix.size()));
  return Names;
}

llvm::Error memtidy::unknownCheck(llvm::StringRef Name) {
  return llvm::createStringError(
      "there is no check '" + Name + "'" +
      hint(Name, checkNames(Name.starts_with(Prefix))));
}

static llvm::Error validateGlob(llvm::StringRef Glob) {
  if (llvm::Error Bad = llvm::GlobPattern::create(Glob).takeError())
    return llvm::createStringError("'" + Glob + "' is not a valid pattern: " +
                                   llvm::toString(std::move(Bad)));
  bool Known = llvm::any_of(allChecks(), [&](const RegisteredCheck &C) {
    return checkMatches(Glob, C.Info->Name);
  });
  return Known ? llvm::Error::success() : unknownCheck(Glob);
}

static llvm::Error
validateOptions(const CheckInfo &Info,
                const std::map<std::string, std::string> &Options) {
  std::vector<llvm::StringRef> Names;
  for (llvm::ArrayRef<OptionInfo> Table : {Info.Options, commonOptions()})
    for (const OptionInfo &Option : Table)
      Names.push_back(Option.Name);
  for (const auto &[Name, Value] : Options)
    if (!llvm::is_contained(Names, Name))
      return llvm::createStringError("'" + Info.Name + "' has no option '" +
                                     Name + "'" + hint(Name, Names));
  return llvm::Error::success();
}

llvm::Error memtidy::validate(const Config &Settings) {
  for (const std::vector<std::string> *Globs :
       {&Settings.Select, &Settings.Ignore})
    for (const std::string &Glob : *Globs)
      if (llvm::Error Bad = validateGlob(Glob))
        return Bad;
  if (selectedChecks(Settings).empty())
    return llvm::createStringError("no check is selected");
  for (const auto &[Name, Options] : Settings.Options) {
    const CheckInfo *Info = findCheck(Name);
    if (!Info)
      return unknownCheck(Name);
    if (llvm::Error Bad = validateOptions(*Info, Options))
      return Bad;
    // A check reads its options when it is made.
    ConfigOptions Reader(*Info, Settings);
    Reader.getLevel();
    Info->Create(Reader);
    if (!Reader.complaint().empty())
      return llvm::createStringError(Reader.complaint());
  }
  return llvm::Error::success();
}
