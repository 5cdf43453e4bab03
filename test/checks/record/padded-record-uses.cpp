// RUN: %check_memtidy %s memtidy-padded-record --real-std
// How often a record is made.

#include <cstdlib>
#include <memory>
#include <utility>

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
