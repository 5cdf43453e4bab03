// RUN: %check_memtidy %s memtidy-local-heap --real-std
// Numbers, and objects that may be missing.
#include <memory>
#include <string>

struct Item {
  int Price = 0;
  std::string Name;
};

int numberBad(int Start) {
  auto Number = std::make_unique<int>(Start); // CHECK: :[[@LINE]]:8: warning: 'Number' keeps 4 bytes on the heap that never outlive this scope
  *Number += 2;
  return *Number;
}
double deletedBad(double Start) {
  double *Number = new double(Start); // CHECK: :[[@LINE]]:11: warning: 'Number' keeps 8 bytes on the heap that never outlive this scope
  double Twice = *Number * 2;
  delete Number;
  return Twice;
}

int optionalBad(bool Wanted, int Price) {
  std::unique_ptr<Item> Made; // CHECK: :[[@LINE]]:25: warning: 'Made' keeps 40 bytes on the heap that never outlive this scope
  if (Wanted)
    Made = std::make_unique<Item>();
  if (Made) {
    Made->Price = Price;
    return Made->Price;
  }
  return 0;
}
int replacedBad(int Count) {
  std::unique_ptr<Item> Last; // CHECK: :[[@LINE]]:25: warning: 'Last' keeps 40 bytes on the heap that never outlive this scope
  for (int I = 0; I < Count; ++I)
    Last = std::make_unique<Item>();
  return Last && Last->Price == 0 ? Count : 0;
}

std::unique_ptr<Item> returnedOk(bool Wanted) {
  std::unique_ptr<Item> Made;
  if (Wanted)
    Made = std::make_unique<Item>();
  return Made;
}
void keep(std::unique_ptr<Item>);
void handedOk(bool Wanted) {
  std::unique_ptr<Item> Made;
  if (Wanted)
    Made = std::make_unique<Item>();
  keep(std::move(Made));
}
void borrow(Item *);
void borrowedOk(bool Wanted) {
  std::unique_ptr<Item> Made;
  if (Wanted)
    Made = std::make_unique<Item>();
  borrow(Made.get());
}
int replacedAtOnceOk(int Count) {
  auto Made = std::make_unique<Item>();
  for (int I = 0; I < Count; ++I) {
    Made = std::make_unique<Item>();
    Made->Price += I;
  }
  return Made->Price;
}
