// RUN: %check_memtidy %s memtidy-loop-allocation --real-std
// Locals that begin with something, closures, and objects.
#include <algorithm>
#include <cstring>
#include <functional>
#include <istream>
#include <memory>
#include <regex>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

struct Item {
  int Price;
  int Count;
  std::string Name;
};
void show(const std::string &);

int sizedBad(const std::vector<Item> &Items, int Size) {
  int Sum = 0;
  for (const Item &One : Items) {
    std::vector<int> Seen(Size); // CHECK: :[[@LINE]]:22: warning: 'Seen' allocates anew in each iteration, though nothing of it outlives one
    Seen[One.Price % Size] = 1;
    Sum += Seen[0];
  }
  return Sum;
}
int filledBad(const std::vector<Item> &Items, int Size) {
  int Sum = 0;
  for (const Item &One : Items) {
    std::vector<int> Seen(Size, 7); // CHECK: :[[@LINE]]:22: warning: 'Seen' allocates anew in each iteration, though nothing of it outlives one
    Seen[One.Price % Size] = 1;
    Sum += Seen[0];
  }
  return Sum;
}
int copiedBad(const std::vector<std::vector<int>> &Rows) {
  int Sum = 0;
  for (const std::vector<int> &Row : Rows) {
    std::vector<int> Sorted = Row; // CHECK: :[[@LINE]]:22: warning: 'Sorted' allocates anew in each iteration, though nothing of it outlives one
    std::sort(Sorted.begin(), Sorted.end());
    Sum += Sorted[Sorted.size() / 2];
  }
  return Sum;
}
int rangeBad(const std::vector<std::vector<int>> &Rows) {
  int Sum = 0;
  for (const std::vector<int> &Row : Rows) {
    std::vector<int> Sorted(Row.begin() + 1, Row.end()); // CHECK: :[[@LINE]]:22: warning: 'Sorted' allocates anew in each iteration, though nothing of it outlives one
    std::sort(Sorted.begin(), Sorted.end());
    Sum += Sorted[Sorted.size() / 2];
  }
  return Sum;
}
int setBad(const std::vector<std::vector<int>> &Rows) {
  int Twice = 0;
  for (const std::vector<int> &Row : Rows) {
    std::unordered_set<int> Seen; // CHECK: :[[@LINE]]:29: warning: 'Seen' allocates anew in each iteration, though nothing of it outlives one
    for (int Cell : Row)
      if (!Seen.insert(Cell).second)
        ++Twice;
  }
  return Twice;
}
void literalBad(const std::vector<Item> &Items) {
  for (const Item &One : Items) {
    std::string Line; // CHECK: :[[@LINE]]:17: warning: 'Line' allocates anew in each iteration, though nothing of it outlives one
    Line += "an item of the name ";
    Line += One.Name;
    show(Line);
  }
}
int parsedBad(std::istream &In) {
  int Sum = 0;
  std::string Line;
  while (std::getline(In, Line)) {
    std::istringstream Words(Line); // CHECK: :[[@LINE]]:24: warning: 'Words' is a new stream in each iteration, with a buffer and a locale of its own
    int Number = 0;
    Words >> Number;
    Sum += Number;
  }
  return Sum;
}
int suffixBad(const std::vector<std::string> &Names) {
  int Count = 0;
  for (const std::string &Name : Names) {
    std::string Tail = Name.substr(2); // CHECK: :[[@LINE]]:29: warning: 'substr' copies in each iteration what is only looked at
    if (Tail == "the end of a name")
      ++Count;
  }
  return Count;
}
void keptSuffixOk(const std::vector<std::string> &Names) {
  for (const std::string &Name : Names) {
    std::string Tail = Name.substr(2);
    show(Tail);
  }
}

