// RUN: %check_memtidy %s memtidy-expired-weak-ptr --real-std

#include "Inputs/observed.h"
#include <map>
#include <memory>
#include <utility>
#include <vector>

struct Item {
  int count = 0;
  void use() const;
};
struct Special : Item {};

// Set from what nobody else owns.
struct Cache {
  void setBad() { item = std::make_shared<Item>(); } // CHECK: :[[@LINE]]:26: warning: 'item' expires at once: nothing else owns the object that is made here
  void setNewBad() { item = std::shared_ptr<Item>(new Item); } // CHECK: :[[@LINE]]:29: warning: 'item' expires at once: nothing else owns the object that is made here
  void setConvertedBad(std::unique_ptr<Item> owned) { item = std::shared_ptr<Item>(std::move(owned)); } // CHECK: :[[@LINE]]:62: warning: 'item' expires at once: nothing else owns the object that is made here
  void setCastBad() { item = std::static_pointer_cast<Item>(std::make_shared<Special>()); } // CHECK: :[[@LINE]]:61: warning: 'item' expires at once: nothing else owns the object that is made here
  void setOk(const std::shared_ptr<Item> &owner) { item = owner; }
  void setAliasOk(const std::shared_ptr<Cache> &owner, Item *part) { item = std::shared_ptr<Item>(owner, part); }
  void setMovedOk(std::shared_ptr<Item> owner) { item = std::move(owner); }
  void setKeptOk() { item = kept = std::make_shared<Item>(); }
  void setNothingOk() { item = std::shared_ptr<Item>(); }
  void eitherBad(bool use) { item = use ? kept : std::make_shared<Item>(); } // CHECK: :[[@LINE]]:50: warning: 'item' expires at once: nothing else owns the object that is made here

  std::weak_ptr<Item> item;
  std::shared_ptr<Item> kept;
  std::weak_ptr<Item> filledBad = std::make_shared<Item>(); // CHECK: :[[@LINE]]:35: warning: 'filledBad' expires at once: nothing else owns the object that is made here
  // Whoever names it so means it.
  std::weak_ptr<Item> expiredOk = std::make_shared<Item>();
};

std::weak_ptr<Item> globalBad = std::make_shared<Item>(); // CHECK: :[[@LINE]]:33: warning: 'globalBad' expires at once: nothing else owns the object that is made here

void localBad() {
  std::weak_ptr<Item> item(std::make_shared<Item>()); // CHECK: :[[@LINE]]:28: warning: 'item' expires at once: nothing else owns the object that is made here
  std::weak_ptr<Item> braced{std::make_shared<Item>()}; // CHECK: :[[@LINE]]:30: warning: 'braced' expires at once: nothing else owns the object that is made here
  auto explicitly = std::weak_ptr<Item>(std::make_shared<Item>()); // CHECK: :[[@LINE]]:41: warning: 'explicitly' expires at once: nothing else owns the object that is made here
}
void localOk() {
  auto owner = std::make_shared<Item>();
  std::weak_ptr<Item> item = owner;
}

std::weak_ptr<Item> returnedBad() { return std::make_shared<Item>(); } // CHECK: :[[@LINE]]:44: warning: the weak pointer returned expires at once: nothing else owns the object that is made here
std::weak_ptr<Item> returnedOk(const std::shared_ptr<Item> &owner) { return owner; }

void elementsBad(std::vector<std::weak_ptr<Item>> &items, std::map<int, std::weak_ptr<Item>> &byNumber) {
  items.push_back(std::make_shared<Item>()); // CHECK: :[[@LINE]]:19: warning: the new element of 'items' expires at once: nothing else owns the object that is made here
  items.emplace_back(std::make_shared<Item>()); // CHECK: :[[@LINE]]:22: warning: the new element of 'items' expires at once: nothing else owns the object that is made here
  byNumber[1] = std::make_shared<Item>(); // CHECK: :[[@LINE]]:17: warning: the new element of 'byNumber' expires at once: nothing else owns the object that is made here
}

struct Pointers {
  std::shared_ptr<Item> owner;
  std::weak_ptr<Item> observer;
};
void aggregateBad() { Pointers both{nullptr, std::make_shared<Item>()}; } // CHECK: :[[@LINE]]:46: warning: 'observer' expires at once: nothing else owns the object that is made here
void aggregateOk() { Pointers both{std::make_shared<Item>(), {}}; }

