// RUN: %check_memtidy %s memtidy-ownership-cycle --real-std

#include "Inputs/linked.h"
#include <memory>
#include <utility>
#include <vector>

// Why the closing field is not made weak.

// An accessor hands out a reference to it.
struct Seen;
struct Seer {
  void tieBad(const std::shared_ptr<Seen> &to);
  std::shared_ptr<Seen> seen;
};
struct Seen {
  std::shared_ptr<Seer> &seer() { return owner; }
  std::shared_ptr<Seer> owner; // CHECK: :[[@LINE]]:25: warning: 'Seen' and 'Seer' own each other through 'owner' and 'seen', so neither is ever freed
  // CHECK-NOTE: :[[@LINE-1]]:25: note: 'Seen' owns what 'owner' keeps: 'std::shared_ptr<Seer>'
  // CHECK-NOTE: :[[@LINE+7]]:15: note: 'owner' is set to 'seer' here
  // CHECK-NOTE: :[[@LINE-7]]:25: note: 'Seer' owns what 'seen' keeps: 'std::shared_ptr<Seen>'
  // CHECK-NOTE: :[[@LINE+4]]:14: note: 'seen' is set to 'seen' here
  // CHECK-NOTE: :[[@LINE-5]]:25: note: make 'owner' a weak pointer: a function returns a reference to 'owner' (ownership-cycle-refused.cpp:17)
};
void tieSeenBad(std::shared_ptr<Seer> seer, std::shared_ptr<Seen> seen) {
  seer->seen = seen;
  seen->owner = seer;
}

// Its address is taken.
struct Held;
struct Holder {
  std::shared_ptr<Held> held;
};
struct Held {
  std::shared_ptr<Holder> *place() { return &owner; }
  std::shared_ptr<Holder> owner; // CHECK: :[[@LINE]]:27: warning: 'Held' and 'Holder' own each other through 'owner' and 'held', so neither is ever freed
  // CHECK-NOTE: :[[@LINE-1]]:27: note: 'Held' owns what 'owner' keeps: 'std::shared_ptr<Holder>'
  // CHECK-NOTE: :[[@LINE+7]]:15: note: 'owner' is set to 'holder' here
  // CHECK-NOTE: :[[@LINE-7]]:25: note: 'Holder' owns what 'held' keeps: 'std::shared_ptr<Held>'
  // CHECK-NOTE: :[[@LINE+4]]:16: note: 'held' is set to 'held' here
  // CHECK-NOTE: :[[@LINE-5]]:27: note: make 'owner' a weak pointer: the address of 'owner' is taken (ownership-cycle-refused.cpp:31)
};
void tieHeldBad(std::shared_ptr<Holder> holder, std::shared_ptr<Held> held) {
  holder->held = held;
  held->owner = holder;
}

// It is moved from.
struct Given;
struct Giver {
  std::shared_ptr<Given> given;
};
struct Given {
  std::shared_ptr<Giver> release() { return std::move(owner); }
  std::shared_ptr<Giver> owner; // CHECK: :[[@LINE]]:26: warning: 'Given' and 'Giver' own each other through 'owner' and 'given', so neither is ever freed
  // CHECK-NOTE: :[[@LINE-1]]:26: note: 'Given' owns what 'owner' keeps: 'std::shared_ptr<Giver>'
  // CHECK-NOTE: :[[@LINE+7]]:16: note: 'owner' is set to 'giver' here
  // CHECK-NOTE: :[[@LINE-7]]:26: note: 'Giver' owns what 'given' keeps: 'std::shared_ptr<Given>'
  // CHECK-NOTE: :[[@LINE+4]]:16: note: 'given' is set to 'given' here
  // CHECK-NOTE: :[[@LINE-5]]:26: note: make 'owner' a weak pointer: 'owner' is moved from (ownership-cycle-refused.cpp:45)
};
void tieGivenBad(std::shared_ptr<Giver> giver, std::shared_ptr<Given> given) {
  giver->given = given;
  given->owner = giver;
}

