// RUN: %check_memtidy %s memtidy-record-over-budget --option "memtidy-record-over-budget.Budgets=book::Order=32;book::Sm*=16;book::*=64;::Bare=8"
// RUN: not %memtidy check %s --select record-over-budget --set record-over-budget.Budgets=book::Order -- -std=c++20 2>&1 | FileCheck --check-prefix=NUMBER %s
// NUMBER: 'book::Order' is not GLOB=NUMBER
// RUN: not %memtidy check %s --select record-over-budget --set "record-over-budget.Budgets=[=3" -- -std=c++20 2>&1 | FileCheck --check-prefix=PATTERN %s
// PATTERN: '[' is not a valid pattern

namespace book {
struct OrderOk { // The last budget holds: 64.
  char bytes[64];
};

struct Order { // CHECK: :[[@LINE]]:8: warning: 'Order' is 40 bytes, 8 more than its budget of 32
  long id;
  double price, quantity;
  long placed;
  bool open : 1;
};

struct SmallOk {
  char bytes[16];
};

union SmallUnion { // CHECK: :[[@LINE]]:7: warning: 'SmallUnion' is 24 bytes, 8 more than its budget of 16
  char bytes[24];
  long number;
};

class Forward;

template <typename T> struct PatternOk {
  T items[100];
};
PatternOk<long> instance;

template <> struct PatternOk<char> { // CHECK: :[[@LINE]]:20: warning: 'PatternOk' is 100 bytes, 36 more than its budget of 64
  char items[100];
};

struct DerivedBad : OrderOk { // CHECK: :[[@LINE]]:8: warning: 'DerivedBad' is 72 bytes, 8 more than its budget of 64
  long more;
};
} // namespace book

struct UnlimitedOk {
  char bytes[1000];
};
