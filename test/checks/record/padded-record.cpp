// RUN: %check_memtidy %s memtidy-padded-record
// Layouts, and what a fix must take along.

namespace std {
template <class T> class vector {
  T *Begin, *End, *Limit;
};
template <class T> class shared_ptr {
  T *Value;
};
template <class T> shared_ptr<T> make_shared();
} // namespace std

namespace {

struct OrderBad { // CHECK: :[[@LINE]]:8: warning: 'OrderBad' is 32 bytes, 16 would do: 17 bytes are padding
// CHECK-NOTE: :[[@LINE+4]]:8: note: 7-byte hole after 'Live'
// CHECK-NOTE: :[[@LINE+5]]:8: note: 3-byte hole after 'Hidden'
// CHECK-NOTE: :[[@LINE+7]]:8: note: 7 bytes of padding at the end, after 'Side'
// CHECK-NOTE: :[[@LINE+8]]:23: note: element of 'std::vector'
  bool Live;   // is it on the market
  double Price;
  bool Hidden; // does anybody
               // see it
  int Quantity;
  char Side;
};
std::vector<OrderBad> Orders;

struct OrderOk {
  double Price;
  int Quantity;
  bool Live;
  bool Hidden;
  char Side;
};
std::vector<OrderOk> GoodOrders;

// Made once: nobody notices eight bytes.
struct SingleOk {
  bool Live;
  double Price;
  bool Hidden;
} TheOnly;

struct DocumentedBad { // CHECK: :[[@LINE]]:8: warning: 'DocumentedBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+4]]:8: note: 7-byte hole after 'Live'
// CHECK-NOTE: :[[@LINE+7]]:8: note: 7 bytes of padding at the end, after 'Hidden'
// CHECK-NOTE: :[[@LINE+8]]:15: note: element of an array
  /// Whether it is live.
  bool Live;
  /// In ticks.
  double Price;
  /// Whether it is seen.
  bool Hidden;
};
DocumentedBad Documented[4];

struct SpacedBad { // CHECK: :[[@LINE]]:8: warning: 'SpacedBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+3]]:8: note: 7-byte hole after 'Live'
// CHECK-NOTE: :[[@LINE+6]]:8: note: 7 bytes of padding at the end, after 'Hidden'
// CHECK-NOTE: :[[@LINE+7]]:11: note: element of an array
  bool Live;

  double Price;

  bool Hidden;
};
SpacedBad Spaced[4];

// Blank lines make groups: the flags stay with what they belong to.
struct GroupsBad { // CHECK: :[[@LINE]]:8: warning: 'GroupsBad' is 40 bytes, 24 would do: 20 bytes are padding
// CHECK-NOTE: :[[@LINE+4]]:8: note: 7-byte hole after 'HasName'
// CHECK-NOTE: :[[@LINE+7]]:8: note: 6-byte hole after 'HasPrice'
// CHECK-NOTE: :[[@LINE+8]]:8: note: 7 bytes of padding at the end, after 'IsOld'
// CHECK-NOTE: :[[@LINE+9]]:11: note: element of an array
  bool HasName;
  char *Name;
  bool IsLong;

  bool HasPrice;
  double Price;
  bool IsOld;
};
GroupsBad Groups[4];

// A move within one group closes the hole before it.
struct NeighboursBad { // CHECK: :[[@LINE]]:8: warning: 'NeighboursBad' is 32 bytes, 24 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+4]]:8: note: 7-byte hole after 'HasName'
// CHECK-NOTE: :[[@LINE+6]]:8: note: 7 bytes of padding at the end, after 'HasPrice'
// CHECK-NOTE: :[[@LINE+7]]:15: note: element of an array
  char *Name;
  bool HasName;

  double Price;
  bool HasPrice;
};
NeighboursBad Neighbours[4];

// Only fields from three groups side by side would close the holes.
struct GroupsOk {
  bool HasName;
  char *Name;

  double Price;
  double Volume;

