//===- ReportFile.cpp - Reports as JSON documents -------------------------===//

#include "driver/report/ReportFile.h"
#include "driver/report/JsonText.h"
#include "driver/report/Totals.h"
#include "driver/support/ParseJson.h"
#include "driver/support/Path.h"
#include "driver/support/Version.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace memtidy;
using llvm::json::Array;
using llvm::json::Object;
using llvm::json::ObjectMapper;
using llvm::json::Path;
using llvm::json::Value;

static constexpr int Schema = 1;

llvm::json::Value memtidy::toJSON(const TuError &Error) {
  return Object{{"path", jsonText(Error.Path)},
                {"kind", toString(Error.Kind)},
                {"reason", jsonText(Error.Reason)}};
}

bool memtidy::fromJSON(const Value &Json, TuError &Out, Path Where) {
  std::string Kind;
  ObjectMapper Map(Json, Where);
  if (!Map || !Map.map("path", Out.Path) || !Map.map("kind", Kind) ||
      !Map.map("reason", Out.Reason))
    return false;
  std::optional<TuFailure> Known = parseTuFailure(Kind);
  if (!Known) {
    Where.field("kind").report("expected parse, crash, timeout or command");
    return false;
  }
  Out.Kind = *Known;
  return true;
}

// Applies \p Change to each path in \p Issue.
static void changePaths(Issue &Issue,
                        llvm::function_ref<void(std::string &)> Change) {
  Change(Issue.Path);
  for (IssueStep &Step : Issue.Steps)
    Change(Step.Path);
  for (IssueStep &Step : Issue.Related)
    Change(Step.Path);
  for (IssueFix &Fix : Issue.Fixes)
    for (IssueEdit &Edit : Fix.Edits)
      Change(Edit.Path);
}

static Value summaryOf(const Report &Result) {
  Totals Sum = countTotals(Result);
  Object ByLevel, ByCheck;
  for (Level L : {Level::Possible, Level::Likely, Level::Certain})
    ByLevel[toString(L)] = Sum.ByLevel[L];
  for (const auto &[Check, Count] : Sum.ByCheck)
    ByCheck[jsonText(Check)] = Count;
  return Object{{"findings", Sum.Findings},
                {"by_level", std::move(ByLevel)},
                {"by_check", std::move(ByCheck)},
                {"files", Sum.Files},
                {"bytes", Sum.Bytes},
                {"fixable", Object{{"safe", Sum.FixableSafe},
                                   {"unsafe", Sum.FixableUnsafe}}}};
}

static Value invocationOf(const Report &Result, llvm::StringRef BaseDir) {
  Array Errors;
  for (TuError Error : Result.Errors) {
    Error.Path = shortPath(Error.Path, BaseDir);
    Errors.push_back(toJSON(Error));
  }
  return Object{{"complete", Result.Complete},
                {"tus", Object{{"total", Result.Units.Total},
                               {"analysed", Result.Units.Analysed},
                               {"failed", Result.Units.Failed}}},
                {"errors", std::move(Errors)}};
}

void memtidy::writeReport(const Report &Result, llvm::StringRef BaseDir,
                          llvm::raw_ostream &OS) {
  llvm::json::OStream Json(OS, /*IndentSize=*/2);
  Json.object([&] {
    Json.attribute("schema", Schema);
    Json.attribute("tool", Object{{"name", "memtidy"},
                                  {"version", toolVersion()},
                                  {"llvm", llvmVersion()}});
    Json.attributeArray("findings", [&] {
      for (Issue Issue : Result.Issues) {
        changePaths(
            Issue, [&](std::string &Path) { Path = shortPath(Path, BaseDir); });
        Json.value(toJSON(Issue));
      }
    });
    Json.attribute("invocation", invocationOf(Result, BaseDir));
    Json.attribute("summary", summaryOf(Result));
  });
  OS << '\n';
}

void memtidy::writeReportLines(const Report &Result, llvm::StringRef BaseDir,
                               llvm::raw_ostream &OS) {
  for (Issue Issue : Result.Issues) {
    changePaths(Issue,
                [&](std::string &Path) { Path = shortPath(Path, BaseDir); });
    OS << toJSON(Issue) << '\n';
  }
  OS << Value(Object{{"invocation", invocationOf(Result, BaseDir)},
                     {"summary", summaryOf(Result)}})
     << '\n';
}

// The keys "tool" and "summary" are for readers; they follow from the rest.
static bool decode(const Value &Json, Report &Out, Path Where) {
  int Version = 0;
  ObjectMapper Map(Json, Where);
  if (!Map || !Map.map("schema", Version))
    return false;
  if (Version != Schema) {
    Where.field("schema").report("this memtidy reads schema 1 only");
    return false;
  }
  if (!Map.map("findings", Out.Issues))
    return false;

  Path Run = Where.field("invocation");
  const Value *Invocation = Json.getAsObject()->get("invocation");
  const Value Null(nullptr);
  ObjectMapper RunMap(Invocation ? *Invocation : Null, Run);
  if (!RunMap || !RunMap.map("complete", Out.Complete) ||
      !RunMap.map("errors", Out.Errors))
    return false;
  const Value *Units = Invocation->getAsObject()->get("tus");
  ObjectMapper UnitsMap(Units ? *Units : Null, Run.field("tus"));
  return UnitsMap && UnitsMap.map("total", Out.Units.Total) &&
         UnitsMap.map("analysed", Out.Units.Analysed) &&
         UnitsMap.map("failed", Out.Units.Failed);
}

llvm::Expected<Report> memtidy::readReport(llvm::StringRef File) {
  auto Buffer = llvm::MemoryBuffer::getFileOrSTDIN(File, /*IsText=*/true);
  if (!Buffer)
    return llvm::createFileError(File, Buffer.getError());
  llvm::Expected<Value> Json = parseJson((*Buffer)->getBuffer());
  if (!Json)
    return llvm::createFileError(File, Json.takeError());

  Report Result;
  Path::Root Root("report");
  if (!decode(*Json, Result, Root))
    return llvm::createFileError(File, Root.getError());
  llvm::SmallString<256> BaseDir;
  if (std::error_code Failed = llvm::sys::fs::current_path(BaseDir))
    return llvm::createFileError(File, Failed);
  auto Extend = [&](std::string &Path) { Path = fullPath(Path, BaseDir); };
  for (Issue &Issue : Result.Issues)
    changePaths(Issue, Extend);
  for (TuError &Error : Result.Errors)
    Extend(Error.Path);
  return Result;
}
