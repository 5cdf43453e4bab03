// RUN: %check_memtidy %s memtidy-boxed-member --real-std --level possible
#include <cstdio>
#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace {

struct Point {
  int X = 0;
  int Y = 0;
  int sum() const { return X + Y; }
  void move(int By) { X += By; }
};

// A vector is a pointer already.
class NamesBad {
public:
  NamesBad() : Names(std::make_unique<std::vector<std::string>>()) {}
  void add(const std::string &Name) { Names->push_back(Name); }
  std::size_t count() const { return Names->size(); }
  bool has(const std::string &Name) const {
    for (const std::string &One : *Names)
      if (One == Name)
        return true;
    return false;
  }

private:
  std::unique_ptr<std::vector<std::string>> Names; // the names // CHECK: :[[@LINE]]:45: warning: 'Names' keeps its 'std::vector<std::string>' of 24 bytes in a heap block of its own
};

struct DefaultBad {
  std::unique_ptr<std::string> Text = std::make_unique<std::string>("text"); // CHECK: :[[@LINE]]:32: warning: 'Text' keeps its 'std::string' of 32 bytes in a heap block of its own
  char first() const { return (*Text)[0]; }
};

class MadeLaterBad {
public:
  void open() { Table = std::make_unique<std::map<int, int>>(); }
  int at(int Key) { return (*Table)[Key]; }

private:
  std::unique_ptr<std::map<int, int>> Table; // CHECK: :[[@LINE]]:39: warning: 'Table' keeps its 'std::map<int, int>' of 48 bytes in a heap block of its own
};

class SmallClassBad {
public:
  SmallClassBad(int X, int Y) : At(std::make_unique<Point>(Point{X, Y})) {}
  void shift() { At->move(1); }
  int sum() const { return At->sum(); }

private:
  std::unique_ptr<Point> At; // CHECK: :[[@LINE]]:26: warning: 'At' keeps its 'Point' of 8 bytes in a heap block of its own
};

// Null at times, but an optional number is no larger than a pointer.
class EmptyAtTimesBad {
public:
  void set(int Value) { Limit = std::make_unique<int>(Value); }
  void clear() { Limit = nullptr; }
  bool exceeds(int Value) const { return Limit && *Limit < Value; }
  bool isSet() const { return Limit != nullptr; }

private:
  std::unique_ptr<int> Limit; // CHECK: :[[@LINE]]:24: warning: 'Limit' keeps its 'int' of 4 bytes in a heap block of its own
};

// Null at times, and an optional text takes five times a pointer's space.
class LargeAtTimesBad {
public:
  void set() { Text = std::make_unique<std::string>("text"); }
  void drop() { Text.reset(); }
  std::size_t size() const { return Text ? Text->size() : 0; }

private:
  std::unique_ptr<std::string> Text; // CHECK: :[[@LINE]]:32: warning: 'Text' keeps its 'std::string' of 32 bytes in a heap block of its own
};

// The pointer is const, what it points to is not.
class ConstChangeBad {
public:
  ConstChangeBad() : Cache(std::make_unique<std::map<int, int>>()) {}
  int at(int Key) const { return (*Cache)[Key]; }

private:
  std::unique_ptr<std::map<int, int>> Cache; // CHECK: :[[@LINE]]:39: warning: 'Cache' keeps its 'std::map<int, int>' of 48 bytes in a heap block of its own
};

class NewBad {
public:
  NewBad() : Text(new std::string("text")) {}
  std::size_t size() const { return Text->size(); }

private:
  std::unique_ptr<std::string> Text; // CHECK: :[[@LINE]]:32: warning: 'Text' keeps its 'std::string' of 32 bytes in a heap block of its own
};

int sumBad() {
  std::vector<std::unique_ptr<Point>> Points; // CHECK: :[[@LINE]]:39: warning: 'Points' keeps each 'Point' of 8 bytes in a heap block of its own
  for (int I = 0; I < 10; ++I)
    Points.push_back(std::make_unique<Point>(Point{I, I}));
  Points.emplace_back(std::make_unique<Point>());
  int Sum = Points[0]->X;
  for (const auto &One : Points)
    Sum += One->sum() + (*One).X;
  for (auto &One : Points)
    One->move(2);
  return Sum;
}

