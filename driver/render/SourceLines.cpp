//===- SourceLines.cpp - Lines of source files, ready for a terminal ------===//

#include "driver/render/SourceLines.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Unicode.h"

using namespace memtidy;

static constexpr unsigned TabStop = 8;

namespace {
/// One character of a source line.
struct Character {
  size_t Bytes;
  std::string Text; ///< What to show.
  unsigned Width;   ///< Columns that Text takes.
};
} // namespace

static Character spelledOut(size_t Bytes, std::string Text) {
  unsigned Width = Text.size();
  return {Bytes, std::move(Text), Width};
}

// Returns the first character of \p Rest, which shows at \p Column.
static Character firstCharacter(llvm::StringRef Rest, unsigned Column) {
  if (Rest.front() == '\t') {
    unsigned Width = TabStop - Column % TabStop;
    return {1, std::string(Width, ' '), Width};
  }
  const auto *Start = reinterpret_cast<const llvm::UTF8 *>(Rest.begin());
  const auto *End = reinterpret_cast<const llvm::UTF8 *>(Rest.end());
  llvm::UTF32 Code = 0;
  const llvm::UTF8 *Next = Start;
  if (llvm::convertUTF8Sequence(&Next, End, &Code, llvm::strictConversion) !=
      llvm::conversionOK)
    return spelledOut(
        1, llvm::formatv("<{0:X-2}>", static_cast<unsigned char>(*Start)));

  llvm::StringRef Text = Rest.take_front(Next - Start);
  int Width = llvm::sys::unicode::columnWidthUTF8(Text);
  if (Width < 0)
    return spelledOut(Text.size(), llvm::formatv("<U+{0:X-4}>", Code));
  return {Text.size(), Text.str(), static_cast<unsigned>(Width)};
}

DisplayLine memtidy::displayLine(llvm::StringRef Line) {
  DisplayLine Result;
  unsigned Column = 0;
  while (!Line.empty()) {
    Character Next = firstCharacter(Line, Column);
    Result.Column.insert(Result.Column.end(), Next.Bytes, Column);
    Result.Text += Next.Text;
    Column += Next.Width;
    Line = Line.drop_front(Next.Bytes);
  }
  Result.Column.push_back(Column);
  return Result;
}

const SourceLines::File &SourceLines::load(llvm::StringRef Path) {
  auto [It, IsNew] = Files.try_emplace(Path);
  File &Loaded = It->second;
  if (!IsNew)
    return Loaded;
  auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  if (!Buffer)
    return Loaded;
  Loaded.Buffer = std::move(*Buffer);
  llvm::StringRef Rest = Loaded.Buffer->getBuffer();
  while (!Rest.empty()) {
    auto [Line, After] = Rest.split('\n');
    Line.consume_back("\r");
    Loaded.Lines.push_back(Line);
    Rest = After;
  }
  return Loaded;
}

std::optional<llvm::StringRef> SourceLines::line(llvm::StringRef Path,
                                                 unsigned Number) {
  const File &Loaded = load(Path);
  if (Number == 0 || Number > Loaded.Lines.size())
    return std::nullopt;
  return Loaded.Lines[Number - 1];
}

std::optional<llvm::StringRef> SourceLines::text(llvm::StringRef Path) {
  const File &Loaded = load(Path);
  if (!Loaded.Buffer)
    return std::nullopt;
  return Loaded.Buffer->getBuffer();
}

std::optional<std::pair<unsigned, unsigned>>
SourceLines::place(llvm::StringRef Path, uint64_t Offset) {
  std::optional<llvm::StringRef> Text = text(Path);
  if (!Text || Offset > Text->size())
    return std::nullopt;
  llvm::StringRef Before = Text->take_front(Offset);
  size_t LineStart = Before.rfind('\n') + 1; // npos + 1 is 0
  return std::pair<unsigned, unsigned>(Before.count('\n') + 1,
                                       Offset - LineStart + 1);
}
