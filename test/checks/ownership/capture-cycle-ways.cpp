// RUN: %check_memtidy %s memtidy-capture-cycle --real-std --no-fixes
// The ways a callable takes to the object that keeps it: headers, macros, lists, heap, binders, lambdas, callees.

#include "Inputs/capture_cycle.h"
#include <map>
#include <string>
#include <vector>

void headerSetterBad(std::shared_ptr<InHeader> One) {
  One->keep([One] { ++One->Count; }); // CHECK: :[[@LINE]]:14: warning: 'One' is captured by a callable that 'InHeader' itself keeps in 'OnEvent', so neither is ever freed
}

#define KEEP_SELF_IN(Field) Field = [Self = shared_from_this()] { ++Self->Count; }
#define SELF shared_from_this()
struct InMacro : std::enable_shared_from_this<InMacro> {
  std::function<void()> OnEvent;
  int Count = 0;
  void wholeBad() { KEEP_SELF_IN(OnEvent); } // CHECK: :[[@LINE]]:21: warning: 'Self' is captured by a callable that 'InMacro' itself keeps in 'OnEvent', so neither is ever freed
  void partBad() {
    OnEvent = [Self = SELF] { ++Self->Count; }; // CHECK: :[[@LINE]]:16: warning: 'Self' is captured by a callable that 'InMacro' itself keeps in 'OnEvent', so neither is ever freed
  }
};

// A list of handlers with '+='.
struct Handlers {
  std::vector<std::function<void()>> All;
  Handlers &operator+=(std::function<void()> Handler) {
    All.push_back(std::move(Handler));
    return *this;
  }
};
struct UnseenHandlers {
  std::vector<std::function<void()>> All;
  UnseenHandlers &operator+=(std::function<void()> Handler);
};
struct Publisher : std::enable_shared_from_this<Publisher> {
  Handlers OnEvent;
  UnseenHandlers OnOther;
  int Count = 0;
  void addsBad() {
    OnEvent += [Self = shared_from_this()] { ++Self->Count; }; // CHECK: :[[@LINE]]:17: warning: 'Self' is captured by a callable that 'Publisher' itself keeps in 'OnEvent', so neither is ever freed
  }
  void addsUnseenBad() {
    OnOther += [Self = shared_from_this()] { ++Self->Count; }; // CHECK: :[[@LINE]]:17: warning: 'Self' is captured by a callable that 'Publisher' itself keeps in 'OnOther', so neither is ever freed
  }
  void addsWeakOk() {
    OnEvent += [Weak = weak_from_this()] {
      if (auto Self = Weak.lock())
        ++Self->Count;
    };
  }
  void addsElsewhereOk(Handlers &Other) {
    Other += [Self = shared_from_this()] { ++Self->Count; };
  }
};

// Callables on the heap.
struct OnHeap : std::enable_shared_from_this<OnHeap> {
  using Call = std::function<void()>;
  std::shared_ptr<Call> Shared;
  std::unique_ptr<Call> Unique;
  int Count = 0;
  void sharedBad() {
    Shared = std::make_shared<Call>([Self = shared_from_this()] { ++Self->Count; }); // CHECK: :[[@LINE]]:38: warning: 'Self' is captured by a callable that 'OnHeap' itself keeps in 'Shared', so neither is ever freed
  }
  void uniqueBad() {
    Unique = std::make_unique<Call>([Self = shared_from_this()] { ++Self->Count; }); // CHECK: :[[@LINE]]:38: warning: 'Self' is captured by a callable that 'OnHeap' itself keeps in 'Unique', so neither is ever freed
  }
  void newBad() {
    Unique.reset(new Call([Self = shared_from_this()] { ++Self->Count; })); // CHECK: :[[@LINE]]:28: warning: 'Self' is captured by a callable that 'OnHeap' itself keeps in 'Unique', so neither is ever freed
  }
  void throughPointerBad() {
    Shared = std::make_shared<Call>();
    *Shared = [Self = shared_from_this()] { ++Self->Count; }; // CHECK: :[[@LINE]]:16: warning: 'Self' is captured by a callable that 'OnHeap' itself keeps in 'Shared', so neither is ever freed
  }
  void localOk() {
    auto Local = std::make_unique<Call>([Self = shared_from_this()] { ++Self->Count; });
    (*Local)();
  }
};

