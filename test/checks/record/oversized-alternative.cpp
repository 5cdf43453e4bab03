// RUN: %check_memtidy %s memtidy-oversized-alternative --real-std --level possible
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace {

struct Frame {
  double Values[64];
};
struct Small {
  int Value;
};
struct Medium {
  double Values[20];
};

using EventBad = std::variant<Small, Frame>; // CHECK: :[[@LINE]]:38: warning: the alternative 'Frame' takes 512 bytes, the next, 'Small', takes 4
std::vector<EventBad> events;

struct MessageBad {
  int Number = 0;
  std::variant<std::monostate, Small, std::string, Frame> Payload; // CHECK: :[[@LINE]]:52: warning: the alternative 'Frame' takes 512 bytes, the next, 'std::string', takes 32
};

std::vector<std::variant<int, Frame>> elementsBad; // CHECK: :[[@LINE]]:31: warning: the alternative 'Frame' takes 512 bytes, the next, 'int', takes 4

// Nothing of it is made here.
using UnusedBad = std::variant<int, Frame>; // CHECK: :[[@LINE]]:37: warning: the alternative 'Frame' takes 512 bytes, the next, 'int', takes 4

std::vector<std::optional<Frame>> optionalsBad; // CHECK: :[[@LINE]]:27: warning: 'Frame' takes 512 bytes even where there is none

using MayBeBad = std::variant<std::monostate, Frame>; // CHECK: :[[@LINE]]:47: warning: 'Frame' takes 512 bytes even where there is none
std::vector<MayBeBad> maybes;

// Of each element, 512 bytes are empty at times.
struct RowBad {
  int Number = 0;
  std::optional<Frame> Detail; // CHECK: :[[@LINE]]:17: warning: 'Frame' takes 512 bytes even where there is none
};
std::vector<RowBad> rows;

// There is one of these.
struct SettingsBad {
  std::optional<Frame> Detail; // CHECK: :[[@LINE]]:17: warning: 'Frame' takes 512 bytes even where there is none
};

struct TokenBad {
  int Kind;
  union {
    double Number;
    Frame Block; // CHECK: :[[@LINE]]:11: warning: the member 'Block' takes 512 bytes, the next, 'Number', takes 8
  };
};
std::vector<TokenBad> tokens;

// An enumeration says which there is: no bytes for whatever comes.
struct TaggedBad {
  enum { Whole, Real, Text } Kind;
  union {
    long Number;
    double Value;
    char Spelling[512]; // CHECK: :[[@LINE]]:10: warning: the member 'Spelling' takes 512 bytes, the next, 'Number', takes 8
  };
};
std::vector<TaggedBad> tagged;

union OnceBad {
  double Number;
  Frame Block; // CHECK: :[[@LINE]]:9: warning: the member 'Block' takes 512 bytes, the next, 'Number', takes 8
};

struct Nothing {};
struct Less {
  bool operator()(int A, int B) const { return A < B; }
};
struct SortedBad {
  Less Compare; // how to sort // CHECK: :[[@LINE]]:8: warning: 'Compare' holds nothing, and makes 'SortedBad' 16 bytes instead of 8
  double Value = 0;
};
std::vector<SortedBad> sorted;

struct SingleEmptyBad {
  double Value = 0;
  Nothing Tag; // CHECK: :[[@LINE]]:11: warning: 'Tag' holds nothing, and makes 'SingleEmptyBad' 16 bytes instead of 8
};

struct SharedDeclarationBad {
  Nothing A, *B = nullptr; // CHECK: :[[@LINE]]:11: warning: 'A' holds nothing, and makes 'SharedDeclarationBad' 24 bytes instead of 16
  double Value = 0;
};
std::vector<SharedDeclarationBad> sharedDeclarations;

enum class Color { Red, Green, Blue };
enum class Shade : std::uint64_t { Light, Dark };
struct FlagsBad { // CHECK: :[[@LINE]]:8: warning: 'FlagsBad' is 24 bytes, 16 would do: 9 flags in a byte each
  bool A = false, B = false, C = false, D = false, E = false, F = false;
  bool G = false, H = false, I = false;
  double Value = 0;
};
std::vector<FlagsBad> flags;
struct EnumsBad { // CHECK: :[[@LINE]]:8: warning: 'EnumsBad' is 16 bytes, 2 would do: 2 enumerations wider than their values
  Shade First = Shade::Light;
  Shade Second = Shade::Dark;
};
std::vector<EnumsBad> enums;
struct BothBad { // CHECK: :[[@LINE]]:8: warning: 'BothBad' is 24 bytes, 16 would do: 4 flags in a byte each, and 2 enumerations wider than their values
  double Value = 0;
  bool A = false, B = false, C = false, D = false;
  Color Of = Color::Red;
  Shade In = Shade::Light;
};
std::vector<BothBad> both;

int inLambdaBad() {
  auto Count = [] {
    std::vector<std::variant<int, Frame>> Local(2); // CHECK: :[[@LINE]]:35: warning: the alternative 'Frame' takes 512 bytes, the next, 'int', takes 4
    return static_cast<int>(Local.size());
  };
  return Count();
}

template <class T> struct TemplateBad {
  T Value;
  std::variant<Small, Frame> Payload; // CHECK: :[[@LINE]]:23: warning: the alternative 'Frame' takes 512 bytes, the next, 'Small', takes 4
};

// Alternatives of like size, or too small to matter.
using LikeOk = std::variant<Medium, Frame>;
using TinyOk = std::variant<char, Small>;
using BoxedOk = std::variant<Small, std::unique_ptr<Frame>>;
struct ShortOk {
  std::optional<Small> Detail;
};
std::vector<ShortOk> shorts;

// A variable is one object, a parameter none.
int oneOk(const std::variant<int, Frame> &Given) {
  std::variant<int, Frame> Copy = Given;
  std::optional<Frame> None;
  return static_cast<int>(Copy.index()) + (None ? 1 : 0);
}

// Depends on the argument.
template <class T> struct GenericOk {
  std::variant<int, T> Payload;
};
template struct GenericOk<Frame>;

// Bytes for whatever comes.
union StorageOk {
  char Bytes[512];
  void *Pointer;
};
std::vector<StorageOk> storages;

// Read from a file.
union RecordOk {
  std::uint32_t Kind;
  Frame Block;
};
static_assert(sizeof(RecordOk) == 512, "as in the file");

// Marked already, or without effect on the size.
struct MarkedOk {
  [[no_unique_address]] Less Compare;
  double Value = 0;
};
struct HiddenOk {
  int Value = 0;
  bool Flag = false;
  Nothing Tag;
};
struct SameTwiceOk : Nothing {
  Nothing Tag;
  double Value = 0;
};
// Few flags, or made once.
struct FewOk {
  bool A = false;
  bool B = false;
  double Value = 0;
};
std::vector<FewOk> few;
struct OnceFlagsOk {
  bool A = false, B = false, C = false, D = false, E = false, F = false;
  bool G = false, H = false, I = false;
  double Value = 0;
};
enum class Large { Low = 1, High = 70000 };
struct LargeValuesOk {
  Large First = Large::Low;
  Large Second = Large::Low;
  Large Third = Large::High;
};
std::vector<LargeValuesOk> largeValues;

#define PAYLOAD std::variant<Small, Frame>
struct MacroOk {
  PAYLOAD Payload;
};

} // namespace

int main() {
  TemplateBad<int> Template{1, Small{2}};
  MessageBad Message;
  SettingsBad Settings;
  OnceBad Once{1.0};
  SingleEmptyBad Single;
  MacroOk Macro;
  SameTwiceOk Twice;
  return oneOk(1) + Template.Value + Message.Number + inLambdaBad() +
         (Settings.Detail ? 1 : 0) + static_cast<int>(Once.Number) +
         static_cast<int>(Single.Value + Twice.Value) +
         static_cast<int>(Macro.Payload.index());
}
