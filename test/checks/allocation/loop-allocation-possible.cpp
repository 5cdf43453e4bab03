// RUN: %check_memtidy %s memtidy-loop-allocation --level possible
#include <string>
#include <string_view>
#include <vector>

bool known(const std::string &);
int sum(const std::vector<int> &);
void write(const std::string &);

// It may fit into the string itself.
void shortStringBad(const std::vector<std::string> &Lines) {
  for (const std::string &Line : Lines) {
    std::string Text; // CHECK: :[[@LINE]]:17: warning: 'Text' allocates anew in each iteration, though nothing of it outlives one
    Text += Line;
    Text += "!";
    write(Text);
  }
}
int rarelyFilledBad(const std::vector<int> &In) {
  int Sum = 0;
  for (int One : In) {
    std::vector<int> Extra; // CHECK: :[[@LINE]]:22: warning: 'Extra' allocates anew in each iteration, though nothing of it outlives one
    if (One > 1000)
      Extra.push_back(One);
    Sum += sum(Extra);
  }
  return Sum;
}
int viewBad(const std::vector<std::string_view> &Names) {
  int Count = 0;
  for (std::string_view Name : Names)
    Count += known(std::string(Name)); // CHECK: :[[@LINE]]:20: warning: a view becomes a string anew in each iteration
  return Count;
}
