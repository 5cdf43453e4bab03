// RUN: %check_memtidy %s memtidy-missing-reserve
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

struct Item {
  int Id;
  std::string Name;
  bool Live;
};
void use(const std::vector<int> &);
void use(int);
bool next(int &);

std::vector<int> rangeForBad(const std::vector<Item> &Items) {
  std::vector<int> Ids;
  for (const Item &One : Items)
    Ids.push_back(One.Id); // CHECK: :[[@LINE]]:9: warning: 'Ids' grows step by step to 'Items.size()' elements, which is known before the loop
  return Ids;
}

// Statements around the append.
std::vector<int> statementsAroundBad(const std::vector<Item> &Items) {
  std::vector<int> Ids;
  // Collects what is there.
  for (const Item &One : Items) {
    int Id = One.Id * 2;
    use(Id);
    Ids.push_back(Id); // CHECK: :[[@LINE]]:9: warning: 'Ids' grows step by step to 'Items.size()' elements, which is known before the loop
    use(One.Id);
  }
  return Ids;
}

std::size_t severalContainersBad(const std::vector<Item> &Items) {
  std::vector<int> Ids;
  std::vector<std::string> Names;
  std::vector<bool> Lives;
  for (const Item &One : Items) {
    Ids.push_back(One.Id); // CHECK: :[[@LINE]]:9: warning: 'Ids' grows step by step to 'Items.size()' elements, which is known before the loop
    Names.emplace_back(One.Name); // CHECK: :[[@LINE]]:11: warning: 'Names' grows step by step to 'Items.size()' elements, which is known before the loop
    Lives.push_back(One.Live); // CHECK: :[[@LINE]]:11: warning: 'Lives' grows step by step to 'Items.size()' elements, which is known before the loop
  }
  return Ids.size() + Names.size() + Lives.size();
}

std::vector<int> twoEachBad(const std::vector<Item> &Items) {
  std::vector<int> Ids;
  Ids.push_back(0);
  for (const Item &One : Items) {
    Ids.push_back(One.Id); // CHECK: :[[@LINE]]:9: warning: 'Ids' grows step by step to 'Items.size() * 2' elements, which is known before the loop
    Ids.push_back(-One.Id);
  }
  Ids.push_back(0);
  return Ids;
}

std::vector<int> eitherBranchBad(const std::vector<Item> &Items) {
  std::vector<int> Ids;
  for (const Item &One : Items) {
    if (One.Live)
      Ids.push_back(One.Id); // CHECK: :[[@LINE]]:11: warning: 'Ids' grows step by step to 'Items.size()' elements, which is known before the loop
    else
      Ids.push_back(0);
  }
  return Ids;
}

std::vector<int> signedCountBad(int Count) {
  std::vector<int> Squares;
  for (int I = 0; I < Count; ++I) {
    use(I);
    Squares.push_back(I * I); // CHECK: :[[@LINE]]:13: warning: 'Squares' grows step by step to 'Count' elements, which is known before the loop
  }
  return Squares;
}

std::vector<int> fromToBad(std::size_t First, std::size_t Last) {
  std::vector<int> Found;
  for (std::size_t I = First; I <= Last; I += 2)
    Found.push_back(static_cast<int>(I)); // CHECK: :[[@LINE]]:11: warning: 'Found' grows step by step to '(Last - First + 2) / 2' elements, which is known before the loop
  return Found;
}

std::vector<int> downwardsBad(unsigned Count) {
  std::vector<int> Found;
  for (unsigned I = Count; I > 0; --I)
    Found.push_back(static_cast<int>(I)); // CHECK: :[[@LINE]]:11: warning: 'Found' grows step by step to 'Count' elements, which is known before the loop
  return Found;
}

std::vector<int> indexBad(const std::vector<Item> &Items) {
  std::vector<int> Ids;
  for (std::size_t I = 0, End = Items.size(); I != End; ++I)
    Ids.push_back(Items[I].Id); // CHECK: :[[@LINE]]:9: warning: 'Ids' grows step by step to 'Items.size()' elements, which is known before the loop
  return Ids;
}

