// A table of employees with four indices, filled from a property tree: Boost's
// header-only parts.
#include <boost/algorithm/string.hpp>
#include <boost/multi_index/composite_key.hpp>
#include <boost/multi_index/hashed_index.hpp>
#include <boost/multi_index/member.hpp>
#include <boost/multi_index/ordered_index.hpp>
#include <boost/multi_index/random_access_index.hpp>
#include <boost/multi_index_container.hpp>
#include <boost/property_tree/json_parser.hpp>
#include <boost/property_tree/ptree.hpp>
#include <boost/signals2.hpp>

#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace indices = boost::multi_index;

namespace {

struct Employee {
  unsigned Id;
  std::string Name;
  std::string Department;
  double Salary;
};

struct ById {};
struct ByName {};
struct ByDepartment {};

using Table = boost::multi_index_container<
    Employee,
    indices::indexed_by<
        indices::random_access<>,
        indices::hashed_unique<
            indices::tag<ById>,
            indices::member<Employee, unsigned, &Employee::Id>>,
        indices::ordered_non_unique<
            indices::tag<ByName>,
            indices::member<Employee, std::string, &Employee::Name>>,
        indices::ordered_non_unique<
            indices::tag<ByDepartment>,
            indices::composite_key<
                Employee,
                indices::member<Employee, std::string, &Employee::Department>,
                indices::member<Employee, double, &Employee::Salary>>>>>;

class Registry {
public:
  boost::signals2::signal<void(const Employee &)> Hired;

  bool hire(Employee Who) {
    boost::algorithm::trim(Who.Name);
    auto [Place, Added] = Staff.push_back(std::move(Who));
    if (Added)
      Hired(*Place);
    return Added;
  }

  void raise(unsigned Id, double Factor) {
    auto &Ids = Staff.get<ById>();
    if (auto Found = Ids.find(Id); Found != Ids.end())
      Ids.modify(Found, [=](Employee &One) { One.Salary *= Factor; });
  }

  double costOf(const std::string &Department) const {
    double Sum = 0;
    auto [Begin, End] =
        Staff.get<ByDepartment>().equal_range(std::make_tuple(Department));
    for (auto One = Begin; One != End; ++One)
      Sum += One->Salary;
    return Sum;
  }

private:
  Table Staff;
};

unsigned load(Registry &Into, std::istream &From) {
  boost::property_tree::ptree Tree;
  boost::property_tree::read_json(From, Tree);
  unsigned Count = 0;
  for (const auto &[Key, Node] : Tree.get_child("staff"))
    Count +=
        Into.hire({Node.get<unsigned>("id"), Node.get<std::string>("name"),
                   Node.get("department", "none"), Node.get("salary", 0.0)});
  return Count;
}

} // namespace

int main() {
  Registry All;
  std::vector<std::string> Names;
  All.Hired.connect([&](const Employee &One) { Names.push_back(One.Name); });
  std::istringstream Text(R"({"staff": [{"id": 1, "name": " ada"}]})");
  const unsigned Count = load(All, Text);
  All.raise(1, 1.5);
  return Count == Names.size() && All.costOf("none") >= 0 ? 0 : 1;
}