class PathBad {
public:
  void add(int X) { Points.push_back(std::make_unique<Point>(Point{X, X})); }
  int sum() const {
    int Sum = 0;
    for (const auto &One : Points)
      Sum += One->X;
    return Sum;
  }

private:
  std::vector<std::unique_ptr<Point>> Points; // CHECK: :[[@LINE]]:39: warning: 'Points' keeps each 'Point' of 8 bytes in a heap block of its own
};

int listBad() {
  std::list<int> Numbers; // CHECK: :[[@LINE]]:18: warning: 'Numbers' is only filled at its end and walked, with a list node for each 'int' of 4 bytes
  for (int I = 0; I < 10; ++I)
    Numbers.push_back(I);
  int Sum = 0;
  for (int One : Numbers)
    Sum += One;
  for (auto It = Numbers.begin(); It != Numbers.end(); ++It)
    Sum += *It;
  return Sum;
}

class LogBad {
public:
  void add(const std::string &Line) { Lines.push_back(Line); }
  void print() const {
    for (const std::string &Line : Lines)
      std::puts(Line.c_str());
  }

private:
  std::list<std::string> Lines; // CHECK: :[[@LINE]]:26: warning: 'Lines' is only filled at its end and walked, with a list node for each 'std::string' of 32 bytes
};

struct Mover {
  explicit Mover(int Value) : Value(Value) {}
  Mover(Mover &&Other) noexcept : Value(Other.Value) { std::puts("moved"); }
  Mover &operator=(Mover &&) = default;
  int Value;
};

int listOfMoversBad() {
  std::list<Mover> Movers; // CHECK: :[[@LINE]]:20: warning: 'Movers' is only filled at its end and walked, with a list node for each 'Mover' of 4 bytes
  Movers.emplace_back(1);
  int Sum = 0;
  for (const Mover &One : Movers)
    Sum += One.Value;
  return Sum;
}

struct Shape {
  virtual ~Shape() = default;
  virtual int area() const { return 0; }
};
struct Square : Shape {
  int area() const override { return 4; }
};

class UnsharedBad {
public:
  UnsharedBad() : Drawn(std::make_shared<Square>()) {}
  UnsharedBad(const UnsharedBad &) = delete;
  UnsharedBad &operator=(const UnsharedBad &) = delete;
  int area() const { return Drawn->area(); }
  Shape *raw() const { return Drawn.get(); }

private:
  std::shared_ptr<Shape> Drawn; // CHECK: :[[@LINE]]:26: warning: 'Drawn' is a shared pointer, but nobody shares its 'Shape'
};

// Nobody copies it.
struct UncopiedBad {
  std::shared_ptr<Point> At = std::make_shared<Point>(); // CHECK: :[[@LINE]]:26: warning: 'At' is a shared pointer, but nobody shares its 'Point'
};
int useUncopied() {
  UncopiedBad One;
  One.At = std::make_shared<Point>();
  return One.At->sum();
}

class SharedNewBad {
public:
  SharedNewBad() : At(new Square) {}
  SharedNewBad(const SharedNewBad &) = delete;
  int area() const { return At->area(); }

private:
  std::shared_ptr<Shape> At; // CHECK: :[[@LINE]]:26: warning: 'At' is a shared pointer, but nobody shares its 'Shape'
};

class SharedSpelledBad {
public:
  SharedSpelledBad() { At = std::shared_ptr<Point>(new Point); }
  SharedSpelledBad(const SharedSpelledBad &) = delete;
  int sum() const { return At->sum(); }

private:
  std::shared_ptr<Point> At; // CHECK: :[[@LINE]]:26: warning: 'At' is a shared pointer, but nobody shares its 'Point'
};

struct NestedBad {
  std::shared_ptr<std::unique_ptr<Point>> At; // CHECK: :[[@LINE]]:43: warning: 'At' is a pointer to a pointer: two heap blocks for one 'Point'
  int sum() const { return (*At)->sum(); }
};