// Functions that return their own object.
struct Client : std::enable_shared_from_this<Client> {
  std::function<void()> OnOpen, OnData;
  int Count = 0;
  Client &onOpen(std::function<void()> Handler) {
    OnOpen = std::move(Handler);
    return *this;
  }
  Client &onData(std::function<void()> Handler);
  void builderBad() {
    onData([] {}).onOpen([Self = shared_from_this()] { ++Self->Count; }); // CHECK: :[[@LINE]]:27: warning: 'Self' is captured by a callable that 'Client' itself keeps in 'OnOpen', so neither is ever freed
  }
};
void builderBad(std::shared_ptr<Client> One) {
  One->onOpen([] {}).onData([One] { ++One->Count; }); // CHECK: :[[@LINE]]:30: warning: 'One' is captured by a callable that 'Client' itself keeps in 'OnOpen', so neither is ever freed
}
void builderOk(std::shared_ptr<Client> One, std::shared_ptr<Client> Other) {
  One->onOpen([] {}).onOpen([Other] { ++Other->Count; });
}

// Binders copy what they are given, whatever the bound function takes.
struct Bound : std::enable_shared_from_this<Bound> {
  std::function<void()> OnEvent;
  void work() {}
  static void workOn(Bound &) {}
  void bindBad() { OnEvent = std::bind(&Bound::work, shared_from_this()); } // CHECK: :[[@LINE]]:54: warning: 'shared_from_this()' is captured by a callable that 'Bound' itself keeps in 'OnEvent', so neither is ever freed
  void bindFrontBad() { OnEvent = std::bind_front(&Bound::work, shared_from_this()); } // CHECK: :[[@LINE]]:65: warning: 'shared_from_this()' is captured by a callable that 'Bound' itself keeps in 'OnEvent', so neither is ever freed
  void bindLambdaBad() {
    auto Self = shared_from_this();
    OnEvent = std::bind([](const std::shared_ptr<Bound> &B) { B->work(); }, Self); // CHECK: :[[@LINE]]:77: warning: 'Self' is captured by a callable that 'Bound' itself keeps in 'OnEvent', so neither is ever freed
  }
  void bindReferenceOk() { OnEvent = std::bind(&Bound::workOn, std::ref(*this)); }
  void bindThisOk() { OnEvent = std::bind(&Bound::work, this); }
  void bindWeakOk() {
    OnEvent = std::bind([](std::weak_ptr<Bound>) {}, weak_from_this());
  }
};

// A weak pointer that is locked, and captured again.
struct Relocked : std::enable_shared_from_this<Relocked> {
  std::function<void()> OnEvent, Inner;
  int Count = 0;
  void relockedBad() {
    OnEvent = [Weak = weak_from_this()] {
      if (auto Self = Weak.lock())
        Self->Inner = [Self] { ++Self->Count; }; // CHECK: :[[@LINE]]:24: warning: 'Self' is captured by a callable that 'Relocked' itself keeps in 'Inner', so neither is ever freed
    };
  }
  void guardedBad() {
    OnEvent = [Weak = weak_from_this()] {
      auto Self = Weak.lock();
      if (!Self)
        return;
      Self->Inner = [Self] { ++Self->Count; }; // CHECK: :[[@LINE]]:22: warning: 'Self' is captured by a callable that 'Relocked' itself keeps in 'Inner', so neither is ever freed
    };
  }
  void locksOk() {
    OnEvent = [Weak = weak_from_this()] {
      if (auto Self = Weak.lock())
        Self->Inner = [Weak] {};
    };
  }
};

