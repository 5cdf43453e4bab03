//===- IssueJson.cpp - Issues as JSON, and back ---------------------------===//

#include "driver/report/Issue.h"
#include "driver/report/JsonText.h"
#include "llvm/Support/ErrorHandling.h"

using llvm::json::Array;
using llvm::json::Object;
using llvm::json::ObjectMapper;
using llvm::json::Path;
using llvm::json::Value;

// LLVM's mapper finds these by their argument's namespace.
namespace memtidy {

static Value toJSON(const FilePosition &Position) {
  return Object{{"line", Position.Line},
                {"col", Position.Col},
                {"offset", Position.Offset}};
}

static bool fromJSON(const Value &Json, FilePosition &Out, Path Where) {
  ObjectMapper Map(Json, Where);
  return Map && Map.map("line", Out.Line) && Map.map("col", Out.Col) &&
         Map.map("offset", Out.Offset);
}

static Value toJSON(const IssueStep &Step) {
  return Object{{"path", jsonText(Step.Path)},
                {"line", Step.Line},
                {"col", Step.Col},
                {"message", jsonText(Step.Message)}};
}

static bool fromJSON(const Value &Json, IssueStep &Out, Path Where) {
  ObjectMapper Map(Json, Where);
  return Map && Map.map("path", Out.Path) && Map.map("line", Out.Line) &&
         Map.map("col", Out.Col) && Map.map("message", Out.Message);
}

template <typename T> static Value toJSON(const std::vector<T> &Values) {
  Array Result;
  for (const T &V : Values)
    Result.push_back(toJSON(V));
  return Result;
}

static Value toJSON(const IssueFix &Fix) {
  return Object{{"title", jsonText(Fix.Title)},
                {"trust", toString(Fix.Safety)},
                {"reason", jsonText(Fix.Reason)},
                {"edits", toJSON(Fix.Edits)}};
}

static bool fromJSON(const Value &Json, Trust &Out, Path Where) {
  if (std::optional<llvm::StringRef> Name = Json.getAsString())
    if (std::optional<Trust> Known = parseTrust(*Name)) {
      Out = *Known;
      return true;
    }
  Where.report("expected safe, unsafe or display");
  return false;
}

static bool fromJSON(const Value &Json, IssueFix &Out, Path Where) {
  ObjectMapper Map(Json, Where);
  return Map && Map.map("title", Out.Title) && Map.map("trust", Out.Safety) &&
         Map.map("reason", Out.Reason) && Map.map("edits", Out.Edits);
}

static bool fromJSON(const Value &Json, Level &Out, Path Where) {
  if (std::optional<llvm::StringRef> Name = Json.getAsString())
    if (std::optional<Level> Known = parseLevel(*Name)) {
      Out = *Known;
      return true;
    }
  Where.report("expected possible, likely or certain");
  return false;
}

static Value toJSON(const Cost &Waste) {
  Object Result{{"unit", jsonText(Waste.Unit)},
                {"assumption", jsonText(Waste.Assumption)}};
  if (Waste.Bytes)
    Result["bytes"] = *Waste.Bytes;
  return Result;
}

static bool fromJSON(const Value &Json, Cost &Out, Path Where) {
  ObjectMapper Map(Json, Where);
  return Map && Map.map("bytes", Out.Bytes) && Map.map("unit", Out.Unit) &&
         Map.map("assumption", Out.Assumption);
}

static bool fromJSON(const Value &Json, BaselineState &Out, Path Where) {
  for (BaselineState State :
       {BaselineState::New, BaselineState::Unchanged, BaselineState::Updated})
    if (Json.getAsString() == llvm::StringRef(toString(State))) {
      Out = State;
      return true;
    }
  Where.report("expected new, unchanged or updated");
  return false;
}

static bool fromJSON(const Value &Json, IssueSuppression &Out, Path Where) {
  ObjectMapper Map(Json, Where);
  return Map && Map.map("kind", Out.Kind) && Map.map("reason", Out.Reason);
}

namespace {
/// The JSON object "entity" of an issue.
struct IssueEntity {
  std::string Name;
  std::string Usr;
};

bool fromJSON(const Value &Json, IssueEntity &Out, Path Where) {
  ObjectMapper Map(Json, Where);
  return Map && Map.map("name", Out.Name) && Map.map("usr", Out.Usr);
}
} // namespace

} // namespace memtidy

