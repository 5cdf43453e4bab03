// RUN: %check_memtidy %s memtidy-local-heap
#include <memory>
#include <string>
#include <utility>
#include <vector>

struct Point {
  int X = 0, Y = 0;
  Point();
  Point(int X, int Y);
  explicit Point(const char *Text);
  int length() const;
  void move(int By);
};
struct Plain {
  int A, B;
};
struct Large {
  char Data[2048];
};
struct Shape {
  virtual ~Shape();
  virtual void draw();
};
struct Circle : Shape {
  void draw() override;
};
struct Shared : std::enable_shared_from_this<Shared> {
  void start();
};
struct Pooled {
  static void *operator new(std::size_t);
  static void operator delete(void *);
  int A;
};
void look(const Point &);
void look(const Point *);
void keep(std::unique_ptr<Point>);
void keep(std::shared_ptr<Point>);
int random();

int uniqueBad() {
  auto P = std::make_unique<Point>(1, 2); // CHECK: :[[@LINE]]:8: warning: 'P' keeps 8 bytes on the heap that never outlive this scope
  P->move(3); // Not far.
  look(*P);
  look(P.get());
  return P->length();
}
int sharedBad() {
  auto P = std::make_shared<Point>(); // CHECK: :[[@LINE]]:8: warning: 'P' keeps 8 bytes on the heap that never outlive this scope
  P->move(3);
  return (*P).length();
}
int writtenTypeBad() {
  const std::unique_ptr<Point> P = std::make_unique<Point>(1, 2); // CHECK: :[[@LINE]]:32: warning: 'P' keeps 8 bytes on the heap that never outlive this scope
  P->move(1);
  return P->length();
}
int newOwnedBad() {
  std::unique_ptr<Point> P(new Point(1, 2)); // CHECK: :[[@LINE]]:26: warning: 'P' keeps 8 bytes on the heap that never outlive this scope
  return P->length();
}
int rawBad() {
  Point *P = new Point(1, 2); // CHECK: :[[@LINE]]:10: warning: 'P' keeps 8 bytes on the heap that never outlive this scope
  P->move(1);
  int Length = P->length();
  // Done with it.
  delete P;
  return Length;
}
int rawAutoBad() {
  auto *P = new Point; // CHECK: :[[@LINE]]:9: warning: 'P' keeps 8 bytes on the heap that never outlive this scope
  look(P);
  int Length = P->X + (*P).Y;
  delete P;
  return Length;
}
// What follows the delete would come before the destructor.
void deletedEarlyBad() {
  Point *P = new Point{1, 2}; // CHECK: :[[@LINE]]:10: warning: 'P' keeps 8 bytes on the heap that never outlive this scope
  look(*P);
  delete P;
  look(Point());
}
void inLoopBad(const std::vector<int> &In) {
  for (int One : In) {
    auto P = std::make_unique<Point>(One, 2); // CHECK: :[[@LINE]]:10: warning: 'P' keeps 8 bytes on the heap that never outlive this scope
    look(*P);
  }
}
// Not part of a function.
auto FN_inGlobalLambdaBad = [] {
  auto P = std::make_unique<Point>(1, 2);
  return P->length();
};
int lambdaInFunctionBad() {
  auto Make = [] {
    auto P = std::make_unique<Point>(1, 2); // CHECK: :[[@LINE]]:10: warning: 'P' keeps 8 bytes on the heap that never outlive this scope
    return P->length();
  };
  return Make();
}
int usedInLambdaBad() {
  auto P = std::make_unique<Point>(1, 2); // CHECK: :[[@LINE]]:8: warning: 'P' keeps 8 bytes on the heap that never outlive this scope
  auto Move = [&P] { P->move(1); };
  Move();
  return P->length();
}
template <class T> int inTemplateBad(const T &Value) {
  auto P = std::make_unique<Point>(1, 2); // CHECK: :[[@LINE]]:8: warning: 'P' keeps 8 bytes on the heap that never outlive this scope
  P->move(static_cast<int>(Value));
  return P->length();
}
template int inTemplateBad(const long &);