std::vector<int> iteratorBad(const std::vector<int> &In) {
  std::vector<int> Out;
  for (auto It = In.begin(); It != In.end(); ++It) {
    use(*It);
    Out.push_back(*It); // CHECK: :[[@LINE]]:9: warning: 'Out' grows step by step to 'In.size()' elements, which is known before the loop
  }
  return Out;
}

std::vector<int> whileCountedBad(std::size_t Count) {
  std::vector<int> Out;
  std::size_t I = 0;
  while (I < Count) {
    Out.push_back(static_cast<int>(I)); // CHECK: :[[@LINE]]:9: warning: 'Out' grows step by step to 'Count' elements, which is known before the loop
    ++I;
  }
  return Out;
}

std::vector<int> whileDownBad(unsigned Count) {
  std::vector<int> Out;
  while (Count--)
    Out.push_back(1); // CHECK: :[[@LINE]]:9: warning: 'Out' grows step by step to 'Count' elements, which is known before the loop
  return Out;
}

std::vector<int> nestedBad(const std::vector<int> &Rows, const std::vector<int> &Columns) {
  std::vector<int> Cells;
  for (int Row : Rows)
    for (int Column : Columns)
      Cells.push_back(Row * Column); // CHECK: :[[@LINE]]:13: warning: 'Cells' grows step by step to 'Rows.size() * Columns.size()' elements, which is known before the loop
  return Cells;
}

std::vector<int> nestedCountedBad(unsigned Height, unsigned Width) {
  std::vector<int> Cells;
  for (unsigned Y = 0; Y < Height; ++Y)
    for (unsigned X = 0; X < Width + 1; ++X)
      Cells.push_back(static_cast<int>(X * Y)); // CHECK: :[[@LINE]]:13: warning: 'Cells' grows step by step to 'Height * (Width + 1)' elements, which is known before the loop
  return Cells;
}

std::vector<int> oneLoopAfterTheOtherBad(const std::vector<int> &A, const std::vector<int> &B) {
  std::vector<int> Both;
  for (int One : A)
    Both.push_back(One); // CHECK: :[[@LINE]]:10: warning: 'Both' grows step by step to 'A.size()' elements, which is known before the loop
  for (int One : B)
    Both.push_back(One);
  return Both;
}

std::vector<int> constantBad() {
  std::vector<int> Table;
  for (int I = 0; I < 256; ++I) {
    use(I);
    Table.push_back(I); // CHECK: :[[@LINE]]:11: warning: 'Table' grows step by step to 256 elements, which is known before the loop
  }
  return Table;
}

std::string stringBad(const std::vector<char> &In) {
  std::string Out;
  for (char C : In)
    Out += C; // CHECK: :[[@LINE]]:9: warning: 'Out' grows step by step to 'In.size()' elements, which is known before the loop
  return Out;
}

std::vector<int> mapKeysBad(const std::map<int, int> &Of) {
  std::vector<int> Keys;
  for (const auto &[Key, Value] : Of)
    Keys.push_back(Key + Value); // CHECK: :[[@LINE]]:10: warning: 'Keys' grows step by step to 'Of.size()' elements, which is known before the loop
  return Keys;
}

std::vector<int> freshInEachIterationBad(const std::vector<std::vector<int>> &Rows) {
  std::vector<int> Sums;
  for (const std::vector<int> &Row : Rows) {
    std::vector<int> Doubled;
    for (int Cell : Row)
      Doubled.push_back(Cell * 2); // CHECK: :[[@LINE]]:15: warning: 'Doubled' grows step by step to 'Row.size()' elements, which is known before the loop
    use(Doubled);
  }
  return Sums;
}

bool hashBad(const std::vector<Item> &Items, int Wanted) {
  std::unordered_set<int> Ids;
  for (const Item &One : Items)
    Ids.insert(One.Id); // CHECK: :[[@LINE]]:9: warning: 'Ids' rehashes step by step to at most 'Items.size()' elements, which is known before the loop
  return Ids.count(Wanted) != 0;
}

