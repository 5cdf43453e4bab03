// RUN: %check_memtidy %s memtidy-capture-cycle --level possible
// What is known to break the cycle as the work goes on is shown on request only.

#include <functional>
#include <memory>
#include <utility>

// A function that forwards a callable to itself is read once.
class RecursiveBad : public std::enable_shared_from_this<RecursiveBad> {
public:
  void start() {
    keep(2, [Self = shared_from_this()] { Self->work(); }); // CHECK: :[[@LINE]]:14: warning: 'Self' is captured by a callable that 'RecursiveBad' itself keeps in 'Held', so neither is ever freed
  }
  void keep(int Times, std::function<void()> Callback) {
    if (Times > 0)
      keep(Times - 1, std::move(Callback));
    else
      Held = std::move(Callback);
  }
  void work() {}

private:
  std::function<void()> Held;
};

// Taken out before the one call: it lives as long as the work.
class TakenOutOk : public std::enable_shared_from_this<TakenOutOk> {
public:
  void start() {
    Held = [Self = shared_from_this()] { Self->work(); }; // CHECK: :[[@LINE]]:13: warning: 'Self' is captured by a callable that 'TakenOutOk' itself keeps in 'Held', so both live until 'finish' clears it
  }
  void finish() {
    auto Taken = std::move(Held);
    Taken();
  }
  void work() {}

private:
  std::function<void()> Held;
};

// Each callable lets go of itself when it runs.
class ClearsItselfOk : public std::enable_shared_from_this<ClearsItselfOk> {
public:
  void start() {
    Held = [Self = shared_from_this()] { Self->finish(); }; // CHECK: :[[@LINE]]:13: warning: 'Self' is captured by a callable that 'ClearsItselfOk' itself keeps in 'Held', so both live until 'finish' clears it
  }
  void finish() { Held = nullptr; }

private:
  std::function<void()> Held;
};

// A counted end is an end.
class CountsDownOk : public std::enable_shared_from_this<CountsDownOk> {
public:
  void start() {
    Held = [Self = shared_from_this()] { Self->step(); }; // CHECK: :[[@LINE]]:13: warning: 'Self' is captured by a callable that 'CountsDownOk' itself keeps in 'Held', so both live until 'step' clears it
  }
  void step() {
    if (--Left == 0)
      Held = nullptr;
  }

private:
  int Left = 3;
  std::function<void()> Held;
};

// A callable that holds itself.
void selfHoldingBad() {
  auto Again = std::make_shared<std::function<void()>>();
  *Again = [Again] { (*Again)(); }; // CHECK: :[[@LINE]]:13: warning: 'Again' is captured by the callable that it points to, so it is never freed
}

// An annotation says what the body, which is elsewhere, does.
class AnnotatedBad : public std::enable_shared_from_this<AnnotatedBad> {
public:
  [[clang::annotate("memtidy:stores")]] void onEvent(std::function<void()> Callback);
  void start() {
    onEvent([Self = shared_from_this()] { Self->work(); }); // CHECK: :[[@LINE]]:14: warning: 'Self' is captured by a callable that 'AnnotatedBad' itself keeps, so neither is ever freed
  }
  void work() {}

private:
  std::function<void()> Held;
};

// Lets go on one of its branches, and goes on for ever on the other.
class OneBranchBad : public std::enable_shared_from_this<OneBranchBad> {
public:
  void start() {
    Held = [Self = shared_from_this()] { Self->step(); }; // CHECK: :[[@LINE]]:13: warning: 'Self' is captured by a callable that 'OneBranchBad' itself keeps in 'Held', so neither is freed unless 'step' clears it
  }
  void step() {
    if (Failed) {
      Held = nullptr;
      return;
    }
    work();
  }
  void work() {}

private:
  bool Failed = false;
  std::function<void()> Held;
};

// Its own variable is all that holds it, and somebody may clear that.
class SelfHolderBad {
public:
  void start() {
    auto Again = std::make_shared<std::function<void()>>();
    *Again = [Again] { (*Again)(); }; // CHECK: :[[@LINE]]:15: warning: 'Again' is captured by the callable that it points to, so it is never freed
    Kept = Again;
  }
  void stop() { *Kept = nullptr; }

private:
  std::shared_ptr<std::function<void()>> Kept;
};

// Whether it is kept at all is a guess: the setter and the class behind the pointer are elsewhere.
class HiddenBad : public std::enable_shared_from_this<HiddenBad> {
public:
  void setHandler(std::function<void()> Handler);
  void start() {
    setHandler([Self = shared_from_this()] { Self->work(); }); // CHECK: :[[@LINE]]:17: warning: 'Self' is captured by a callable that 'HiddenBad' itself may keep in 'Inner', so neither may ever be freed
  }
  void work() {}

private:
  struct Hidden;
  std::unique_ptr<Hidden> Inner;
};
