//===- ConfigSchema.cpp - The JSON schema of a configuration --------------===//

#include "driver/config/ConfigKeys.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace memtidy;
using llvm::json::Array;
using llvm::json::Object;
using llvm::json::Value;

static Object closedObject(Object Properties) {
  return Object{{"type", "object"},
                {"additionalProperties", false},
                {"properties", std::move(Properties)}};
}

static Object membersSchema(llvm::ArrayRef<ConfigKey> Table);

// Editors may offer the value types that YAML makes of plain words.
static Object optionsSchema(llvm::ArrayRef<CheckKeys> Checks) {
  Object Properties;
  for (const CheckKeys &Check : Checks) {
    Object Options;
    for (const CheckKeys::Option &Option : Check.Options)
      Options[Option.Name] =
          Object{{"description", Option.Help},
                 {"default", Option.Default},
                 {"type", Array{"string", "number", "boolean"}}};
    Object OfCheck = closedObject(std::move(Options));
    OfCheck["description"] = Check.Help;
    Properties[Check.Name] = Object(OfCheck);
    // The prefix may be left out.
    if (llvm::StringRef Short = Check.Name; Short.consume_front("memtidy-"))
      Properties[Short] = std::move(OfCheck);
  }
  return closedObject(std::move(Properties));
}

static Object typeSchema(const ConfigKey &Key,
                         llvm::ArrayRef<CheckKeys> Checks) {
  switch (Key.Type) {
  case KeyType::Flag:
    return Object{{"type", "boolean"}};
  case KeyType::Number:
    return Object{{"type", "integer"}, {"minimum", 0}};
  case KeyType::Text:
    return Object{{"type", "string"}};
  case KeyType::Word: {
    Array Words;
    for (llvm::StringRef Word : llvm::split(Key.Words, '|'))
      Words.push_back(Word);
    return Object{{"enum", std::move(Words)}};
  }
  case KeyType::List:
    return Object{
        {"oneOf", Array{Object{{"type", "string"}},
                        Object{{"type", "array"},
                               {"items", Object{{"type", "string"}}}}}}};
  case KeyType::CheckOptions:
    return optionsSchema(Checks);
  case KeyType::Budgets:
    return Object{
        {"type", "object"},
        {"additionalProperties", Object{{"type", "integer"}, {"minimum", 0}}}};
  case KeyType::Overrides:
    return Object{{"type", "array"}, {"items", membersSchema(overrideKeys())}};
  case KeyType::Allowances:
    return Object{{"type", "array"}, {"items", membersSchema(allowanceKeys())}};
  }
  llvm_unreachable("not a type");
}

static Object keySchema(const ConfigKey &Key,
                        llvm::ArrayRef<CheckKeys> Checks) {
  Object Result = typeSchema(Key, Checks);
  Result["description"] = Key.Help;
  return Result;
}

static Object membersSchema(llvm::ArrayRef<ConfigKey> Table) {
  Object Properties;
  for (const ConfigKey &Key : Table)
    Properties[Key.Name] = keySchema(Key, {});
  return closedObject(std::move(Properties));
}

Value memtidy::configSchema(llvm::ArrayRef<CheckKeys> Checks) {
  Object Properties;
  for (const ConfigKey &Key : configKeys()) {
    auto [Section, Member] = llvm::StringRef(Key.Name).split('.');
    if (Member.empty()) {
      Properties[Key.Name] = keySchema(Key, Checks);
      continue;
    }
    if (!Properties.get(Section))
      Properties[Section] = closedObject(Object());
    Object *Members =
        Properties[Section].getAsObject()->getObject("properties");
    (*Members)[Member] = keySchema(Key, Checks);
  }
  Properties.getObject("version")->insert({"const", 1});
  Object Schema = closedObject(std::move(Properties));
  Schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
  Schema["title"] = ".memtidy.yaml";
  Schema["description"] = "The configuration of memtidy.";
  return Schema;
}
