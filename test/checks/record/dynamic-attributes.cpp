// RUN: %check_memtidy %s memtidy-dynamic-attributes --real-std
#include <any>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "Inputs/dynamic_attributes.h"

// Each key has one type, and nobody asks whether it is there.
class WidgetBad {
public:
  WidgetBad() {
    attrs_["width"] = 640;
    attrs_["height"] = 480;
    attrs_["title"] = std::string("untitled"); // before it is named
  }
  int area() const { return std::any_cast<int>(attrs_.at("width")) * std::any_cast<int>(attrs_.at("height")); }
  const std::string &title() const { return std::any_cast<const std::string &>(attrs_.at("title")); }
  void rename(const std::string &to) { attrs_["title"] = to; }

private:
  std::map<std::string, std::any> attrs_; // what it looks like // CHECK: :[[@LINE]]:35: warning: 'attrs_' is a map that only ever has 3 literal keys: 384 bytes per object, 40 as a struct
};

// Asked for, taken away, cleared.
class OptionsBad {
public:
  void setWidth(int width) { m_options["width"] = width; }
  void name(const std::string &to) {
    m_options.emplace("name", to);
    m_options.insert({"default", 4});
  }
  bool isNamed() const { return m_options.find("name") != m_options.end(); }
  bool isDefault() const { return m_options.count("default") && std::get<int>(m_options.at("default")) == 4; }
  std::string get() const {
    auto it = m_options.find("name");
    if (it == m_options.end())
      return "";
    return std::get<std::string>(it->second);
  }
  void drop() {
    m_options.erase("name");
    auto it = m_options.find("default");
    if (it != m_options.end())
      m_options.erase(it);
  }
  void reset() { m_options.clear(); }
  int width() { return std::get<int>(m_options["width"]); }

private:
  std::unordered_map<std::string, std::variant<int, std::string>> m_options; // CHECK: :[[@LINE]]:67: warning: 'm_options' is a map that only ever has 3 literal keys: 456 bytes per object, 56 as a struct
};

// One type for all, and a list.
static int countBad(int n) {
  std::map<std::string, int> counts{{"hits", 0}, {"misses", 10}}; // CHECK: :[[@LINE]]:30: warning: 'counts' is a map that only ever has 2 literal keys: 208 bytes per call, 8 as a struct
  for (int i = 0; i < n; ++i) {
    if (i % 3)
      ++counts["hits"];
    else
      counts["misses"] += 2;
  }
  return counts["hits"] * counts.at("misses");
}

// The constructor names the keys, the keys have names.
static constexpr const char *KeyHost = "host";
static const std::string KeyPath = "path";
#define KEY_PORT "port"
class AddressBad {
public:
  explicit AddressBad(std::string host) : parts{{KeyHost, host}, {KeyPath, "/"}} {}
  AddressBad(const AddressBad &other) : parts(other.parts) {}
  AddressBad &operator=(const AddressBad &other) {
    parts = other.parts;
    return *this;
  }
  void forget() { parts = {{KEY_PORT, "80"}, {"host", "localhost"}}; }
  std::string text() {
    const auto print = [this] { return parts["host"] + ":" + parts[KEY_PORT] + parts[KeyPath]; };
    auto &mine = parts;
    mine[KEY_PORT] = "8080";
    return print();
  }

private:
  std::map<std::string, std::string> parts; // CHECK: :[[@LINE]]:38: warning: 'parts' is a map that only ever has 3 literal keys: 384 bytes per object, 96 as a struct
};

// In the source file, nothing is hidden.
struct PointBad {
  std::map<std::string, double> at; // CHECK: :[[@LINE]]:33: warning: 'at' is a map that only ever has 2 literal keys: 208 bytes per object, 16 as a struct
  void set(double x, double y) {
    at["x"] = x;
    at.insert_or_assign("y", y);
  }
  double sum() const { return at.at("x") + at.at("y"); }
};

// A conversion tells nobody the type; what is passed on stays what it was.
static void print(const std::any &value) { std::printf("%d\n", value.has_value()); }
static void passBad() {
  std::unordered_map<std::string_view, std::any> bag; // CHECK: :[[@LINE]]:50: warning: 'bag' is a map that only ever has 2 literal keys: 296 bytes per call, 40 as a struct
  bag.reserve(2);
  bag["a key that is rather long for a name"] = 1;
  bag["class"] = 2;
  bag["class"] = 'c';
  print(bag["a key that is rather long for a name"]);
  if (bag.contains("class"))
    print(bag["class"]);
  print(bag.find("class")->second);
}

// Members of a template are read as written.
template <class T> class BoxBad {
public:
  void set(int value) {
    values["one"] = value;
    values["two"] = 2;
  }
  int sum() { return values["one"] + values["two"]; }

private:
  std::map<std::string, int> values; // CHECK: :[[@LINE]]:30: warning: 'values' is a map that only ever has 2 literal keys: 208 bytes per object, 8 as a struct
};
template class BoxBad<int>;