// What it is set to dies at once.
struct Made;
struct Maker {
  std::shared_ptr<Made> made;
};
struct Made {
  void own() { owner = std::make_shared<Maker>(); }
  std::shared_ptr<Maker> owner; // CHECK: :[[@LINE]]:26: warning: 'Made' and 'Maker' own each other through 'owner' and 'made', so neither is ever freed
  // CHECK-NOTE: :[[@LINE-1]]:26: note: 'Made' owns what 'owner' keeps: 'std::shared_ptr<Maker>'
  // CHECK-NOTE: :[[@LINE+7]]:15: note: 'owner' is set to 'maker' here
  // CHECK-NOTE: :[[@LINE-7]]:25: note: 'Maker' owns what 'made' keeps: 'std::shared_ptr<Made>'
  // CHECK-NOTE: :[[@LINE+4]]:15: note: 'made' is set to 'made' here
  // CHECK-NOTE: :[[@LINE-5]]:26: note: make 'owner' a weak pointer: 'owner' is the only owner of what it is set to (ownership-cycle-refused.cpp:59)
};
void tieMadeBad(std::shared_ptr<Maker> maker, std::shared_ptr<Made> made) {
  maker->made = made;
  made->owner = maker;
}

// What one function makes and ties is only reached by the other.
struct Front;
struct Back {
  std::shared_ptr<Front> front;
};
struct Front {
  std::shared_ptr<Back> owner; // CHECK: :[[@LINE]]:25: warning: 'Back' and 'Front' own each other through 'front' and 'owner', so neither is ever freed
  // CHECK-NOTE: :[[@LINE-4]]:26: note: 'Back' owns what 'front' keeps: 'std::shared_ptr<Front>'
  // CHECK-NOTE: :[[@LINE+8]]:15: note: 'front' is set to 'front' here
  // CHECK-NOTE: :[[@LINE-3]]:25: note: 'Front' owns what 'owner' keeps: 'std::shared_ptr<Back>'
  // CHECK-NOTE: :[[@LINE+7]]:16: note: 'owner' is set to 'back' here
  // CHECK-NOTE: :[[@LINE-5]]:25: note: make 'owner' a weak pointer: 'owner' is the only owner of what it is set to (ownership-cycle-refused.cpp:79)
};
std::shared_ptr<Front> makeFrontBad() {
  auto back = std::make_shared<Back>();
  auto front = std::make_shared<Front>();
  back->front = front;
  front->owner = back;
  return front;
}

// Other names for the type, and other declarations.
struct Aliased;
struct Aliaser {
  std::shared_ptr<Aliased> aliased;
};
using AliaserPtr = std::shared_ptr<Aliaser>;
struct Aliased {
  AliaserPtr owner; // CHECK: :[[@LINE]]:14: warning: 'Aliased' and 'Aliaser' own each other through 'owner' and 'aliased', so neither is ever freed
  // CHECK-NOTE: :[[@LINE-1]]:14: note: 'Aliased' owns what 'owner' keeps: 'AliaserPtr'
  // CHECK-NOTE: :[[@LINE+7]]:18: note: 'owner' is set to 'aliaser' here
  // CHECK-NOTE: :[[@LINE-7]]:28: note: 'Aliaser' owns what 'aliased' keeps: 'std::shared_ptr<Aliased>'
  // CHECK-NOTE: :[[@LINE+4]]:20: note: 'aliased' is set to 'aliased' here
  // CHECK-NOTE: :[[@LINE-5]]:14: note: make 'owner' a weak pointer: an alias names the type of 'owner' (ownership-cycle-refused.cpp:90)
};
void tieAliasedBad(std::shared_ptr<Aliaser> aliaser, std::shared_ptr<Aliased> aliased) {
  aliaser->aliased = aliased;
  aliased->owner = aliaser;
}

