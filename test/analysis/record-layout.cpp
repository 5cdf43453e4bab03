// REQUIRES: driver
// RUN: %memtidy dump record-layout %s -- -std=c++20 | FileCheck %s

// CHECK: Order: size 32, align 8, padding 17
// CHECK-NEXT: 0 Live
// CHECK-NEXT: 8 Price
// CHECK-NEXT: 16 Hidden
// CHECK-NEXT: 20 Quantity
// CHECK-NEXT: 24 Side
// CHECK-NEXT: size 16, 2 moved: Price Quantity Live Hidden Side
struct Order {
  bool Live;
  double Price;
  bool Hidden;
  int Quantity;
  char Side;
};

// The field sits in the tail padding of the base.
// CHECK: Base: size 16, align 8, padding 4
// CHECK-NEXT: 8 Id
struct Base {
  virtual ~Base();
  int Id;
};
// CHECK: Derived: size 24, align 8, padding 3
// CHECK-NEXT: 12 Kind
// CHECK-NEXT: 16 Wide
struct Derived : Base {
  char Kind;
  double Wide;
};

// CHECK: Bits: size 24, align 8, padding 14
// CHECK-NEXT: 0:0 A
// CHECK-NEXT: 0:3 B
// CHECK-NEXT: 8 Wide
// CHECK-NEXT: 16 Last
// CHECK-NEXT: size 16, 1 moved: {{.*}}
struct Bits {
  unsigned A : 3;
  unsigned B : 4;
  double Wide;
  char Last;
};

// CHECK-NOT: Choice
union Choice {
  char A;
  double B;
};

// CHECK: Pattern: size 24, align 8, padding 14
// CHECK-NOT: Pattern:
template <class T> struct Pattern {
  char A;
  T *getValue();
  double B;
  char C;
};
Pattern<int> Ints;
Pattern<long> Longs;
