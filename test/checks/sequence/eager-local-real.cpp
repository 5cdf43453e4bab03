// RUN: %check_memtidy %s memtidy-eager-local --real-std
// Algorithms, loops by hand, sets, strings and copies.
#include <algorithm>
#include <iterator>
#include <list>
#include <numeric>
#include <set>
#include <string>
#include <vector>

struct Item {
  int Price;
  bool Sold;
  std::string Name;
};

// Filled by an algorithm.
std::size_t copiedIfBad(const std::vector<Item> &Items) {
  std::vector<Item> Sold; // CHECK: :[[@LINE]]:21: warning: 'Sold' is built whole only to be asked for its size
  std::copy_if(Items.begin(), Items.end(), std::back_inserter(Sold),
               [](const Item &One) { return One.Sold; });
  return Sold.size();
}
int dearestBad(const std::vector<Item> &Items) {
  std::vector<int> Prices; // CHECK: :[[@LINE]]:20: warning: 'Prices' is built whole only to be read once by 'max_element'
  std::transform(Items.begin(), Items.end(), std::back_inserter(Prices),
                 [](const Item &One) { return One.Price; });
  if (Prices.empty())
    return 0;
  return *std::max_element(Prices.begin(), Prices.end());
}
bool allDearBad(const std::vector<Item> &Items) {
  std::vector<int> Prices; // CHECK: :[[@LINE]]:20: warning: 'Prices' is built whole only to be read once by 'all_of'
  std::ranges::transform(Items, std::back_inserter(Prices), &Item::Price);
  return std::ranges::all_of(Prices, [](int Price) { return Price > 9; });
}

// Searched.
bool foundBad(const std::vector<Item> &Items, const std::string &Name) {
  std::vector<std::string> Names; // CHECK: :[[@LINE]]:28: warning: 'Names' is built whole only to be read once by 'find'
  for (const Item &One : Items)
    Names.push_back(One.Name);
  return std::find(Names.begin(), Names.end(), Name) != Names.end();
}
bool lookedUpBad(const std::vector<Item> &Items, const std::string &Name) {
  std::set<std::string> Names; // CHECK: :[[@LINE]]:25: warning: 'Names' is built whole only to be searched once
  for (const Item &One : Items)
    Names.insert(One.Name);
  return Names.count(Name) > 0;
}
const Item *firstBad(const std::vector<Item> &Items) {
  std::vector<const Item *> Sold; // CHECK: :[[@LINE]]:29: warning: 'Sold' is built whole only to be asked for its first element
  for (const Item &One : Items)
    if (One.Sold)
      Sold.push_back(&One);
  return Sold.empty() ? nullptr : Sold.front();
}

// By index and by iterator.
long indexedLoopBad(const std::vector<int> &Numbers) {
  std::vector<long> Squares; // CHECK: :[[@LINE]]:21: warning: 'Squares' is built whole only to be iterated once
  for (int Number : Numbers)
    Squares.push_back(static_cast<long>(Number) * Number);
  long Sum = 0;
  for (std::size_t I = 0; I < Squares.size(); ++I)
    Sum += Squares[I];
  return Sum;
}
long iteratorLoopBad(const std::vector<int> &Numbers) {
  std::vector<long> Squares; // CHECK: :[[@LINE]]:21: warning: 'Squares' is built whole only to be iterated once
  for (int Number : Numbers)
    Squares.push_back(static_cast<long>(Number) * Number);
  long Sum = 0;
  for (auto It = Squares.begin(); It != Squares.end(); ++It)
    Sum += *It;
  return Sum;
}
long neighboursOk(const std::vector<int> &Numbers) {
  std::vector<long> Squares;
  for (int Number : Numbers)
    Squares.push_back(static_cast<long>(Number) * Number);
  long Sum = 0;
  for (std::size_t I = 1; I < Squares.size(); ++I)
    Sum += Squares[I] - Squares[I - 1];
  return Sum;
}

// A string of characters that are only counted.
std::size_t vowelsBad(const std::string &Text) {
  std::string Vowels; // CHECK: :[[@LINE]]:15: warning: 'Vowels' is built whole only to be asked for its size
  for (char Letter : Text)
    if (Letter == 'a' || Letter == 'e')
      Vowels += Letter;
  return Vowels.size();
}
// How many are different, only the set knows.
std::size_t differentOk(const std::vector<Item> &Items) {
  std::set<std::string> Names;
  for (const Item &One : Items)
    Names.insert(One.Name);
  return Names.size();
}

// Copies of whole ranges.
int copiedOnceBad(const std::list<int> &Numbers) {
  std::vector<int> All(Numbers.begin(), Numbers.end()); // CHECK: :[[@LINE]]:20: warning: 'All' copies a whole range only to be iterated once
  int Sum = 0;
  for (int One : All)
    Sum += One;
  return Sum;
}
int headerBad(const std::set<int> &Numbers) {
  int Sum = 0;
  for (int One : std::vector<int>(Numbers.begin(), Numbers.end())) // CHECK: :[[@LINE]]:18: warning: the loop copies a whole range only to iterate over it once
    Sum += One;
  return Sum;
}
long widenedBad(const std::set<int> &Numbers) {
  long Sum = 0;
  for (long One : std::vector<long>(Numbers.begin(), Numbers.end())) // CHECK: :[[@LINE]]:19: warning: the loop copies a whole range only to iterate over it once
    Sum += One;
  return Sum;
}
int changedCopyOk(const std::list<int> &Numbers) {
  int Sum = 0;
  std::vector<int> All(Numbers.begin(), Numbers.end());
  for (int &One : All)
    Sum += One /= 2;
  return Sum;
}
int sortedCopyOk(const std::list<int> &Numbers) {
  std::vector<int> All(Numbers.begin(), Numbers.end());
  std::sort(All.begin(), All.end());
  int Last = 0;
  for (int One : All)
    Last = One - Last;
  return Last;
}

// A literal ends the statement that moves.
int literalBad(const std::vector<Item> &Items) {
  int Sum = 0;
  std::vector<int> Prices; // CHECK: :[[@LINE]]:20: warning: 'Prices' is built whole only to be iterated once
  for (const Item &One : Items)
    Prices.push_back(One.Price);
  for (int Price : Prices)
    Sum += Price * 'x';
  return Sum;
}