#define OWNER(Type) std::shared_ptr<Type> owner
struct InMacro;
struct Macro {
  std::shared_ptr<InMacro> inside;
};
struct InMacro {
  OWNER(Macro); // CHECK: :[[@LINE]]:3: warning: 'InMacro' and 'Macro' own each other through 'owner' and 'inside', so neither is ever freed
  // CHECK-NOTE: :[[@LINE-1]]:3: note: 'InMacro' owns what 'owner' keeps: 'std::shared_ptr<Macro>'
  // CHECK-NOTE: :[[@LINE+7]]:17: note: 'owner' is set to 'macro' here
  // CHECK-NOTE: :[[@LINE-6]]:28: note: 'Macro' owns what 'inside' keeps: 'std::shared_ptr<InMacro>'
  // CHECK-NOTE: :[[@LINE+4]]:17: note: 'inside' is set to 'inside' here
  // CHECK-NOTE: :[[@LINE-5]]:3: note: make 'owner' a weak pointer: a macro makes the field (ownership-cycle-refused.cpp:103)
};
void tieMacroBad(std::shared_ptr<Macro> macro, std::shared_ptr<InMacro> inside) {
  macro->inside = inside;
  inside->owner = macro;
}

template <typename T> struct Inner;
template <typename T> struct Outer {
  std::shared_ptr<Inner<T>> inner;
  void tieBad(std::shared_ptr<Outer> self, std::shared_ptr<Inner<T>> other) {
    self->inner = other;
    other->owner = self;
  }
};
template <typename T> struct Inner {
  std::shared_ptr<Outer<T>> owner; // CHECK: :[[@LINE]]:29: warning: 'Inner' and 'Outer' own each other through 'owner' and 'inner', so neither is ever freed
  // CHECK-NOTE: :[[@LINE-1]]:29: note: 'Inner' owns what 'owner' keeps: 'std::shared_ptr<Outer<T>>'
  // CHECK-NOTE: :[[@LINE-6]]:18: note: 'owner' is set to 'self' here
  // CHECK-NOTE: :[[@LINE-10]]:29: note: 'Outer' owns what 'inner' keeps: 'std::shared_ptr<Inner<T>>'
  // CHECK-NOTE: :[[@LINE-9]]:17: note: 'inner' is set to 'other' here
  // CHECK-NOTE: :[[@LINE-5]]:29: note: make 'owner' a weak pointer: the code is a template (ownership-cycle-refused.cpp:119)
};

// Used where nothing shows that there is an object.
struct Used;
struct User {
  int count = 0;
  std::shared_ptr<Used> used;
};
struct Used {
  int count() { return owner->count; }
  std::shared_ptr<User> owner; // CHECK: :[[@LINE]]:25: warning: 'Used' and 'User' own each other through 'owner' and 'used', so neither is ever freed
  // CHECK-NOTE: :[[@LINE-1]]:25: note: 'Used' owns what 'owner' keeps: 'std::shared_ptr<User>'
  // CHECK-NOTE: :[[@LINE+7]]:15: note: 'owner' is set to 'user' here
  // CHECK-NOTE: :[[@LINE-7]]:25: note: 'User' owns what 'used' keeps: 'std::shared_ptr<Used>'
  // CHECK-NOTE: :[[@LINE+4]]:14: note: 'used' is set to 'used' here
  // CHECK-NOTE: :[[@LINE-5]]:25: note: make 'owner' a weak pointer: the object of 'owner' is used where nothing shows that it is there (ownership-cycle-refused.cpp:129)
};
void tieUsedBad(std::shared_ptr<User> user, std::shared_ptr<Used> used) {
  user->used = used;
  used->owner = user;
}

// Tested, but written before it is used.
struct Lost;
struct Loser {
  int count = 0;
  std::shared_ptr<Lost> lost;
};
struct Lost {
  int replace(const std::shared_ptr<Loser> &other) {
    if (owner) {
      owner = other;
      return owner->count;
    }
    return 0;
  }
  std::shared_ptr<Loser> owner; // CHECK: :[[@LINE]]:26: warning: 'Loser' and 'Lost' own each other through 'lost' and 'owner', so neither is ever freed
  // CHECK-NOTE: :[[@LINE-11]]:25: note: 'Loser' owns what 'lost' keeps: 'std::shared_ptr<Lost>'
  // CHECK-NOTE: :[[@LINE+6]]:15: note: 'lost' is set to 'lost' here
  // CHECK-NOTE: :[[@LINE-3]]:26: note: 'Lost' owns what 'owner' keeps: 'std::shared_ptr<Loser>'
  // CHECK-NOTE: :[[@LINE+5]]:15: note: 'owner' is set to 'loser' here
  // CHECK-NOTE: :[[@LINE-5]]:26: note: make 'owner' a weak pointer: the object of 'owner' is used where nothing shows that it is there (ownership-cycle-refused.cpp:147)
};
void tieLostBad(std::shared_ptr<Loser> loser, std::shared_ptr<Lost> lost) {
  loser->lost = lost;
  lost->owner = loser;
}