using Box = std::unique_ptr<std::string>;
struct AliasBad {
  Box Text = std::make_unique<std::string>("text"); // CHECK: :[[@LINE]]:7: warning: 'Text' keeps its 'std::string' of 32 bytes in a heap block of its own
  std::size_t size() const { return Text->size(); }
};

#define BOX(T) std::unique_ptr<T>
struct MacroTypeBad {
  BOX(std::string) Text = std::make_unique<std::string>("text"); // CHECK: :[[@LINE]]:20: warning: 'Text' keeps its 'std::string' of 32 bytes in a heap block of its own
  std::size_t size() const { return Text->size(); }
};

// The member does not depend on the parameter.
template <class Key> class TemplateBad {
public:
  TemplateBad() : Names(std::make_unique<std::vector<int>>()) {}
  void add(Key) { Names->push_back(1); }

private:
  std::unique_ptr<std::vector<int>> Names; // CHECK: :[[@LINE]]:37: warning: 'Names' keeps its 'std::vector<int>' of 24 bytes in a heap block of its own
};
template class TemplateBad<int>;

// What is inside depends on the parameter, but not what it takes.
template <class Key> class GenericBad {
public:
  GenericBad() : Keys(std::make_unique<std::vector<Key>>()) {}
  void add(Key One) { Keys->push_back(One); }

private:
  std::unique_ptr<std::vector<Key>> Keys; // CHECK: :[[@LINE]]:37: warning: 'Keys' keeps its 'std::vector<Key>' of 24 bytes in a heap block of its own
};
template class GenericBad<int>;

// A shared pointer to whatever it is, with one owner.
template <class T> class OwnerBad {
public:
  OwnerBad() : Value(std::make_shared<T>()) {}
  OwnerBad(const OwnerBad &) = delete;
  const T &get() const { return *Value; }

private:
  std::shared_ptr<T> Value; // CHECK: :[[@LINE]]:22: warning: 'Value' is a shared pointer, but nobody shares its 'T'
};
template class OwnerBad<int>;

class SharedElementsBad {
public:
  SharedElementsBad() = default;
  SharedElementsBad(const SharedElementsBad &) = delete;
  void add(int X) { Points.push_back(std::make_shared<Point>(Point{X, X})); }
  int sum() const {
    int Sum = 0;
    for (const auto &One : Points)
      Sum += One->X;
    return Sum;
  }

private:
  std::vector<std::shared_ptr<Point>> Points; // CHECK: :[[@LINE]]:39: warning: 'Points' keeps each 'Point' of 8 bytes in a heap block of its own
};

// One owner for as long as the program runs.
std::string staticSharedBad() {
  static std::shared_ptr<std::string> Name = std::make_shared<std::string>("name"); // CHECK: :[[@LINE]]:39: warning: 'Name' is a shared pointer, but nobody shares its 'std::string'
  return *Name;
}

int inLambdaBad() {
  return [] {
    std::list<int> Numbers; // CHECK: :[[@LINE]]:20: warning: 'Numbers' is only filled at its end and walked, with a list node for each 'int' of 4 bytes
    Numbers.push_back(1);
    int Sum = 0;
    for (int One : Numbers)
      Sum += One;
    return Sum;
  }();
}

} // namespace

int main() {
  NamesBad Names;
  Names.add("one");
  SmallClassBad Small(1, 2);
  Small.shift();
  EmptyAtTimesBad Empty;
  Empty.set(3);
  Empty.clear();
  LargeAtTimesBad Large;
  Large.set();
  Large.drop();
  MadeLaterBad Later;
  Later.open();
  PathBad Path;
  Path.add(1);
  LogBad Log;
  Log.add("line");
  Log.print();
  UnsharedBad Unshared;
  std::printf("%zu %d %c %d %d %d %zu %d %d %d %d %d\n", Names.count(),
              Names.has("one"), DefaultBad().first(), Later.at(1), Small.sum(),
              Empty.exceeds(4) + Empty.isSet(), Large.size(), sumBad(),
              Path.sum(), listBad() + listOfMoversBad() + inLambdaBad(),
              Unshared.area() + (Unshared.raw() != nullptr), useUncopied());
}
