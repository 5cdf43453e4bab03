// RUN: %check_memtidy %s memtidy-missing-reserve --real-std
#include <algorithm>
#include <iterator>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

std::vector<std::string> namesBad(const std::list<std::string> &In) {
  std::vector<std::string> Names;
  for (const auto &One : In) {
    std::string Name = One + "!";
    Names.push_back(std::move(Name)); // CHECK: :[[@LINE]]:11: warning: 'Names' grows step by step to 'In.size()' elements, which is known before the loop
  }
  return Names;
}
std::string upperBad(const std::string &In) {
  std::string Out;
  for (char C : In)
    Out.push_back(static_cast<char>(C - 32)); // CHECK: :[[@LINE]]:9: warning: 'Out' grows step by step to 'In.size()' elements, which is known before the loop
  return Out;
}
std::vector<int> iteratorsBad(const std::vector<int> &In) {
  std::vector<int> Out;
  for (auto It = In.rbegin(); It != In.rend(); ++It)
    Out.emplace_back(*It); // CHECK: :[[@LINE]]:9: warning: 'Out' grows step by step to 'In.size()' elements, which is known before the loop
  return Out;
}
int lookupBad(const std::vector<std::string> &In) {
  std::unordered_map<std::string, int> Places;
  for (std::size_t I = 0; I < In.size(); ++I)
    Places.emplace(In[I], static_cast<int>(I)); // CHECK: :[[@LINE]]:12: warning: 'Places' rehashes step by step to at most 'In.size()' elements, which is known before the loop
  return Places.at("x");
}
std::vector<int> arrayOk() {
  static const int Some[] = {1, 2, 3};
  std::vector<int> Out;
  for (int One : Some)
    Out.push_back(One);
  return Out;
}

// The code is indented by tabs.
std::vector<int> badTabs(int Count) {
	std::vector<int> Squares;
	for (int I = 0; I < Count; ++I)
		Squares.push_back(I * I); // CHECK: :[[@LINE]]:11: warning: 'Squares' grows step by step to 'Count' elements, which is known before the loop
	return Squares;
}

std::vector<int> badPointee(const std::unique_ptr<std::vector<int>> &Given) {
  std::vector<int> Doubled;
  for (int Value : *Given)
    Doubled.push_back(Value * 2); // CHECK: :[[@LINE]]:13: warning: 'Doubled' grows step by step to 'Given->size()' elements, which is known before the loop
  return Doubled;
}

// The same field of another object is another container.
class Layer {
public:
  Layer(const Layer &Other);
  void takeOwnOk();

private:
  std::vector<std::string> Names;
};
Layer::Layer(const Layer &Other) {
  for (const std::string &One : Other.Names)
    Names.push_back(One + "!"); // CHECK: :[[@LINE]]:11: warning: 'Names' grows step by step to 'Other.Names.size()' elements, which is known before the loop
}
void Layer::takeOwnOk() {
  for (std::size_t I = 0; I < Names.size(); ++I)
    if (Names.size() < 100)
      Names.push_back(Names[I]);
}

// Somebody else gives it its room, and may know better.
class Queue {
public:
  Queue() { Waiting.reserve(64); }
  void loadOk(const std::vector<int> &In) {
    Waiting.clear();
    for (int One : In)
      Waiting.push_back(One);
  }

private:
  std::vector<int> Waiting;
};
class Row {
public:
  void loadBad(const std::vector<int> &In) {
    Cells.clear();
    for (int One : In)
      Cells.push_back(One); // CHECK: :[[@LINE]]:13: warning: 'Cells' grows step by step to 'In.size()' elements, which is known before the loop
  }

private:
  std::vector<int> Cells;
};

// Under a condition, the number is only a bound.
std::size_t conditionalKeysOk(const std::vector<int> &In) {
  std::unordered_map<int, int> Places;
  for (std::size_t I = 0; I < In.size(); ++I) {
    if (In[I] < 0)
      continue;
    Places[In[I]] = static_cast<int>(I);
  }
  return Places.size();
}

// An algorithm appends, too.
std::vector<int> transformedBad(const std::vector<std::string> &In) {
  std::vector<int> Sizes;
  std::transform(In.begin(), In.end(), std::back_inserter(Sizes), // CHECK: :[[@LINE]]:40: warning: 'Sizes' grows step by step to 'In.size()' elements, which is known before the call
                 [](const std::string &One) { return static_cast<int>(One.size()); });
  return Sizes;
}
void rangeBad(const std::vector<int> &In, std::vector<int> &Out) {
  Out.clear();
  std::ranges::copy(In, std::back_inserter(Out)); // CHECK: :[[@LINE]]:25: warning: 'Out' grows step by step to 'In.size()' elements, which is known before the call
}
int copiedInLoopBad(const std::vector<std::vector<int>> &Rows) {
  int Sum = 0;
  for (const std::vector<int> &Row : Rows) {
    std::vector<int> Sorted;
    std::copy(Row.cbegin(), Row.cend(), std::back_inserter(Sorted)); // CHECK: :[[@LINE]]:41: warning: 'Sorted' grows step by step to 'Row.size()' elements, which is known before the call
    std::sort(Sorted.begin(), Sorted.end());
    Sum += Sorted.front();
  }
  return Sum;
}
std::vector<int> someCopiedOk(const std::vector<int> &In) {
  std::vector<int> Out;
  std::copy_if(In.begin(), In.end(), std::back_inserter(Out),
               [](int One) { return One > 0; });
  return Out;
}
void addedOk(const std::vector<int> &In, std::vector<int> &Out) {
  std::copy(In.begin(), In.end(), std::back_inserter(Out));
}
