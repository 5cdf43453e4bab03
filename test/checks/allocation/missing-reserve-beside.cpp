// RUN: %check_memtidy %s memtidy-missing-reserve,memtidy-eager-local --real-std
// Where a container can go, its reserve has no edit of its own.
#include <vector>

int countBad(int Count) {
  std::vector<int> Some; // CHECK: :[[@LINE]]:20: warning: 'Some' is built whole only to be asked for its size
  for (int I = 0; I < Count; ++I)
    Some.push_back(I * 2); // CHECK: :[[@LINE]]:10: warning: 'Some' grows step by step to 'Count' elements, which is known before the loop
  return static_cast<int>(Some.size());
}
int indexedBad(const std::vector<int> &In, std::size_t At) {
  std::vector<int> Kept;
  for (int One : In)
    Kept.push_back(One + 1); // CHECK: :[[@LINE]]:10: warning: 'Kept' grows step by step to 'In.size()' elements, which is known before the loop
  return Kept[At];
}
