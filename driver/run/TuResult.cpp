//===- TuResult.cpp - TU results as JSON, and back ------------------------===//

#include "driver/run/TuResult.h"
#include "checks/model/FactJson.h"

using namespace memtidy;
namespace json = llvm::json;

json::Value memtidy::toJSON(const TuResult &Result) {
  json::Array Issues;
  for (const Issue &Found : Result.Issues)
    Issues.push_back(toJSON(Found));
  json::Object Json{{"issues", std::move(Issues)},
                    {"cpu", Result.CpuSeconds},
                    {"dependencies", Result.Dependencies}};
  if (Result.Error)
    Json["error"] = toJSON(*Result.Error);
  if (!Result.Facts.records().empty() || !Result.Facts.functions().empty())
    Json["facts"] = toJSON(Result.Facts);
  return Json;
}

bool memtidy::fromJSON(const json::Value &Json, TuResult &Out,
                       json::Path Where) {
  json::ObjectMapper Map(Json, Where);
  return Map && Map.map("issues", Out.Issues) &&
         Map.map("cpu", Out.CpuSeconds) && Map.map("error", Out.Error) &&
         Map.map("dependencies", Out.Dependencies) &&
         Map.mapOptional("facts", Out.Facts);
}