// Lambdas in lambdas.
struct Nested : std::enable_shared_from_this<Nested> {
  std::function<void()> OnEvent;
  int Count = 0;
  void variableBad() {
    auto Call = [Self = shared_from_this()] { ++Self->Count; }; // CHECK: :[[@LINE]]:18: warning: 'Self' is captured by a callable that 'Nested' itself keeps in 'OnEvent', so neither is ever freed
    OnEvent = [Call] { Call(); };
  }
  void initialiserBad() {
    OnEvent = [Call = [Self = shared_from_this()] { ++Self->Count; }] { Call(); }; // CHECK: :[[@LINE]]:24: warning: 'Self' is captured by a callable that 'Nested' itself keeps in 'OnEvent', so neither is ever freed
  }
  void madeInsideBad() {
    auto Start = [this] {
      OnEvent = [Self = shared_from_this()] { ++Self->Count; }; // CHECK: :[[@LINE]]:18: warning: 'Self' is captured by a callable that 'Nested' itself keeps in 'OnEvent', so neither is ever freed
    };
    Start();
  }
  void calledInsideOk() {
    OnEvent = [this] { [Self = shared_from_this()] { ++Self->Count; }(); };
  }
};

// Callees that wrap the callable they are given.
struct Wrapping : std::enable_shared_from_this<Wrapping> {
  std::function<void()> OnEvent;
  int Count = 0;
  void keepCopy(std::function<void()> Call) {
    OnEvent = [Call] { Call(); };
  }
  template <class F> void keepForwarded(F &&Call) {
    OnEvent = [C = std::forward<F>(Call)] { C(); };
  }
  void copiedBad() {
    keepCopy([Self = shared_from_this()] { ++Self->Count; }); // CHECK: :[[@LINE]]:15: warning: 'Self' is captured by a callable that 'Wrapping' itself keeps in 'OnEvent', so neither is ever freed
  }
  void forwardedBad() {
    keepForwarded([Self = shared_from_this()] { ++Self->Count; }); // CHECK: :[[@LINE]]:20: warning: 'Self' is captured by a callable that 'Wrapping' itself keeps in 'OnEvent', so neither is ever freed
  }
};

// Callees that capture the pointer they are given: the caller closes the cycle.
struct Watcher : std::enable_shared_from_this<Watcher> {
  std::function<void()> OnEvent;
  int Count = 0;
  void watch(std::shared_ptr<Watcher> Other) {
    OnEvent = [Other] { ++Other->Count; };
  }
  void watchesItselfBad() { this->watch(shared_from_this()); } // CHECK: :[[@LINE]]:41: warning: 'shared_from_this()' is captured by a callable that 'Watcher' itself keeps in 'OnEvent', so neither is ever freed
  void watchesItselfImplicitlyBad() { watch(shared_from_this()); } // CHECK: :[[@LINE]]:45: warning: 'shared_from_this()' is captured by a callable that 'Watcher' itself keeps in 'OnEvent', so neither is ever freed
  void watchesOtherOk(std::shared_ptr<Watcher> Other) { watch(Other); }
};
void watch(Watcher &Where, std::shared_ptr<Watcher> What) {
  Where.OnEvent = [What] { ++What->Count; };
}
void watchThrough(std::shared_ptr<Watcher> Where, std::shared_ptr<Watcher> What) {
  watch(*Where, What);
}
void watchesOneBad(std::shared_ptr<Watcher> One) { watch(*One, One); } // CHECK: :[[@LINE]]:64: warning: 'One' is captured by a callable that 'Watcher' itself keeps in 'OnEvent', so neither is ever freed
void watchesThroughBad(std::shared_ptr<Watcher> One) { watchThrough(One, One); } // CHECK: :[[@LINE]]:74: warning: 'One' is captured by a callable that 'Watcher' itself keeps in 'OnEvent', so neither is ever freed
void watchesTwoOk(std::shared_ptr<Watcher> One, std::shared_ptr<Watcher> Two) {
  watch(*One, Two);
}
// The callee closes the cycle by itself: told there, once.
void attachBad(std::shared_ptr<Watcher> One) {
  One->OnEvent = [One] { ++One->Count; }; // CHECK: :[[@LINE]]:19: warning: 'One' is captured by a callable that 'Watcher' itself keeps in 'OnEvent', so neither is ever freed
}
void attaches(std::shared_ptr<Watcher> One) { attachBad(One); }