// A use inside a macro, a reference that is kept, a count of the owners.
#define TOUCH(Object) (Object)->touch()
struct Touched;
struct Toucher {
  void touch();
  std::shared_ptr<Touched> touched;
};
struct Touched {
  void touch() { TOUCH(owner); }
  std::shared_ptr<Toucher> owner; // CHECK: :[[@LINE]]:28: warning: 'Touched' and 'Toucher' own each other through 'owner' and 'touched', so neither is ever freed
  // CHECK-NOTE: :[[@LINE-1]]:28: note: 'Touched' owns what 'owner' keeps: 'std::shared_ptr<Toucher>'
  // CHECK-NOTE: :[[@LINE+7]]:18: note: 'owner' is set to 'toucher' here
  // CHECK-NOTE: :[[@LINE-7]]:28: note: 'Toucher' owns what 'touched' keeps: 'std::shared_ptr<Touched>'
  // CHECK-NOTE: :[[@LINE+4]]:20: note: 'touched' is set to 'touched' here
  // CHECK-NOTE: :[[@LINE-5]]:28: note: make 'owner' a weak pointer: a macro uses 'owner' (ownership-cycle-refused.cpp:166)
};
void tieTouchedBad(std::shared_ptr<Toucher> toucher, std::shared_ptr<Touched> touched) {
  toucher->touched = touched;
  touched->owner = toucher;
}

struct Counted;
struct Counter {
  std::shared_ptr<Counted> counted;
};
struct Counted {
  long count() { return owner.use_count(); }
  std::shared_ptr<Counter> owner; // CHECK: :[[@LINE]]:28: warning: 'Counted' and 'Counter' own each other through 'owner' and 'counted', so neither is ever freed
  // CHECK-NOTE: :[[@LINE-1]]:28: note: 'Counted' owns what 'owner' keeps: 'std::shared_ptr<Counter>'
  // CHECK-NOTE: :[[@LINE+7]]:18: note: 'owner' is set to 'counter' here
  // CHECK-NOTE: :[[@LINE-7]]:28: note: 'Counter' owns what 'counted' keeps: 'std::shared_ptr<Counted>'
  // CHECK-NOTE: :[[@LINE+4]]:20: note: 'counted' is set to 'counted' here
  // CHECK-NOTE: :[[@LINE-5]]:28: note: make 'owner' a weak pointer: its owners are counted (ownership-cycle-refused.cpp:179)
};
void tieCountedBad(std::shared_ptr<Counter> counter, std::shared_ptr<Counted> counted) {
  counter->counted = counted;
  counted->owner = counter;
}
void tieLinkedBad(std::shared_ptr<Linker> linker, std::shared_ptr<Linked> linked) {
  linker->linked = linked;
  linked->owner = linker;
}
// CHECK: Inputs/linked.h:9:27: warning: 'Linked' and 'Linker' own each other through 'owner' and 'linked', so neither is ever freed
// CHECK-NOTE: Inputs/linked.h:9:27: note: 'Linked' owns what 'owner' keeps: 'std::shared_ptr<Linker>'
// CHECK-NOTE: :[[@LINE-4]]:17: note: 'owner' is set to 'linker' here
// CHECK-NOTE: Inputs/linked.h:6:27: note: 'Linker' owns what 'linked' keeps: 'std::shared_ptr<Linked>'
// CHECK-NOTE: :[[@LINE-7]]:18: note: 'linked' is set to 'linked' here
// CHECK-NOTE: Inputs/linked.h:9:27: note: make 'owner' a weak pointer: other files may use 'owner' (linked.h:9)
