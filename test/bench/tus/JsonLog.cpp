// Reads orders from JSON and logs what it makes of them: nlohmann's json and
// spdlog.
#include <nlohmann/json.hpp>
#include <spdlog/sinks/rotating_file_sink.h>
#include <spdlog/spdlog.h>

#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <vector>

using nlohmann::json;

namespace {

struct Position {
  std::string Article;
  unsigned Count = 0;
  double Price = 0;
};

struct Order {
  std::string Customer;
  std::vector<Position> Positions;
  std::optional<std::string> Coupon;
  bool Express = false;
};

void from_json(const json &In, Position &Out) {
  In.at("article").get_to(Out.Article);
  Out.Count = In.value("count", 1u);
  In.at("price").get_to(Out.Price);
}

void from_json(const json &In, Order &Out) {
  In.at("customer").get_to(Out.Customer);
  In.at("positions").get_to(Out.Positions);
  Out.Express = In.value("express", false);
  if (auto Coupon = In.find("coupon"); Coupon != In.end())
    Out.Coupon = Coupon->get<std::string>();
}

void to_json(json &Out, const Position &In) {
  Out = {{"article", In.Article}, {"count", In.Count}, {"price", In.Price}};
}

double totalOf(const Order &One) {
  double Total = 0;
  for (const Position &P : One.Positions)
    Total += P.Count * P.Price;
  return One.Coupon ? Total * 0.9 : Total;
}

std::map<std::string, double> totals(const std::vector<Order> &All) {
  std::map<std::string, double> Result;
  for (const Order &One : All) {
    const double Total = totalOf(One);
    spdlog::debug("{}: {} positions, {:.2f}", One.Customer,
                  One.Positions.size(), Total);
    Result[One.Customer] += Total;
  }
  return Result;
}

json summarise(const std::vector<Order> &All) {
  json Report = json::object();
  for (const auto &[Customer, Total] : totals(All))
    Report["customers"].push_back({{"name", Customer}, {"total", Total}});
  for (const Order &One : All)
    if (One.Express)
      Report["express"].push_back(One.Positions);
  return Report;
}

} // namespace

int main(int Count, char **Words) {
  auto Logger = spdlog::rotating_logger_mt("orders", "orders.log", 1 << 20, 3);
  spdlog::set_default_logger(Logger);
  for (int I = 1; I < Count; ++I) {
    std::ifstream File(Words[I]);
    json Content = json::parse(File, nullptr, /*allow_exceptions=*/false);
    if (Content.is_discarded()) {
      spdlog::error("{} is no JSON", Words[I]);
      continue;
    }
    spdlog::info("{}: {}", Words[I],
                 summarise(Content.get<std::vector<Order>>()).dump(2));
  }
}
