//===- YamlReader.cpp - From YAML to ConfigNode ---------------------------===//
//
// The only file that is built with exceptions: yaml-cpp throws. It keeps
// duplicate keys without a word and lets aliases grow without limit; both are
// errors here.
//
//===----------------------------------------------------------------------===//

#include "driver/config/ConfigNode.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/JSON.h"
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/yaml.h>

using namespace memtidy;

// Generous for what people write, small for what an attacker would.
static constexpr size_t MostBytes = 1 << 20;
static constexpr size_t MostNodes = 100000;

namespace {
/// A mistake in the file. Leaves this file as an llvm::Error.
struct Mistake {
  ConfigPlace Place;
  std::string Message;
};

class Converter {
public:
  explicit Converter(llvm::StringRef File) : File(File) {}

  ConfigNode convert(const YAML::Node &Node);
  ConfigPlace placeOf(const YAML::Mark &Mark) const;

private:
  void addEntry(ConfigNode &Map, const YAML::Node &Key,
                const YAML::Node &Value);

  const llvm::StringRef File;
  size_t Nodes = 0;
};
} // namespace

ConfigPlace Converter::placeOf(const YAML::Mark &Mark) const {
  if (Mark.is_null())
    return {File.str(), 1, 1};
  return {File.str(), static_cast<unsigned>(Mark.line) + 1,
          static_cast<unsigned>(Mark.column) + 1};
}

void Converter::addEntry(ConfigNode &Map, const YAML::Node &Key,
                         const YAML::Node &Value) {
  if (!Key.IsScalar())
    throw Mistake{placeOf(Key.Mark()), "a key must be a word"};
  ConfigText Name{Key.Scalar(), placeOf(Key.Mark())};
  for (const auto &[Other, Ignored] : Map.Entries)
    if (Other.Text == Name.Text)
      throw Mistake{Name.Place, "duplicate key '" + Name.Text +
                                    "'; the first is in line " +
                                    std::to_string(Other.Place.Line)};
  Map.Entries.push_back({std::move(Name), convert(Value)});
}

ConfigNode Converter::convert(const YAML::Node &Node) {
  ConfigNode Result;
  Result.Place = placeOf(Node.Mark());
  if (++Nodes > MostNodes)
    throw Mistake{Result.Place, "too large for a configuration"};
  switch (Node.Type()) {
  case YAML::NodeType::Undefined:
  case YAML::NodeType::Null:
    break;
  case YAML::NodeType::Scalar:
    Result.Is = ConfigNode::Kind::Text;
    Result.Text = Node.Scalar();
    break;
  case YAML::NodeType::Sequence:
    Result.Is = ConfigNode::Kind::List;
    for (const YAML::Node &Item : Node)
      Result.Items.push_back(convert(Item));
    break;
  case YAML::NodeType::Map:
    Result.Is = ConfigNode::Kind::Map;
    for (const auto &Entry : Node)
      addEntry(Result, Entry.first, Entry.second);
    break;
  }
  return Result;
}

llvm::Expected<ConfigNode> memtidy::readYaml(llvm::StringRef File,
                                             llvm::StringRef Content) {
  Converter Convert(File);
  if (Content.size() > MostBytes)
    return configError({File.str(), 1, 1}, "too large for a configuration");
  if (!llvm::json::isUTF8(Content))
    return configError({File.str(), 1, 1}, "not UTF-8");
  try {
    std::vector<YAML::Node> Documents = YAML::LoadAll(Content.str());
    if (Documents.empty())
      return ConfigNode();
    if (Documents.size() > 1)
      return configError(Convert.placeOf(Documents[1].Mark()),
                         "a second document; a configuration is one");
    return Convert.convert(Documents.front());
  } catch (const Mistake &Wrong) {
    return configError(Wrong.Place, Wrong.Message);
  } catch (const YAML::DeepRecursion &Wrong) {
    return configError(Convert.placeOf(Wrong.mark), "nested too deeply");
  } catch (const YAML::Exception &Wrong) {
    return configError(Convert.placeOf(Wrong.mark), Wrong.msg);
  }
}
