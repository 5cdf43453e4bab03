//===- Progress.cpp - How far a run is ------------------------------------===//

#include "driver/support/Progress.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Unicode.h"
#include <algorithm>

using namespace memtidy;
using namespace std::chrono_literals;

// Below that, a number says more about the machine than about the file.
static constexpr double WorthNaming = 1.0;

Progress::Progress(llvm::raw_ostream &OS, bool IsTerminal, size_t Total)
    : OS(OS), IsTerminal(IsTerminal), Total(Total), Start(Clock::now()),
      LastShown(Start) {}

void Progress::done(llvm::StringRef Path, double Seconds) {
  ++Done;
  if (Seconds > SlowestSeconds) {
    llvm::StringRef Folder =
        llvm::sys::path::filename(llvm::sys::path::parent_path(Path));
    Slowest = llvm::formatv("{0}{1}{2}", Folder, Folder.empty() ? "" : "/",
                            llvm::sys::path::filename(Path));
    SlowestSeconds = Seconds;
  }
}

void Progress::tick() {
  Clock::time_point Now = Clock::now();
  if (Now - LastShown < (IsTerminal ? Clock::duration(100ms) : 30s))
    return;
  LastShown = Now;
  std::string Text = describe(Now);
  if (IsTerminal)
    draw(Text);
  else
    OS << Text << '\n';
}

std::string Progress::describe(Clock::time_point Now) const {
  std::string Count = std::to_string(Done), All = std::to_string(Total);
  std::string Text = llvm::formatv(
      "[{0}{1}/{2}] {3} %",
      std::string(All.size() - std::min(All.size(), Count.size()) + 1, ' '),
      Count, All, Total ? Done * 100 / Total : 100);
  if (Done && Done < Total) {
    auto Left = (Now - Start) / Done * (Total - Done);
    auto Seconds = std::chrono::ceil<std::chrono::seconds>(Left).count();
    Text += llvm::formatv(" · ETA {0}:{1:d2}", Seconds / 60, Seconds % 60);
  }
  if (SlowestSeconds >= WorthNaming)
    Text += llvm::formatv(" · slowest {0} {1:f1} s", Slowest, SlowestSeconds);
  return Text;
}

static unsigned columnsOf(llvm::StringRef Text) {
  int Columns = llvm::sys::unicode::columnWidthUTF8(Text);
  return Columns < 0 ? Text.size() : Columns;
}

// Overwrites with blanks, which even terminals without escapes understand.
void Progress::draw(llvm::StringRef Text) {
  unsigned Width = llvm::sys::Process::StandardErrColumns();
  if (Width == 0)
    Width = 80;
  // A line as wide as the window would scroll.
  while (!Text.empty() && columnsOf(Text) >= Width) {
    while ((Text.back() & 0xC0) == 0x80)
      Text = Text.drop_back();
    Text = Text.drop_back();
  }
  unsigned Columns = columnsOf(Text);
  OS << '\r' << Text;
  OS.indent(DrawnColumns > Columns ? DrawnColumns - Columns : 0);
  OS.flush();
  DrawnColumns = Columns;
}

void Progress::finish() {
  if (!IsTerminal || DrawnColumns == 0)
    return;
  OS << '\r';
  OS.indent(DrawnColumns) << '\r';
  OS.flush();
  DrawnColumns = 0;
}