// Returns before it clears.
struct LeavesEarly : std::enable_shared_from_this<LeavesEarly> {
  std::function<void()> OnEvent;
  bool Ready = false;
  int Count = 0;
  void startBad() {
    OnEvent = [Self = shared_from_this()] { Self->step(); }; // CHECK: :[[@LINE]]:16: warning: 'Self' is captured by a callable that 'LeavesEarly' itself keeps in 'OnEvent', so neither is freed unless 'step' clears it
  }
  void step() {
    if (!Ready)
      return;
    ++Count;
    OnEvent = nullptr;
  }
};
// A return before the cycle is closed keeps it from being closed, too.
struct LeavesFirst : std::enable_shared_from_this<LeavesFirst> {
  std::function<void()> OnEvent;
  bool Ready = false;
  void runOk() {
    if (!Ready)
      return;
    OnEvent = [Self = shared_from_this()] { Self->Ready = false; };
    OnEvent();
    OnEvent = nullptr;
  }
};

// A setter whose body is elsewhere keeps the callable where one fits, also in a part of a part.
class Bus {
public:
  void subscribe(const std::string &Topic, std::function<void(int)> Handler);
  void inspect(std::function<void(double)> Look);
  void replay(std::function<void(int)> Each);

private:
  struct Subscription {
    std::string Topic;
    std::function<void(int)> Handler;
  };
  std::map<std::string, std::vector<Subscription>> ByTopic;
};
struct Listener : std::enable_shared_from_this<Listener> {
  Bus Events;
  std::shared_ptr<Client> Server;
  int Count = 0;
  void call(std::function<void()> Handler);
  void subscribesBad() {
    Events.subscribe("size", [Self = shared_from_this()](int By) { Self->Count += By; }); // CHECK: :[[@LINE]]:31: warning: 'Self' is captured by a callable that 'Listener' itself keeps in 'Events.ByTopic', so neither is ever freed
  }
  // No part of the bus could keep it.
  void inspectsOk() {
    Events.inspect([Self = shared_from_this()](double) { ++Self->Count; });
  }
  // It could, but does not sound like it.
  void replaysOk() {
    Events.replay([Self = shared_from_this()](int By) { Self->Count += By; });
  }
  // A shared object has setters of its own.
  void callsOk() {
    call([Self = shared_from_this()] { ++Self->Count; });
  }
};

// A handle is captured as what it wraps; its function keeps the callable there.
class Future {
public:
  void then(std::function<void()> Callback) { Shared->Callbacks.push_back(std::move(Callback)); }
  int get() const { return Shared->Value; }

private:
  struct State {
    std::vector<std::function<void()>> Callbacks;
    int Value = 0;
  };
  std::shared_ptr<State> Shared = std::make_shared<State>();
};
void continuesBad() {
  Future Answer;
  Answer.then([Answer] { (void)Answer.get(); }); // CHECK: :[[@LINE]]:16: warning: 'Answer' is captured by a callable that 'Future' itself keeps in 'Shared.Callbacks[]', so neither is ever freed
}
void continuesOtherOk(Future First, Future Second) {
  First.then([Second] { (void)Second.get(); });
}
// The same as a template, whose state lets go of the callback when it calls it.
template <class Value> class Promise {
public:
  template <class F> void then(F Callback) { Shared->Callback = std::move(Callback); }
  void resolveOk() {
    auto Call = std::move(Shared->Callback);
    Call(Shared->Result);
  }

private:
  struct State {
    std::function<void(Value)> Callback;
    Value Result{};
  };
  std::shared_ptr<State> Shared = std::make_shared<State>();
};
void continuesOnceOk(Promise<int> Answer) {
  Answer.then([Answer](int) {});
}