// The order in which it is walked may change.
int hashWalkedBad(const std::vector<Item> &Items) {
  std::unordered_map<int, int> ById;
  for (const Item &One : Items)
    ById.emplace(One.Id, 1); // CHECK: :[[@LINE]]:10: warning: 'ById' rehashes step by step to at most 'Items.size()' elements, which is known before the loop
  int Sum = 0;
  for (const auto &Pair : ById)
    Sum = Sum * 2 + Pair.first;
  return Sum;
}

class Index {
public:
  explicit Index(const std::vector<Item> &Items) {
    for (const Item &One : Items)
      Names.push_back(One.Name); // CHECK: :[[@LINE]]:13: warning: 'Names' grows step by step to 'Items.size()' elements, which is known before the loop
  }
  void rebuildBad(const std::vector<Item> &Items) {
    Ids.clear();
    for (const Item &One : Items)
      Ids.push_back(One.Id); // CHECK: :[[@LINE]]:11: warning: 'Ids' grows step by step to 'Items.size()' elements, which is known before the loop
  }
  void inOtherBad(const Index &Other) {
    Ids.clear();
    for (std::size_t I = 0; I < Other.count(); ++I)
      Ids.push_back(1); // CHECK: :[[@LINE]]:11: warning: 'Ids' grows step by step to 'Other.count()' elements, which is known before the loop
  }
  std::size_t count() const;

private:
  std::vector<int> Ids;
  std::vector<std::string> Names;
};

void outParameterBad(std::vector<int> &Out, const std::vector<Item> &Items) {
  Out.clear();
  for (const Item &One : Items)
    Out.push_back(One.Id); // CHECK: :[[@LINE]]:9: warning: 'Out' grows step by step to 'Items.size()' elements, which is known before the loop
}
void outPointerBad(std::vector<int> *Out, const std::vector<Item> *Items) {
  Out->clear();
  for (const Item &One : *Items)
    Out->push_back(One.Id); // CHECK: :[[@LINE]]:10: warning: 'Out' grows step by step to 'Items->size()' elements, which is known before the loop
}

// A way of an error gives the container up.
bool errorWayBad(const std::vector<Item> &Items) {
  std::vector<int> Ids;
  for (const Item &One : Items) {
    if (!One.Live)
      return false;
    Ids.push_back(One.Id); // CHECK: :[[@LINE]]:9: warning: 'Ids' grows step by step to 'Items.size()' elements, which is known before the loop
  }
  return !Ids.empty();
}

std::vector<int> moreThanOneBad(const std::vector<Item> &Items) {
  std::vector<int> Ids;
  for (const Item &One : Items) {
    Ids.push_back(One.Id); // CHECK: :[[@LINE]]:9: warning: 'Ids' grows step by step to at least 'Items.size()' elements, which is known before the loop
    if (One.Live)
      Ids.push_back(0);
  }
  return Ids;
}

template <class T> std::vector<T> inTemplateBad(const std::vector<T> &In) {
  std::vector<T> Out;
  for (const T &One : In)
    Out.push_back(One); // CHECK: :[[@LINE]]:9: warning: 'Out' grows step by step to 'In.size()' elements, which is known before the loop
  return Out;
}
template std::vector<int> inTemplateBad(const std::vector<int> &);

// Not part of a function.
auto FN_inGlobalLambdaBad = [](const std::vector<int> &In) {
  std::vector<int> Out;
  for (int One : In)
    Out.push_back(One);
  return Out.size();
};

std::size_t lambdaInFunctionBad(const std::vector<int> &In) {
  auto Copy = [&In] {
    std::vector<int> Out;
    for (int One : In)
      Out.push_back(One); // CHECK: :[[@LINE]]:11: warning: 'Out' grows step by step to 'In.size()' elements, which is known before the loop
    return Out;
  };
  return Copy().size();
}

std::vector<int> mutableRangeBad(std::vector<int> &In) {
  std::vector<int> Out;
  for (int &One : In) {
    ++One;
    Out.push_back(One); // CHECK: :[[@LINE]]:9: warning: 'Out' grows step by step to 'In.size()' elements, which is known before the loop
  }
  return Out;
}

