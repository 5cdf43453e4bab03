//===- ConfigNode.cpp - A configuration file as it is written -------------===//

#include "driver/config/ConfigNode.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/FormatVariadic.h"

using namespace memtidy;

std::string memtidy::toString(const ConfigPlace &Place) {
  if (Place.Line == 0)
    return Place.File;
  return llvm::formatv("{0}:{1}:{2}", Place.File, Place.Line, Place.Col);
}

llvm::Error memtidy::configError(const ConfigPlace &Place,
                                 const llvm::Twine &Message) {
  return llvm::createStringError(toString(Place) + ": " + Message);
}

std::string memtidy::describe(const ConfigNode &Node) {
  switch (Node.Is) {
  case ConfigNode::Kind::Nothing:
    return "nothing";
  case ConfigNode::Kind::Text:
    return "'" + Node.Text + "'";
  case ConfigNode::Kind::List:
    return "a list";
  case ConfigNode::Kind::Map:
    return "a map";
  }
  llvm_unreachable("not a kind of node");
}