// Closures.
int functionBad(const std::vector<Item> &Items, int A, int B, int C) {
  int Sum = 0;
  for (const Item &One : Items) {
    std::function<int(int)> Weigh = [=, &One](int X) { // CHECK: :[[@LINE]]:29: warning: 'Weigh' puts its closure on the heap in each iteration
      return A * X + B * One.Price + C;
    };
    Sum += Weigh(One.Count);
  }
  return Sum;
}
int convertedBad(const std::vector<Item> &Items, const std::string &Unit) {
  int Sum = 0;
  for (const Item &One : Items) {
    std::function<long(int)> Weigh = [Unit](int X) { // CHECK: :[[@LINE]]:30: warning: 'Weigh' puts its closure on the heap in each iteration
      return X + static_cast<int>(Unit.size());
    };
    Sum += static_cast<int>(Weigh(One.Count));
  }
  return Sum;
}
int smallFunctionOk(const std::vector<Item> &Items, int A) {
  int Sum = 0;
  for (const Item &One : Items) {
    std::function<int(int)> Weigh = [A](int X) { return A * X; };
    Sum += Weigh(One.Count);
  }
  return Sum;
}
void storedFunctionOk(const std::vector<Item> &Items,
                      std::vector<std::function<int()>> &Into) {
  for (const Item &One : Items) {
    std::function<int()> Price = [Copy = One] { return Copy.Price; };
    Into.push_back(Price);
  }
}

int rareSetOk(const std::vector<std::vector<int>> &Rows) {
  int Twice = 0;
  for (const std::vector<int> &Row : Rows) {
    std::unordered_set<int> Seen;
    for (int Cell : Row) {
      if (Cell < 1000)
        continue;
      if (!Seen.insert(Cell).second)
        ++Twice;
    }
  }
  return Twice;
}
// The loop ends behind it.
std::string foundOk(const std::vector<Item> &Items, int Price) {
  for (const Item &One : Items) {
    if (One.Price != Price)
      continue;
    std::ostringstream Text;
    Text << One.Name << One.Count;
    return Text.str();
  }
  return "";
}
std::string comparedBad(const std::vector<Item> &Items, const std::string &Wanted) {
  for (const Item &One : Items) {
    std::ostringstream Text; // CHECK: :[[@LINE]]:24: warning: 'Text' is a new stream in each iteration, with a buffer and a locale of its own
    Text << One.Name << One.Count;
    if (Text.str() != Wanted)
      continue;
    return One.Name;
  }
  return "";
}
// What reports an error is not made in each iteration.
void reportError(const std::string &);
void errorPathOk(const std::vector<Item> &Items) {
  for (const Item &One : Items)
    if (One.Price < 0) {
      std::ostringstream Text;
      Text << "bad price " << One.Price;
      reportError(Text.str());
    }
}
// A call that never returns ends the loop.
template <class T> [[noreturn]] void stop(const std::string &Text) { throw T(Text); }
#define STOP(Kind, Text) (show("stopped"), stop<Kind>(Text))
void stoppedOk(const std::vector<Item> &Items) {
  for (const Item &One : Items)
    if (One.Price < 0) {
      std::ostringstream Text;
      Text << "bad price " << One.Price;
      STOP(std::string, Text.str());
    }
}

struct Refusal {
  int Code;
};
int sendItem(const Item &One);
void handlerOk(const std::vector<Item> &Items, std::vector<std::string> &Said) {
  for (const Item &One : Items)
    try {
      sendItem(One);
    } catch (const Refusal &Reason) {
      std::ostringstream Text;
      Text << "refused: " << Reason.Code;
      Said.push_back(Text.str());
    }
}

