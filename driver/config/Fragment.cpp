//===- Fragment.cpp - Settings as they are written ------------------------===//

#include "driver/config/Fragment.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace memtidy;
using Kind = ConfigNode::Kind;

std::vector<std::string> memtidy::textsOf(llvm::ArrayRef<ConfigText> Texts) {
  std::vector<std::string> Result;
  Result.reserve(Texts.size());
  for (const ConfigText &Text : Texts)
    Result.push_back(Text.Text);
  return Result;
}

const ConfigText *ConfigFragment::find(llvm::StringRef Key) const {
  llvm::ArrayRef<ConfigText> Texts = list(Key);
  return Texts.empty() ? nullptr : &Texts.back();
}

llvm::ArrayRef<ConfigText> ConfigFragment::list(llvm::StringRef Key) const {
  auto Found = Values.find(Key.str());
  if (Found == Values.end())
    return {};
  return Found->second;
}

bool ConfigFragment::isTrue(llvm::StringRef Key) const {
  const ConfigText *Text = find(Key);
  return Text && Text->Text == "true";
}

std::optional<unsigned> ConfigFragment::number(llvm::StringRef Key) const {
  unsigned Value = 0;
  const ConfigText *Text = find(Key);
  if (!Text || !llvm::to_integer(Text->Text, Value, 10))
    return std::nullopt;
  return Value;
}

static llvm::Error checkText(const ConfigKey &Key, const ConfigText &Value) {
  llvm::StringRef Text = Value.Text;
  unsigned Number = 0;
  if (Key.Type == KeyType::Flag && Text != "true" && Text != "false")
    return configError(Value.Place, "'" + Key.Name +
                                        "' wants true or false, got '" + Text +
                                        "'");
  if (Key.Type == KeyType::Number && !llvm::to_integer(Text, Number, 10))
    return configError(Value.Place, "'" + Key.Name +
                                        "' wants a whole number, got '" + Text +
                                        "'");
  if (Key.Type == KeyType::Word) {
    llvm::SmallVector<llvm::StringRef> Words(llvm::split(Key.Words, '|'));
    if (!llvm::is_contained(Words, Text))
      return configError(Value.Place, "'" + Key.Name + "' wants " +
                                          llvm::join(Words, ", ") + ", got '" +
                                          Text + "'" + didYouMean(Text, Words));
  }
  return llvm::Error::success();
}

static llvm::Error readText(const ConfigKey &Key, const ConfigNode &Node,
                            std::vector<ConfigText> &Out) {
  if (Node.Is != Kind::Text)
    return configError(
        Node.Place,
        "'" + Key.Name + "' wants " +
            (Key.Type == KeyType::List ? "a list of texts" : "one value") +
            ", got " + describe(Node));
  Out.push_back({Node.Text, Node.Place});
  return checkText(Key, Out.back());
}

static llvm::Error readValue(const ConfigKey &Key, const ConfigNode &Node,
                             ConfigValues &Values) {
  std::vector<ConfigText> &Out = Values[Key.Name.str()];
  if (Key.Type != KeyType::List || Node.Is != Kind::List)
    return readText(Key, Node, Out);
  for (const ConfigNode &Item : Node.Items)
    if (llvm::Error Wrong = readText(Key, Item, Out))
      return Wrong;
  return llvm::Error::success();
}

static llvm::Error wantMap(const ConfigNode &Node, llvm::StringRef Name) {
  if (Node.Is == Kind::Map)
    return llvm::Error::success();
  return configError(Node.Place,
                     "'" + Name + "' wants a map, got " + describe(Node));
}

static llvm::Error
readOptions(const ConfigNode &Node,
            std::map<std::string, std::map<std::string, ConfigText>> &Out) {
  if (llvm::Error Wrong = wantMap(Node, "checks.options"))
    return Wrong;
  for (const auto &[Check, Options] : Node.Entries) {
    if (llvm::Error Wrong = wantMap(Options, Check.Text))
      return Wrong;
    for (const auto &[Option, Value] : Options.Entries) {
      // A list is what a check reads between semicolons.
      std::vector<std::string> Parts;
      Parts.reserve(Value.Items.size());
      for (const ConfigNode &Item : Value.Items)
        Parts.push_back(Item.Text);
      if (Value.Is == Kind::Text)
        Parts.push_back(Value.Text);
      else if (Value.Is != Kind::List)
        return configError(Value.Place, "'" + Option.Text +
                                            "' wants one value, got " +
                                            describe(Value));
      Out[Check.Text][Option.Text] = {llvm::join(Parts, ";"), Value.Place};
    }
  }
  return llvm::Error::success();
}

// The check's own option says the same in one text.
static llvm::Error
readBudgets(const ConfigNode &Node,
            std::map<std::string, std::map<std::string, ConfigText>> &Out) {
  if (llvm::Error Wrong = wantMap(Node, "budgets"))
    return Wrong;
  std::string All;
  for (const auto &[Glob, Value] : Node.Entries) {
    unsigned Bytes = 0;
    if (!llvm::to_integer(Value.Text, Bytes, 10))
      return configError(Value.Place,
                         "a budget is a whole number of bytes, got " +
                             (Value.Is == Kind::Text ? "'" + Value.Text + "'"
                                                     : describe(Value)));
    if (llvm::StringRef(Glob.Text).contains(';'))
      return configError(Glob.Place, "no name of a record contains ';'");
    All += Glob.Text + "=" + Value.Text + ";";
  }
  Out["memtidy-record-over-budget"]["Budgets"] = {std::move(All), Node.Place};
  return llvm::Error::success();
}

