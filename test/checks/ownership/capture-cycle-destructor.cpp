// RUN: %check_memtidy %s memtidy-capture-cycle --no-fixes
// What only runs when the object is destroyed does not break a cycle that keeps it from being destroyed.

#include <functional>
#include <memory>

class ClearedTooLate : public std::enable_shared_from_this<ClearedTooLate> {
public:
  ~ClearedTooLate() { OnEvent = nullptr; }
  void startBad() {
    OnEvent = [Self = shared_from_this()] { ++Self->Count; }; // CHECK: :[[@LINE]]:16: warning: 'Self' is captured by a callable that 'ClearedTooLate' itself keeps in 'OnEvent', so neither is ever freed
    // CHECK-NOTE: :[[@LINE-1]]:13: note: it is kept in 'OnEvent' here
    // CHECK-NOTE: :[[@LINE-4]]:23: note: '~ClearedTooLate' clears it, but never runs: the cycle keeps the object alive
    // CHECK-NOTE: :[[@LINE-3]]:16: note: capture 'Self' weakly and lock it in the body: the callable no longer keeps the object alive; work that relied on it is skipped
  }

private:
  std::function<void()> OnEvent;
  int Count = 0;
};

// By way of a function that nobody else calls.
class ReleasedTooLate : public std::enable_shared_from_this<ReleasedTooLate> {
public:
  ~ReleasedTooLate() { shutDown(); }
  void startBad() {
    OnEvent = [Self = shared_from_this()] { ++Self->Count; }; // CHECK: :[[@LINE]]:16: warning: 'Self' is captured by a callable that 'ReleasedTooLate' itself keeps in 'OnEvent', so neither is ever freed
    // CHECK-NOTE: :[[@LINE-1]]:13: note: it is kept in 'OnEvent' here
    // CHECK-NOTE: :[[@LINE+6]]:20: note: 'release' clears it, but only the destructor calls it, which never runs: the cycle keeps the object alive
    // CHECK-NOTE: :[[@LINE-3]]:16: note: capture 'Self' weakly and lock it in the body: the callable no longer keeps the object alive; work that relied on it is skipped
  }

private:
  void shutDown() { release(); }
  void release() { OnEvent = nullptr; }
  std::function<void()> OnEvent;
  int Count = 0;
};

// Others call it, too.
class ReleasedByOthers : public std::enable_shared_from_this<ReleasedByOthers> {
public:
  ~ReleasedByOthers() { release(); }
  void stop() { release(); }
  void startBad() {
    OnEvent = [Self = shared_from_this()] { ++Self->Count; }; // CHECK: :[[@LINE]]:16: warning: 'Self' is captured by a callable that 'ReleasedByOthers' itself keeps in 'OnEvent', so neither is freed unless 'release' clears it
    // CHECK-NOTE: :[[@LINE-1]]:13: note: it is kept in 'OnEvent' here
    // CHECK-NOTE: :[[@LINE+5]]:20: note: 'release' clears it, if somebody calls it
    // CHECK-NOTE: :[[@LINE-3]]:16: note: capture 'Self' weakly and lock it in the body: the callable no longer keeps the object alive; work that relied on it is skipped
  }

private:
  void release() { OnEvent = nullptr; }
  std::function<void()> OnEvent;
  int Count = 0;
};
// Whoever has its address may call it.
class ReleasedByAddress : public std::enable_shared_from_this<ReleasedByAddress> {
public:
  ~ReleasedByAddress() { release(); }
  static auto releaser() { return &ReleasedByAddress::release; }
  void startBad() {
    OnEvent = [Self = shared_from_this()] { ++Self->Count; }; // CHECK: :[[@LINE]]:16: warning: 'Self' is captured by a callable that 'ReleasedByAddress' itself keeps in 'OnEvent', so neither is freed unless 'release' clears it
    // CHECK-NOTE: :[[@LINE-1]]:13: note: it is kept in 'OnEvent' here
    // CHECK-NOTE: :[[@LINE+5]]:20: note: 'release' clears it, if somebody calls it
    // CHECK-NOTE: :[[@LINE-3]]:16: note: capture 'Self' weakly and lock it in the body: the callable no longer keeps the object alive; work that relied on it is skipped
  }

private:
  void release() { OnEvent = nullptr; }
  std::function<void()> OnEvent;
  int Count = 0;
};

// Somebody else's destructor does run.
struct Handler : std::enable_shared_from_this<Handler> {
  std::function<void()> OnEvent;
  int Count = 0;
  void startBad() {
    OnEvent = [Self = shared_from_this()] { ++Self->Count; }; // CHECK: :[[@LINE]]:16: warning: 'Self' is captured by a callable that 'Handler' itself keeps in 'OnEvent', so neither is freed unless '~Guard' clears it
    // CHECK-NOTE: :[[@LINE-1]]:13: note: it is kept in 'OnEvent' here
    // CHECK-NOTE: :[[@LINE+5]]:23: note: '~Guard' clears it, if somebody calls it
    // CHECK-NOTE: :[[@LINE-3]]:16: note: capture 'Self' weakly and lock it in the body: the callable no longer keeps the object alive; work that relied on it is skipped
  }
};
struct Guard {
  ~Guard() { Guarded->OnEvent = nullptr; }
  std::shared_ptr<Handler> Guarded;
};
