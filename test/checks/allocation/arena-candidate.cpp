// RUN: %check_memtidy %s memtidy-arena-candidate --level possible
#include <list>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

struct Node {
  int Id;
};
int sum(const std::list<int> &);
void keep(std::list<int> &);
void look(const Node &);
std::map<int, int> Kept;

int listBad(const std::vector<int> &In) {
  std::list<int> Sorted; // CHECK: :[[@LINE]]:18: warning: 'Sorted' allocates a node for each element, and all of them die with this scope
  for (int One : In)
    Sorted.push_back(One);
  return sum(Sorted);
}
int mapBad(const std::vector<int> &In) {
  std::map<int, int> Counts; // CHECK: :[[@LINE]]:22: warning: 'Counts' allocates a node for each element, and all of them die with this scope
  for (int One : In)
    ++Counts[One];
  return static_cast<int>(Counts.size());
}
int hashBad(const std::vector<int> &In) {
  std::unordered_map<int, int> Places; // CHECK: :[[@LINE]]:32: warning: 'Places' allocates a node for each element, and all of them die with this scope
  for (std::size_t I = 0; I < In.size(); ++I)
    Places.emplace(In[I], static_cast<int>(I));
  return Places[0];
}
void ownedBad(const std::vector<int> &In) {
  std::vector<std::unique_ptr<Node>> Nodes; // CHECK: :[[@LINE]]:38: warning: the elements of 'Nodes' are allocated one by one, and all of them die with this scope
  for (int One : In)
    Nodes.push_back(std::make_unique<Node>(Node{One}));
  look(*Nodes[0]);
}
// In each iteration of a loop around it.
int inLoopBad(const std::vector<std::vector<int>> &Rows) {
  int Sum = 0;
  for (const std::vector<int> &Row : Rows) {
    std::list<int> Sorted; // CHECK: :[[@LINE]]:20: warning: 'Sorted' allocates a node for each element, and all of them die with this scope
    for (int One : Row)
      Sorted.push_back(One);
    Sum += sum(Sorted);
  }
  return Sum;
}
auto FN_inGlobalLambdaBad = [](const std::vector<int> &In) {
  std::list<int> Sorted;
  for (int One : In)
    Sorted.push_back(One);
  return sum(Sorted);
};
template <class T> int inTemplateBad(const std::vector<T> &In) {
  std::map<T, int> Counts; // CHECK: :[[@LINE]]:20: warning: 'Counts' allocates a node for each element, and all of them die with this scope
  for (const T &One : In)
    ++Counts[One];
  return static_cast<int>(Counts.size());
}
template int inTemplateBad(const std::vector<int> &);

std::list<int> returnedOk(const std::vector<int> &In) {
  std::list<int> Sorted;
  for (int One : In)
    Sorted.push_back(One);
  return Sorted;
}
void movedOk(const std::vector<int> &In) {
  std::map<int, int> Counts;
  for (int One : In)
    ++Counts[One];
  Kept = std::move(Counts);
}
void handedOutOk(const std::vector<int> &In) {
  std::list<int> Sorted;
  for (int One : In)
    Sorted.push_back(One);
  keep(Sorted);
}
int queueOk(const std::vector<int> &In) {
  std::list<int> Queue;
  for (int One : In) {
    Queue.push_back(One);
    if (Queue.size() > 8)
      Queue.pop_front();
  }
  return sum(Queue);
}
int fewOk() {
  std::list<int> Some;
  for (int I = 0; I < 8; ++I)
    Some.push_back(I);
  return sum(Some);
}
int oneBlockOk(const std::vector<int> &In) {
  std::vector<int> Copy;
  for (int One : In)
    Copy.push_back(One);
  return static_cast<int>(Copy.size());
}
#define FILL(Into, From) for (int One : From) (Into).push_back(One)
int macroBad(const std::vector<int> &In) {
  std::list<int> Sorted; // CHECK: :[[@LINE]]:18: warning: 'Sorted' allocates a node for each element, and all of them die with this scope
  FILL(Sorted, In);
  return sum(Sorted);
}
