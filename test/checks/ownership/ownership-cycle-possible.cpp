// RUN: %check_memtidy %s memtidy-ownership-cycle --level possible --real-std --no-fixes
// What the types allow, or what is known to be taken apart, is shown on request only.

#include <memory>
#include <utility>
#include <vector>

// A list may be tied into a ring; nobody is seen to do it.
struct Node {
  std::shared_ptr<Node> next; // CHECK: :[[@LINE]]:25: warning: 'Node' can own itself through 'next'
};
void prependBad(std::shared_ptr<Node> node, std::shared_ptr<Node> before) { before->next = std::move(node); }

// The two are tied, and the owner of both unties them when it dies.
struct Page;
struct Book {
  std::shared_ptr<Page> page; // CHECK: :[[@LINE]]:25: warning: 'Book' and 'Page' can own each other through 'page' and 'book'
};
struct Page {
  std::shared_ptr<Book> book;
};
struct Library {
  ~Library() { first->page.reset(); }
  void bindBad(std::shared_ptr<Page> page) {
    first->page = page;
    page->book = first;
  }
  std::shared_ptr<Book> first;
};

// Nothing is ever written to one of the fields.
struct Unset;
struct Idle {
  std::shared_ptr<Unset> unset;
};
struct Unset {
  std::shared_ptr<Idle> idle;
};
void halfOk(std::shared_ptr<Unset> unset, std::shared_ptr<Idle> idle) { unset->idle = idle; }

// An object that keeps itself until its work is done means to.
struct Timer : std::enable_shared_from_this<Timer> {
  void startBad() { self = shared_from_this(); }
  void fired() { self.reset(); }
  std::shared_ptr<Timer> self; // CHECK: :[[@LINE]]:26: warning: 'Timer' can own itself through 'self'
};

// A worker with a pool inside that keeps workers: others, as far as anybody sees.
struct Worker {
  virtual ~Worker() = default;
};
struct Pool {
  void addBad(const std::shared_ptr<Worker> &worker) { workers.push_back(worker); }
  std::vector<std::shared_ptr<Worker>> workers; // CHECK: :[[@LINE]]:40: warning: 'Pool' and 'PoolWorker' can own each other through 'workers' and 'pool'
};
struct PoolWorker : Worker {
  Pool pool;
};
std::shared_ptr<PoolWorker> hire() { return std::make_shared<PoolWorker>(); }

// Two loops, one pointer that breaks both.
struct Hub;
struct Lamp {
  std::shared_ptr<Hub> hub; // CHECK: :[[@LINE]]:24: warning: 'Hub' and 'Lamp' own each other through 'dimmer' and 'hub': once all are set, neither is freed
  // CHECK: :[[@LINE-1]]:24: warning: 'Hub' and 'Lamp' own each other through 'lamps' and 'hub', so neither is ever freed
};
struct Dimmer : Lamp {};
struct Hub {
  std::vector<std::shared_ptr<Lamp>> lamps;
  std::shared_ptr<Dimmer> dimmer;
};
void wireBad(std::shared_ptr<Hub> hub, std::shared_ptr<Lamp> lamp, std::shared_ptr<Dimmer> dimmer) {
  lamp->hub = hub;
  hub->lamps.push_back(lamp);
  hub->dimmer = dimmer;
}

// A queue of commands that keep whose commands they are: its work takes them out.
struct Transaction;
struct Command {
  std::shared_ptr<Transaction> transaction; // CHECK: :[[@LINE]]:32: warning: 'Command' and 'Transaction' can own each other through 'transaction' and 'waiting'
};
struct Transaction : std::enable_shared_from_this<Transaction> {
  void executeBad() {
    auto command = std::make_shared<Command>();
    command->transaction = shared_from_this();
    waiting.push_back(command);
  }
  void next() { waiting.pop_back(); }
  std::vector<std::shared_ptr<Command>> waiting;
};

// A shared pointer that owns nothing: it has a deleter that does nothing, or the share of nobody.
struct Crate;
struct Item {
  void setCrate(std::shared_ptr<Crate> to) { crate = std::move(to); }
  std::shared_ptr<Crate> crate;
};
struct KeepsIt {
  template <typename T> void operator()(T *) const {}
};
struct Crate {
  void packOk(std::shared_ptr<Item> item) {
    item->setCrate(std::shared_ptr<Crate>(this, [](Crate *) {}));
    items.push_back(std::move(item));
  }
  void packByResetOk(std::shared_ptr<Item> item) {
    item->crate.reset(this, KeepsIt{});
    items.push_back(std::move(item));
  }
  void packByVariableOk(std::shared_ptr<Item> item) {
    std::shared_ptr<Crate> self(std::shared_ptr<void>(), this);
    item->crate = self;
    items.push_back(std::move(item));
  }
  std::vector<std::shared_ptr<Item>> items;
};
