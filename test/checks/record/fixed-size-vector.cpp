// RUN: %check_memtidy %s memtidy-fixed-size-vector --real-std
#include <algorithm>
#include <cstdio>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace {

const std::vector<int> Primes = {2, 3, 5, 7}; // CHECK: :[[@LINE]]:24: warning: 'Primes' always has 4 elements of type 'int', but asks the heap for them
static const std::vector<std::string> Names = {"one", "two"}; // all names // CHECK: :[[@LINE]]:39: warning: 'Names' always has 2 elements of type 'std::string', but asks the heap for them

constexpr std::size_t Width = 8;

int sum(std::span<const int> Numbers) {
  return std::accumulate(Numbers.begin(), Numbers.end(), 0);
}

int countedBad(int Start) {
  std::vector<int> Numbers(Width); // CHECK: :[[@LINE]]:20: warning: 'Numbers' always has 8 elements of type 'int', but asks the heap for them
  for (std::size_t I = 0; I < Numbers.size(); ++I)
    Numbers[I] = Start + static_cast<int>(I);
  return sum(Numbers);
}

int zeroedBad(int Start) {
  std::vector<int> Numbers(4, 0); // CHECK: :[[@LINE]]:20: warning: 'Numbers' always has 4 elements of type 'int', but asks the heap for them
  Numbers.front() = Start;
  std::sort(Numbers.begin(), Numbers.end());
  return Numbers.back();
}

int filledBad() {
  std::vector<int> Numbers(4, 1); // CHECK: :[[@LINE]]:20: warning: 'Numbers' always has 4 elements of type 'int', but asks the heap for them
  return Numbers[0];
}

int listedBad() {
  std::vector<int> Numbers{4, 3, 2, 1}; // downwards // CHECK: :[[@LINE]]:20: warning: 'Numbers' always has 4 elements of type 'int', but asks the heap for them
  int Sum = 0;
  for (int &One : Numbers)
    Sum += One++;
  for (auto It = Numbers.begin(); It != Numbers.end(); ++It)
    Sum += *It;
  return Sum;
}

int pairsBad() {
  const std::vector<std::pair<int, int>> Pairs = {{1, 2}, {3, 4}}; // CHECK: :[[@LINE]]:42: warning: 'Pairs' always has 2 elements of type 'std::pair<int, int>', but asks the heap for them
  return Pairs[1].second;
}

int constantBad(int Place) {
  static const std::vector<double> Factors = {0.5, 1.5, 2.5}; // CHECK: :[[@LINE]]:36: warning: 'Factors' always has 3 elements of type 'double', but asks the heap for them
  const std::vector<int> Local = {1, 2, 3}; // CHECK: :[[@LINE]]:26: warning: 'Local' always has 3 elements of type 'int', but asks the heap for them
  return static_cast<int>(Factors.at(1)) + Local[Place];
}

int deducedBad() {
  std::vector Numbers = {1, 2, 3}; // CHECK: :[[@LINE]]:15: warning: 'Numbers' always has 3 elements of type 'int', but asks the heap for them
  return Numbers[0];
}

int autoBad() {
  auto Zeros = std::vector<int>(16); // CHECK: :[[@LINE]]:8: warning: 'Zeros' always has 16 elements of type 'int', but asks the heap for them
  auto Numbers = std::vector<int>{1, 2, 3}; // CHECK: :[[@LINE]]:8: warning: 'Numbers' always has 3 elements of type 'int', but asks the heap for them
  Zeros[3] = Numbers[1];
  return Zeros[3];
}

int iteratorBad() {
  std::vector<int> Numbers = {1, 2, 3}; // CHECK: :[[@LINE]]:20: warning: 'Numbers' always has 3 elements of type 'int', but asks the heap for them
  std::vector<int>::iterator It = Numbers.begin();
  return *It;
}

struct Noisy {
  ~Noisy() { std::puts("gone"); }
  int Value = 1;
};
int noisyBad() {
  std::vector<Noisy> All(2); // CHECK: :[[@LINE]]:22: warning: 'All' always has 2 elements of type 'Noisy', but asks the heap for them
  return All[0].Value;
}

int inLambdaBad() {
  auto Run = [](int Place) {
    std::vector<int> Numbers = {1, 2, 3}; // CHECK: :[[@LINE]]:22: warning: 'Numbers' always has 3 elements of type 'int', but asks the heap for them
    return Numbers[Place];
  };
  return Run(1);
}

