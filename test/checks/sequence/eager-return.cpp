// RUN: %check_memtidy %s memtidy-eager-return -std=c++23
#include <string>
#include <vector>

struct Item {
  int Price;
  bool Sold;
  std::string Name;
};
void show(const std::string &);

static std::vector<std::string> names(const std::vector<Item> &Items);

bool firstBad(const std::vector<Item> &Items) {
  for (const std::string &Name : names(Items))
    if (!Name.empty())
      return true;
  return false;
}

// Collects what has a name.
static std::vector<std::string> names(const std::vector<Item> &Items) { // CHECK: :[[@LINE]]:33: warning: 'names' builds a whole 'std::vector', but 2 of 2 callers iterate once (1 stops early)
  std::vector<std::string> Result;
  Result.reserve(Items.size());
  for (const Item &One : Items) {
    // Only what is left.
    if (!One.Sold)
      Result.push_back(One.Name);
  }
  return Result;
}

void allBad(const std::vector<Item> &Items) {
  auto All = names(Items);
  for (const auto &Name : All)
    show(Name);
}

// One caller; an early return.
static std::vector<long> squares(int Count) { // CHECK: :[[@LINE]]:26: warning: 'squares' builds a whole 'std::vector', but 1 of 1 caller iterates once
  std::vector<long> Result;
  if (Count < 0)
    return {};
  for (int I = 0; I < Count; ++I) {
    if (I > 1000)
      return Result;
    Result.emplace_back(I * I);
  }
  return Result;
}
long sumBad(int Count) {
  long Sum = 0;
  for (long Square : squares(Count))
    Sum += Square;
  return Sum;
}

// Only asked for its size.
static std::vector<int> prices(const std::vector<Item> &Items) { // CHECK: :[[@LINE]]:25: warning: 'prices' builds a whole 'std::vector', but 1 of 1 caller only asks about it
  std::vector<int> Result;
  for (const Item &One : Items)
    Result.push_back(One.Price);
  return Result;
}
bool askedBad(const std::vector<Item> &Items) { return prices(Items).empty(); }

// Both.
static std::vector<int> sold(const std::vector<Item> &Items) { // CHECK: :[[@LINE]]:25: warning: 'sold' builds a whole 'std::vector', but 2 of 2 callers iterate once or only ask about it (1)
  std::vector<int> Result;
  for (const Item &One : Items)
    if (One.Sold)
      Result.push_back(One.Price);
  return Result;
}
int bothBad(const std::vector<Item> &Items) {
  int Sum = 0;
  for (int Price : sold(Items))
    Sum += Price;
  return Sum + (sold(Items).empty() ? 1 : 0);
}

// Two ask.
static std::vector<int> dear(const std::vector<Item> &Items) { // CHECK: :[[@LINE]]:25: warning: 'dear' builds a whole 'std::vector', but 2 of 2 callers only ask about it
  std::vector<int> Result;
  for (const Item &One : Items)
    if (One.Price > 100)
      Result.push_back(One.Price);
  return Result;
}
bool twiceAskedBad(const std::vector<Item> &Items) {
  return !dear(Items).empty() && dear(Items).size() != 7;
}

// A caller names the type: no fix.
static std::vector<int> listed(int Count) { // CHECK: :[[@LINE]]:25: warning: 'listed' builds a whole 'std::vector', but 1 of 1 caller iterates once
  std::vector<int> Result;
  for (int I = 0; I < Count; ++I)
    Result.push_back(I);
  return Result;
}
int namedBad(int Count) {
  int Sum = 0;
  const std::vector<int> All = listed(Count);
  for (int One : All)
    Sum += One;
  return Sum;
}

namespace {
class Shop {
public:
  std::vector<int> cheap() const { // CHECK: :[[@LINE]]:20: warning: 'cheap' builds a whole 'std::vector', but 1 of 1 caller iterates once
    std::vector<int> Result;
    for (const Item &One : Items)
      if (One.Price < 3)
        Result.push_back(One.Price);
    return Result;
  }
  std::vector<Item> Items;
};
} // namespace
int methodBad(const Shop &One) {
  int Sum = 0;
  for (int Price : One.cheap())
    Sum += Price;
  return Sum;
}

