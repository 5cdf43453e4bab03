//===- ConfigKeys.cpp - The table of settings -----------------------------===//

#include "driver/config/ConfigKeys.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace memtidy;

static constexpr llvm::StringLiteral Levels = "possible|likely|certain";

static constexpr ConfigKey Keys[] = {
    {"version", KeyType::Number, "", "1", "",
     "version of this format; there is only 1"},
    {"required-version", KeyType::Text, "", "", "",
     "refuse to run with an older memtidy: '>=0.1'"},
    {"root", KeyType::Flag, "", "false", "",
     "ignore the configurations of the folders above"},
    {"extends", KeyType::List, "", "", "",
     "files to start from, relative to this one; this one wins"},
    {"clang-tidy", KeyType::Word, "read|ignore", "read", "",
     "whether options of memtidy's checks are taken from .clang-tidy"},
    {"build-dir", KeyType::Text, "", "", "-p",
     "folder of compile_commands.json, or the file"},
    {"extra-args", KeyType::List, "", "", "--extra-arg",
     "flags added to each compile command"},
    {"files.include", KeyType::List, "", "", "",
     "only these files are analysed and shown; globs as in .gitignore"},
    {"files.exclude", KeyType::List, "", "", "",
     "these files are neither analysed nor shown; globs as in .gitignore"},
    {"checks.select", KeyType::List, "", "'*'", "--select",
     "run the checks that match; 'memtidy-' may be left out"},
    {"checks.ignore", KeyType::List, "", "", "--ignore",
     "do not run the checks that match"},
    {"checks.level", KeyType::Word, Levels, "likely", "--level",
     "lowest level to report"},
    {"checks.options", KeyType::CheckOptions, "", "", "--set",
     "options of checks: check, option, value"},
    {"targets", KeyType::List, "", "", "",
     "triples that the project is built for: option 'Targets' of "
     "memtidy-padded-record"},
    {"whole-program.closed-world", KeyType::Flag, "", "false", "--closed-world",
     "what is analysed is the whole program: what nobody calls never runs"},
    {"overrides", KeyType::Overrides, "", "", "",
     "other settings for the findings in some files; later items win"},
    {"suppressions.require-reason", KeyType::Flag, "", "false", "",
     "whether each item of suppressions.allow needs a reason"},
    {"suppressions.report-unused", KeyType::Flag, "", "true", "",
     "whether items of suppressions.allow and NOLINT comments that silence "
     "nothing are named on standard error"},
    {"suppressions.forbid-unused", KeyType::Flag, "", "false",
     "--report-unused-suppressions",
     "whether those are findings, of memtidy-unused-suppression"},
    {"suppressions.forbid-blanket", KeyType::Flag, "", "false", "",
     "whether NOLINT comments that silence checks without naming them are "
     "findings, of memtidy-blanket-suppression"},
    {"suppressions.allow", KeyType::Allowances, "", "", "",
     "findings that are fine as they are"},
    {"baseline", KeyType::Text, "", "", "--baseline",
     "file of known findings, which are not shown again"},
    {"gate.fail-on", KeyType::Word, "possible|likely|certain|never", "likely",
     "--fail-on", "exit 1 on findings of this level and up"},
    {"gate.max-findings", KeyType::Number, "", "", "--max-findings",
     "exit 1 only on more such findings than this"},
    {"gate.max-new", KeyType::Number, "", "", "--max-new",
     "exit 1 only on more such findings outside the baseline than this"},
    {"gate.strict", KeyType::Flag, "", "false", "--strict",
     "exit 1 instead of 3 when a TU could not be analysed"},
    {"gate.max-bytes", KeyType::Number, "", "", "--max-bytes",
     "exit 1 only when such findings outside the baseline waste more bytes, "
     "each counted once"},
    {"budgets", KeyType::Budgets, "", "", "",
     "bytes that objects of records may have: 'book::Order': 64"},
    {"output.formats", KeyType::List, "", "full", "--output",
     "formats to write: FORMAT or FORMAT:FILE"},
    {"run.jobs", KeyType::Number, "", "", "-j",
     "worker processes; one per core unless given"},
    {"run.timeout-per-tu", KeyType::Number, "", "300", "--timeout-per-tu",
     "seconds after which a TU is given up; 0 is never"},
    {"run.memory-limit", KeyType::Number, "", "0", "--memory-limit",
     "MiB of memory with which a TU is given up; 0 is never"},
};

