// Counts words with the standard library alone: ranges, views, chrono, regex,
// format-free streams.
#include <algorithm>
#include <chrono>
#include <functional>
#include <iomanip>
#include <iostream>
#include <map>
#include <numeric>
#include <ranges>
#include <regex>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace {

struct Word {
  std::string Text;
  std::size_t Count;
  auto operator<=>(const Word &) const = default;
};

using Value = std::variant<std::monostate, long, double, std::string>;

std::vector<std::string> split(const std::string &Text) {
  static const std::regex Letters("[[:alpha:]]+");
  std::vector<std::string> Words(
      std::sregex_token_iterator(Text.begin(), Text.end(), Letters),
      std::sregex_token_iterator());
  return Words;
}

std::vector<Word> count(const std::vector<std::string> &Words) {
  std::unordered_map<std::string, std::size_t> Counts;
  for (const std::string &One : Words)
    ++Counts[One];
  std::vector<Word> Result;
  Result.reserve(Counts.size());
  for (const auto &[Text, Count] : Counts)
    Result.push_back({Text, Count});
  std::ranges::sort(Result, std::ranges::greater(), &Word::Count);
  return Result;
}

template <std::ranges::input_range Range>
auto longest(Range &&Words, std::size_t Minimum) {
  auto Long = Words | std::views::filter([=](const Word &One) {
                return One.Text.size() >= Minimum;
              }) |
              std::views::transform(&Word::Text) | std::views::take(10);
  std::vector<std::string> Result;
  std::ranges::copy(Long, std::back_inserter(Result));
  return Result;
}

Value parse(std::string_view Text) {
  std::istringstream Stream{std::string(Text)};
  if (long Whole; Stream >> Whole && Stream.eof())
    return Whole;
  Stream.clear();
  Stream.seekg(0);
  if (double Real; Stream >> Real)
    return Real;
  return std::string(Text);
}

struct Describe {
  std::string operator()(std::monostate) const { return "nothing"; }
  std::string operator()(long Whole) const { return std::to_string(Whole); }
  std::string operator()(double Real) const { return std::to_string(Real); }
  std::string operator()(const std::string &Text) const { return Text; }
};

} // namespace

int main() {
  const auto Begin = std::chrono::steady_clock::now();
  const std::string Text((std::istreambuf_iterator<char>(std::cin)), {});
  const std::vector<Word> Words = count(split(Text));
  for (const std::string &One : longest(Words, 6))
    std::cout << std::setw(20) << One << '\n';

  const std::size_t All = std::transform_reduce(
      Words.begin(), Words.end(), std::size_t(0), std::plus<>(),
      [](const Word &W) { return W.Count; });
  std::map<std::size_t, std::vector<std::string_view>> BySize;
  for (const Word &One : Words | std::views::reverse)
    BySize[One.Text.size()].push_back(One.Text);
  for (auto Size : BySize | std::views::keys |
                       std::views::drop_while([](auto S) { return S < 3; }))
    std::cout << Size << ' ';
  std::cout << std::visit(Describe(), parse(std::to_string(All))) << " words, "
            << std::chrono::duration_cast<std::chrono::milliseconds>(
                   std::chrono::steady_clock::now() - Begin)
                   .count()
            << " ms\n";
}
