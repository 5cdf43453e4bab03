// RUN: %check_memtidy %s memtidy-padded-record --level possible
// Code that knows a record's bytes: no fix, and no more than possible.

extern "C" {
void *memcpy(void *, const void *, unsigned long);
void *mmap(void *, unsigned long, int, int, int, long);
unsigned long fwrite(const void *, unsigned long, unsigned long, void *);
void *memset(void *, int, unsigned long);
}
namespace std {
template <class To, class From> To bit_cast(const From &);
} // namespace std
namespace boost::pfr {
template <class T> int get(const T &);
} // namespace boost::pfr

extern "C" struct CStructBad { // CHECK: :[[@LINE]]:19: warning: 'CStructBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+6]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+7]]:12: note: element of an array
// CHECK-NOTE: :[[@LINE-4]]:19: note: 'CStructBad' is part of a C interface
// CHECK-NOTE: :[[@LINE-5]]:19: note: reorder the fields of 'CStructBad' to Wide, First, Second: 'CStructBad' is part of a C interface (padded-record-abi.cpp:17)
  bool First;
  double Wide;
  bool Second;
};
CStructBad CStructs[4];

struct CParameterBad { // CHECK: :[[@LINE]]:8: warning: 'CParameterBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+6]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+7]]:15: note: element of an array
// CHECK-NOTE: :[[@LINE+7]]:43: note: 'CParameterBad' is part of a C interface
// CHECK-NOTE: :[[@LINE-5]]:8: note: reorder the fields of 'CParameterBad' to Wide, First, Second: 'CParameterBad' is part of a C interface (padded-record-abi.cpp:30)
  bool First;
  double Wide;
  bool Second;
};
CParameterBad CParameters[4];
extern "C" void take(const CParameterBad *);

struct OffsetBad { // CHECK: :[[@LINE]]:8: warning: 'OffsetBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+6]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+7]]:11: note: element of an array
// CHECK-NOTE: :[[@LINE+7]]:33: note: offsetof asks for a member of 'OffsetBad'
// CHECK-NOTE: :[[@LINE-5]]:8: note: reorder the fields of 'OffsetBad' to Wide, First, Second: offsetof asks for a member of 'OffsetBad' (padded-record-abi.cpp:38)
  bool First;
  double Wide;
  bool Second;
};
OffsetBad Offsets[4];
unsigned long offset() { return __builtin_offsetof(OffsetBad, Wide); }

struct AssertedBad { // CHECK: :[[@LINE]]:8: warning: 'AssertedBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+6]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+8]]:13: note: element of an array
// CHECK-NOTE: :[[@LINE+6]]:1: note: a static_assert fixes the layout of 'AssertedBad'
// CHECK-NOTE: :[[@LINE-5]]:8: note: reorder the fields of 'AssertedBad' to Wide, First, Second: a static_assert fixes the layout of 'AssertedBad' (padded-record-abi.cpp:45)
  bool First;
  double Wide;
  bool Second;
};
static_assert(sizeof(AssertedBad) == 24);
AssertedBad Asserted[4];

struct MemberPointerBad { // CHECK: :[[@LINE]]:8: warning: 'MemberPointerBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+6]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+7]]:18: note: element of an array
// CHECK-NOTE: :[[@LINE+7]]:27: note: a pointer to a member of 'MemberPointerBad' is stored
// CHECK-NOTE: :[[@LINE-5]]:8: note: reorder the fields of 'MemberPointerBad' to Wide, First, Second: a pointer to a member of 'MemberPointerBad' is stored (padded-record-abi.cpp:54)
  bool First;
  double Wide;
  bool Second;
};
MemberPointerBad MemberPointers[4];
double MemberPointerBad::*Stored = &MemberPointerBad::Wide;

struct WrittenBad { // CHECK: :[[@LINE]]:8: warning: 'WrittenBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+6]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+7]]:12: note: element of an array
// CHECK-NOTE: :[[@LINE+7]]:26: note: 'fwrite' takes the bytes of 'WrittenBad'
// CHECK-NOTE: :[[@LINE-5]]:8: note: reorder the fields of 'WrittenBad' to Wide, First, Second: 'fwrite' takes the bytes of 'WrittenBad' (padded-record-abi.cpp:62)
  bool First;
  double Wide;
  bool Second;
};
WrittenBad Written[4];
void write(void *File) { fwrite(Written, sizeof(WrittenBad), 4, File); }

struct CastBad { // CHECK: :[[@LINE]]:8: warning: 'CastBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+6]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+7]]:9: note: element of an array
// CHECK-NOTE: :[[@LINE+7]]:30: note: 'CastBad' is cast from or to other bytes
// CHECK-NOTE: :[[@LINE-5]]:8: note: reorder the fields of 'CastBad' to Wide, First, Second: 'CastBad' is cast from or to other bytes (padded-record-abi.cpp:70)
  bool First;
  double Wide;
  bool Second;
};
CastBad Casts[4];
const char *bytes() { return reinterpret_cast<const char *>(Casts); }

