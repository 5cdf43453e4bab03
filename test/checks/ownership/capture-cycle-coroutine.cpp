// RUN: %check_memtidy %s memtidy-capture-cycle --real-std --no-fixes
// The frame of a suspended function keeps its parameters until its task is destroyed.

#include <coroutine>
#include <exception>
#include <memory>
#include <utility>
#include <vector>

template <class Final> struct Task {
  struct promise_type {
    Task get_return_object() { return Task(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_never initial_suspend() noexcept { return {}; }
    Final final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  Task() = default;
  explicit Task(std::coroutine_handle<promise_type> Started) : Frame(Started) {}
  Task(Task &&Other) noexcept : Frame(std::exchange(Other.Frame, {})) {}
  Task &operator=(Task &&Other) noexcept {
    std::swap(Frame, Other.Frame);
    return *this;
  }
  ~Task() {
    if (Frame)
      Frame.destroy();
  }
  std::coroutine_handle<promise_type> Frame;
};

struct Resume {
  bool await_ready() const noexcept { return false; }
  template <class Promise> std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise>) noexcept { return std::noop_coroutine(); }
  void await_resume() const noexcept {}
};

using Kept = Task<std::suspend_always>;
using FreesItself = Task<std::suspend_never>;
using Continued = Task<Resume>;

// Nobody destroys the frame with it.
struct Detached {
  struct promise_type {
    Detached get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

struct Worker : std::enable_shared_from_this<Worker> {
  int Steps = 0;
  void startBad() {
    Loop = loop(shared_from_this()); // CHECK: :[[@LINE]]:17: warning: 'shared_from_this()' is kept by the frame of coroutine 'loop' that 'Worker' itself keeps in 'Loop', so neither is ever freed
  }
  void movedBad() {
    auto Self = shared_from_this();
    Kept Made = loop(Self); // CHECK: :[[@LINE]]:22: warning: 'Self' is kept by the frame of coroutine 'loop' that 'Worker' itself keeps in 'Loop', so neither is ever freed
    Loop = std::move(Made);
  }
  void listBad() {
    All.push_back(loop(shared_from_this())); // CHECK: :[[@LINE]]:24: warning: 'shared_from_this()' is kept by the frame of coroutine 'loop' that 'Worker' itself keeps in 'All[]', so neither is ever freed
  }
  void continuedBad() {
    Next = next(shared_from_this()); // CHECK: :[[@LINE]]:17: warning: 'shared_from_this()' is kept by the frame of coroutine 'next' that 'Worker' itself keeps in 'Next', so neither is ever freed
  }
  void elsewhereBad() {
    Loop = unseen(shared_from_this()); // CHECK: :[[@LINE]]:19: warning: 'shared_from_this()' is kept by the frame of coroutine 'unseen' that 'Worker' itself keeps in 'Loop', so neither is ever freed
  }
  void freesItselfOk() { Short = once(shared_from_this()); }
  void referenceOk() { Loop = borrows(shared_from_this()); }
  void weakOk() { Loop = watches(weak_from_this()); }
  void localOk() { Kept Local = loop(shared_from_this()); }
  void detachedOk() { Nobody = fires(shared_from_this()); }
  void noCoroutineOk() { Plain = wraps(shared_from_this()); }
  // FN: what a coroutine keeps in its own variables.
  void FN_local() { Other = remembers(); }

private:
  static Kept loop(std::shared_ptr<Worker> Self) {
    for (;;) {
      ++Self->Steps;
      co_await std::suspend_always{};
    }
  }
  static Continued next(std::shared_ptr<Worker> Self) {
    ++Self->Steps;
    co_await std::suspend_always{};
  }
  static Kept unseen(std::shared_ptr<Worker> Self);
  static FreesItself once(std::shared_ptr<Worker> Self) {
    ++Self->Steps;
    co_return;
  }
  static Kept borrows(const std::shared_ptr<Worker> &Self) {
    ++Self->Steps;
    co_return;
  }
  static Kept watches(std::weak_ptr<Worker> Watched) {
    if (auto Self = Watched.lock())
      ++Self->Steps;
    co_return;
  }
  static Detached fires(std::shared_ptr<Worker> Self) {
    ++Self->Steps;
    co_return;
  }
  static Kept wraps(std::shared_ptr<Worker> Self) {
    ++Self->Steps;
    return Kept();
  }
  Kept remembers() {
    auto Self = shared_from_this();
    for (;;) {
      ++Self->Steps;
      co_await std::suspend_always{};
    }
  }

  Kept Loop, Other, Plain;
  FreesItself Short;
  Continued Next;
  Detached Nobody;
  std::vector<Kept> All;
};

// The object that the task is kept in decides.
struct Pool {
  std::vector<Kept> Tasks;
};
struct Job {
  int Steps = 0;
};
inline Kept work(std::shared_ptr<Job> One) {
  ++One->Steps;
  co_return;
}
void otherObjectOk(Pool &Into, std::shared_ptr<Job> One) { Into.Tasks.push_back(work(std::move(One))); }

// The method that ends the work may not run.
struct Stoppable : std::enable_shared_from_this<Stoppable> {
  void startBad() {
    Loop = loop(shared_from_this()); // CHECK: :[[@LINE]]:17: warning: 'shared_from_this()' is kept by the frame of coroutine 'loop' that 'Stoppable' itself keeps in 'Loop', so neither is freed unless 'stop' clears it
  }
  void stop() { Loop = {}; }

private:
  static Kept loop(std::shared_ptr<Stoppable> Self) {
    co_await std::suspend_always{};
    (void)Self;
  }
  Kept Loop;
};
