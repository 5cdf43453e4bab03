// A calendar of a year in columns, with range-v3.
#include <range/v3/action/sort.hpp>
#include <range/v3/action/unique.hpp>
#include <range/v3/algorithm/for_each.hpp>
#include <range/v3/numeric/accumulate.hpp>
#include <range/v3/range/conversion.hpp>
#include <range/v3/view/chunk.hpp>
#include <range/v3/view/chunk_by.hpp>
#include <range/v3/view/concat.hpp>
#include <range/v3/view/enumerate.hpp>
#include <range/v3/view/filter.hpp>
#include <range/v3/view/iota.hpp>
#include <range/v3/view/join.hpp>
#include <range/v3/view/repeat_n.hpp>
#include <range/v3/view/transform.hpp>
#include <range/v3/view/zip.hpp>

#include <cstdio>
#include <string>
#include <vector>

namespace {

struct Day {
  unsigned Month;
  unsigned Number;
  unsigned Weekday;
};

bool isLeap(unsigned Year) {
  return Year % 4 == 0 && (Year % 100 != 0 || Year % 400 == 0);
}

unsigned daysOf(unsigned Year, unsigned Month) {
  constexpr unsigned Days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return Days[Month - 1] + (Month == 2 && isLeap(Year));
}

std::vector<Day> calendarOf(unsigned Year, unsigned FirstWeekday) {
  auto Dates = ranges::views::iota(1u, 13u) |
               ranges::views::transform([=](unsigned Month) {
                 return ranges::views::iota(1u, daysOf(Year, Month) + 1) |
                        ranges::views::transform([=](unsigned Number) {
                          return Day{Month, Number, 0};
                        });
               }) |
               ranges::views::join | ranges::to<std::vector>();
  for (auto &&[Index, Date] : Dates | ranges::views::enumerate)
    Date.Weekday = (FirstWeekday + Index) % 7;
  return Dates;
}

std::string weekLine(const std::vector<Day> &Week) {
  auto Lead = ranges::views::repeat_n(std::string("   "), Week.front().Weekday);
  auto Cells =
      Week | ranges::views::transform([](const Day &One) {
        return (One.Number < 10 ? "  " : " ") + std::to_string(One.Number);
      });
  return ranges::accumulate(ranges::views::concat(Lead, Cells), std::string());
}

auto monthsOf(const std::vector<Day> &Days) {
  return Days | ranges::views::chunk_by([](const Day &A, const Day &B) {
           return A.Month == B.Month;
         });
}

std::vector<std::string> linesOf(const std::vector<Day> &Month) {
  return Month | ranges::views::chunk_by([](const Day &A, const Day &B) {
           return A.Weekday < B.Weekday;
         }) |
         ranges::views::transform([](auto &&Week) {
           return weekLine(Week | ranges::to<std::vector>());
         }) |
         ranges::to<std::vector>();
}

} // namespace

int main() {
  const std::vector<Day> Year = calendarOf(2024, 0);
  for (auto &&Month : monthsOf(Year)) {
    ranges::for_each(linesOf(Month | ranges::to<std::vector>()),
                     [](const std::string &Line) { std::puts(Line.c_str()); });
    std::puts("");
  }
  auto Sundays =
      Year |
      ranges::views::filter([](const Day &One) { return One.Weekday == 6; }) |
      ranges::views::transform(&Day::Number) | ranges::to<std::vector>();
  Sundays |= ranges::actions::sort | ranges::actions::unique;
  std::printf("%zu\n", Sundays.size());
}