  bool HasPlace;
  char *Place;
};
GroupsOk TidyGroups[4];

// A comment above one of several fields may speak for all of them.
struct HeadingBad { // CHECK: :[[@LINE]]:8: warning: 'HeadingBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+4]]:8: note: 7-byte hole after 'IsKnown'
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7 bytes of padding at the end, after 'IsOld'
// CHECK-NOTE: :[[@LINE+6]]:12: note: element of an array
  // What it costs.
  bool IsKnown;
  double Price;
  bool IsOld;
};
HeadingBad Heading[4];

struct WithVirtualBad { // CHECK: :[[@LINE]]:8: warning: 'WithVirtualBad' is 32 bytes, 24 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+4]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+6]]:40: note: allocated by 'new'
  virtual ~WithVirtualBad() = default;
  bool First;
  double Wide;
  bool Second;
};
WithVirtualBad *makeVirtual() { return new WithVirtualBad; }

// The field behind the base sits in the base's tail padding.
struct BaseOfMany {
  virtual ~BaseOfMany() = default;
  int Id;
};
struct DerivedBad : BaseOfMany { // CHECK: :[[@LINE]]:8: warning: 'DerivedBad' is 48 bytes, 40 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+4]]:8: note: 3-byte hole after 'Kind'
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7-byte hole after 'Last'
// CHECK-NOTE: :[[@LINE+6]]:7: note: 4 bytes of padding at the end, after 'Small'
// CHECK-NOTE: :[[@LINE+7]]:52: note: allocated by 'std::make_shared'
  char Kind;
  double Wide;
  char Last;
  double More;
  int Small;
};
std::shared_ptr<DerivedBad> makeDerived() { return std::make_shared<DerivedBad>(); }

struct VirtualBaseBad : virtual BaseOfMany { // CHECK: :[[@LINE]]:8: warning: 'VirtualBaseBad' is 48 bytes, 40 would do: 7 bytes are padding
// CHECK-NOTE: :[[@LINE+2]]:8: note: 7-byte hole after 'Kind'
// CHECK-NOTE: :[[@LINE+5]]:16: note: element of an array
  char Kind;
  double Wide;
  char Last;
};
VirtualBaseBad VirtualBases[4];

struct BitsBad { // CHECK: :[[@LINE]]:8: warning: 'BitsBad' is 40 bytes, 24 would do: 21 bytes are padding
// CHECK-NOTE: :[[@LINE+4]]:8: note: 7-byte hole after 'Live'
// CHECK-NOTE: :[[@LINE+6]]:12: note: 7-byte hole after 'Side'
// CHECK-NOTE: :[[@LINE+7]]:8: note: 7 bytes of padding at the end, after 'Hidden'
// CHECK-NOTE: :[[@LINE+8]]:9: note: element of an array
  bool Live;
  double Price;
  unsigned Kind : 3;
  unsigned Side : 2;
  double Volume;
  bool Hidden;
};
BitsBad Bits[4];

struct DeclaratorsBad { // CHECK: :[[@LINE]]:8: warning: 'DeclaratorsBad' is 24 bytes, 16 would do: 13 bytes are padding
// CHECK-NOTE: :[[@LINE+3]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+3]]:8: note: 6 bytes of padding at the end, after 'Third'
// CHECK-NOTE: :[[@LINE+4]]:16: note: element of an array
  char First, *Text, Second;
  char Third;
};
DeclaratorsBad Declarators[4];

struct AttributesBad { // CHECK: :[[@LINE]]:8: warning: 'AttributesBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+3]]:25: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+4]]:25: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+5]]:15: note: element of an array
  [[maybe_unused]] bool First;
  [[maybe_unused]] double Wide;
  [[maybe_unused]] bool Second;
};
AttributesBad Attributes[4];

struct OneLineBad { bool First; double Wide; bool Second; }; // CHECK: :[[@LINE]]:8: warning: 'OneLineBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE-1]]:26: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE-2]]:51: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+1]]:12: note: element of an array
OneLineBad OneLine[4];

// Sections keep their fields.
class SectionsBad { // CHECK: :[[@LINE]]:7: warning: 'SectionsBad' is 40 bytes, 24 would do: 20 bytes are padding
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+9]]:8: note: 6-byte hole after 'Third'
// CHECK-NOTE: :[[@LINE+10]]:8: note: 7 bytes of padding at the end, after 'Fourth'
// CHECK-NOTE: :[[@LINE+11]]:13: note: element of an array
public:
  bool First;
  double Wide;
  bool Second;

private:
  bool Third;
  double Broad;
  bool Fourth;
};
SectionsBad Sections[4];

// Reported once, not for each instantiation.
template <class T> struct TemplateBad { // CHECK: :[[@LINE]]:27: warning: 'TemplateBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+3]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+4]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+6]]:18: note: element of an array
  bool First;
  double Wide;
  bool Second;
  T get();
};
TemplateBad<int> Ints[4];
TemplateBad<long> Longs[4];

template <class T> struct Outer {
  struct InnerBad { // CHECK: :[[@LINE]]:10: warning: 'InnerBad' is 24 bytes, 16 would do: 14 bytes are padding
  // CHECK-NOTE: :[[@LINE+3]]:10: note: 7-byte hole after 'First'
  // CHECK-NOTE: :[[@LINE+4]]:10: note: 7 bytes of padding at the end, after 'Second'
  // CHECK-NOTE: :[[@LINE+5]]:25: note: element of 'std::vector'
    bool First;
    double Wide;
    bool Second;
  };
  std::vector<InnerBad> Values;
};
Outer<int> OuterOfInts;
Outer<int>::InnerBad OneInner;

template <class T> struct NeverInstantiatedOk {
  bool First;
  double Wide;
  bool Second;
};

