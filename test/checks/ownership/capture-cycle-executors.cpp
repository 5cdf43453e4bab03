// RUN: %check_memtidy %s memtidy-capture-cycle --level possible --no-fixes
// Executors let go of a task when it has run. Who owns the executor keeps what waits in it.

#include <functional>
#include <memory>
#include <vector>

namespace asio {
class io_context {};
class thread_pool {};
template <class Executor, class Handler> void post(Executor &Context, Handler &&Call);
template <class Executor, class Handler> void co_spawn(Executor &Context, Handler &&Call);
class steady_timer {
public:
  explicit steady_timer(io_context &Context);
  template <class Handler> void async_wait(Handler &&Call);
};
} // namespace asio

// Waits in its own context: while nothing else stops the context, the object never dies.
struct OwnContext : std::enable_shared_from_this<OwnContext> {
  asio::io_context Io;
  asio::steady_timer Timer{Io};
  std::unique_ptr<asio::thread_pool> Pool;
  int Count = 0;
  void timerBad() {
    Timer.async_wait([Self = shared_from_this()] { ++Self->Count; }); // CHECK: :[[@LINE]]:23: warning: 'Self' is captured by a callable that 'OwnContext' itself keeps in 'Io', so both live until it has run
  }
  void spawnBad() {
    asio::co_spawn(Io, [Self = shared_from_this()] { ++Self->Count; }); // CHECK: :[[@LINE]]:25: warning: 'Self' is captured by a callable that 'OwnContext' itself keeps in 'Io', so both live until it has run
  }
  // Runs soon.
  void postBad() {
    asio::post(Io, [Self = shared_from_this()] { ++Self->Count; }); // CHECK: :[[@LINE]]:21: warning: 'Self' is captured by a callable that 'OwnContext' itself keeps in 'Io', so both live until it has run
  }
  void ownedPoolBad() {
    asio::post(*Pool, [Self = shared_from_this()] { ++Self->Count; }); // CHECK: :[[@LINE]]:24: warning: 'Self' is captured by a callable that 'OwnContext' itself keeps in 'Pool', so both live until it has run
  }
  void weakOk() {
    Timer.async_wait([Weak = weak_from_this()] { (void)Weak; });
  }
};
struct InitialisesTimer : std::enable_shared_from_this<InitialisesTimer> {
  InitialisesTimer() : Timer(Io) {}
  asio::io_context Io;
  asio::steady_timer Timer;
  int Count = 0;
  void timerBad() {
    Timer.async_wait([Self = shared_from_this()] { ++Self->Count; }); // CHECK: :[[@LINE]]:23: warning: 'Self' is captured by a callable that 'InitialisesTimer' itself keeps in 'Io', so both live until it has run
  }
};

// Somebody else's context: the usual way to stay alive until the work is done.
struct GivenContext : std::enable_shared_from_this<GivenContext> {
  explicit GivenContext(asio::io_context &Context) : Io(Context), Timer(Context) {}
  asio::io_context &Io;
  asio::steady_timer Timer;
  int Count = 0;
  void timerOk() {
    Timer.async_wait([Self = shared_from_this()] { ++Self->Count; });
  }
  void postOk() {
    asio::post(Io, [Self = shared_from_this()] { ++Self->Count; });
  }
};

// A project's own executor.
struct Loop {
  std::vector<std::function<void()>> Tasks;
  void post(std::function<void()> Task);
};
struct OwnLoop : std::enable_shared_from_this<OwnLoop> {
  Loop Own;
  std::shared_ptr<Loop> Shared;
  Loop &Given;
  int Count = 0;
  void ownBad() {
    Own.post([Self = shared_from_this()] { ++Self->Count; }); // CHECK: :[[@LINE]]:15: warning: 'Self' is captured by a callable that 'OwnLoop' itself keeps in 'Own.Tasks', so both live until it has run
  }
  void sharedBad() {
    Shared->post([Self = shared_from_this()] { ++Self->Count; }); // CHECK: :[[@LINE]]:19: warning: 'Self' is captured by a callable that 'OwnLoop' itself keeps in 'Shared.Tasks', so both live until it has run
  }
  void givenOk() {
    Given.post([Self = shared_from_this()] { ++Self->Count; });
  }
};

// What puts itself into its queue again whenever it runs is there for ever.
struct Poller : std::enable_shared_from_this<Poller> {
  void pollBad() {
    ++Polls;
    asio::post(Io, [Self = shared_from_this()] { Self->pollBad(); }); // CHECK: :[[@LINE]]:21: warning: 'Self' is captured by a callable that 'Poller' itself keeps in 'Io', so both live for ever: whenever it runs, it queues itself again
  }
  void pollThroughBad() {
    asio::post(Io, std::bind(&Poller::again, shared_from_this())); // CHECK: :[[@LINE]]:46: warning: 'shared_from_this()' is captured by a callable that 'Poller' itself keeps in 'Io', so both live for ever: whenever it runs, it queues itself again
  }
  void again() { pollThroughBad(); }
  // Ends when somebody wants it to.
  void pollWhileBad() {
    if (Stopped)
      return;
    asio::post(Io, [Self = shared_from_this()] { Self->pollWhileBad(); }); // CHECK: :[[@LINE]]:21: warning: 'Self' is captured by a callable that 'Poller' itself keeps in 'Io', so both live until it has run
  }
  void pollIfBad() {
    asio::post(Io, [Self = shared_from_this()] { // CHECK: :[[@LINE]]:21: warning: 'Self' is captured by a callable that 'Poller' itself keeps in 'Io', so both live until it has run
      if (!Self->Stopped)
        Self->pollIfBad();
    });
  }
  asio::io_context Io;
  bool Stopped = false;
  int Polls = 0;
};

// A queue whose code is seen.
class Turns {
public:
  void post(std::function<void()> Task) { Waiting.push_back(std::move(Task)); }
  void runOne() {
    auto Task = std::move(Waiting.front());
    Waiting.erase(Waiting.begin());
    Task();
  }

private:
  std::vector<std::function<void()>> Waiting;
};
struct Player : std::enable_shared_from_this<Player> {
  void turnBad() {
    ++Moves;
    Queue.post([Self = shared_from_this()] { Self->turnBad(); }); // CHECK: :[[@LINE]]:17: warning: 'Self' is captured by a callable that 'Player' itself keeps in 'Queue.Waiting[]', so both live for ever: whenever it runs, it queues itself again
  }
  void lastTurnBad() {
    Queue.post([Self = shared_from_this()] { ++Self->Moves; }); // CHECK: :[[@LINE]]:17: warning: 'Self' is captured by a callable that 'Player' itself keeps in 'Queue.Waiting[]', so both live until 'runOne' clears it
  }
  Turns Queue;
  int Moves = 0;
};
