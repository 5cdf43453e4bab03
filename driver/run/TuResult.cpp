//===- TuResult.cpp - TU results as JSON, and back ------------------------===//

#include "driver/run/TuResult.h"
#include "checks/model/FactJson.h"

using namespace memtidy;
namespace json = llvm::json;

// LLVM's mapper finds these by their argument's namespace.
namespace memtidy {
static json::Value toJSON(const TuCost &Cost) {
  json::Object ByCheck;
  for (const auto &[Check, Seconds] : Cost.SecondsByCheck)
    ByCheck[Check] = Seconds;
  return json::Object{{"cpu", Cost.CpuSeconds},
                      {"checks", Cost.CheckSeconds},
                      {"peak", Cost.PeakBytes},
                      {"shares", Cost.Shares},
                      {"by_check", std::move(ByCheck)}};
}

static bool fromJSON(const json::Value &Json, TuCost &Out, json::Path Where) {
  json::ObjectMapper Map(Json, Where);
  return Map && Map.map("cpu", Out.CpuSeconds) &&
         Map.map("checks", Out.CheckSeconds) &&
         Map.map("peak", Out.PeakBytes) && Map.map("shares", Out.Shares) &&
         Map.map("by_check", Out.SecondsByCheck);
}
} // namespace memtidy

TuResult memtidy::contentOf(TuResult Result) {
  Result.Dependencies.clear();
  Result.Cost = {};
  return Result;
}

json::Value memtidy::toJSON(const TuResult &Result) {
  json::Array Issues;
  for (const Issue &Found : Result.Issues)
    Issues.push_back(toJSON(Found));
  json::Object Json{{"issues", std::move(Issues)},
                    {"cost", toJSON(Result.Cost)},
                    {"dependencies", Result.Dependencies}};
  if (Result.Error)
    Json["error"] = toJSON(*Result.Error);
  if (!Result.Facts.empty())
    Json["facts"] = toJSON(Result.Facts);
  json::Array Drafts;
  for (const Issue &Found : Result.Drafts)
    Drafts.push_back(toJSON(Found));
  if (!Drafts.empty())
    Json["drafts"] = std::move(Drafts);
  if (!Result.Comments.empty())
    Json["comments"] = Result.Comments;
  return Json;
}

bool memtidy::fromJSON(const json::Value &Json, TuResult &Out,
                       json::Path Where) {
  json::ObjectMapper Map(Json, Where);
  return Map && Map.map("issues", Out.Issues) && Map.map("cost", Out.Cost) &&
         Map.map("error", Out.Error) &&
         Map.map("dependencies", Out.Dependencies) &&
         Map.mapOptional("facts", Out.Facts) &&
         Map.mapOptional("drafts", Out.Drafts) &&
         Map.mapOptional("comments", Out.Comments);
}