// Its size depends on the argument, and the instance is what counts.
template <class T> struct DependentBad { // CHECK: :[[@LINE]]:27: warning: 'DependentBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+3]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+4]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+5]]:22: note: element of an array
  bool First;
  T Value;
  bool Second;
};
DependentBad<double> Dependent[4];

struct PartBad { // CHECK: :[[@LINE]]:8: warning: 'PartBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+3]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+4]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+6]]:11: note: part of each '(anonymous namespace)::Whole'
  bool First;
  double Wide;
  bool Second;
};
struct Whole {
  PartBad Part;
};
std::vector<Whole> Wholes;

void localBad() {
  struct LocalBad { // CHECK: :[[@LINE]]:10: warning: 'LocalBad' is 24 bytes, 16 would do: 14 bytes are padding
  // CHECK-NOTE: :[[@LINE+3]]:10: note: 7-byte hole after 'First'
  // CHECK-NOTE: :[[@LINE+4]]:10: note: 7 bytes of padding at the end, after 'Second'
  // CHECK-NOTE: :[[@LINE+5]]:19: note: element of an array
    bool First;
    double Wide;
    bool Second;
  };
  static LocalBad Table[4];
  (void)Table;
}

// A single object, but large enough to notice.
struct LargeSingleBad { // CHECK: :[[@LINE]]:8: warning: 'LargeSingleBad' is 160 bytes, 96 would do: 70 bytes are padding
// CHECK-NOTE: :[[@LINE+10]]:8: note: 7-byte hole after 'B0'
// CHECK-NOTE: :[[@LINE+9]]:28: note: 7-byte hole after 'B1'
// CHECK-NOTE: :[[@LINE+8]]:48: note: 7-byte hole after 'B2'
// CHECK-NOTE: :[[@LINE+7]]:68: note: 7-byte hole after 'B3'
// CHECK-NOTE: :[[@LINE+6]]:88: note: 7-byte hole after 'B4'
// CHECK-NOTE: :[[@LINE+6]]:8: note: 7-byte hole after 'B5'
// CHECK-NOTE: :[[@LINE+5]]:28: note: 7-byte hole after 'B6'
// CHECK-NOTE: :[[@LINE+4]]:48: note: 7-byte hole after 'B7'
// CHECK-NOTE: :[[@LINE+3]]:68: note: 7-byte hole after 'B8'
// CHECK-NOTE: :[[@LINE+2]]:88: note: 7-byte hole after 'B9'
  bool B0; double D0; bool B1; double D1; bool B2; double D2; bool B3; double D3; bool B4; double D4;
  bool B5; double D5; bool B6; double D6; bool B7; double D7; bool B8; double D8; bool B9; double D9;
} LargeSingle;

#pragma pack(push, 4)
struct PragmaBad { // CHECK: :[[@LINE]]:8: warning: 'PragmaBad' is 32 bytes, 20 would do: 12 bytes are padding
// CHECK-NOTE: :[[@LINE+5]]:8: note: 3-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+6]]:8: note: 3-byte hole after 'Second'
// CHECK-NOTE: :[[@LINE+7]]:8: note: 3-byte hole after 'Third'
// CHECK-NOTE: :[[@LINE+8]]:8: note: 3 bytes of padding at the end, after 'Fourth'
// CHECK-NOTE: :[[@LINE+10]]:11: note: element of an array
  bool First;
  double Wide;
  bool Second;
  int Number;
  bool Third;
  int More;
  bool Fourth;
};
#pragma pack(pop)
PragmaBad Pragma[4];

} // namespace

// A union holds one member at a time, and two would never share its bytes.
union UnionOk {
  bool First;
  double Wide;
};
UnionOk Unions[4];

namespace {

// The base of what is made in bulk is made as often.
struct BaseOfBulkBad { // CHECK: :[[@LINE]]:8: warning: 'BaseOfBulkBad' is 32 bytes, 24 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+3]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+4]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+6]]:23: note: base of '(anonymous namespace)::InBulk'
  bool First = false;
  double Wide = 0;
  bool Second = false;
  virtual ~BaseOfBulkBad() = default;
};
struct InBulk final : BaseOfBulkBad {};
std::vector<InBulk> Bulk;

// A member without a name is called just that.
struct UnnamedBad { // CHECK: :[[@LINE]]:8: warning: 'UnnamedBad' is 32 bytes, 24 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+4]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+8]]:8: note: 3-byte hole after 'Second'
// CHECK-NOTE: :[[@LINE+9]]:3: note: 4 bytes of padding at the end, after an unnamed member
// CHECK-NOTE: :[[@LINE+13]]:12: note: element of an array
  bool First;
  union {
    double Wide;
    long Long;
  };
  bool Second;
  int Number;
  union {
    int Small;
    bool Tiny;
  };
};
UnnamedBad Unnamed[4];

} // namespace