std::vector<int> notInBlockBad(const std::vector<int> &In, bool Wanted) {
  std::vector<int> Out;
  if (Wanted)
    for (int One : In)
      Out.push_back(One); // CHECK: :[[@LINE]]:11: warning: 'Out' grows step by step to 'In.size()' elements, which is known before the loop
  return Out;
}

std::vector<int> onOneLineBad(const std::vector<int> &In) {
  std::vector<int> Out; for (int One : In) Out.push_back(One); // CHECK: :[[@LINE]]:48: warning: 'Out' grows step by step to 'In.size()' elements, which is known before the loop
  return Out;
}

#define FOR_EACH(Name, In) for (auto Name : In)
std::vector<int> macroBad(const std::vector<int> &In) {
  std::vector<int> Out;
  FOR_EACH(One, In)
    Out.push_back(One); // CHECK: :[[@LINE]]:9: warning: 'Out' grows step by step to a number of elements, which is known before the loop
  return Out;
}

#define LIMIT(N) ((N) + 1)
std::vector<int> macroLimitBad(unsigned Count) {
  std::vector<int> Out;
  for (unsigned I = 0; I < LIMIT(Count); ++I)
    Out.push_back(1); // CHECK: :[[@LINE]]:9: warning: 'Out' grows step by step to a number of elements, which is known before the loop
  return Out;
}

std::vector<int> reservedOk(const std::vector<int> &In) {
  std::vector<int> Out;
  Out.reserve(In.size());
  for (int One : In)
    Out.push_back(One);
  return Out;
}
// An exact reserve in the inner loop would make growth quadratic.
std::vector<int> raggedOk(const std::vector<std::vector<int>> &Rows) {
  std::vector<int> Cells;
  for (const std::vector<int> &Row : Rows)
    for (int Cell : Row)
      Cells.push_back(Cell);
  return Cells;
}
std::vector<int> inUnknownLoopOk(const std::vector<int> &Row) {
  std::vector<int> Cells;
  int Round = 0;
  while (next(Round))
    for (int Cell : Row)
      Cells.push_back(Cell);
  return Cells;
}
std::vector<int> triangleOk(unsigned Count) {
  std::vector<int> Cells;
  for (unsigned Y = 0; Y < Count; ++Y)
    for (unsigned X = 0; X < Y; ++X)
      Cells.push_back(1);
  return Cells;
}
std::vector<int> fewOk() {
  std::vector<int> Some;
  for (int I = 0; I < 4; ++I)
    Some.push_back(I);
  return Some;
}
std::string shortStringOk() {
  std::string Some;
  for (int I = 0; I < 15; ++I)
    Some.push_back('x');
  return Some;
}
std::vector<int> unknownCountOk() {
  std::vector<int> Found;
  for (int One = 0; next(One);)
    Found.push_back(One);
  return Found;
}
std::vector<int> makeAll();
std::vector<int> temporaryRangeOk() {
  std::vector<int> Found;
  for (int One : makeAll())
    Found.push_back(One);
  return Found;
}
std::size_t advance();
std::vector<int> limitHasEffectsOk() {
  std::vector<int> Found;
  for (std::size_t I = 0; I < advance(); ++I)
    Found.push_back(1);
  return Found;
}
std::vector<int> limitMovesOk(std::vector<int> Queue) {
  std::vector<int> Seen;
  for (std::size_t I = 0; I < Queue.size(); ++I) {
    Seen.push_back(Queue[I]);
    Queue.push_back(1);
  }
  return Seen;
}
std::vector<int> counterJumpsOk(unsigned Count) {
  std::vector<int> Found;
  for (unsigned I = 0; I < Count; ++I) {
    Found.push_back(1);
    I += 7;
  }
  return Found;
}
void fill(std::vector<int> &);
std::vector<int> filledElsewhereOk(const std::vector<int> &In) {
  std::vector<int> Out;
  fill(Out);
  for (int One : In)
    Out.push_back(One);
  return Out;
}
std::vector<int> sizedBeforeOk(const std::vector<int> &In) {
  std::vector<int> Out(In.size());
  for (int One : In)
    Out.push_back(One);
  return Out;
}
std::vector<int> rangeInsertedOk(const std::vector<std::vector<int>> &Rows) {
  std::vector<int> Out;
  for (const std::vector<int> &Row : Rows) {
    Out.push_back(0);
    Out.insert(Out.end(), Row.begin(), Row.end());
  }
  return Out;
}
void clearedInLoopOk(const std::vector<int> &In) {
  std::vector<int> Batch;
  for (int One : In) {
    Batch.push_back(One);
    if (Batch.size() == 8) {
      use(Batch);
      Batch.clear();
    }
  }
}
std::map<int, int> noReserveOk(const std::vector<int> &In) {
  std::map<int, int> Out;
  for (int One : In)
    Out.emplace(One, One);
  return Out;
}
template <class Range> std::vector<int> unknownRangeOk(const Range &In) {
  std::vector<int> Out;
  for (int One : In)
    Out.push_back(One);
  return Out;
}
struct Log {
  std::vector<int> Lines;
  void prepare(const std::vector<int> &In);
  void preparedElsewhereOk(const std::vector<int> &In) {
    Lines.clear();
    prepare(In);
    for (int One : In)
      Lines.push_back(One);
  }
};

