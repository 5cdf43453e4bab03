// RUN: %check_memtidy %s memtidy-eager-local --level possible --real-std
// What is reported below the default level.
#include <set>
#include <string>
#include <vector>

void show(const std::string &);

struct Shop {
  std::vector<std::string> Names;

  // A function whose body is unseen could change 'Names'.
  void shownBad() {
    std::vector<std::string> Long; // CHECK: :[[@LINE]]:30: warning: 'Long' is built whole only to be iterated once
    for (const auto &Name : Names)
      if (Name.size() > 10)
        Long.push_back(Name);
    for (const auto &Text : Long)
      show(Text);
  }
};

// A set that is asked once: likely.
bool askedBad(const std::vector<std::string> &Names, const std::string &Key) {
  std::set<std::string> Known; // CHECK: :[[@LINE]]:25: warning: 'Known' is built whole only to be searched once
  for (const auto &Name : Names)
    Known.insert(Name);
  return Known.count(Key) != 0;
}

// A set sorts what it is iterated for.
void sortedOk(const std::vector<std::string> &Names) {
  std::set<std::string> Known;
  for (const auto &Name : Names)
    Known.insert(Name);
  for (const auto &Name : Known)
    show(Name);
}
