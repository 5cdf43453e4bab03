// RUN: %check_memtidy %s memtidy-ownership-cycle --real-std --unsafe

#include <memory>
#include <string>
#include <utility>
#include <vector>

// Each way to use the field that a weak pointer allows.
struct Child;
struct Parent : std::enable_shared_from_this<Parent> {
  void adoptBad();
  void remove(Child *child);
  void touch();
  int count = 0;
  std::string name;
  std::vector<std::shared_ptr<Child>> children;
};
void inspect(const std::shared_ptr<Parent> &parent);
void take(std::shared_ptr<Parent> parent);

struct Child {
  explicit Child(std::shared_ptr<Parent> to) : parent(std::move(to)) {}
  Child() : parent(nullptr) {}

  std::shared_ptr<Parent> owner() const { return parent; }
  bool isAlone() const { return parent == nullptr; }
  bool isOwned() const { return static_cast<bool>(parent); }
  bool isOf(const std::shared_ptr<Parent> &other) const { return parent == other; }

  // Statements that follow each other lock once.
  void touchAll() {
    parent->touch();
    parent->count = 1; // the only one
    ++Touched;
    parent->touch();
  }
  void touchIf(bool really) {
    if (really)
      parent->touch();
    else
      ++Touched;
  }
  int guarded() {
    if (parent)
      return parent->count;
    return 0;
  }
  int guardedByAnd(bool really) {
    if (parent != nullptr && really && parent->count > 0) {
      parent->touch();
      inspect(parent);
    }
    return really && !parent ? 1 : 0;
  }
  int leaves() {
    if (!parent)
      return 0;
    // Still there.
    parent->touch();
    return parent->count;
  }
  std::string nameOfParent() { return parent ? parent->name : "none"; }
  bool counts() { return parent && parent->count > 0; }
  void leave() {
    if (parent) {
      parent->remove(this);
      parent = nullptr;
    }
    parent.reset();
  }
  void copies(Child &other) {
    auto copy = parent;
    inspect(parent);
    take(parent);
    other.parent = parent;
    std::weak_ptr<Parent> weak = parent;
    auto later = [kept = parent] { inspect(kept); };
    later();
  }

  int Touched = 0;
  std::shared_ptr<Parent> parent; // CHECK: :[[@LINE]]:27: warning: 'Child' and 'Parent' own each other through 'parent' and 'children': once all are set, neither is freed
};

void Parent::adoptBad() { children.push_back(std::make_shared<Child>(shared_from_this())); }
int climb(const std::shared_ptr<Child> &child) { return child->parent ? child->parent->count : 0; }
void move(Child &from, Child &to) {
  if (from.parent)
    from.parent->touch();
  to.parent = from.parent;
}