// A name says more than a number.
constexpr int Days = 365;
std::vector<int> namedBad() {
  std::vector<int> Out;
  for (int Day = 0; Day < Days; ++Day)
    Out.push_back(Day); // CHECK: :[[@LINE]]:9: warning: 'Out' grows step by step to 365 elements, which is known before the loop
  return Out;
}
std::vector<int> namedSumBad() {
  std::vector<int> Out;
  for (int Day = 0; Day < Days + 7; ++Day)
    Out.push_back(Day); // CHECK: :[[@LINE]]:9: warning: 'Out' grows step by step to 372 elements, which is known before the loop
  return Out;
}
std::vector<int> namedTwiceBad() {
  std::vector<int> Out;
  for (int Day = 0; Day < Days; ++Day) {
    Out.push_back(Day); // CHECK: :[[@LINE]]:9: warning: 'Out' grows step by step to 730 elements, which is known before the loop
    Out.push_back(Day);
  }
  return Out;
}
std::vector<int> namedAndMoreBad() {
  std::vector<int> Out;
  for (int Day = 0; Day < Days; ++Day)
    Out.push_back(Day); // CHECK: :[[@LINE]]:9: warning: 'Out' grows step by step to 365 elements, which is known before the loop
  Out.push_back(0);
  return Out;
}
std::vector<int> pointeeBad(const int *Count) {
  std::vector<int> Out;
  for (int I = 0; I < *Count; ++I)
    Out.push_back(I); // CHECK: :[[@LINE]]:9: warning: 'Out' grows step by step to '*Count' elements, which is known before the loop
  return Out;
}

// Comments stay with their loop, and so do pragmas.
std::vector<int> commentsBad(const std::vector<int> &In) {
  std::vector<int> Out; // What comes out,
                        // in the order of what goes in.
  // Nothing is left out.
  // NOLINTNEXTLINE(some-check)
  for (int One : In)
    Out.push_back(One); // CHECK: :[[@LINE]]:9: warning: 'Out' grows step by step to 'In.size()' elements, which is known before the loop
  return Out;
}
std::vector<int> pragmaBad(const std::vector<int> &In) {
  std::vector<int> Out;
#pragma omp parallel for
  for (int One : In)
    Out.push_back(One); // CHECK: :[[@LINE]]:9: warning: 'Out' grows step by step to 'In.size()' elements, which is known before the loop
  return Out;
}

// Each call wants fewer characters than a string has inside.
std::string fewOk(int Count) {
  std::string Out;
  for (int I = 0; I < Count; ++I)
    Out.push_back('x');
  return Out;
}
std::string manyBad(int Count) {
  std::string Out;
  for (int I = 0; I < Count; ++I)
    Out.push_back('x'); // CHECK: :[[@LINE]]:9: warning: 'Out' grows step by step to 'Count' elements, which is known before the loop
  return Out;
}
void callBoth() {
  fewOk(2);
  fewOk(8);
  manyBad(2);
  manyBad(80);
}