struct BitCastBad { // CHECK: :[[@LINE]]:8: warning: 'BitCastBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+6]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+7]]:12: note: element of an array
// CHECK-NOTE: :[[@LINE+10]]:22: note: 'BitCastBad' is cast from or to other bytes
// CHECK-NOTE: :[[@LINE-5]]:8: note: reorder the fields of 'BitCastBad' to Wide, First, Second: 'BitCastBad' is cast from or to other bytes (padded-record-abi.cpp:81)
  bool First;
  double Wide;
  bool Second;
};
BitCastBad BitCasts[4];
struct Blob {
  char Data[24];
};
Blob blob() { return std::bit_cast<Blob>(BitCasts[0]); }

struct MappedBad { // CHECK: :[[@LINE]]:8: warning: 'MappedBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+6]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+7]]:11: note: element of an array
// CHECK-NOTE: :[[@LINE+7]]:27: note: 'MappedBad' lies in mapped memory
// CHECK-NOTE: :[[@LINE-5]]:8: note: reorder the fields of 'MappedBad' to Wide, First, Second: 'MappedBad' lies in mapped memory (padded-record-abi.cpp:89)
  bool First;
  double Wide;
  bool Second;
};
MappedBad MappedCopies[4];
MappedBad *map() { return static_cast<MappedBad *>(mmap(nullptr, 4096, 1, 1, 1, 0)); }

struct __attribute__((visibility("default"))) ExportedBad { // CHECK: :[[@LINE]]:47: warning: 'ExportedBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+6]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+7]]:13: note: element of an array
// CHECK-NOTE: :[[@LINE-4]]:23: note: 'ExportedBad' is exported from its library
// CHECK-NOTE: :[[@LINE-5]]:47: note: reorder the fields of 'ExportedBad' to Wide, First, Second: 'ExportedBad' is exported from its library (padded-record-abi.cpp:91)
  bool First;
  double Wide;
  bool Second;
};
ExportedBad Exported[4];

#define MY_DEFINE_TYPE(Type, ...) inline void describe(const Type &) {}
struct DescribedBad { // CHECK: :[[@LINE]]:8: warning: 'DescribedBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+6]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+7]]:14: note: element of an array
// CHECK-NOTE: :[[@LINE+7]]:1: note: the macro 'MY_DEFINE_TYPE' describes the fields of 'DescribedBad'
// CHECK-NOTE: :[[@LINE-5]]:8: note: reorder the fields of 'DescribedBad' to Wide, First, Second: the macro 'MY_DEFINE_TYPE' describes the fields of 'DescribedBad' (padded-record-abi.cpp:105)
  bool First;
  double Wide;
  bool Second;
};
DescribedBad Described[4];
MY_DEFINE_TYPE(DescribedBad, First, Wide, Second)

struct ReflectedBad { // CHECK: :[[@LINE]]:8: warning: 'ReflectedBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+6]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+7]]:14: note: element of an array
// CHECK-NOTE: :[[@LINE+7]]:24: note: 'boost::pfr::get' walks the fields of 'ReflectedBad'
// CHECK-NOTE: :[[@LINE-5]]:8: note: reorder the fields of 'ReflectedBad' to Wide, First, Second: 'boost::pfr::get' walks the fields of 'ReflectedBad' (padded-record-abi.cpp:113)
  bool First;
  double Wide;
  bool Second;
};
ReflectedBad Reflected[4];
int reflect() { return boost::pfr::get(Reflected[0]); }

struct DeviceBad { // CHECK: :[[@LINE]]:8: warning: 'DeviceBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+3]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+4]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+5]]:11: note: element of an array
  bool First;
  double Wide;
  bool Second;
};
DeviceBad Devices[4];

struct ArgumentBad { // CHECK: :[[@LINE]]:8: warning: 'ArgumentBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+6]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+7]]:13: note: element of an array
// CHECK-NOTE: :[[@LINE+7]]:23: note: 'ArgumentBad' is a template argument
// CHECK-NOTE: :[[@LINE-5]]:8: note: reorder the fields of 'ArgumentBad' to Wide, First, Second: 'ArgumentBad' is a template argument (padded-record-abi.cpp:128)
  bool First;
  double Wide;
  bool Second;
};
ArgumentBad Arguments[4];
template <ArgumentBad Value> int takeArgument();

struct [[clang::annotate("memtidy:abi_frozen")]] FrozenBad { // CHECK: :[[@LINE]]:50: warning: 'FrozenBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+6]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+7]]:11: note: element of an array
// CHECK-NOTE: :[[@LINE-4]]:10: note: 'FrozenBad' is annotated as frozen
// CHECK-NOTE: :[[@LINE-5]]:50: note: reorder the fields of 'FrozenBad' to Wide, First, Second: 'FrozenBad' is annotated as frozen (padded-record-abi.cpp:130)
  bool First;
  double Wide;
  bool Second;
};
FrozenBad Frozen[4];