Value memtidy::toJSON(const FileRange &Range) {
  return Object{{"start", toJSON(Range.Start)}, {"end", toJSON(Range.End)}};
}

bool memtidy::fromJSON(const Value &Json, FileRange &Out, Path Where) {
  ObjectMapper Map(Json, Where);
  return Map && Map.map("start", Out.Start) && Map.map("end", Out.End);
}

Value memtidy::toJSON(const IssueEdit &Edit) {
  return Object{{"path", jsonText(Edit.Path)},
                {"offset", Edit.Offset},
                {"length", Edit.Length},
                {"text", jsonText(Edit.Text)}};
}

bool memtidy::fromJSON(const Value &Json, IssueEdit &Out, Path Where) {
  ObjectMapper Map(Json, Where);
  return Map && Map.map("path", Out.Path) && Map.map("offset", Out.Offset) &&
         Map.map("length", Out.Length) && Map.map("text", Out.Text);
}

llvm::StringLiteral memtidy::toString(BaselineState Value) {
  switch (Value) {
  case BaselineState::None:
    return "";
  case BaselineState::New:
    return "new";
  case BaselineState::Unchanged:
    return "unchanged";
  case BaselineState::Updated:
    return "updated";
  }
  llvm_unreachable("not a state");
}

bool memtidy::isOpen(const Issue &Found) {
  return !Found.Suppressed && (Found.Baseline == BaselineState::None ||
                               Found.Baseline == BaselineState::New);
}

Value memtidy::toJSON(const Issue &Issue) {
  Object Result{
      {"fingerprint", jsonText(Issue.Fingerprint)},
      {"check", jsonText(Issue.Check)},
      {"level", toString(Issue.Sureness)},
      {"message", jsonText(Issue.Message)},
      {"path", jsonText(Issue.Path)},
      {"range", toJSON(Issue.Range)},
      {"steps", toJSON(Issue.Steps)},
      {"related", toJSON(Issue.Related)},
      {"cost", toJSON(Issue.Waste)},
      {"entity", Object{{"name", jsonText(Issue.EntityName)},
                        {"usr", jsonText(Issue.EntityUsr)}}},
      {"discriminator", jsonText(Issue.Discriminator)},
      {"fixes", toJSON(Issue.Fixes)},
  };
  if (!Issue.Anchor.empty())
    Result["anchor"] = jsonText(Issue.Anchor);
  if (Issue.Baseline != BaselineState::None)
    Result["baseline"] = toString(Issue.Baseline);
  if (Issue.Suppressed)
    Result["suppressed"] =
        Object{{"kind", jsonText(Issue.Suppressed->Kind)},
               {"reason", jsonText(Issue.Suppressed->Reason)}};
  return Result;
}

bool memtidy::fromJSON(const Value &Json, Issue &Out, Path Where) {
  IssueEntity Entity;
  ObjectMapper Map(Json, Where);
  if (!Map || !Map.map("fingerprint", Out.Fingerprint) ||
      !Map.map("check", Out.Check) || !Map.map("level", Out.Sureness) ||
      !Map.map("message", Out.Message) || !Map.map("path", Out.Path) ||
      !Map.map("range", Out.Range) || !Map.map("steps", Out.Steps) ||
      !Map.map("related", Out.Related) || !Map.map("cost", Out.Waste) ||
      !Map.map("entity", Entity) ||
      !Map.map("discriminator", Out.Discriminator) ||
      !Map.map("fixes", Out.Fixes) || !Map.mapOptional("anchor", Out.Anchor) ||
      !Map.mapOptional("baseline", Out.Baseline) ||
      !Map.map("suppressed", Out.Suppressed))
    return false;
  Out.EntityName = std::move(Entity.Name);
  Out.EntityUsr = std::move(Entity.Usr);
  return true;
}
