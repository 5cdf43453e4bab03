//===- ParseJson.cpp - JSON from strangers --------------------------------===//

#include "driver/support/ParseJson.h"

using namespace memtidy;

bool memtidy::isNestedTooDeep(llvm::StringRef Json) {
  constexpr unsigned Limit = 64;
  unsigned Depth = 0;
  bool InString = false;
  for (size_t I = 0; I < Json.size(); ++I) {
    const char C = Json[I];
    if (InString) {
      I += C == '\\';
      InString = C != '"';
    } else if (C == '"') {
      InString = true;
    } else if (C == '[' || C == '{') {
      if (++Depth > Limit)
        return true;
    } else if ((C == ']' || C == '}') && Depth > 0) {
      --Depth;
    }
  }
  return false;
}

llvm::Expected<llvm::json::Value> memtidy::parseJson(llvm::StringRef Text) {
  if (isNestedTooDeep(Text))
    return llvm::createStringError("nested too deeply");
  return llvm::json::parse(Text);
}