// No expression makes a value of a type of several words, or of const.
unsigned long severalWordsBad(unsigned char Byte) {
  auto Flag = std::make_unique<unsigned char>(Byte); // CHECK: :[[@LINE]]:8: warning: 'Flag' keeps 1 bytes on the heap that never outlive this scope
  unsigned long *Sum = new unsigned long(); // CHECK: :[[@LINE]]:18: warning: 'Sum' keeps 8 bytes on the heap that never outlive this scope
  auto Name = std::make_unique<const char *>("a"); // CHECK: :[[@LINE]]:8: warning: 'Name' keeps 8 bytes on the heap that never outlive this scope
  auto Start = std::make_unique<const Point>(1, 2); // CHECK: :[[@LINE]]:8: warning: 'Start' keeps 8 bytes on the heap that never outlive this scope
  *Sum += *Flag + **Name + Start->X;
  unsigned long Result = *Sum;
  delete Sum;
  return Result;
}
// clang-format off
int gluedBad() {
  auto Number = std::make_unique<int>(3); // CHECK: :[[@LINE]]:8: warning: 'Number' keeps 4 bytes on the heap that never outlive this scope
  return*Number;
}
// clang-format on
// What is only seen as const stays so.
int seenAsConstBad() {
  std::shared_ptr<const Point> P = std::make_shared<Point>(1, 2); // CHECK: :[[@LINE]]:32: warning: 'P' keeps 8 bytes on the heap that never outlive this scope
  const Point *Q = new Point; // CHECK: :[[@LINE]]:16: warning: 'Q' keeps 8 bytes on the heap that never outlive this scope
  int Result = P->length() + Q->length();
  delete Q;
  return Result;
}

// No edits: what is compared with null would have to go.
int testedBad() {
  auto P = std::make_unique<Point>(1, 2); // CHECK: :[[@LINE]]:8: warning: 'P' keeps 8 bytes on the heap that never outlive this scope
  if (P)
    P->move(1);
  return P->length();
}
int zeroBad() {
  auto P = std::make_unique<Point>(0, 0); // CHECK: :[[@LINE]]:8: warning: 'P' keeps 8 bytes on the heap that never outlive this scope
  return P->length();
}
int twoNamesBad() {
  std::unique_ptr<Point> P(new Point(1, 2)), Other(new Point(2, 3)); // CHECK: :[[@LINE]]:26: warning: 'P' keeps 8 bytes on the heap that never outlive this scope
  // CHECK: :[[@LINE-1]]:46: warning: 'Other' keeps 8 bytes on the heap that never outlive this scope
  return P->length() + Other->length();
}
#define MAKE(T) std::make_unique<T>()
int macroBad() {
  auto P = MAKE(Point); // CHECK: :[[@LINE]]:8: warning: 'P' keeps 8 bytes on the heap that never outlive this scope
  return P->length();
}

std::unique_ptr<Point> returnedOk() {
  auto P = std::make_unique<Point>(1, 2);
  P->move(1);
  return P;
}
void movedOk() {
  auto P = std::make_unique<Point>(1, 2);
  keep(std::move(P));
}
void copiedOk() {
  auto P = std::make_shared<Point>(1, 2);
  keep(P);
}
void weaklyKeptOk() {
  auto P = std::make_shared<Point>(1, 2);
  std::weak_ptr<Point> Weak = P;
  look(*Weak.lock());
}
int assignedOk() {
  auto P = std::make_unique<Point>(1, 2);
  P = nullptr;
  return P ? 1 : 0;
}
int resetOk() {
  auto P = std::make_unique<Point>(1, 2);
  P.reset();
  return 0;
}
Point *releasedOk() {
  auto P = std::make_unique<Point>(1, 2);
  return P.release();
}
int largeOk() {
  auto P = std::make_unique<Large>();
  return P->Data[0];
}
void polymorphicOk() {
  std::unique_ptr<Shape> P(new Circle);
  P->draw();
  auto Q = std::make_unique<Circle>();
  Q->draw();
}
void sharesItselfOk() {
  auto P = std::make_shared<Shared>();
  P->start();
}
int pooledOk() {
  auto P = std::make_unique<Pooled>();
  return P->A;
}
int recursiveOk(int Depth) {
  auto P = std::make_unique<Point>(Depth, 2);
  return Depth ? recursiveOk(Depth - 1) + P->length() : 0;
}
int deletedOnOneWayOk() {
  Point *P = new Point(1, 2);
  if (random()) {
    delete P;
    return 1;
  }
  int Length = P->length();
  delete P;
  return Length;
}
int leftEarlyOk() {
  Point *P = new Point(1, 2);
  if (random())
    return 1;
  delete P;
  return 0;
}
Point *neverDeletedOk() {
  Point *P = new Point(1, 2);
  return P;
}
struct Closes {
  void operator()(Point *) const;
};
void copiedIntoLambdaOk(std::vector<int> &Out) {
  Point *P = new Point(1, 2);
  auto Later = [P, &Out] { Out.push_back(P->X); };
  Later();
  delete P;
}
void arrayOk() {
  int *Many = new int[16];
  Many[0] = random();
  delete[] Many;
}
