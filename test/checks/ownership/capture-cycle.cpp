// RUN: %check_memtidy %s memtidy-capture-cycle --no-fixes
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

struct Timer {
  explicit Timer(std::function<void()> Tick) : Tick(std::move(Tick)) {}
  std::function<void()> Tick;
};

// Calls right away.
template <class F> void runNow(F Call) { Call(); }

struct Session : std::enable_shared_from_this<Session> {
  std::function<void()> OnClose;
  std::vector<std::function<void()>> Listeners;
  std::unique_ptr<Timer> Deadline;
  std::shared_ptr<Timer> Shared;
  Timer *Borrowed = nullptr;
  int Reads = 0;

  void setOnClose(std::function<void()> Handler) { OnClose = std::move(Handler); }
  void setElsewhere(std::function<void()> Handler);
  std::shared_ptr<Session> self() { return shared_from_this(); }

  void assignsBad() {
    OnClose = [self = shared_from_this()] { ++self->Reads; }; // CHECK: :[[@LINE]]:16: warning: 'self' is captured by a callable that 'Session' itself keeps in 'OnClose', so neither is ever freed
  }
  void aliasBad() {
    auto Self = shared_from_this();
    OnClose = [Self] { ++Self->Reads; }; // CHECK: :[[@LINE]]:16: warning: 'Self' is captured by a callable that 'Session' itself keeps in 'OnClose', so neither is ever freed
  }
  void wrappedBad() {
    OnClose = [Me = self()] { ++Me->Reads; }; // CHECK: :[[@LINE]]:16: warning: 'Me' is captured by a callable that 'Session' itself keeps in 'OnClose', so neither is ever freed
  }
  void setterBad() {
    setOnClose([self = shared_from_this()] { ++self->Reads; }); // CHECK: :[[@LINE]]:17: warning: 'self' is captured by a callable that 'Session' itself keeps in 'OnClose', so neither is ever freed
  }
  void unseenSetterBad() {
    setElsewhere([self = shared_from_this()] { ++self->Reads; }); // CHECK: :[[@LINE]]:19: warning: 'self' is captured by a callable that 'Session' itself keeps in 'OnClose', so neither is ever freed
  }
  void bindBad() {
    OnClose = std::bind(&Session::weakOk, shared_from_this()); // CHECK: :[[@LINE]]:43: warning: 'shared_from_this()' is captured by a callable that 'Session' itself keeps in 'OnClose', so neither is ever freed
  }
  void containerBad() {
    Listeners.push_back([self = shared_from_this()] { ++self->Reads; }); // CHECK: :[[@LINE]]:26: warning: 'self' is captured by a callable that 'Session' itself keeps in 'Listeners[]', so neither is ever freed
  }
  void uniqueBad() {
    Deadline = std::make_unique<Timer>([self = shared_from_this()] { ++self->Reads; }); // CHECK: :[[@LINE]]:41: warning: 'self' is captured by a callable that 'Session' itself keeps in 'Deadline.Tick', so neither is ever freed
  }
  void storedLaterBad() {
    auto Local = std::make_shared<Timer>([self = shared_from_this()] { ++self->Reads; }); // CHECK: :[[@LINE]]:43: warning: 'self' is captured by a callable that 'Session' itself keeps in 'Shared.Tick', so neither is ever freed
    Shared = Local;
  }
  void relockedBad() {
    auto Weak = weak_from_this();
    OnClose = [Locked = Weak.lock()] { ++Locked->Reads; }; // CHECK: :[[@LINE]]:16: warning: 'Locked' is captured by a callable that 'Session' itself keeps in 'OnClose', so neither is ever freed
  }

  void weakOk() {
    OnClose = [Weak = weak_from_this()] {
      if (auto Self = Weak.lock())
        ++Self->Reads;
    };
  }
  void borrowedOk() {
    Borrowed->Tick = [self = shared_from_this()] { ++self->Reads; };
  }
  void referenceOk() {
    auto Self = shared_from_this();
    OnClose = [&Self] { ++Self->Reads; };
  }
  void runNowOk() {
    runNow([self = shared_from_this()] { ++self->Reads; });
  }
};