// A loop wants a map.
static int loopOk() {
  std::map<std::string, int> all;
  all["a"] = 1;
  all["b"] = 2;
  int sum = all["a"];
  for (const auto &[key, value] : all)
    sum += value;
  return sum;
}

// So does a key from elsewhere,
static int lookUpOk(const std::string &key) {
  std::map<std::string, int> table = {{"one", 1}, {"two", 2}};
  return table["one"] + table.at(key);
}

// a function that gets it,
static void take(const std::map<std::string, int> &) {}
static int passOnOk() {
  std::map<std::string, int> given;
  given["a"] = 1;
  given["b"] = 2;
  take(given);
  return given["a"] + given["b"];
}

// a caller,
static std::map<std::string, int> returnOk() {
  std::map<std::string, int> made;
  made["a"] = 1;
  made["b"] = made["a"];
  return made;
}
class LentOk {
public:
  const std::map<std::string, int> &all() const { return values; }
  int sum() { return values["a"] + (values["b"] = 1) + (values["a"] = 2); }

private:
  std::map<std::string, int> values;
};

// a copy,
static int copyOk() {
  std::map<std::string, int> first;
  first["a"] = 1;
  first["b"] = 2;
  const auto second = first;
  return first["a"] + first["b"] + static_cast<int>(second.size());
}

// its size,
static int sizeOk() {
  std::map<std::string, int> sized;
  sized["a"] = 1;
  sized["b"] = 2;
  return static_cast<int>(sized.size()) + sized["a"] + sized["b"];
}

// and the place of a value.
static int *placeOk(std::map<std::string, int> &) {
  static std::map<std::string, int> kept;
  kept["a"] = 1;
  kept["b"] = kept["a"];
  return &kept["a"];
}

// A cache: its entries come and go.
static int cacheOk(int n) {
  std::map<std::string, int> cache;
  int sum = 0;
  for (int i = 0; i < n; ++i) {
    cache["a"] = i;
    cache["b"] = sum;
    sum += cache["a"] + cache["b"];
    cache.clear();
  }
  return sum;
}

// One key, no reader, no writer.
static int oneOk() {
  std::map<std::string, int> only;
  only["a"] = 1;
  return only["a"];
}
static void unreadOk() {
  std::map<std::string, int> unread;
  unread["a"] = 1;
  unread["b"] = 2;
}
static bool unwrittenOk() {
  std::map<std::string, int> some;
  some["a"] = 1;
  some["b"] = some["a"];
  return some.count("c") > 0;
}

// Another order has other keys.
struct IgnoreCase {
  bool operator()(const std::string &a, const std::string &b) const { return a.size() < b.size(); }
};
static int orderOk() {
  std::map<std::string, int, IgnoreCase> odd;
  odd["a"] = 1;
  odd["bb"] = 2;
  return odd["A"] + odd["bb"] + odd["a"] + (odd["A"] = 1);
}

// Public in a header: anybody may use it.
static int headerOk(Shared &shared) {
  shared.values["a"] = 1;
  shared.values["b"] = 2;
  return shared.values["a"] + shared.values["b"];
}

// A template may mean it.
struct MaybeOk {
  std::map<std::string, int> hidden;
  int sum() { return (hidden["a"] = 1) + (hidden["b"] = hidden["a"]); }
};
template <class T> int readAny(T &t) { return static_cast<int>(t.hidden.size()); }

// A pointer to the member.
struct PointedOk {
  std::map<std::string, int> pointed;
  int sum() { return (pointed["a"] = 1) + (pointed["b"] = pointed["a"]); }
};
static auto PointedMember = &PointedOk::pointed;

// Some other macro makes the name.
#define DECLARE(name) std::map<std::string, int> name
static int macroOk() {
  DECLARE(made);
  made["a"] = 1;
  return made["b"] = made["a"];
}

// Few objects may have what is asked for: shown at level possible.
struct SparseOk {
  void set() { rare.emplace("big", std::vector<double>()); }
  void other() { rare.emplace("huge", std::vector<double>()); }
  std::size_t get() { return rare.contains("big") && rare.contains("huge") ? rare.at("big").size() : 0; }
  std::map<std::string, std::vector<double>> rare;
};

static int silencedOk() {
  std::map<std::string, int> quiet; // NOLINT(memtidy-dynamic-attributes)
  quiet["a"] = 1;
  quiet["b"] = 2;
  return quiet["a"] + quiet["b"];
}

// A function that would do with a record, too.
static int sumOf(std::map<std::string, int> &of) { return of["a"] + of["b"]; }
static int FN_helper() {
  std::map<std::string, int> helped;
  helped["a"] = 1;
  helped["b"] = 2;
  return sumOf(helped);
}

int main() {
  WidgetBad widget;
  OptionsBad options;
  PointBad point;
  BoxBad<int> box;
  AddressBad address("here");
  MaybeOk maybe;
  std::printf("%d", readAny(maybe) + countBad(3));
  passBad();
}
// CHECK: Inputs/dynamic_attributes.h:19:30: warning: 'inside' is a map that only ever has 2 literal keys: 208 bytes per object, 8 as a struct
