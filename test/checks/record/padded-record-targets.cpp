// RUN: %check_memtidy %s memtidy-padded-record --level possible
// What helps one target must not hurt another, and instances of a template share one order.

typedef __INT64_TYPE__ int64_t;

namespace {

// 24 bytes where pointers have eight bytes; on 32 bits, nothing is gained and nothing lost.
struct PointersBad { // CHECK: :[[@LINE]]:8: warning: 'PointersBad' is 24 bytes, 16 would do: 14 bytes are padding
  bool First;
  void *Place;
  bool Second;
};
PointersBad Pointers[4];

// Eight bytes on each target, whatever the name stands for.
struct NamedBad { // CHECK: :[[@LINE]]:8: warning: 'NamedBad' is 24 bytes, 16 would do: 14 bytes are padding
  bool First;
  int64_t Wide;
  bool Second;
};
NamedBad Named[4];

// A pointer is a pointer, whatever it points to.
template <class T> struct LinkBad { // CHECK: :[[@LINE]]:27: warning: 'LinkBad' is 24 bytes, 16 would do: 14 bytes are padding
  bool First;
  T *Value;
  bool Second;
};
LinkBad<int> IntLinks[4];
LinkBad<char> CharLinks[4];

// One of the instances gains, and the other loses nothing.
template <class T> struct EntryBad { // CHECK: :[[@LINE]]:27: warning: 'EntryBad' is 24 bytes, 16 would do: 10 bytes are padding
  bool First;
  T Value;
  bool Second;
  int Count;
};
EntryBad<double> DoubleEntries[4];
EntryBad<char> CharEntries[4];

} // namespace
