// RUN: %check_memtidy %s memtidy-padded-record
// Code that names fields by their place: it follows, or the fix is refused.

namespace std {
struct strong_ordering {
  signed char Value;
  static const strong_ordering equal, greater, less;
  constexpr strong_ordering(int V) : Value(V) {}
  constexpr operator int() const { return Value; }
};
inline constexpr strong_ordering strong_ordering::equal(0), strong_ordering::greater(1), strong_ordering::less(-1);
template <class T> struct vector {
  template <class... Args> T &emplace_back(Args &&...) { return *Last; }
  T *Last;
};
} // namespace std

#include "Inputs/padded_record.h"
SharedBad Shared[4];
SharedConstructorBad SharedConstructors[4];

namespace {

struct ConstructorBad { // CHECK: :[[@LINE]]:8: warning: 'ConstructorBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+7]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+8]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+9]]:33: note: allocated by 'new'
  explicit ConstructorBad(int Number)
      : First(Number > 0), // positive
        Wide(Number),      // as it is
        Second(false) {}   // never
  bool First;
  double Wide;
  bool Second;
};
ConstructorBad *make() { return new ConstructorBad(1); }

struct OutOfLineBad { // CHECK: :[[@LINE]]:8: warning: 'OutOfLineBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+4]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+7]]:14: note: element of an array
  OutOfLineBad();
  bool First;
  double Wide;
  bool Second;
};
OutOfLineBad::OutOfLineBad() : First(true), Wide(2), Second(false) {}
OutOfLineBad OutOfLine[4];

struct PositionalBad { // CHECK: :[[@LINE]]:8: warning: 'PositionalBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+3]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+4]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+5]]:15: note: element of an array
  bool First;
  double Wide;
  bool Second;
};
PositionalBad Positional[] = {{true, 1, false}, {false, 2, true}};
PositionalBad Zero = {0};

struct DesignatedBad { // CHECK: :[[@LINE]]:8: warning: 'DesignatedBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+3]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+4]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+5]]:15: note: element of an array
  bool First;
  double Wide;
  bool Second;
};
DesignatedBad Designated[] = {{.First = true, .Wide = 1, .Second = false}, {.Wide = 3}};

struct BindingBad { // CHECK: :[[@LINE]]:8: warning: 'BindingBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+3]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+4]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+5]]:26: note: element of an array
  bool First;
  double Wide;
  bool Second;
};
double bind(BindingBad (&All)[4]) {
  double Sum = 0;
  for (const auto &[F, W, S] : All)
    Sum += F + W + S;
  return Sum;
}

// What reads an earlier member keeps its place behind it.
struct ReadsBad { // CHECK: :[[@LINE]]:8: warning: 'ReadsBad' is 24 bytes, 16 would do: 12 bytes are padding
// CHECK-NOTE: :[[@LINE+4]]:9: note: 6-byte hole after 'Count'
// CHECK-NOTE: :[[@LINE+5]]:9: note: 6 bytes of padding at the end, after 'Half'
// CHECK-NOTE: :[[@LINE+6]]:32: note: allocated by 'new'
  ReadsBad(int Number) : Count(Number), Wide(1), Half(Count / 2) {}
  short Count;
  double Wide;
  short Half;
};
ReadsBad *makeReads() { return new ReadsBad(1); }

struct OrderedBad { // CHECK: :[[@LINE]]:8: warning: 'OrderedBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+4]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+7]]:12: note: element of an array
// CHECK-NOTE: :[[@LINE-4]]:8: note: reorder the fields of 'OrderedBad' to Wide, First, Second: a defaulted '<=>' compares the fields in their order (padded-record-order.cpp:84)
  bool First;
  long Wide;
  bool Second;
  auto operator<=>(const OrderedBad &) const = default;
};
OrderedBad Ordered[4];

// Equality does not care for the order.
struct EqualBad { // CHECK: :[[@LINE]]:8: warning: 'EqualBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+3]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+4]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+6]]:10: note: element of an array
  bool First;
  double Wide;
  bool Second;
  bool operator==(const EqualBad &) const = default;
};
EqualBad Equal[4];

struct ElidedBad { // CHECK: :[[@LINE]]:8: warning: 'ElidedBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+4]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+6]]:11: note: element of an array
// CHECK-NOTE: :[[@LINE-4]]:8: note: reorder the fields of 'ElidedBad' to Wide, First, Second: an initialiser leaves out inner braces (padded-record-order.cpp:102)
  bool First;
  double Wide;
  bool Second;
};
ElidedBad Elided[2] = {true, 1, false, false, 2, true};

// Braces inside of a constructor's arguments are braces.
template <class K, class V> struct pair {
  pair(const K &, const V &) {}
};
struct ValueBad { // CHECK: :[[@LINE]]:8: warning: 'ValueBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+3]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+4]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+5]]:10: note: element of an array
  bool First;
  double Wide;
  bool Second;
};
ValueBad Values[4];
pair<int, ValueBad> Valued = {1, {true, 1, false}};

struct PartialBad { // CHECK: :[[@LINE]]:8: warning: 'PartialBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+4]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+6]]:12: note: element of an array
// CHECK-NOTE: :[[@LINE-4]]:8: note: reorder the fields of 'PartialBad' to Wide, First, Second: an initialiser by place leaves out later fields (padded-record-order.cpp:121)
  bool First;
  double Wide;
  bool Second;
};
PartialBad Partial[2] = {{true}};

struct ForwardedBad { // CHECK: :[[@LINE]]:8: warning: 'ForwardedBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+4]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+6]]:27: note: element of 'std::vector'
// CHECK-NOTE: :[[@LINE-4]]:8: note: reorder the fields of 'ForwardedBad' to Wide, First, Second: arguments are forwarded to the fields by place (padded-record-order.cpp:129)
  bool First;
  double Wide;
  bool Second;
};
std::vector<ForwardedBad> Forwarded;
void forward() { Forwarded.emplace_back(true, 1.0, false); }

struct TemplateUseBad { // CHECK: :[[@LINE]]:8: warning: 'TemplateUseBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+4]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+6]]:16: note: element of an array
// CHECK-NOTE: :[[@LINE-4]]:8: note: reorder the fields of 'TemplateUseBad' to Wide, First, Second: a template uses the fields by place (padded-record-order.cpp:138)
  bool First;
  double Wide;
  bool Second;
};
TemplateUseBad TemplateUses[4];
template <class T> double useByPlace(T &Value) {
  auto &[F, W, S] = Value;
  return F + W + S;
}
double useTemplate() { return useByPlace(TemplateUses[0]); }

struct ConditionalBad { // CHECK: :[[@LINE]]:8: warning: 'ConditionalBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+4]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+8]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+9]]:16: note: element of an array
// CHECK-NOTE: :[[@LINE-4]]:8: note: reorder the fields of 'ConditionalBad' to First, Second, Wide: there are preprocessor lines among the fields (padded-record-order.cpp:145)
  bool First;
#ifdef WITH_MORE
  int More;
#endif
  double Wide;
  bool Second;
};
ConditionalBad Conditional[4];

int nextNumber();
struct EffectsBad { // CHECK: :[[@LINE]]:8: warning: 'EffectsBad' is 24 bytes, 16 would do: 12 bytes are padding
// CHECK-NOTE: :[[@LINE+4]]:9: note: 6-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+5]]:9: note: 6 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+6]]:12: note: element of an array
// CHECK-NOTE: :[[@LINE-4]]:8: note: reorder the fields of 'EffectsBad' to Wide, First, Second: initialisers with effects would change places (padded-record-order.cpp:159)
  short First;
  double Wide;
  short Second;
};
EffectsBad Effects[2] = {{short(nextNumber()), double(nextNumber()), 1}};

#define TRIPLE true, 1, false
struct MacroListBad { // CHECK: :[[@LINE]]:8: warning: 'MacroListBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+4]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+6]]:14: note: element of an array
// CHECK-NOTE: :[[@LINE-4]]:8: note: reorder the fields of 'MacroListBad' to Wide, First, Second: a macro makes a part of the list (padded-record-order.cpp:167)
  bool First;
  double Wide;
  bool Second;
};
MacroListBad MacroList[2] = {{TRIPLE}};

} // namespace
// CHECK: Inputs/padded_record.h:2:8: warning: 'SharedBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: Inputs/padded_record.h:3:8: note: 7-byte hole after 'First'
// CHECK-NOTE: Inputs/padded_record.h:5:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE-210]]:11: note: element of an array
// CHECK-NOTE: Inputs/padded_record.h:2:8: note: reorder the fields of 'SharedBad' to Wide, First, Second: other files may use its fields by place (padded_record.h:2)
// CHECK: Inputs/padded_record.h:8:8: warning: 'SharedConstructorBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: Inputs/padded_record.h:10:8: note: 7-byte hole after 'First'
// CHECK-NOTE: Inputs/padded_record.h:12:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE-214]]:22: note: element of an array
// CHECK-NOTE: Inputs/padded_record.h:8:8: note: reorder the fields of 'SharedConstructorBad' to Wide, First, Second: a constructor is defined in another file (padded_record.h:9)