// No edits: a jump would go past the declaration.
int inSwitchBad(int Kind, const std::vector<int> &In) {
  int Sum = 0;
  switch (Kind) {
  case 1:
    Sum = 1;
    for (int One : In) {
      std::vector<int> Cells(One + 1); // CHECK: :[[@LINE]]:24: warning: 'Cells' allocates anew in each iteration, though nothing of it outlives one
      Cells[One] = Sum;
      Sum += Cells[0];
    }
    break;
  case 2:
    Sum = 2;
    break;
  }
  return Sum;
}
int beforeLabelBad(const std::vector<int> &In) {
  int Sum = 0;
  if (In.empty())
    goto end;
  for (int One : In) {
    std::vector<int> Cells(One + 1); // CHECK: :[[@LINE]]:22: warning: 'Cells' allocates anew in each iteration, though nothing of it outlives one
    Cells[One] = Sum;
    Sum += Cells[0];
  }
end:
  return Sum;
}
int changedPatternOk(const std::vector<std::string> &Lines) {
  int Count = 0;
  for (const std::string &Line : Lines) {
    std::regex Pattern("a+");
    if (Line.size() > 3)
      Pattern = std::regex(Line);
    Count += std::regex_search(Line, Pattern);
  }
  return Count;
}

// What begins with a text.
void textBad(const std::vector<Item> &Items) {
  for (const Item &One : Items) {
    std::string Line = "the price of one is "; // CHECK: :[[@LINE]]:17: warning: 'Line' allocates anew in each iteration, though nothing of it outlives one
    Line += std::to_string(One.Price);
    show(Line);
  }
}
void shortTextOk(const std::vector<Item> &Items) {
  for (const Item &One : Items) {
    std::string Line = "price ";
    Line += static_cast<char>('0' + One.Price);
    show(Line);
  }
}

// What is only asked for a view.
int parse(std::string_view);
int viewedBad(const std::vector<std::string> &Lines) {
  int Sum = 0;
  for (const std::string &Line : Lines) {
    std::string Field = Line.substr(5, 40); // CHECK: :[[@LINE]]:30: warning: 'substr' copies in each iteration what is only looked at
    Sum += parse(Field);
  }
  return Sum;
}
void shownSubstrOk(const std::vector<std::string> &Lines) {
  for (const std::string &Line : Lines) {
    std::string Field = Line.substr(5, 40);
    show(Field);
  }
}

// Objects.
int uniqueBad(const std::vector<Item> &Items) {
  int Sum = 0;
  for (const Item &One : Items) {
    auto Copy = std::make_unique<Item>(One); // CHECK: :[[@LINE]]:10: warning: what 'Copy' owns is allocated anew in each iteration, though it never outlives one
    Copy->Price += 3;
    Sum += Copy->Price;
  }
  return Sum;
}
struct Large {
  int Cells[1000];
};
int largeBad(const std::vector<Item> &Items) {
  int Sum = 0;
  for (const Item &One : Items) {
    auto Table = std::make_unique<Large>(); // CHECK: :[[@LINE]]:10: warning: what 'Table' owns is allocated anew in each iteration, though it never outlives one
    Table->Cells[One.Count] = One.Price;
    Sum += Table->Cells[1];
  }
  return Sum;
}
int bufferBad(const std::vector<Item> &Items, std::size_t Size) {
  int Sum = 0;
  for (const Item &One : Items) {
    auto Buffer = std::make_unique<char[]>(Size); // CHECK: :[[@LINE]]:10: warning: what 'Buffer' owns is allocated anew in each iteration, though it never outlives one
    std::memset(Buffer.get(), One.Price, Size);
    Sum += Buffer[0];
  }
  return Sum;
}
void keptOk(const std::vector<Item> &Items,
            std::vector<std::unique_ptr<Item>> &Into) {
  for (const Item &One : Items) {
    auto Copy = std::make_unique<Item>(One);
    Into.push_back(std::move(Copy));
  }
}

// What begins with what somebody else made has its memory from there.
std::vector<int> make(int);
int givenOk(int Count) {
  int Sum = 0;
  for (int I = 0; I < Count; ++I) {
    std::vector<int> Made = make(I);
    std::sort(Made.begin(), Made.end());
    Sum += Made[0];
  }
  return Sum;
}
