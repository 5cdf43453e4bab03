// RUN: %check_memtidy %s memtidy-capture-cycle --unsafe
#include <functional>
#include <memory>

struct Session : std::enable_shared_from_this<Session> {
  std::function<void()> OnClose;
  std::function<int()> OnCount;
  int Reads = 0;

  void selfBad() {
    OnClose = [self = shared_from_this()] { // CHECK: :[[@LINE]]:16: warning: 'self' is captured by a callable that 'Session' itself keeps in 'OnClose', so neither is ever freed
      // Counts what was read.
      ++self->Reads;
    };
  }
  // There is no value to return when the object is gone.
  void valueBad() {
    OnCount = [self = shared_from_this()] { return self->Reads; }; // CHECK: :[[@LINE]]:16: warning: 'self' is captured by a callable that 'Session' itself keeps in 'OnCount', so neither is ever freed
  }
};

void sharedBad(std::shared_ptr<Session> One) {
  One->OnClose = [One] { ++One->Reads; }; // CHECK: :[[@LINE]]:19: warning: 'One' is captured by a callable that 'Session' itself keeps in 'OnClose', so neither is ever freed
}
