//===- LayoutJson.cpp - Records as JSON -----------------------------------===//

#include "driver/render/Layouts.h"
#include "driver/support/Path.h"
#include "llvm/Support/JSON.h"

using namespace memtidy;
namespace json = llvm::json;

static llvm::StringRef wordOf(RecordPart::Kind Kind) {
  switch (Kind) {
  case RecordPart::Kind::Field:
    return "field";
  case RecordPart::Kind::Base:
    return "base";
  case RecordPart::Kind::Pointer:
    return "pointer";
  }
  llvm_unreachable("not a kind of part");
}

static void writePlan(const RecordPlan &Plan, json::OStream &Out) {
  Out.attribute("size", Plan.Size);
  Out.attribute("align", Plan.Align);
  Out.attribute("padding", Plan.paddingBytes());
  Out.attribute("cacheLines", Plan.cacheLines());
  Out.attributeArray("parts", [&] {
    for (const RecordPart &Part : Plan.Parts)
      Out.object([&] {
        Out.attribute("kind", wordOf(Part.Is));
        Out.attribute("name", json::fixUTF8(Part.Name));
        Out.attribute("type", json::fixUTF8(Part.Type));
        Out.attribute("offset", Part.Offset);
        Out.attribute("size", Part.Size);
        if (Part.BitWidth) {
          Out.attribute("bitOffset", Part.BitOffset);
          Out.attribute("bitWidth", *Part.BitWidth);
        }
      });
  });
  Out.attributeArray("holes", [&] {
    for (const RecordHole &Hole : Plan.Holes)
      Out.object([&] {
        Out.attribute("offset", Hole.Offset);
        Out.attribute("size", Hole.Size);
      });
  });
}

void memtidy::writeLayoutJson(const LayoutReport &Report,
                              llvm::raw_ostream &OS) {
  json::OStream Out(OS, /*IndentSize=*/2);
  Out.object([&] {
    Out.attribute("schema", 1);
    if (!Report.Revision.empty())
      Out.attribute("revision", json::fixUTF8(Report.Revision));
    Out.attributeArray("records", [&] {
      for (const RecordTable &Record : Report.Records)
        Out.object([&] {
          Out.attribute("name", json::fixUTF8(Record.Name));
          Out.attribute("path",
                        json::fixUTF8(shortPath(Record.Path, Report.Root)));
          Out.attribute("line", Record.Line);
          Out.attribute("target", Record.Target);
          writePlan(Record.Now, Out);
          if (Record.Best)
            Out.attributeObject("best", [&] { writePlan(*Record.Best, Out); });
          if (const RecordTable *Old = Report.before(Record))
            Out.attributeObject("before", [&] { writePlan(Old->Now, Out); });
        });
    });
  });
  OS << '\n';
}
