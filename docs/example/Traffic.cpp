#include "Traffic.h"

#include <algorithm>
#include <cstdint>
#include <vector>

using namespace chat;

namespace {
// Nobody outside this file knows it.
struct Tally {
  bool Shouted = false;
  std::uint64_t Bytes = 0;
  std::uint32_t Sender = 0; // 0 is nobody
  std::uint64_t Longest = 0;
  std::uint32_t Lines = 0;
};
} // namespace

static Tally &tallyOf(std::vector<Tally> &All, std::uint32_t Sender) {
  for (Tally &One : All)
    if (One.Sender == Sender)
      return One;
  Tally &Added = All.emplace_back();
  Added.Sender = Sender;
  return Added;
}

std::string chat::describeTraffic(const Room &Where) {
  std::vector<Tally> All;
  for (const Message &Said : Where.history()) {
    Tally &Its = tallyOf(All, Said.Sender);
    Its.Shouted |= Said.Urgent;
    Its.Bytes += encodeHeader(Said).size() + Said.Text.size();
    Its.Longest = std::max<std::uint64_t>(Its.Longest, Said.Text.size());
    ++Its.Lines;
  }
  std::ranges::sort(All, std::ranges::greater(), &Tally::Bytes);

  std::string Text;
  for (const Tally &One : All)
    Text += "member " + std::to_string(One.Sender) + ": " +
            std::to_string(One.Lines) + " lines, " + std::to_string(One.Bytes) +
            " bytes, longest " + std::to_string(One.Longest) +
            (One.Shouted ? ", shouted\n" : "\n");
  return Text;
}
