//===- Sarif.cpp - SARIF 2.1.0, as GitHub code scanning wants it ----------===//
//
// Paths below the base folder are relative, so the log names no machine.
// GitHub shows a result in a pull request only if all lines of its region are
// in the diff: a region ends on its first line.
//
//===----------------------------------------------------------------------===//

#include "driver/render/Format.h"
#include "driver/render/Formats.h"
#include "driver/render/SarifPlaces.h"
#include "driver/render/SarifRules.h"
#include "driver/report/JsonText.h"
#include "driver/support/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace memtidy;
using llvm::json::Array;
using llvm::json::Object;

// GitHub rejects a log with more, and shows that many of each.
static constexpr size_t MostResults = 25000;
static constexpr size_t MostLocations = 100;
static constexpr size_t MostFlowSteps = 1000;

static Object messageOf(llvm::StringRef Text) {
  return Object{{"text", jsonText(Text)}};
}

// The first sentence becomes the title.
static std::string messageTextOf(const Issue &Found) {
  return Found.Message + ".\n" + llvm::join(detailLines(Found), "\n");
}

namespace {
/// Writes the results of one log.
class SarifWriter {
public:
  SarifWriter(const RenderOptions &Options, const SarifRules &Rules)
      : Places(Options.BaseDir), Rules(Rules) {}

  Object resultOf(const Issue &Found);
  Object notificationOf(const TuError &Error);

private:
  Object locationOf(const Issue &Found);
  Object stepOf(const IssueStep &Step);
  Array flowsOf(const Issue &Found);
  Array fixesOf(const Issue &Found);
  Object fixOf(const IssueFix &Fix);

  SarifPlaces Places;
  const SarifRules &Rules;
};
} // namespace

Object SarifWriter::locationOf(const Issue &Found) {
  Object Result{{"physicalLocation", Places.physical(Found.Path, Found.Range)}};
  if (!Found.EntityName.empty())
    Result["logicalLocations"] =
        Array{Object{{"fullyQualifiedName", jsonText(Found.EntityName)}}};
  return Result;
}

Object SarifWriter::stepOf(const IssueStep &Step) {
  return Object{
      {"message", messageOf(Step.Message)},
      {"physicalLocation", Places.physical(Step.Path, Step.Line, Step.Col)}};
}

Array SarifWriter::flowsOf(const Issue &Found) {
  Array Locations;
  for (const IssueStep &Step :
       llvm::ArrayRef(Found.Steps).take_front(MostFlowSteps))
    Locations.push_back(Object{{"location", stepOf(Step)}});
  return Array{Object{
      {"threadFlows", Array{Object{{"locations", std::move(Locations)}}}}}};
}

Object SarifWriter::fixOf(const IssueFix &Fix) {
  Array Changes, Replacements;
  for (size_t I = 0; I < Fix.Edits.size(); ++I) {
    const IssueEdit &Edit = Fix.Edits[I];
    Replacements.push_back(Object{
        {"deletedRegion", Places.region(Edit.Path, Edit.Offset, Edit.Length)},
        {"insertedContent", messageOf(Edit.Text)}});
    if (I + 1 < Fix.Edits.size() && Fix.Edits[I + 1].Path == Edit.Path)
      continue;
    Changes.push_back(Object{{"artifactLocation", Places.artifact(Edit.Path)},
                             {"replacements", std::move(Replacements)}});
    Replacements = Array();
  }
  return Object{{"description", messageOf(Fix.Title)},
                {"artifactChanges", std::move(Changes)}};
}

Array SarifWriter::fixesOf(const Issue &Found) {
  Array Result;
  for (const IssueFix &Fix : Found.Fixes)
    if (Fix.Safety == Trust::Safe && llvm::all_of(Fix.Edits, [&](auto &Edit) {
          return Places.hasRegion(Edit.Path, Edit.Offset, Edit.Length);
        }))
      Result.push_back(fixOf(Fix));
  return Result;
}

