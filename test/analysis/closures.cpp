// Where callables end up, without the check that judges it.
// RUN: %memtidy dump closures %s -- -std=c++20 | FileCheck %s
#include <functional>
#include <memory>
#include <vector>

struct Node : std::enable_shared_from_this<Node> {
  std::function<void()> Call;
  std::vector<std::function<void()>> Calls;
  Node *Peer = nullptr;

  // CHECK: Node::set: parameter F is kept in this.Call, 0 inferred
  void set(std::function<void()> F) { Call = std::move(F); }

  // CHECK: Node::forward: parameter G is kept in this.Call, 0 inferred
  void forward(std::function<void()> G) { set(G); }

  // CHECK: Node::list: callable that owns this is kept in this.Calls[], 0 inferred
  void list() { Calls.push_back([Me = shared_from_this()] { (void)Me; }); }

  // CHECK: Node::borrow: callable that owns this is kept in this.Peer(borrowed).Call, 0 inferred
  void borrow() { Peer->Call = [Me = shared_from_this()] { (void)Me; }; }
};

// CHECK: other: callable that owns A is kept in B.Call, 0 inferred
void other(std::shared_ptr<Node> A, std::shared_ptr<Node> B) {
  B->set([A] { (void)A; });
}