// The receiver decides, not the capture.
void receiverBad(std::shared_ptr<Session> One, std::shared_ptr<Session> Other) {
  Other->OnClose = [One] { ++One->Reads; };
  One->OnClose = [One] { ++One->Reads; }; // CHECK: :[[@LINE]]:19: warning: 'One' is captured by a callable that 'Session' itself keeps in 'OnClose', so neither is ever freed
}

void keyedBad(std::map<std::string, std::shared_ptr<Session>> &All, const std::string &Key) {
  All[Key]->OnClose = std::bind(&Session::weakOk, All[Key]); // CHECK: :[[@LINE]]:51: warning: 'All[Key]' is captured by a callable that 'Session' itself keeps in 'OnClose', so neither is ever freed
}

void recursiveBad() {
  auto Again = std::make_shared<std::function<void()>>();
  *Again = [Again] { (*Again)(); }; // CHECK: :[[@LINE]]:13: warning: 'Again' is captured by the callable that it points to, so it is never freed
}

// A handle shares what it points to.
struct Handle {
  std::shared_ptr<Session> Impl;
};
void handleBad(Handle Held) {
  Held.Impl->OnClose = [Held] { ++Held.Impl->Reads; }; // CHECK: :[[@LINE]]:25: warning: 'Held' is captured by a callable that 'Handle' itself keeps in 'Impl.OnClose', so neither is ever freed
}

struct Impl {
  std::function<void()> Keep;
};
struct Pimpl {
  ~Pimpl() { delete Raw; }
  Impl *Raw = nullptr;
};
void rawPimplBad(std::shared_ptr<Pimpl> Object) {
  Object->Raw->Keep = [Object] { (void)Object->Raw; }; // CHECK: :[[@LINE]]:24: warning: 'Object' is captured by a callable that 'Pimpl' itself keeps in 'Raw.Keep', so neither is ever freed
}

template <class T> struct State : std::enable_shared_from_this<State<T>> {
  std::function<void()> Then;
  template <class F> void setThen(F &&Call) { Then = std::forward<F>(Call); }
};
template <class T> struct Future {
  std::shared_ptr<State<T>> Shared;
  void templateBad() {
    Shared->setThen([Kept = this->Shared->shared_from_this()] { (void)Kept; }); // CHECK: :[[@LINE]]:22: warning: 'Kept' is captured by a callable that 'State' itself keeps in 'Then', so neither is ever freed
  }
};

struct Cleared : std::enable_shared_from_this<Cleared> {
  std::function<void()> Done;
  void startOk() {
    Done = [self = shared_from_this()] { self->finish(); };
  }
  void finish() { Done = nullptr; }
};

struct Once : std::enable_shared_from_this<Once> {
  std::function<void()> Done;
  void startOk() {
    Done = [self = shared_from_this()] { (void)self; };
  }
  void fire() {
    auto Call = std::move(Done);
    Call();
  }
};

struct Sometimes : std::enable_shared_from_this<Sometimes> {
  std::function<void()> Event;
  void listenBad() {
    Event = [self = shared_from_this()] { (void)self; }; // CHECK: :[[@LINE]]:14: warning: 'self' is captured by a callable that 'Sometimes' itself keeps in 'Event', so neither is freed unless 'close' clears it
  }
  void close() { Event = nullptr; }
};

struct OnlyDestructor : std::enable_shared_from_this<OnlyDestructor> {
  std::function<void()> Event;
  ~OnlyDestructor() { Event = nullptr; }
  void listenBad() {
    Event = [self = shared_from_this()] { (void)self; }; // CHECK: :[[@LINE]]:14: warning: 'self' is captured by a callable that 'OnlyDestructor' itself keeps in 'Event', so neither is ever freed
  }
};

struct Annotated {
  void post([[clang::annotate("memtidy:runs_once")]] std::function<void()> Task);
  std::function<void()> Pending;
};
void annotatedOk(std::shared_ptr<Annotated> Queue) {
  Queue->post([Queue] { (void)Queue; });
}