Object SarifWriter::resultOf(const Issue &Found) {
  Object Prints{{"memtidy/v1", jsonText(Found.Fingerprint)}};
  if (std::string Hash = Places.lineHash(Found.Path, Found.Range.Start.Line);
      !Hash.empty())
    Prints["primaryLocationLineHash"] = Hash;
  Object Result{{"ruleId", jsonText(Found.Check)},
                {"ruleIndex", Rules.indexOf(Found.Check)},
                {"level", sarifLevel(Found.Sureness)},
                {"message", messageOf(messageTextOf(Found))},
                {"locations", Array{locationOf(Found)}},
                {"partialFingerprints", std::move(Prints)}};
  Array Related;
  for (const IssueStep &Step :
       llvm::ArrayRef(Found.Related).take_front(MostLocations)) {
    Object Location = stepOf(Step);
    Location["id"] = Related.size() + 1;
    Related.push_back(std::move(Location));
  }
  if (!Related.empty())
    Result["relatedLocations"] = std::move(Related);
  if (!Found.Steps.empty())
    Result["codeFlows"] = flowsOf(Found);
  if (Array Fixes = fixesOf(Found); !Fixes.empty())
    Result["fixes"] = std::move(Fixes);
  if (Found.Baseline != BaselineState::None)
    Result["baselineState"] = toString(Found.Baseline);
  if (Found.Suppressed)
    Result["suppressions"] =
        Array{Object{{"kind", "external"},
                     {"status", "accepted"},
                     {"justification", jsonText(Found.Suppressed->Reason)}}};
  return Result;
}

Object SarifWriter::notificationOf(const TuError &Error) {
  return Object{
      {"level", "error"},
      {"message", messageOf("could not be analysed: " + Error.Reason)},
      {"locations", Array{Object{{"physicalLocation",
                                  Object{{"artifactLocation",
                                          Places.artifact(Error.Path)}}}}}}};
}

// The surest first if GitHub would not take all.
static std::vector<const Issue *> reportedIssues(const Report &Result) {
  std::vector<const Issue *> Issues;
  Issues.reserve(Result.Issues.size());
  for (const Issue &Found : Result.Issues)
    Issues.push_back(&Found);
  if (Issues.size() > MostResults) {
    llvm::sort(Issues, [](const Issue *A, const Issue *B) {
      return A->Sureness != B->Sureness ? A->Sureness > B->Sureness : A < B;
    });
    Issues.resize(MostResults);
  }
  return Issues;
}

static Object invocationOf(const Report &Result, size_t LeftOut,
                           SarifWriter &Writer) {
  Array Notifications;
  for (const TuError &Error : Result.Errors)
    Notifications.push_back(Writer.notificationOf(Error));
  if (LeftOut) {
    std::string Text =
        llvm::formatv("{0} left out: GitHub takes {1}",
                      formatCount(LeftOut, "finding"), MostResults);
    Notifications.push_back(
        Object{{"level", "warning"}, {"message", messageOf(Text)}});
  }
  return Object{{"executionSuccessful", Result.Complete},
                {"toolExecutionNotifications", std::move(Notifications)}};
}

void memtidy::renderSarif(const Report &Result, const RenderOptions &Options,
                          llvm::raw_ostream &OS) {
  std::vector<const Issue *> Issues = reportedIssues(Result);
  SarifRules Rules(Issues, Options);
  SarifWriter Writer(Options, Rules);
  Object Driver{{"name", "memtidy"},
                {"semanticVersion", toolVersion()},
                {"rules", Rules.toJSON()}};

  llvm::json::OStream Json(OS, /*IndentSize=*/1);
  Json.object([&] {
    Json.attribute("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    Json.attribute("version", "2.1.0");
    Json.attributeArray("runs", [&] {
      Json.object([&] {
        Json.attribute("tool", Object{{"driver", std::move(Driver)}});
        Json.attribute("automationDetails", Object{{"id", "memtidy/"}});
        Json.attribute("columnKind", "unicodeCodePoints");
        Json.attribute("originalUriBaseIds", SarifPlaces::baseIds());
        Json.attribute(
            "invocations",
            Array{invocationOf(Result, Result.Issues.size() - Issues.size(),
                               Writer)});
        Json.attributeArray("results", [&] {
          for (const Issue *Found : Issues)
            Json.value(Writer.resultOf(*Found));
        });
      });
    });
  });
  OS << '\n';
}
