// RUN: %check_memtidy %s memtidy-boxed-member --real-std --level possible
// Pointers that buy something.
#include <atomic>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace {

struct Point {
  int X = 0;
  int Y = 0;
};

// The type is not known yet.
class PimplOk {
public:
  PimplOk();
  ~PimplOk();
  int get() const;

private:
  struct Impl;
  std::unique_ptr<Impl> Hidden;
};
struct PimplOk::Impl {
  int Value = 1;
};
PimplOk::PimplOk() : Hidden(std::make_unique<Impl>()) {}
PimplOk::~PimplOk() = default;
int PimplOk::get() const { return Hidden->Value; }

// Which class it is shows at run time.
struct Shape {
  virtual ~Shape() = default;
  virtual int area() const { return 1; }
};
struct Square final : Shape {
  int area() const override { return 4; }
};
class PolymorphOk {
public:
  explicit PolymorphOk(bool IsSquare) {
    if (IsSquare)
      Drawn = std::make_unique<Square>();
    else
      Drawn = std::make_unique<Shape>();
  }
  int area() const { return Drawn->area(); }

private:
  std::unique_ptr<Shape> Drawn;
};

struct Closer {
  void operator()(std::string *Text) const { delete Text; }
};
struct DeleterOk {
  std::unique_ptr<std::string, Closer> Text{new std::string};
  std::size_t size() const { return Text->size(); }
};

// A mutex and an atomic do not move, their owner does.
struct MutexOk {
  std::unique_ptr<std::mutex> Lock = std::make_unique<std::mutex>();
  std::unique_ptr<std::atomic<int>> Count =
      std::make_unique<std::atomic<int>>(0);
  void add() {
    std::lock_guard<std::mutex> Guard(*Lock);
    ++*Count;
  }
};

struct HasMutex {
  std::mutex Lock;
  int Value = 0;
};
struct HoldsMutexOk {
  std::unique_ptr<HasMutex> Held = std::make_unique<HasMutex>();
  int get() const { return Held->Value; }
};

// A tree contains itself.
struct TreeOk {
  std::unique_ptr<TreeOk> Left;
  std::unique_ptr<std::vector<TreeOk>> Rest =
      std::make_unique<std::vector<TreeOk>>();
  std::size_t size() const { return Rest->size() + (Left ? 1 : 0); }
};

// Somebody keeps the address.
struct Watcher {
  explicit Watcher(std::string &Watched) : Watched(Watched) {}
  std::string &Watched;
};
class AddressOk {
public:
  AddressOk() : Text(std::make_unique<std::string>("text")) {}
  std::string *raw() { return Text.get(); }

private:
  std::unique_ptr<std::string> Text;
};
class ReferenceOk {
public:
  ReferenceOk() : Text(std::make_unique<std::string>("text")), Eye(*Text) {}

private:
  std::unique_ptr<std::string> Text;
  Watcher Eye;
};

// The owner changes.
class GivenOk {
public:
  explicit GivenOk(std::unique_ptr<std::string> Text) : Text(std::move(Text)) {}
  std::size_t size() const { return Text->size(); }

private:
  std::unique_ptr<std::string> Text;
};
class TakenOk {
public:
  TakenOk() : Text(std::make_unique<std::string>("text")) {}
  std::unique_ptr<std::string> take() { return std::move(Text); }

private:
  std::unique_ptr<std::string> Text;
};
class SwappedOk {
public:
  SwappedOk() : Now(std::make_unique<std::vector<int>>()) {}
  void replace(std::unique_ptr<std::vector<int>> &Other) { Now.swap(Other); }

private:
  std::unique_ptr<std::vector<int>> Now;
};

// It ends before the others.
class EndsFirstOk {
public:
  EndsFirstOk() : Text(std::make_unique<std::string>("text")) {}
  ~EndsFirstOk() { Text.reset(); }
  std::size_t size() const { return Text->size(); }

private:
  std::unique_ptr<std::string> Text;
};

struct Large {
  char Bytes[1000];
};
struct LargeOk {
  std::unique_ptr<Large> Cold = std::make_unique<Large>();
  char first() const { return Cold->Bytes[0]; }
};

struct NoDefault {
  explicit NoDefault(int Value) : Value(Value) {}
  int Value;
};
class NoDefaultOk {
public:
  void open() { Late = std::make_unique<NoDefault>(1); }
  int get() const { return Late->Value; }

private:
  std::unique_ptr<NoDefault> Late;
};

// Nobody here makes it.
struct NeverMadeOk {
  std::unique_ptr<std::string> Text;
  std::size_t size() const { return Text->size(); }
};

