//===- PrefixWatch.cpp - Doubts about shared headers ----------------------===//

#include "driver/run/PrefixWatch.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace memtidy;

PrefixWatch::PrefixWatch(Preprocessor &Lexer)
    : Lexer(Lexer), Sources(Lexer.getSourceManager()) {}

void PrefixWatch::noteBranch() {
  for (const auto &Entry : Lexer.getIdentifierTable())
    Words.insert(Entry.second);
  HasCounted = Lexer.getCounterValue() != 0;
}

void PrefixWatch::beginUnit() {
  IsInUnit = true;
  Lexer.setTokenWatcher([this](const Token &Next) {
    Braces += Next.is(tok::l_brace) - Next.is(tok::r_brace);
  });
}

std::string PrefixWatch::doubt() const {
  if (!Doubt.empty())
    return Doubt;
  for (const FileEntry *File : Hoisted)
    if (!Included.contains(File))
      return "a shared header is not included";
  return "";
}

void PrefixWatch::doubtThat(const llvm::Twine &Reason) {
  if (Doubt.empty())
    Doubt = Reason.str();
}

// A header that is included for the first time would have brought all others.
void PrefixWatch::markIncluded(const FileEntry *File) {
  llvm::SmallVector<const FileEntry *> Left = {File};
  while (!Left.empty()) {
    const FileEntry *Next = Left.pop_back_val();
    if (!Included.insert(Next).second)
      continue;
    if (auto Known = Includes.find(Next); Known != Includes.end())
      llvm::append_range(Left, Known->second);
  }
}

void PrefixWatch::InclusionDirective(SourceLocation Hash, const Token &Word,
                                     StringRef, bool, CharSourceRange,
                                     OptionalFileEntryRef File, StringRef,
                                     StringRef, const Module *, bool,
                                     SrcMgr::CharacteristicKind) {
  if (!File)
    return;
  const FileEntry *Entry = &File->getFileEntry();
  if (!IsInUnit) {
    const FileEntry *From = Sources.getFileEntryForID(Sources.getFileID(Hash));
    if (From)
      Includes[From].push_back(Entry);
    else
      Hoisted.push_back(Entry);
    Includes.try_emplace(Entry);
    return;
  }
  if (Sources.isWrittenInMainFile(Hash) &&
      Word.getIdentifierInfo()->getName() == "include_next")
    doubtThat("#include_next in the main file");
  if (!Includes.contains(Entry) || Included.contains(Entry))
    return;
  if (!Pending.empty())
    doubtThat(Pending);
  if (Braces != 0)
    doubtThat("a shared header is included within braces");
  markIncluded(Entry);
}

void PrefixWatch::moduleImport(SourceLocation, ModuleIdPath, const Module *) {
  doubtThat("a module is imported");
}

// Those that change no declaration.
void PrefixWatch::PragmaDirective(SourceLocation Loc, PragmaIntroducerKind) {
  if (!IsInUnit ||
      SrcMgr::isSystem(Sources.getFileCharacteristic(Sources.getFileLoc(Loc))))
    return;
  bool Invalid = false;
  StringRef Line =
      StringRef(Sources.getCharacterData(Sources.getFileLoc(Loc), &Invalid))
          .take_until([](char C) { return C == '\n'; });
  Line = Line.drop_while([](char C) { return C == '#' || C == ' '; });
  Line.consume_front("pragma");
  Line = Line.ltrim();
  for (StringRef Harmless : {"once", "GCC diagnostic", "clang diagnostic",
                             "mark", "region", "endregion", "message"})
    if (!Invalid && Line.starts_with(Harmless))
      return;
  Pending = "a pragma before a shared header";
}

void PrefixWatch::changes(const Token &Name) {
  if (IsInUnit && Words.contains(Name.getIdentifierInfo()) &&
      !SrcMgr::isSystem(Sources.getFileCharacteristic(Name.getLocation())))
    Pending = ("the macro " + Name.getIdentifierInfo()->getName() +
               " before a shared header")
                  .str();
}

void PrefixWatch::uses(const Token &Name, const MacroDefinition &Macro) {
  const MacroInfo *Info = Macro.getMacroInfo();
  if (!IsInUnit || !Info)
    return;
  if (Info->isBuiltinMacro()) {
    StringRef Word = Name.getIdentifierInfo()->getName();
    if (Word == "__INCLUDE_LEVEL__" || Word == "__BASE_FILE__" ||
        (Word == "__COUNTER__" && HasCounted))
      doubtThat(Word);
    return;
  }
  const FileEntry *From =
      Sources.getFileEntryForID(Sources.getFileID(Info->getDefinitionLoc()));
  if (From && Includes.contains(From) && !Included.contains(From))
    doubtThat("the macro " + Name.getIdentifierInfo()->getName() +
              " of a header that is not included yet");
}

void PrefixWatch::MacroDefined(const Token &Name, const MacroDirective *) {
  changes(Name);
}

void PrefixWatch::MacroUndefined(const Token &Name, const MacroDefinition &,
                                 const MacroDirective *) {
  changes(Name);
}

void PrefixWatch::MacroExpands(const Token &Name, const MacroDefinition &Macro,
                               SourceRange, const MacroArgs *) {
  uses(Name, Macro);
}

void PrefixWatch::Defined(const Token &Name, const MacroDefinition &Macro,
                          SourceRange) {
  uses(Name, Macro);
}

void PrefixWatch::Ifdef(SourceLocation, const Token &Name,
                        const MacroDefinition &Macro) {
  uses(Name, Macro);
}

void PrefixWatch::Ifndef(SourceLocation, const Token &Name,
                         const MacroDefinition &Macro) {
  uses(Name, Macro);
}

void PrefixWatch::Elifdef(SourceLocation, const Token &Name,
                          const MacroDefinition &Macro) {
  uses(Name, Macro);
}

void PrefixWatch::Elifndef(SourceLocation, const Token &Name,
                           const MacroDefinition &Macro) {
  uses(Name, Macro);
}