int captureBad() {
  std::vector<int> Numbers = {1, 2, 3}; // CHECK: :[[@LINE]]:20: warning: 'Numbers' always has 3 elements of type 'int', but asks the heap for them
  auto Read = [&](int Place) { return Numbers[Place]; };
  return Read(2);
}

template <class T> T inTemplateBad(T Value) {
  std::vector<int> Numbers(3); // CHECK: :[[@LINE]]:20: warning: 'Numbers' always has 3 elements of type 'int', but asks the heap for them
  Numbers[0] = 1;
  return Value + Numbers[0];
}

// What the elements are, and how many, an instance says.
template <class T, int Count> T genericBad(T Value) {
  std::vector<T> Values(Count); // CHECK: :[[@LINE]]:18: warning: 'Values' always has 6 elements of type 'T', but asks the heap for them
  Values[0] = Value;
  return Values[1];
}
int useGeneric() { return genericBad<int, 6>(1); }

template <class T> class WindowBad {
public:
  WindowBad() : Values(4) {}
  void add(T Value) { Values[Next++ % 4] = Value; }
  T first() const { return Values.front(); }

private:
  std::vector<T> Values; // CHECK: :[[@LINE]]:18: warning: 'Values' always has 4 elements of type 'T', but asks the heap for them
  int Next = 0;
};
template class WindowBad<double>;

// Another member, of which there is no instance, may do anything.
template <class T> class HalfSeenOk {
public:
  HalfSeenOk() : Values(4) {}
  void add(T Value) { Values.push_back(Value); }
  T first() const { return Values.front(); }

private:
  std::vector<T> Values;
};
double useHalf() { return HalfSeenOk<double>().first(); }

// The size comes after the vector, and stays.
class LateBad {
public:
  LateBad() {
    Cells.resize(32);
    clear();
  }
  void clear() { Cells.assign(32, 0.0); }
  double at(int Place) const { return Cells[Place]; }

private:
  std::vector<double> Cells; // CHECK: :[[@LINE]]:23: warning: 'Cells' always has 32 elements of type 'double', but asks the heap for them
};

int lateBad() {
  std::vector<int> Numbers; // CHECK: :[[@LINE]]:20: warning: 'Numbers' always has 4 elements of type 'int', but asks the heap for them
  Numbers.resize(4);
  Numbers[1] = 2;
  return Numbers[0];
}

class HistogramBad {
public:
  void add(int Value) { ++Buckets[Value % 10]; }
  int at(int Place) const { return Buckets[Place]; }

private:
  std::vector<int> Buckets = std::vector<int>(10); // CHECK: :[[@LINE]]:20: warning: 'Buckets' always has 10 elements of type 'int', but asks the heap for them
};

class MatrixBad {
public:
  MatrixBad() : Cells(Width * Width) {}
  explicit MatrixBad(double First) : Cells(Width * Width) { Cells[0] = First; }
  double at(int Place) const { return Cells[Place]; }

private:
  std::vector<double> Cells; // CHECK: :[[@LINE]]:23: warning: 'Cells' always has 64 elements of type 'double', but asks the heap for them
};

#define COUNT 5
int macroCountBad() {
  std::vector<int> Numbers(COUNT); // CHECK: :[[@LINE]]:20: warning: 'Numbers' always has 5 elements of type 'int', but asks the heap for them
  return Numbers[0];
}