static constexpr ConfigKey OverrideTable[] = {
    {"paths", KeyType::List, "", "", "", "files that it is for"},
    {"select", KeyType::List, "", "", "", "as checks.select"},
    {"ignore", KeyType::List, "", "", "", "as checks.ignore"},
    {"level", KeyType::Word, Levels, "", "", "as checks.level"},
};

static constexpr ConfigKey AllowanceTable[] = {
    {"check", KeyType::Text, "", "", "", "glob over names of checks"},
    {"symbol", KeyType::Text, "", "", "",
     "glob over the name of what the finding is about: 'proto::*'"},
    {"path", KeyType::Text, "", "", "", "glob as in .gitignore"},
    {"reason", KeyType::Text, "", "", "", "why it is fine"},
    {"until", KeyType::Text, "", "", "",
     "last day that it holds, YYYY-MM-DD; for ever unless given"},
};

llvm::ArrayRef<ConfigKey> memtidy::configKeys() { return Keys; }
llvm::ArrayRef<ConfigKey> memtidy::overrideKeys() { return OverrideTable; }
llvm::ArrayRef<ConfigKey> memtidy::allowanceKeys() { return AllowanceTable; }

const ConfigKey *memtidy::findKey(llvm::ArrayRef<ConfigKey> Table,
                                  llvm::StringRef Name) {
  const auto *Found = llvm::find_if(
      Table, [&](const ConfigKey &Key) { return Key.Name == Name; });
  return Found == Table.end() ? nullptr : Found;
}

std::string memtidy::didYouMean(llvm::StringRef Given,
                                llvm::ArrayRef<llvm::StringRef> Names) {
  unsigned Least = 1 + Given.size() / 3 + 1;
  llvm::StringRef Best;
  for (llvm::StringRef Name : Names)
    if (unsigned Distance = Given.edit_distance(Name, true, Least);
        Distance < Least) {
      Least = Distance;
      Best = Name;
    }
  return Best.empty() ? "" : ("; did you mean '" + Best + "'?").str();
}

std::string memtidy::environmentName(const ConfigKey &Key) {
  switch (Key.Type) {
  case KeyType::CheckOptions:
  case KeyType::Budgets:
  case KeyType::Overrides:
  case KeyType::Allowances:
    return "";
  case KeyType::Flag:
  case KeyType::Number:
  case KeyType::Text:
  case KeyType::Word:
  case KeyType::List:
    break;
  }
  // They say how the files are read.
  if (llvm::is_contained({"version", "root", "extends"}, Key.Name))
    return "";
  std::string Name = "MEMTIDY_" + Key.Name.upper();
  for (char &C : Name)
    if (C == '.' || C == '-')
      C = '_';
  return Name;
}

static llvm::StringLiteral typeWord(KeyType Type) {
  switch (Type) {
  case KeyType::Flag:
    return "true or false";
  case KeyType::Number:
    return "number";
  case KeyType::Text:
    return "text";
  case KeyType::Word:
    return "";
  case KeyType::List:
    return "list";
  case KeyType::CheckOptions:
  case KeyType::Budgets:
    return "map";
  case KeyType::Overrides:
  case KeyType::Allowances:
    return "list of maps";
  }
  llvm_unreachable("not a type");
}

static void writeRows(llvm::ArrayRef<ConfigKey> Table, llvm::raw_ostream &OS) {
  OS << "| setting | value | default | command line | meaning |\n"
        "|---|---|---|---|---|\n";
  auto Code = [](llvm::StringRef Text) {
    return Text.empty() ? "" : ("`" + Text + "`").str();
  };
  for (const ConfigKey &Key : Table) {
    std::string Type = typeWord(Key.Type).str();
    if (Key.Type == KeyType::Word)
      for (llvm::StringRef Word : llvm::split(Key.Words, '|'))
        Type += (Type.empty() ? "" : ", ") + Code(Word);
    OS << llvm::formatv("| `{0}` | {1} | {2} | {3} | {4} |\n", Key.Name, Type,
                        Code(Key.Default), Code(Key.Option), Key.Help);
  }
}

void memtidy::writeKeyTable(llvm::raw_ostream &OS) {
  writeRows(Keys, OS);
  OS << "\nAn item of `overrides`:\n\n";
  writeRows(OverrideTable, OS);
  OS << "\nAn item of `suppressions.allow`; at least one of check, symbol and "
        "path is needed, and all that are given must match:\n\n";
  writeRows(AllowanceTable, OS);
}