struct ArrayOk {
  std::unique_ptr<int[]> Numbers = std::make_unique<int[]>(4);
  int first() const { return Numbers[0]; }
};

struct TemplateUsedOk {
  std::unique_ptr<std::string> Seen = std::make_unique<std::string>("text");
};
template <class T> auto takeSeen(T &Holder) { return std::move(Holder.Seen); }
std::size_t useTemplate(TemplateUsedOk &Holder) {
  return takeSeen(Holder)->size();
}

template <class T> class GenericOk {
public:
  GenericOk() : Value(std::make_unique<T>()) {}
  const T &get() const { return *Value; }

private:
  std::unique_ptr<T> Value;
};
int useGeneric() { return GenericOk<int>().get(); }

// Elements whose addresses are kept.
Point *lastPoint = nullptr;
int addressOfElementOk() {
  std::vector<std::unique_ptr<Point>> Points;
  Points.push_back(std::make_unique<Point>());
  lastPoint = Points.back().get();
  return lastPoint->X;
}

int referenceAcrossGrowthOk() {
  std::vector<std::unique_ptr<Point>> Points;
  Points.push_back(std::make_unique<Point>());
  Point &First = *Points[0];
  Points.push_back(std::make_unique<Point>());
  return First.X;
}

Point &keepOk(std::vector<std::unique_ptr<Point>> &Points) {
  Points.push_back(std::make_unique<Point>());
  return *Points.back();
}

class HandsOutOk {
public:
  Point &add() {
    Points.push_back(std::make_unique<Point>());
    return *Points.back();
  }

private:
  std::vector<std::unique_ptr<Point>> Points;
};

int mayBeNullOk() {
  std::vector<std::unique_ptr<Point>> Points;
  Points.push_back(std::make_unique<Point>());
  Points.push_back(nullptr);
  int Sum = 0;
  for (const auto &One : Points)
    if (One)
      Sum += One->X;
  return Sum;
}

int polymorphElementsOk() {
  std::vector<std::unique_ptr<Shape>> Shapes;
  Shapes.push_back(std::make_unique<Square>());
  int Sum = 0;
  for (const auto &One : Shapes)
    Sum += One->area();
  return Sum;
}

// It gives its own address away.
struct Registered;
std::vector<Registered *> registry;
struct Registered {
  Registered() { registry.push_back(this); }
  int Value = 0;
};
int registeredOk() {
  std::vector<std::unique_ptr<Registered>> All;
  All.push_back(std::make_unique<Registered>());
  return All[0]->Value;
}

int mutexElementsOk() {
  std::vector<std::unique_ptr<HasMutex>> All;
  All.push_back(std::make_unique<HasMutex>());
  return All[0]->Value;
}

std::vector<std::unique_ptr<Point>> returnedOk() {
  std::vector<std::unique_ptr<Point>> Points;
  Points.push_back(std::make_unique<Point>());
  return Points;
}

// Lists that are more than a sequence.
int erasedOk(std::list<int> Numbers) {
  std::list<int> Rest;
  Rest.push_back(1);
  for (auto It = Rest.begin(); It != Rest.end();)
    It = *It > 0 ? Rest.erase(It) : std::next(It);
  Rest.splice(Rest.end(), Numbers);
  return static_cast<int>(Rest.size());
}

int queueOk() {
  std::list<int> Queue;
  Queue.push_back(1);
  int Sum = 0;
  while (!Queue.empty()) {
    Sum += Queue.front();
    Queue.pop_front();
  }
  return Sum;
}

int growsWhileWalkedOk() {
  std::list<int> Work;
  Work.push_back(3);
  int Sum = 0;
  for (int One : Work) {
    Sum += One;
    if (One > 0)
      Work.push_back(One - 1);
  }
  return Sum;
}

class GrowsInCallOk {
public:
  void add(int One) { Work.push_back(One); }
  void run() {
    for (int One : Work)
      if (One > 0)
        add(One - 1);
  }

private:
  std::list<int> Work;
};

int *kept = nullptr;
void keepsAddressOk() {
  std::list<int> Numbers;
  Numbers.push_back(1);
  kept = &Numbers.back();
  for (int &One : Numbers)
    kept = &One;
}

bool boolsOk() {
  std::list<bool> Flags;
  Flags.push_back(true);
  for (bool One : Flags)
    if (One)
      return true;
  return false;
}

int notMovableOk() {
  std::list<std::atomic<int>> Counters;
  Counters.emplace_back(1);
  int Sum = 0;
  for (const auto &One : Counters)
    Sum += One;
  return Sum;
}