struct PartBad { // CHECK: :[[@LINE]]:8: warning: 'PartBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+6]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+8]]:11: note: part of each 'WholeOfBytes'
// CHECK-NOTE: :[[@LINE+10]]:28: note: 'PartBad' is part of 'WholeOfBytes', whose layout is used
// CHECK-NOTE: :[[@LINE-5]]:8: note: reorder the fields of 'PartBad' to Wide, First, Second: 'PartBad' is part of 'WholeOfBytes', whose layout is used (padded-record-abi.cpp:146)
  bool First;
  double Wide;
  bool Second;
};
struct WholeOfBytes {
  PartBad Part;
};
WholeOfBytes Wholes[4];
void copyWhole(void *To) { memcpy(To, Wholes, sizeof(WholeOfBytes)); }

// A variable keeps what was mapped.
struct MappedLaterBad { // CHECK: :[[@LINE]]:8: warning: 'MappedLaterBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+6]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+7]]:16: note: element of an array
// CHECK-NOTE: :[[@LINE+9]]:18: note: 'MappedLaterBad' lies in mapped memory
// CHECK-NOTE: :[[@LINE-5]]:8: note: reorder the fields of 'MappedLaterBad' to Wide, First, Second: 'MappedLaterBad' lies in mapped memory (padded-record-abi.cpp:157)
  bool First;
  double Wide;
  bool Second;
};
MappedLaterBad MappedLater[4];
MappedLaterBad *mapLater() {
  void *Start = mmap(nullptr, 4096, 1, 1, 1, 0);
  return Start ? static_cast<MappedLaterBad *>(Start) : nullptr;
}

// A union with bytes reads the one as the other.
struct OverlaidBad { // CHECK: :[[@LINE]]:8: warning: 'OverlaidBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+6]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+8]]:15: note: part of each 'Overlay'
// CHECK-NOTE: :[[@LINE+7]]:15: note: 'OverlaidBad' is cast from or to other bytes
// CHECK-NOTE: :[[@LINE-5]]:8: note: reorder the fields of 'OverlaidBad' to Wide, First, Second: 'OverlaidBad' is cast from or to other bytes (padded-record-abi.cpp:167)
  bool First;
  double Wide;
  bool Second;
};
union Overlay {
  OverlaidBad Fields;
  unsigned char Bytes[24];
};
Overlay Overlays[4];

struct SpannedBad { // CHECK: :[[@LINE]]:8: warning: 'SpannedBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+5]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+6]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+7]]:12: note: element of an array
// CHECK-NOTE: :[[@LINE+14]]:16: note: 'as_bytes' takes the bytes of 'SpannedBad'
// CHECK-NOTE: :[[@LINE-5]]:8: note: reorder the fields of 'SpannedBad' to Wide, First, Second: 'as_bytes' takes the bytes of 'SpannedBad' (padded-record-abi.cpp:185)
  bool First;
  double Wide;
  bool Second;
};
SpannedBad Spanned[4];
namespace std {
template <class T> struct span {
  T *Begin;
  unsigned long Size;
};
template <class T> span<const unsigned char> as_bytes(span<T> Of);
} // namespace std
void write() { std::as_bytes(std::span<SpannedBad>{Spanned, 4}); }

#include "Inputs/include/padded_record.h"
InstalledBad Installed[4];

// Any layout may be cleared.
struct ClearedBad { // CHECK: :[[@LINE]]:8: warning: 'ClearedBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: :[[@LINE+3]]:8: note: 7-byte hole after 'First'
// CHECK-NOTE: :[[@LINE+4]]:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE+5]]:12: note: element of an array
  bool First;
  double Wide;
  bool Second;
};
ClearedBad Cleared[4];
void clear() { memset(Cleared, 0, sizeof(ClearedBad)); }
// CHECK: Inputs/include/padded_record.h:1:8: warning: 'InstalledBad' is 24 bytes, 16 would do: 14 bytes are padding
// CHECK-NOTE: Inputs/include/padded_record.h:2:8: note: 7-byte hole after 'First'
// CHECK-NOTE: Inputs/include/padded_record.h:4:8: note: 7 bytes of padding at the end, after 'Second'
// CHECK-NOTE: :[[@LINE-16]]:14: note: element of an array
// CHECK-NOTE: Inputs/include/padded_record.h:1:8: note: 'InstalledBad' is in an installed header
// CHECK-NOTE: Inputs/include/padded_record.h:1:8: note: reorder the fields of 'InstalledBad' to Wide, First, Second: 'InstalledBad' is in an installed header (padded_record.h:1)
