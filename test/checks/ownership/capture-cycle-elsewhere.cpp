// RUN: %check_memtidy %s memtidy-capture-cycle --level certain --no-fixes
// A function whose body is elsewhere may clear what it can name: then nobody is certain.

#include <functional>
#include <memory>

class AllSeen : public std::enable_shared_from_this<AllSeen> {
public:
  void startBad() {
    OnEvent = [Self = shared_from_this()] { ++Self->Count; }; // CHECK: :[[@LINE]]:16: warning: 'Self' is captured by a callable that 'AllSeen' itself keeps in 'OnEvent', so neither is ever freed
  }
  void stop() { ++Count; }

private:
  std::function<void()> OnEvent;
  int Count = 0;
};

class StopUnseen : public std::enable_shared_from_this<StopUnseen> {
public:
  void startOk() {
    OnEvent = [Self = shared_from_this()] { ++Self->Count; };
  }
  void stop();

private:
  std::function<void()> OnEvent;
  int Count = 0;
};

// Only looks, or runs when it is too late.
class CannotClear : public std::enable_shared_from_this<CannotClear> {
public:
  CannotClear();
  ~CannotClear();
  void startBad() {
    OnEvent = [Self = shared_from_this()] { ++Self->Count; }; // CHECK: :[[@LINE]]:16: warning: 'Self' is captured by a callable that 'CannotClear' itself keeps in 'OnEvent', so neither is ever freed
  }
  int count() const;

private:
  std::function<void()> OnEvent;
  int Count = 0;
};

// The part that keeps it has functions, too.
class Deadline {
public:
  explicit Deadline(std::function<void()> Expired) : Expired(std::move(Expired)) {}
  void cancel();

private:
  std::function<void()> Expired;
};
class PartUnseen : public std::enable_shared_from_this<PartUnseen> {
public:
  void startOk() {
    Timer = std::make_unique<Deadline>([Self = shared_from_this()] { ++Self->Count; });
  }

private:
  std::unique_ptr<Deadline> Timer;
  int Count = 0;
};

class FriendUnseen : public std::enable_shared_from_this<FriendUnseen> {
public:
  void startOk() {
    OnEvent = [Self = shared_from_this()] { ++Self->Count; };
  }
  friend void release(FriendUnseen &Object);

private:
  std::function<void()> OnEvent;
  int Count = 0;
};