// What callers do with the whole.
static std::vector<int> kept(int Count) {
  std::vector<int> Result;
  for (int I = 0; I < Count; ++I)
    Result.push_back(I);
  return Result;
}
int indexedOk(int Count) { return kept(Count)[3]; }

static std::vector<int> twice(int Count) {
  std::vector<int> Result;
  for (int I = 0; I < Count; ++I)
    Result.push_back(I);
  return Result;
}
int twiceOk(int Count) {
  int Sum = 0;
  const auto All = twice(Count);
  for (int One : All)
    Sum += One;
  for (int One : All)
    Sum -= One / 2;
  return Sum;
}

static std::vector<int> addressed(int Count) {
  std::vector<int> Result;
  for (int I = 0; I < Count; ++I)
    Result.push_back(I);
  return Result;
}
auto addressOk() { return &addressed; }

// A snapshot under a lock.
struct Mutex {
  void lock();
  void unlock();
};
static std::vector<int> lockedOk(const std::vector<int> &Shared, Mutex &Guard) {
  std::vector<int> Result;
  Guard.lock();
  for (int One : Shared)
    Result.push_back(One);
  Guard.unlock();
  return Result;
}
int callsLockedOk(const std::vector<int> &Shared, Mutex &Guard) {
  int Sum = 0;
  for (int One : lockedOk(Shared, Guard))
    Sum += One;
  return Sum;
}

// All or nothing.
static std::vector<int> triedOk(int Count) {
  std::vector<int> Result;
  try {
    for (int I = 0; I < Count; ++I)
      Result.push_back(I);
  } catch (...) {
    return {};
  }
  return Result;
}
int callsTriedOk(int Count) {
  int Sum = 0;
  for (int One : triedOk(Count))
    Sum += One;
  return Sum;
}

// More than appending.
static std::vector<int> prunedOk(int Count) {
  std::vector<int> Result;
  for (int I = 0; I < Count; ++I)
    Result.push_back(I);
  Result.pop_back();
  return Result;
}
int callsPrunedOk(int Count) {
  int Sum = 0;
  for (int One : prunedOk(Count))
    Sum += One;
  return Sum;
}

// All are parsed, or none is applied.
struct BadNumber {};
static std::vector<int> parsedOk(const std::vector<Item> &Items) {
  std::vector<int> Result;
  for (const Item &One : Items) {
    if (One.Price < 0)
      throw BadNumber();
    Result.push_back(One.Price);
  }
  return Result;
}
void applyOk(const std::vector<Item> &Items, std::vector<int> &Into) {
  for (int One : parsedOk(Items))
    Into.push_back(One);
}

// What is kept by reference and walked by index is found, too.
static std::vector<int> heldByReferenceBad(int Count) { // CHECK: :[[@LINE]]:25: warning: 'heldByReferenceBad' builds a whole 'std::vector', but 1 of 1 caller iterates once
  std::vector<int> Result;
  for (int I = 0; I < Count; ++I)
    Result.push_back(I);
  return Result;
}
int callsHeldByReferenceBad(int Count) {
  int Sum = 0;
  const std::vector<int> &All = heldByReferenceBad(Count);
  for (std::size_t I = 0; I < All.size(); ++I)
    Sum += All[I];
  return Sum;
}

// How far it came is a result, too.
static std::vector<int> positionedOk(const std::vector<Item> &Items,
                                     std::size_t &Position) {
  std::vector<int> Result;
  for (; Position < Items.size(); ++Position)
    Result.push_back(Items[Position].Price);
  return Result;
}
int callsPositionedOk(const std::vector<Item> &Items) {
  std::size_t Position = 0;
  int Sum = 0;
  for (int One : positionedOk(Items, Position))
    Sum += One;
  return Sum;
}

// At most one.
static std::vector<int> firstOk(const std::vector<Item> &Items) {
  std::vector<int> Result;
  for (const Item &One : Items) {
    if (One.Price < 0)
      continue;
    Result.push_back(One.Price);
    return Result;
  }
  return Result;
}
int callsFirstOk(const std::vector<Item> &Items) {
  int Sum = 0;
  for (int One : firstOk(Items))
    Sum += One;
  return Sum;
}