std::size_t takesList(const std::list<int> &Numbers) { return Numbers.size(); }
std::size_t passedOnOk() {
  std::list<int> Numbers;
  Numbers.push_back(1);
  return takesList(Numbers);
}

// Shared pointers that are shared, or that know more than a unique one.
class SharedOk {
public:
  SharedOk() : At(std::make_shared<Point>()) {}
  SharedOk(const SharedOk &) = delete;
  std::shared_ptr<Point> get() const { return At; }

private:
  std::shared_ptr<Point> At;
};

class WatchedOk {
public:
  WatchedOk() : At(std::make_shared<Point>()) {}
  WatchedOk(const WatchedOk &) = delete;
  std::weak_ptr<Point> watch() const { return At; }

private:
  std::shared_ptr<Point> At;
};

class CapturedOk {
public:
  CapturedOk() : At(std::make_shared<Point>()) {}
  CapturedOk(const CapturedOk &) = delete;
  std::function<int()> make() const {
    return [Mine = At] { return Mine->X; };
  }

private:
  std::shared_ptr<Point> At;
};

class ForeignOk {
public:
  explicit ForeignOk(std::shared_ptr<Point> Given) : At(std::move(Given)) {}
  ForeignOk(const ForeignOk &) = delete;
  int get() const { return At->X; }

private:
  std::shared_ptr<Point> At;
};

// A shared pointer to a base destroys the derived object, a unique one does
// not.
struct PlainBase {
  int Value = 0;
};
struct PlainDerived : PlainBase {
  std::string Text;
};
class DerivedOk {
public:
  DerivedOk() : At(std::make_shared<PlainDerived>()) {}
  DerivedOk(const DerivedOk &) = delete;
  int get() const { return At->Value; }

private:
  std::shared_ptr<PlainBase> At;
};

class SharedDeleterOk {
public:
  SharedDeleterOk() : At(new Point, [](Point *Old) { delete Old; }) {}
  SharedDeleterOk(const SharedDeleterOk &) = delete;
  int get() const { return At->X; }

private:
  std::shared_ptr<Point> At;
};

struct Self : std::enable_shared_from_this<Self> {
  int Value = 0;
};
class SelfSharedOk {
public:
  SelfSharedOk() : At(std::make_shared<Self>()) {}
  SelfSharedOk(const SelfSharedOk &) = delete;
  int get() const { return At->Value; }

private:
  std::shared_ptr<Self> At;
};

// Copies of the owner share.
struct CopiedOk {
  std::shared_ptr<Point> At = std::make_shared<Point>();
};
int copiedOk() {
  CopiedOk One;
  CopiedOk Two = One;
  return Two.At->X;
}
struct ElementOk {
  std::shared_ptr<Point> At = std::make_shared<Point>();
};
int elementOk(std::vector<ElementOk> &All, const ElementOk &One) {
  All.push_back(One);
  return All.back().At->X;
}
struct DefaultedCopyOk {
  DefaultedCopyOk() = default;
  DefaultedCopyOk(const DefaultedCopyOk &) = default;
  std::shared_ptr<Point> At = std::make_shared<Point>();
};
int defaultedCopyOk(const DefaultedCopyOk &One) { return One.At->X; }

class CountedOk {
public:
  CountedOk() : At(std::make_shared<Point>()) {}
  CountedOk(const CountedOk &) = delete;
  long count() const { return At.use_count(); }

private:
  std::shared_ptr<Point> At;
};

class SharedPimplOk {
public:
  SharedPimplOk();
  SharedPimplOk(const SharedPimplOk &) = delete;

private:
  struct Impl;
  std::shared_ptr<Impl> Hidden;
};
struct SharedPimplOk::Impl {};
SharedPimplOk::SharedPimplOk() : Hidden(std::make_shared<Impl>()) {}

// A slot: all who share it see the new object.
struct SlotOk {
  std::shared_ptr<std::unique_ptr<Point>> Slot;
  void set() { *Slot = std::make_unique<Point>(); }
  int get() const { return (*Slot)->X; }
};

#define DECLARE(Name) std::unique_ptr<std::string> Name
struct MacroOk {
  DECLARE(Text) = std::make_unique<std::string>("text");
  std::size_t size() const { return Text->size(); }
};

} // namespace

// Other files see it.
std::list<int> globalListOk;
void fillGlobal() {
  globalListOk.push_back(1);
  for (int One : globalListOk)
    globalListOk.size() > 1 ? void() : void(One);
}