// A factory that keeps nothing, and ones that may.
std::shared_ptr<Item> makeItem() { return std::make_shared<Item>(); }
std::shared_ptr<Item> findItem();
std::shared_ptr<Item> keepItem() {
  static auto kept = std::make_shared<Item>();
  return kept;
}
void factoryBad(std::weak_ptr<Item> &item) { item = makeItem(); } // CHECK: :[[@LINE]]:53: warning: 'item' expires at once: nothing else owns the object that is made here
void factoryOk(std::weak_ptr<Item> &item) {
  item = findItem();
  item = keepItem();
}

// A function that keeps what it gets only weakly.
struct Subject {
  void addObserver(std::shared_ptr<Item> observer) { observers.push_back(std::move(observer)); }
  void addOwned(std::shared_ptr<Item> item) {
    owned.push_back(item);
    observers.push_back(item);
  }
  Subject &with(const std::shared_ptr<Item> &observer) {
    last = observer;
    return *this;
  }
  void run();
  std::vector<std::weak_ptr<Item>> observers;
  std::vector<std::shared_ptr<Item>> owned;
  std::weak_ptr<Item> last;
};
struct Watcher {
  explicit Watcher(std::shared_ptr<Item> item) : item(item) {}
  void run();
  std::weak_ptr<Item> item;
};
void handedOverBad(Subject &subject) {
  subject.addObserver(std::make_shared<Item>()); // CHECK: :[[@LINE]]:23: warning: the new element of 'observers' expires at once: nothing else owns the object that is made here
  Watcher watcher(std::make_shared<Item>()); // CHECK: :[[@LINE]]:19: warning: 'item' expires at once: nothing else owns the object that is made here
  auto made = std::make_shared<Watcher>(std::make_shared<Item>()); // CHECK: :[[@LINE]]:41: warning: 'item' expires at once: nothing else owns the object that is made here
  made = std::make_shared<Watcher>(std::make_shared<Item>()); // CHECK: :[[@LINE]]:36: warning: 'item' expires at once: nothing else owns the object that is made here
}
std::unique_ptr<Watcher> handedOverReturnedBad() { return std::make_unique<Watcher>(std::make_shared<Item>()); } // CHECK: :[[@LINE]]:85: warning: 'item' expires at once: nothing else owns the object that is made here
void handedOverOk(Subject &subject) {
  subject.addOwned(std::make_shared<Item>());
  // The temporary lives until the statement ends.
  subject.with(std::make_shared<Item>()).run();
  Watcher(std::make_shared<Item>()).run();
}

// Too early and too late.
struct Session : std::enable_shared_from_this<Session> {
  Session() : selfBad(shared_from_this()) { keep(shared_from_this()); } // CHECK: :[[@LINE]]:23: warning: 'shared_from_this' fails here: no shared pointer owns the object while its constructor runs
  // CHECK: :[[@LINE-1]]:50: warning: 'shared_from_this' fails here: no shared pointer owns the object while its constructor runs

  explicit Session(int) { initBad(); } // CHECK: :[[@LINE]]:27: warning: this call reaches 'shared_from_this', which fails: no shared pointer owns the object while its constructor runs
  explicit Session(long) { weakBad = weak_from_this(); } // CHECK: :[[@LINE]]:38: warning: 'weak_from_this' is empty here: no shared pointer owns the object while its constructor runs
  explicit Session(bool late) {
    if (late)
      keep(shared_from_this()); // CHECK: :[[@LINE]]:12: warning: 'shared_from_this' fails here: no shared pointer owns the object while its constructor runs
  }
  explicit Session(char) {
    later = [this] { keep(shared_from_this()); };
  }
  explicit Session(const Session &other) { keep(const_cast<Session &>(other).shared_from_this()); }
  explicit Session(short) {
    try {
      keep(shared_from_this());
    } catch (const std::bad_weak_ptr &) {
    }
  }
  ~Session() { keep(shared_from_this()); } // CHECK: :[[@LINE]]:21: warning: 'shared_from_this' fails here: no shared pointer owns the object while its destructor runs
  void initBad() { startBad(); }
  void startBad() { keep(shared_from_this()); }
  void startOk() { keep(shared_from_this()); }
  void keep(std::shared_ptr<Session>);
  struct Later {
    template <typename F> Later &operator=(F) { return *this; }
  } later;
  std::shared_ptr<Session> selfBad;
  std::weak_ptr<Session> weakBad;
};

// Owned by itself already.
struct Selfish : std::enable_shared_from_this<Selfish> {
  Selfish() : kept(this) { useOk(shared_from_this()); }
  void useOk(std::shared_ptr<Selfish>);
  std::shared_ptr<Selfish> kept;
};

// A project's own function may work.
struct Counted {
  std::shared_ptr<Counted> shared_from_this();
  Counted() { useOk(shared_from_this()); }
  void useOk(std::shared_ptr<Counted>);
};

