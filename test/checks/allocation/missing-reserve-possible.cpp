// RUN: %check_memtidy %s memtidy-missing-reserve --level possible
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

std::vector<int> conditionalBad(const std::vector<int> &In) {
  std::vector<int> Out;
  for (int One : In)
    if (One > 0)
      Out.push_back(One); // CHECK: :[[@LINE]]:11: warning: 'Out' grows step by step to at most 'In.size()' elements, which is known before the loop
  return Out;
}
std::vector<int> continueBad(const std::vector<int> &In) {
  std::vector<int> Out;
  for (int One : In) {
    if (One == 0)
      continue;
    Out.push_back(One); // CHECK: :[[@LINE]]:9: warning: 'Out' grows step by step to at most 'In.size()' elements, which is known before the loop
  }
  return Out;
}
std::vector<int> breakBad(const std::vector<int> &In) {
  std::vector<int> Out;
  for (int One : In) {
    Out.push_back(One); // CHECK: :[[@LINE]]:9: warning: 'Out' grows step by step to at most 'In.size()' elements, which is known before the loop
    if (One == 0)
      break;
  }
  return Out;
}
// Who calls it twice would get quadratic growth from an exact reserve.
void outParameterBad(std::vector<int> &Out, const std::vector<int> &In) {
  for (int One : In)
    Out.push_back(One); // CHECK: :[[@LINE]]:9: warning: 'Out' grows step by step by 'In.size()' elements, which is known before the loop
}
int countWordsBad(const std::vector<int> &Words) {
  std::unordered_map<int, int> Counts;
  for (int Word : Words)
    ++Counts[Word]; // CHECK: :[[@LINE]]:7: warning: 'Counts' rehashes step by step to at most 'Words.size()' elements, which is known before the loop
  return Counts[0];
}
int duplicatesBad(const std::vector<int> &In) {
  std::unordered_set<int> Seen;
  int Twice = 0;
  for (int One : In)
    if (!Seen.insert(One).second) // CHECK: :[[@LINE]]:15: warning: 'Seen' rehashes step by step to at most 'In.size()' elements, which is known before the loop
      ++Twice;
  return Twice;
}
// A number may be any, and more than there will ever be.
int stepsBad(int Limit) {
  std::unordered_set<int> Seen;
  int At = 1;
  for (int I = 0; I < Limit; ++I) {
    if (!Seen.insert(At).second) // CHECK: :[[@LINE]]:15: warning: 'Seen' rehashes step by step to at most 'Limit' elements, which is known before the loop
      break;
    At = At * 3 % 1000;
  }
  return At;
}
