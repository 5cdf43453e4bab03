// RUN: %check_memtidy %s memtidy-padded-record --real-std
// How often a record is made.

#include <cstdlib>
#include <memory>
#include <utility>
#include <vector>

// Its factories make an implementation, one for each object: that a part is called after it makes no list of it.
class Facade {
public:
  static Facade makeSmall();
  static Facade makeLarge();

private:
  struct Internal;
  explicit Facade(std::unique_ptr<Internal> Given) : Held(std::move(Given)) {}
  std::unique_ptr<Internal> Held;
};
struct Facade::Internal {
  struct RequestOk {
    bool First;
    double Wide;
    bool Second;
    Internal *Back;
  };
  RequestOk Request;
};
Facade Facade::makeSmall() { return Facade(std::make_unique<Internal>()); }
Facade Facade::makeLarge() { return Facade(std::make_unique<Internal>()); }

// Nodes that lead to each other are many.
class Chain {
public:
  void grow();

private:
  struct LinkBad { // CHECK: :[[@LINE]]:10: warning: 'LinkBad' is 24 bytes, 16 would do: 14 bytes are padding
    bool First;
    std::unique_ptr<LinkBad> Next;
    bool Second;
  };
  std::unique_ptr<LinkBad> Head;
};
void Chain::grow() {
  auto Added = std::make_unique<LinkBad>();
  Head = std::move(Added);
}

// As often as its whole.
class Session {
public:
  Session();

private:
  struct PartBad { // CHECK: :[[@LINE]]:10: warning: 'PartBad' is 24 bytes, 16 would do: 14 bytes are padding
    bool First;
    double Wide;
    bool Second;
  };
  PartBad Part;
};
Session::Session() = default;
std::unique_ptr<Session> connect() { return std::make_unique<Session>(); }

// Raw memory of the heap becomes a record by a cast.
struct RawBad { // CHECK: :[[@LINE]]:8: warning: 'RawBad' is 24 bytes, 16 would do: 14 bytes are padding
  bool First;
  double Wide;
  bool Second;
};
RawBad *allocate() { return static_cast<RawBad *>(std::malloc(sizeof(RawBad))); }

// In a template, too.
template <class Key> class Tree {
public:
  void grow() {
    auto Added = std::make_unique<TreeLinkBad>();
    Added->Next = std::move(Head);
    Head = std::move(Added);
  }

private:
  struct TreeLinkBad { // CHECK: :[[@LINE]]:10: warning: 'TreeLinkBad' is 32 bytes, 24 would do: 14 bytes are padding
    bool First;
    Key Wide;
    bool Second;
    std::unique_ptr<TreeLinkBad> Next;
  };
  std::unique_ptr<TreeLinkBad> Head;
};
template class Tree<double>;
template <class Value> class Slots {
public:
  std::size_t size() const { return All.size(); }

private:
  struct SlotBad { // CHECK: :[[@LINE]]:10: warning: 'SlotBad' is 24 bytes, 16 would do: 14 bytes are padding
    bool First;
    Value Wide;
    bool Second;
  };
  std::vector<SlotBad> All;
};
template class Slots<double>;
template <class Value> class Hidden {
public:
  Hidden() : Data(std::make_unique<PrivateOk>()) {}

private:
  struct PrivateOk {
    bool First;
    Value Wide;
    bool Second;
  };
  std::unique_ptr<PrivateOk> Data;
};
template class Hidden<double>;