// Sizes that change, and uses that need a vector.
int growsOk() {
  std::vector<int> Numbers = {1, 2, 3};
  Numbers.push_back(4);
  return Numbers[0];
}
int resizedOk(int Size) {
  std::vector<int> Numbers(4);
  Numbers.resize(Size);
  return Numbers[0];
}
int runtimeOk(int Size) {
  std::vector<int> Numbers(Size);
  return Numbers[0];
}
int resizedTwiceOk() {
  std::vector<int> Numbers;
  Numbers.resize(4);
  Numbers[0] = 1;
  Numbers.resize(8);
  return Numbers[0];
}
int sizedInLoopOk(int Times) {
  std::vector<int> Numbers;
  for (int I = 0; I < Times; ++I)
    Numbers.resize(4);
  return static_cast<int>(Numbers.size());
}
class SizedAtTimesOk {
public:
  explicit SizedAtTimesOk(bool Wanted) {
    if (Wanted)
      Cells.resize(16);
  }
  double at(int Place) const { return Cells[Place]; }

private:
  std::vector<double> Cells;
};
std::vector<int> returnedOk() {
  std::vector<int> Numbers = {1, 2, 3};
  return Numbers;
}
int takesVector(const std::vector<int> &Numbers) { return Numbers[0]; }
int passedOk() {
  std::vector<int> Numbers = {1, 2, 3};
  return takesVector(Numbers);
}
int assignedOk(const std::vector<int> &Other) {
  std::vector<int> Numbers(4);
  Numbers = Other;
  return Numbers[0];
}
int swappedOk(std::vector<int> &Other) {
  std::vector<int> Numbers(4);
  Numbers.swap(Other);
  std::swap(Numbers, Other);
  return Numbers[0];
}
int copiedOk() {
  std::vector<int> Numbers = {1, 2, 3};
  auto Copy = Numbers;
  Copy.push_back(1);
  return Copy[0];
}
int comparedOk(const std::vector<int> &Other) {
  const std::vector<int> Numbers = {1, 2, 3};
  return Numbers == Other;
}
bool boolsOk() {
  std::vector<bool> Flags(64);
  return Flags[3];
}
int emptyOk() {
  std::vector<int> Numbers = {};
  return static_cast<int>(Numbers.size());
}
char largeOk() {
  std::vector<char> Bytes(100000);
  return Bytes[7];
}
int copyOfRangeOk(const int *First, const int *Last) {
  std::vector<int> Numbers(First, Last);
  return Numbers[0];
}

// Each call would take the bytes from the stack.
int recursiveOk(int Depth) {
  std::vector<int> Numbers(100);
  Numbers[0] = Depth ? recursiveOk(Depth - 1) : 0;
  return Numbers[0];
}
int even(int Depth);
int mutuallyOk(int Depth) {
  std::vector<int> Numbers(100);
  Numbers[0] = Depth ? even(Depth - 1) : 0;
  return Numbers[0];
}
int even(int Depth) { return mutuallyOk(Depth); }

// One constructor leaves it empty.
class SometimesEmptyOk {
public:
  SometimesEmptyOk() {}
  explicit SometimesEmptyOk(int) : Cells(16) {}
  double at(int Place) const { return Cells[Place]; }

private:
  std::vector<double> Cells;
};

class TwoSizesOk {
public:
  TwoSizesOk() : Cells(8) {}
  explicit TwoSizesOk(int) : Cells(16) {}
  double at(int Place) const { return Cells[Place]; }

private:
  std::vector<double> Cells;
};

#define DECLARE(Name) std::vector<int> Name(4)
int macroOk() {
  DECLARE(Numbers);
  return Numbers[0];
}

} // namespace

// Other files see it.
std::vector<int> globalOk = {1, 2, 3};
int readGlobal() { return globalOk[0]; }

int main() {
  HistogramBad Histogram;
  Histogram.add(3);
  std::vector<int> Other = {1};
  std::printf("%d %s %d %d %d %d %d %d %d %d %d %d %d %d %d %d %g %d %d\n",
              Primes[1], Names[0].c_str(), countedBad(1), zeroedBad(2),
              filledBad(), listedBad(), pairsBad(), constantBad(1),
              deducedBad(), autoBad(), iteratorBad(), noisyBad(),
              inLambdaBad(), captureBad(), inTemplateBad(2), Histogram.at(3),
              MatrixBad(2.0).at(0) + MatrixBad().at(1), macroCountBad(),
              growsOk() + resizedOk(5) + runtimeOk(3) + passedOk() +
                  assignedOk({1, 2}) + swappedOk(Other) + copiedOk() +
                  comparedOk({}) + boolsOk() + emptyOk() + largeOk() +
                  recursiveOk(2) + mutuallyOk(3) + readGlobal() +
                  static_cast<int>(returnedOk().size()) + macroOk() +
                  copyOfRangeOk(Primes.data(), Primes.data() + 2) +
                  static_cast<int>(SometimesEmptyOk(1).at(0)) +
                  static_cast<int>(TwoSizesOk(1).at(0)));
}