static llvm::Error unknownKey(const ConfigText &Given,
                              llvm::ArrayRef<llvm::StringRef> Names) {
  return configError(Given.Place, "unknown key '" + Given.Text + "'" +
                                      didYouMean(Given.Text, Names));
}

static std::vector<llvm::StringRef> namesOf(llvm::ArrayRef<ConfigKey> Table) {
  std::vector<llvm::StringRef> Names;
  Names.reserve(Table.size());
  for (const ConfigKey &Key : Table)
    Names.push_back(Key.Name);
  return Names;
}

static llvm::Error readItems(const ConfigNode &Node, llvm::StringRef Name,
                             llvm::ArrayRef<ConfigKey> Table,
                             std::vector<ConfigItem> &Out) {
  if (Node.Is != Kind::List)
    return configError(Node.Place,
                       "'" + Name + "' wants a list, got " + describe(Node));
  for (const ConfigNode &Item : Node.Items) {
    if (llvm::Error Wrong = wantMap(Item, Name))
      return Wrong;
    ConfigItem &Read = Out.emplace_back();
    Read.Place = Item.Place;
    for (const auto &[Given, Value] : Item.Entries) {
      const ConfigKey *Key = findKey(Table, Given.Text);
      if (!Key)
        return unknownKey(Given, namesOf(Table));
      if (llvm::Error Wrong = readValue(*Key, Value, Read.Values))
        return Wrong;
    }
  }
  return llvm::Error::success();
}

static llvm::Error readKey(const ConfigKey &Key, const ConfigNode &Node,
                           ConfigFragment &Out) {
  switch (Key.Type) {
  case KeyType::CheckOptions:
    return readOptions(Node, Out.Options);
  case KeyType::Budgets:
    return readBudgets(Node, Out.Options);
  case KeyType::Overrides:
    return readItems(Node, Key.Name, overrideKeys(), Out.Overrides);
  case KeyType::Allowances:
    return readItems(Node, Key.Name, allowanceKeys(), Out.Allowances);
  case KeyType::Flag:
  case KeyType::Number:
  case KeyType::Text:
  case KeyType::Word:
  case KeyType::List:
    return readValue(Key, Node, Out.Values);
  }
  llvm_unreachable("not a type");
}

// Reads the members of the section \p Prefix, "gate." or "".
static llvm::Error readSection(const ConfigNode &Node, llvm::StringRef Prefix,
                               ConfigFragment &Out) {
  for (const auto &[Given, Value] : Node.Entries) {
    const std::string Name = (Prefix + Given.Text).str();
    if (const ConfigKey *Key = findKey(configKeys(), Name)) {
      if (llvm::Error Wrong = readKey(*Key, Value, Out))
        return Wrong;
      continue;
    }
    std::vector<llvm::StringRef> Names;
    for (const ConfigKey &Key : configKeys())
      if (llvm::StringRef Rest = Key.Name; Rest.consume_front(Prefix))
        Names.push_back(Rest.split('.').first);
    if (!llvm::is_contained(Names, Given.Text))
      return unknownKey(Given, Names);
    if (llvm::Error Wrong = wantMap(Value, Name))
      return Wrong;
    if (llvm::Error Wrong = readSection(Value, Name + ".", Out))
      return Wrong;
  }
  return llvm::Error::success();
}

llvm::Expected<ConfigFragment> memtidy::readFragment(const ConfigNode &Root) {
  ConfigFragment Result;
  if (Root.Is == Kind::Nothing)
    return Result;
  if (Root.Is != Kind::Map)
    return configError(Root.Place,
                       "a configuration is a map, got " + describe(Root));
  if (llvm::Error Wrong = readSection(Root, "", Result))
    return Wrong;
  if (const ConfigText *Version = Result.find("version");
      Version && Version->Text != "1")
    return configError(Version->Place, "this memtidy reads version 1 only");
  return Result;
}

llvm::Error memtidy::setValue(ConfigFragment &Fragment, const ConfigKey &Key,
                              ConfigText Value) {
  std::vector<ConfigText> Texts;
  if (Key.Type == KeyType::List) {
    for (llvm::StringRef Part : llvm::split(Value.Text, ','))
      if (!Part.trim().empty())
        Texts.push_back({Part.trim().str(), Value.Place});
  } else {
    if (llvm::Error Wrong = checkText(Key, Value))
      return Wrong;
    Texts.push_back(std::move(Value));
  }
  Fragment.Values[Key.Name.str()] = std::move(Texts);
  return llvm::Error::success();
}

void memtidy::mergeFragment(ConfigFragment &Far, ConfigFragment Near) {
  for (auto &[Key, Texts] : Near.Values)
    Far.Values[Key] = std::move(Texts);
  for (auto &[Check, Options] : Near.Options)
    for (auto &[Option, Value] : Options)
      Far.Options[Check][Option] = std::move(Value);
  llvm::move(Near.Overrides, std::back_inserter(Far.Overrides));
  llvm::move(Near.Allowances, std::back_inserter(Far.Allowances));
}