// Asked, then locked without a look.
void askedBad(std::weak_ptr<Item> item) {
  if (!item.expired())
    item.lock()->use(); // CHECK: :[[@LINE]]:10: warning: 'item' may have expired since it was asked, and what 'lock' returns is not checked
}
void askedAndLeftBad(std::weak_ptr<Item> item) {
  if (item.expired())
    return;
  auto locked = item.lock(); // CHECK: :[[@LINE]]:22: warning: 'item' may have expired since it was asked, and what 'lock' returns is not checked
  locked->use();
}
void lockedToAskBad(std::weak_ptr<Item> item) {
  if (item.lock())
    (*item.lock()).use(); // CHECK: :[[@LINE]]:12: warning: 'item' may have expired since it was asked, and what 'lock' returns is not checked
}
int oneExpressionBad(std::weak_ptr<Item> item) { return item.lock() ? item.lock()->count : 0; } // CHECK: :[[@LINE]]:76: warning: 'item' may have expired since it was asked, and what 'lock' returns is not checked
bool conjunctionBad(std::weak_ptr<Item> item) { return !item.expired() && item.lock()->count > 0; } // CHECK: :[[@LINE]]:80: warning: 'item' may have expired since it was asked, and what 'lock' returns is not checked
bool disjunctionBad(std::weak_ptr<Item> item) { return item.expired() || item.lock()->count > 0; } // CHECK: :[[@LINE]]:79: warning: 'item' may have expired since it was asked, and what 'lock' returns is not checked
void laterBad(std::weak_ptr<Item> item, Session::Later &later) {
  later = [item] {
    if (!item.expired())
      item.lock()->use(); // CHECK: :[[@LINE]]:12: warning: 'item' may have expired since it was asked, and what 'lock' returns is not checked
  };
}
void askedOk(std::weak_ptr<Item> item) {
  if (auto locked = item.lock())
    locked->use();
  if (!item.expired()) {
    auto locked = item.lock();
    if (locked)
      locked->use();
  }
}
void otherOk(std::weak_ptr<Item> item, std::weak_ptr<Item> other) {
  if (item.expired())
    other.lock()->use();
}
// Known to be there for other reasons.
void neverAskedOk(std::weak_ptr<Item> item) { item.lock()->use(); }

#define ASK(item) (!(item).expired())
#define CHECK_ALIVE(item) do { if ((item).expired()) throw 1; } while (false)
void macroBad(std::weak_ptr<Item> item) {
  if (ASK(item))
    item.lock()->use(); // CHECK: :[[@LINE]]:10: warning: 'item' may have expired since it was asked, and what 'lock' returns is not checked
}
void assertedOk(std::weak_ptr<Item> item) {
  CHECK_ALIVE(item);
  item.lock()->use();
}
#define FRESH(Type) std::make_shared<Type>()
void macroMakesBad(std::weak_ptr<Item> &item) { item = FRESH(Item); } // CHECK: :[[@LINE]]:56: warning: 'item' expires at once: nothing else owns the object that is made here

template <typename T> struct Pool {
  void setBad() { item = std::make_shared<T>(); } // CHECK: :[[@LINE]]:26: warning: 'item' expires at once: nothing else owns the object that is made here
  void askBad() {
    if (!item.expired())
      item.lock()->use(); // CHECK: :[[@LINE]]:7: warning: 'item' may have expired since it was asked, and what 'lock' returns is not checked
  }
  void setOk(std::shared_ptr<T> owner) { item = owner; }
  std::weak_ptr<T> item;
};
template <typename T> struct Node : std::enable_shared_from_this<Node<T>> {
  Node() { keepOk(nullptr); }
  explicit Node(T) { keepOk(this->shared_from_this()); } // CHECK: :[[@LINE]]:29: warning: 'shared_from_this' fails here: no shared pointer owns the object while its constructor runs
  void keepOk(std::shared_ptr<Node>);
};
template struct Pool<Item>;
template struct Node<int>;

// The owner dies with its block; only temporaries are followed.
struct Owner {
  void FN_localOwnerBad() {
    auto item = std::make_shared<Item>();
    observer = item;
  }
  std::weak_ptr<Item> observer;
};
// Nothing else runs between the two in a program of one thread.
void FP_oneThreadOk(std::weak_ptr<Item> item) {
  if (!item.expired())
    item.lock()->use(); // CHECK: :[[@LINE]]:10: warning: 'item' may have expired since it was asked, and what 'lock' returns is not checked
}

// CHECK: Inputs/observed.h:7:72: warning: 'observer' expires at once: nothing else owns the object that is made here
