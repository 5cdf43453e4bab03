// RUN: %check_memtidy %s memtidy-padded-record --no-fixes
#include <vector>

// A declaration allows findings in all of it.
struct [[clang::annotate("memtidy:allow=padded-record;reason=the wire format")]] WireOk {
  bool First;
  double Wide;
  bool Second;
};
std::vector<WireOk> Wires;

#define LEGACY [[clang::annotate("memtidy:allow=boxed-member, memtidy-padded-*")]]
struct LEGACY OldOk {
  bool First;
  double Wide;
  bool Second;
};
std::vector<OldOk> Old;

struct [[clang::annotate("memtidy:allow=*")]] Outer {
  struct InnerOk {
    bool First;
    double Wide;
    bool Second;
  };
};
std::vector<Outer::InnerOk> Inner;

// Other checks, other words, no list.
struct [[clang::annotate("memtidy:allow=boxed-member")]] OtherBad { // CHECK: :[[@LINE]]:58: warning: 'OtherBad' is 24 bytes, 16 would do: 14 bytes are padding
  bool First;
  double Wide;
  bool Second;
};
std::vector<OtherBad> Others;
struct [[clang::annotate("memtidy:allow=")]] EmptyBad { // CHECK: :[[@LINE]]:46: warning: 'EmptyBad' is 24 bytes, 16 would do: 14 bytes are padding
  bool First;
  double Wide;
  bool Second;
};
std::vector<EmptyBad> Empties;
