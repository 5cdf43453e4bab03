// RUN: %check_memtidy %s memtidy-eager-local
#include <algorithm>
#include <map>
#include <string>
#include <vector>

struct Item {
  int Price;
  bool Sold;
  std::string Name;
};
void show(const std::string &);
void act(int);

// Counted: the elements themselves are never looked at.
std::size_t countedBad(const std::vector<Item> &Items) {
  std::vector<std::string> Sold; // CHECK: :[[@LINE]]:28: warning: 'Sold' is built whole only to be asked for its size
  Sold.reserve(Items.size());
  for (const Item &One : Items)
    if (One.Sold)
      Sold.push_back(One.Name);
  return Sold.size();
}

bool someBad(const std::vector<Item> &Items) {
  // What was dear.
  std::vector<int> Dear; // CHECK: :[[@LINE]]:20: warning: 'Dear' is built whole only to be asked for its size
  for (const Item &One : Items)
    if (One.Price > 100)
      Dear.push_back(One.Price);
  if (!Dear.empty())
    return true;
  return Dear.empty() && Items.empty();
}

int fusedBad(const std::vector<Item> &Items) {
  int Total = 0;
  std::vector<int> Prices; // CHECK: :[[@LINE]]:20: warning: 'Prices' is built whole only to be iterated once
  for (const Item &One : Items) {
    // Only what was sold.
    if (One.Sold)
      Prices.push_back(One.Price);
  }
  for (const int Price : Prices) {
    // Counts twice.
    Total += Price;
    Total += Price;
  }
  return Total;
}

void keysBad(const std::map<std::string, Item> &Items) {
  std::vector<std::string> Names; // CHECK: :[[@LINE]]:28: warning: 'Names' is built whole only to be iterated once
  for (const auto &Entry : Items)
    Names.push_back(Entry.first);
  for (const auto &Name : Names)
    show(Name);
}

int calledBad(const std::vector<Item> &Items) {
  std::vector<int> Prices; // CHECK: :[[@LINE]]:20: warning: 'Prices' is built whole only to be read once by 'count_if'
  for (const Item &One : Items)
    Prices.push_back(One.Price);
  return std::count_if(Prices.begin(), Prices.end(),
                       [](int Price) { return Price > 3; });
}

int stopsEarlyBad(const std::vector<Item> &Items) {
  std::vector<int> Prices; // CHECK: :[[@LINE]]:20: warning: 'Prices' is built whole only to be iterated once
  for (const Item &One : Items)
    Prices.push_back(One.Price);
  for (int Price : Prices)
    if (Price > 3)
      return Price;
  return 0;
}

template <class T> int templateBad(const std::vector<T> &Items) {
  int Total = 0;
  std::vector<int> Prices; // CHECK: :[[@LINE]]:20: warning: 'Prices' is built whole only to be iterated once
  for (const T &One : Items)
    Prices.push_back(One.Price);
  for (int Price : Prices)
    Total += Price;
  return Total;
}

int copiedBad(const std::vector<int> &Numbers) {
  int Total = 0;
  for (int Number : std::vector<int>(Numbers.begin(), Numbers.end())) // CHECK: :[[@LINE]]:21: warning: the loop copies a whole range only to iterate over it once
    Total += Number;
  return Total;
}

#define COLLECT(Range, Into)                                                   \
  for (const Item &One : Range)                                                \
    Into.push_back(One.Price);
std::size_t macroBad(const std::vector<Item> &Items) {
  std::vector<int> Prices; // CHECK: :[[@LINE]]:20: warning: 'Prices' is built whole only to be asked for its size
  COLLECT(Items, Prices)
  return Prices.size();
}

// Read more than once, or by index, or handed on.
int twiceOk(const std::vector<Item> &Items) {
  int Total = 0;
  std::vector<int> Prices;
  for (const Item &One : Items)
    Prices.push_back(One.Price);
  for (int Price : Prices)
    Total += Price;
  for (int Price : Prices)
    Total -= Price / 2;
  return Total;
}
int indexedOk(const std::vector<Item> &Items) {
  std::vector<int> Prices;
  for (const Item &One : Items)
    Prices.push_back(One.Price);
  return Prices[Prices.size() / 2];
}
void take(std::vector<int> &);
void handedOk(const std::vector<Item> &Items) {
  std::vector<int> Prices;
  for (const Item &One : Items)
    Prices.push_back(One.Price);
  take(Prices);
}
std::vector<int> returnedOk(const std::vector<Item> &Items) {
  std::vector<int> Prices;
  for (const Item &One : Items)
    Prices.push_back(One.Price);
  return Prices;
}
int inLoopOk(const std::vector<Item> &Items, int Times) {
  int Total = 0;
  std::vector<int> Prices;
  for (const Item &One : Items)
    Prices.push_back(One.Price);
  for (int I = 0; I < Times; ++I)
    for (int Price : Prices)
      Total += Price;
  return Total;
}

// Few elements.
int fewOk() {
  int Total = 0;
  std::vector<int> Squares;
  for (int I = 0; I < 8; ++I)
    Squares.push_back(I * I);
  for (int Square : Squares)
    Total += Square;
  return Total;
}

// All are checked before the first is used.
bool validatedOk(const std::vector<Item> &Items) {
  std::vector<int> Prices;
  for (const Item &One : Items) {
    if (One.Price < 0)
      return false;
    Prices.push_back(One.Price);
  }
  for (int Price : Prices)
    act(Price);
  return true;
}

// All are started before one is waited for.
int start(const Item &);
void wait(int);
void startedOk(const std::vector<Item> &Items) {
  std::vector<int> Jobs;
  for (const Item &One : Items)
    Jobs.push_back(start(One));
  for (int Job : Jobs)
    wait(Job);
}

// What is walked must not be changed meanwhile.
void erasedOk(std::map<std::string, Item> &Items) {
  std::vector<std::string> Sold;
  for (const auto &Entry : Items)
    if (Entry.second.Sold)
      Sold.push_back(Entry.first);
  for (const auto &Name : Sold)
    Items.erase(Name);
}
struct Listener {
  void notify();
};
void snapshotOk(const std::vector<Listener *> &Listeners) {
  std::vector<Listener *> Now;
  for (Listener *One : Listeners)
    Now.push_back(One);
  for (Listener *One : Now)
    One->notify();
}
void copyOk(std::vector<std::string> &Names) {
  for (const auto &Name :
       std::vector<std::string>(Names.begin(), Names.end()))
    if (Name.empty())
      Names.push_back(Name);
}

// The address of the first element is that of all.
void takeAll(const int *);
void addressOk(const std::vector<int> &In) {
  std::vector<int> All;
  for (int One : In)
    All.push_back(One + 1);
  takeAll(&All[0]);
}