// Two objects that keep each other's callables: two closures that this check does not join.
void FN_eachOtherBad(std::shared_ptr<Watcher> One, std::shared_ptr<Watcher> Two) {
  One->OnEvent = [Two] { ++Two->Count; };
  Two->OnEvent = [One] { ++One->Count; };
}
// Nobody sees into the registry: an object that it finds by itself may be the captured one.
Watcher &findWatcher(int Key);
void FN_foundByKeyBad(std::shared_ptr<Watcher> One) {
  findWatcher(One->Count).OnEvent = [One] { ++One->Count; };
}
// A counted end is an end.
struct Counted : std::enable_shared_from_this<Counted> {
  std::function<void()> OnEvent;
  int Left = 3;
  void startOk() {
    OnEvent = [Self = shared_from_this()] { Self->step(); };
  }
  void step() {
    if (--Left > 0)
      return;
    OnEvent = nullptr;
  }
};
// The second call clears; how often a callable is called is not known.
struct Repeated : std::enable_shared_from_this<Repeated> {
  std::function<void()> OnEvent;
  bool Again = true;
  void FP_startOk() {
    OnEvent = [Self = shared_from_this()] { Self->step(); }; // CHECK: :[[@LINE]]:16: warning: 'Self' is captured by a callable that 'Repeated' itself keeps in 'OnEvent', so neither is freed unless 'step' clears it
  }
  void step() {
    if (Again) {
      Again = false;
      return;
    }
    OnEvent = nullptr;
  }
};
// CHECK: Inputs/capture_cycle.h:9:16: warning: 'Self' is captured by a callable that 'InHeader' itself keeps in 'OnEvent', so neither is ever freed

// A variable that is given another object captures the one before.
struct Wheel {
  struct Entry {
    explicit Entry(std::function<void()> Given) : OnEnd(std::move(Given)) {}
    std::function<void()> OnEnd;
  };
  std::vector<std::shared_ptr<Entry>> Slots;
  void insertOk(std::shared_ptr<Entry> Added) { insertInLoopOk(Added); }
  void insertInLoopOk(std::shared_ptr<Entry> Added) {
    for (int I = 0; I < 3; ++I)
      Added = std::make_shared<Entry>([this, Added] { Slots.push_back(Added); });
    Slots.push_back(Added);
  }
};

// A pack carries a callable; what is taken out of it does not.
struct Attributed {
  std::vector<int> Sizes;
  int Count = 0;
};
struct Pack {
  int Size;
  std::function<void()> Done;
};
void keepSizeOk(std::shared_ptr<Attributed> Request, Pack Given) { Request->Sizes.push_back(Given.Size); }
void takeSizeOk(std::shared_ptr<Attributed> Request) {
  Pack Given{1, [Request] { ++Request->Count; }};
  keepSizeOk(Request, std::move(Given));
}

// Swapped with an empty list before the calls.
class SwapsOut : public std::enable_shared_from_this<SwapsOut> {
public:
  void startOk() {
    Held.push_back([Self = shared_from_this()] { Self->work(); });
  }
  void startBad() {
    Other.push_back([Self = shared_from_this()] { Self->work(); }); // CHECK: :[[@LINE]]:22: warning: 'Self' is captured by a callable that 'SwapsOut' itself keeps in 'Other[]', so neither is ever freed
  }
  void finish() {
    std::vector<std::function<void()>> Taken;
    Taken.swap(Held);
    for (auto &Call : Taken)
      Call();
  }
  void work() {}

private:
  std::vector<std::function<void()>> Held, Other;
};
