//===- ExportFixes.cpp - Fixes for clang-apply-replacements ---------------===//
//
// The YAML of clang-tidy's --export-fixes, written once for all TUs, so that
// an edit of a header is there once. Whoever reads it applies each edit he
// finds: only safe fixes are in it.
//
//===----------------------------------------------------------------------===//

#include "driver/render/Formats.h"
#include "driver/report/JsonText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/YAMLTraits.h"

using namespace memtidy;

namespace {
struct Replacement {
  std::string FilePath;
  uint64_t Offset = 0;
  uint64_t Length = 0;
  std::string ReplacementText;
};

struct DiagnosticMessage {
  std::string Message;
  std::string FilePath;
  uint64_t FileOffset = 0;
  std::vector<Replacement> Replacements;
};

struct ExportedDiagnostic {
  std::string DiagnosticName;
  DiagnosticMessage Message;
  std::string Level = "Warning";
};

struct ExportedFixes {
  std::string MainSourceFile;
  std::vector<ExportedDiagnostic> Diagnostics;
};
} // namespace

LLVM_YAML_IS_SEQUENCE_VECTOR(Replacement)
LLVM_YAML_IS_SEQUENCE_VECTOR(ExportedDiagnostic)

namespace llvm::yaml {
template <> struct MappingTraits<Replacement> {
  static void mapping(IO &Io, Replacement &R) {
    Io.mapRequired("FilePath", R.FilePath);
    Io.mapRequired("Offset", R.Offset);
    Io.mapRequired("Length", R.Length);
    Io.mapRequired("ReplacementText", R.ReplacementText);
  }
};

template <> struct MappingTraits<DiagnosticMessage> {
  static void mapping(IO &Io, DiagnosticMessage &M) {
    Io.mapRequired("Message", M.Message);
    Io.mapRequired("FilePath", M.FilePath);
    Io.mapRequired("FileOffset", M.FileOffset);
    Io.mapRequired("Replacements", M.Replacements);
  }
};

template <> struct MappingTraits<ExportedDiagnostic> {
  static void mapping(IO &Io, ExportedDiagnostic &D) {
    Io.mapRequired("DiagnosticName", D.DiagnosticName);
    Io.mapRequired("DiagnosticMessage", D.Message);
    Io.mapRequired("Level", D.Level);
  }
};

template <> struct MappingTraits<ExportedFixes> {
  static void mapping(IO &Io, ExportedFixes &F) {
    Io.mapRequired("MainSourceFile", F.MainSourceFile);
    Io.mapRequired("Diagnostics", F.Diagnostics);
  }
};
} // namespace llvm::yaml

static ExportedDiagnostic exportedOf(const Issue &Found) {
  ExportedDiagnostic Result;
  Result.DiagnosticName = Found.Check;
  Result.Message.Message = jsonText(Found.Message);
  Result.Message.FilePath = Found.Path;
  Result.Message.FileOffset = Found.Range.Start.Offset;
  auto Safe = llvm::find_if(Found.Fixes, [](const IssueFix &Fix) {
    // YAML holds only UTF-8.
    return Fix.Safety == Trust::Safe &&
           llvm::all_of(Fix.Edits, [](const IssueEdit &Edit) {
             return llvm::json::isUTF8(Edit.Text) &&
                    llvm::json::isUTF8(Edit.Path);
           });
  });
  if (Safe != Found.Fixes.end())
    for (const IssueEdit &Edit : Safe->Edits)
      Result.Message.Replacements.push_back(
          {Edit.Path, Edit.Offset, Edit.Length, Edit.Text});
  return Result;
}

// Paths stay absolute: clang-apply-replacements knows no base folder.
void memtidy::renderExportFixes(const Report &Result, const RenderOptions &,
                                llvm::raw_ostream &OS) {
  ExportedFixes All;
  for (const Issue &Found : Result.Issues)
    All.Diagnostics.push_back(exportedOf(Found));
  llvm::yaml::Output Yaml(OS);
  Yaml << All;
}
