// RUN: %check_memtidy %s memtidy-dynamic-attributes --real-std --level possible
#include <any>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "Inputs/dynamic_attributes_open.h"

// Public in a header: others may use it, too.
static int sumBad(Shared &shared) {
  shared.values["a"] = 1;
  shared.values["b"] = 2;
  return shared.values["a"] + shared.values["b"];
}

// It is there once.
static std::map<std::string, int> OnceBad; // CHECK: :[[@LINE]]:35: warning: 'OnceBad' is a map that only ever has 2 literal keys: 208 bytes per program, 8 as a struct
static int countBad() {
  ++OnceBad["calls"];
  OnceBad["sum"] += OnceBad["calls"];
  return OnceBad["sum"];
}

// Few objects may have what is asked for.
struct SparseBad {
  void set() { rare.emplace("big", std::vector<double>()); }
  void other() { rare.emplace("huge", std::vector<double>()); }
  std::size_t get() { return rare.contains("big") && rare.contains("huge") ? rare.at("big").size() : 0; }
  std::map<std::string, std::vector<double>> rare; // CHECK: :[[@LINE]]:46: warning: 'rare' is a map that only ever has 2 literal keys: 240 bytes per object, 64 as a struct
};

// The type has a name that others may use.
using Table = std::map<std::string, int>;
static int aliasBad() {
  Table table; // CHECK: :[[@LINE]]:9: warning: 'table' is a map that only ever has 2 literal keys: 208 bytes per call, 8 as a struct
  table["a"] = 1;
  table["b"] = 2;
  return table["a"] + table["b"];
}

// Reading adds it, and somebody asks.
static int addedBad() {
  std::map<std::string, int> added; // CHECK: :[[@LINE]]:30: warning: 'added' is a map that only ever has 2 literal keys: 208 bytes per call, 12 as a struct
  added["a"] = 1;
  added["b"] = 2;
  int sum = added["a"];
  if (!added.count("a"))
    sum += added["b"];
  return sum;
}

// It compares itself.
struct ComparedBad {
  std::map<std::string, int> compared; // CHECK: :[[@LINE]]:30: warning: 'compared' is a map that only ever has 2 literal keys: 208 bytes per object, 8 as a struct
  int sum() { return (compared["a"] = 1) + (compared["b"] = 2) + compared["a"]; }
  bool operator==(const ComparedBad &) const = default;
};

// One access inside another.
static int nestedBad() {
  std::map<std::string, int> nested; // CHECK: :[[@LINE]]:30: warning: 'nested' is a map that only ever has 2 literal keys: 208 bytes per call, 8 as a struct
  nested["a"] = 1;
  nested.insert_or_assign("b", nested["a"]);
  return nested["b"];
}

// An iterator with a type, a reference with a type, one name for two keys.
static int spelledBad() {
  std::map<std::string, int> spelled; // CHECK: :[[@LINE]]:30: warning: 'spelled' is a map that only ever has 2 literal keys: 208 bytes per call, 12 as a struct
  spelled["a"] = 1;
  spelled["b"] = 2;
  std::map<std::string, int>::iterator found = spelled.find("a");
  return found == spelled.end() ? spelled.at("b") : found->second;
}
static int referredBad() {
  std::map<std::string, int> referred; // CHECK: :[[@LINE]]:30: warning: 'referred' is a map that only ever has 2 literal keys: 208 bytes per call, 8 as a struct
  std::map<std::string, int> &reference = referred;
  reference["a"] = 1;
  referred["b"] = 2;
  return reference["b"] + referred["a"];
}
static int clashBad() {
  std::map<std::string, int> clash; // CHECK: :[[@LINE]]:30: warning: 'clash' is a map that only ever has 2 literal keys: 208 bytes per call, 8 as a struct
  clash["a-b"] = 1;
  clash["a.b"] = 2;
  return clash["a-b"] + clash["a.b"];
}

int main() {
  Shared shared;
  SparseBad sparse;
  ComparedBad compared;
  return sumBad(shared) + countBad() + aliasBad() + addedBad() + nestedBad() + spelledBad() + referredBad() + clashBad();
}
// CHECK: Inputs/dynamic_attributes_open.h:6:30: warning: 'values' is only seen with 2 literal keys: 208 bytes per object, 8 as a struct
