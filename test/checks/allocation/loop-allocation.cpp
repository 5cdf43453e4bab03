// RUN: %check_memtidy %s memtidy-loop-allocation
#include <regex>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct Row {
  std::vector<int> Cells;
  std::string Name;
};
int sum(const std::vector<int> &);
void write(const std::string &);
void view(std::string_view);
bool known(const std::string &);
bool more();

int vectorBad(const std::vector<Row> &Rows) {
  int Sum = 0;
  for (const Row &One : Rows) {
    std::vector<int> Doubled; // CHECK: :[[@LINE]]:22: warning: 'Doubled' allocates anew in each iteration, though nothing of it outlives one
    for (int Cell : One.Cells)
      Doubled.push_back(Cell * 2);
    Sum += sum(Doubled);
  }
  return Sum;
}
// Two of them, and a loop around the loop.
int nestedBad(const std::vector<Row> &Rows) {
  int Sum = 0;
  while (more()) {
    for (const Row &One : Rows) {
      std::vector<int> Left; // The first half. // CHECK: :[[@LINE]]:24: warning: 'Left' allocates anew in each iteration, though nothing of it outlives one
      std::vector<int> Right; // CHECK: :[[@LINE]]:24: warning: 'Right' allocates anew in each iteration, though nothing of it outlives one
      for (int Cell : One.Cells) {
        Left.push_back(Cell);
        Right.push_back(Cell);
      }
      Sum += sum(Left) + sum(Right);
    }
  }
  return Sum;
}
// Elements with a destructor die later when the vector is kept.
void elementsWithDestructorBad(const std::vector<Row> &Rows) {
  for (const Row &One : Rows) {
    std::vector<std::string> Names; // CHECK: :[[@LINE]]:30: warning: 'Names' allocates anew in each iteration, though nothing of it outlives one
    for (int Cell : One.Cells)
      Names.push_back(Cell ? One.Name : "");
    write(Names.front());
  }
}
void stringBad(const std::vector<Row> &Rows) {
  for (const Row &One : Rows) {
    std::string Text; // CHECK: :[[@LINE]]:17: warning: 'Text' allocates anew in each iteration, though nothing of it outlives one
    for (int Cell : One.Cells)
      Text += static_cast<char>(Cell);
    write(Text);
  }
}
void streamBad(const std::vector<Row> &Rows) {
  for (const Row &One : Rows) {
    std::ostringstream Out; // CHECK: :[[@LINE]]:24: warning: 'Out' is a new stream in each iteration, with a buffer and a locale of its own
    Out << static_cast<int>(One.Cells.size()) << " cells";
    write(Out.str());
  }
}
int regexBad(const std::vector<std::string> &Lines) {
  int Count = 0;
  for (const std::string &Line : Lines) {
    const std::regex Pattern("[a-z]+[0-9]*"); // CHECK: :[[@LINE]]:22: warning: 'Pattern' is parsed anew in each iteration, though its text never changes
    std::regex Other("x+", std::regex_constants::icase | std::regex_constants::optimize); // CHECK: :[[@LINE]]:16: warning: 'Other' is parsed anew in each iteration, though its text never changes
    Count += std::regex_match(Line, Pattern) && std::regex_match(Line, Other);
  }
  return Count;
}
int regexTemporaryBad(const std::vector<std::string> &Lines) {
  int Count = 0;
  for (const std::string &Line : Lines)
    Count += std::regex_match(Line, std::regex("[a-z]+")); // CHECK: :[[@LINE]]:37: warning: a 'std::basic_regex' is parsed anew in each iteration, though its text never changes
  return Count;
}
int literalBad(const std::vector<Row> &Rows) {
  int Count = 0;
  for (std::size_t I = 0; I < Rows.size(); ++I)
    Count += known("a name of more than fifteen characters"); // CHECK: :[[@LINE]]:20: warning: a literal of 38 characters becomes a string anew in each iteration
  return Count;
}
int substrBad(const std::vector<std::string> &Lines, std::size_t From) {
  int Count = 0;
  for (const std::string &Line : Lines) {
    if (Line.substr(From) == "a rather long end of a line") // CHECK: :[[@LINE]]:14: warning: 'substr' copies in each iteration what is only looked at
      ++Count;
    view(Line.substr(0, From)); // CHECK: :[[@LINE]]:15: warning: 'substr' copies in each iteration what is only looked at
  }
  return Count;
}
int inLambdaBad(const std::vector<Row> &Rows) {
  auto Sum = [&Rows] {
    int Total = 0;
    for (const Row &One : Rows) {
      std::vector<int> Copy; // CHECK: :[[@LINE]]:24: warning: 'Copy' allocates anew in each iteration, though nothing of it outlives one
      for (int Cell : One.Cells)
        Copy.push_back(Cell);
      Total += sum(Copy);
    }
    return Total;
  };
  return Sum();
}
template <class T> std::size_t inTemplateBad(const std::vector<std::vector<T>> &Rows) {
  std::size_t Count = 0;
  for (const std::vector<T> &One : Rows) {
    std::vector<T> Copy; // CHECK: :[[@LINE]]:20: warning: 'Copy' allocates anew in each iteration, though nothing of it outlives one
    for (const T &Cell : One)
      Copy.push_back(Cell);
    Count += Copy.size();
  }
  return Count;
}
template std::size_t inTemplateBad(const std::vector<std::vector<int>> &);

// No edits: the name means something else outside.
int nameTakenBad(const std::vector<Row> &Rows) {
  int Sum = 0;
  std::vector<int> Copy;
  for (const Row &One : Rows) {
    std::vector<int> Copy; // CHECK: :[[@LINE]]:22: warning: 'Copy' allocates anew in each iteration, though nothing of it outlives one
    for (int Cell : One.Cells)
      Copy.push_back(Cell);
    Sum += sum(Copy);
  }
  return Sum + sum(Copy);
}
int notInBlockBad(const std::vector<Row> &Rows) {
  int Sum = 0;
  if (more())
    for (const Row &One : Rows) {
      std::vector<int> Copy; // CHECK: :[[@LINE]]:24: warning: 'Copy' allocates anew in each iteration, though nothing of it outlives one
      for (int Cell : One.Cells)
        Copy.push_back(Cell);
      Sum += sum(Copy);
    }
  return Sum;
}
int twoNamesBad(const std::vector<Row> &Rows) {
  int Sum = 0;
  for (const Row &One : Rows) {
    std::vector<int> Copy, Other; // CHECK: :[[@LINE]]:22: warning: 'Copy' allocates anew in each iteration, though nothing of it outlives one
    for (int Cell : One.Cells)
      Copy.push_back(Cell);
    Sum += sum(Copy) + sum(Other);
  }
  return Sum;
}
int localTypeBad(const std::vector<Row> &Rows) {
  int Sum = 0;
  for (const Row &One : Rows) {
    using Cells = std::vector<int>;
    Cells Copy; // CHECK: :[[@LINE]]:11: warning: 'Copy' allocates anew in each iteration, though nothing of it outlives one
    for (int Cell : One.Cells)
      Copy.push_back(Cell);
    Sum += sum(Copy);
  }
  return Sum;
}
int severalLinesBad(const std::vector<Row> &Rows) {
  int Sum = 0;
  for (const Row &One : Rows) {
    std::vector<int>
        Copy; // CHECK: :[[@LINE]]:9: warning: 'Copy' allocates anew in each iteration, though nothing of it outlives one
    for (int Cell : One.Cells)
      Copy.push_back(Cell);
    Sum += sum(Copy);
  }
  return Sum;
}
#define LOCAL(Name) std::vector<int> Name
int macroBad(const std::vector<Row> &Rows) {
  int Sum = 0;
  for (const Row &One : Rows) {
    LOCAL(Copy); // CHECK: :[[@LINE]]:11: warning: 'Copy' allocates anew in each iteration, though nothing of it outlives one
    for (int Cell : One.Cells)
      Copy.push_back(Cell);
    Sum += sum(Copy);
  }
  return Sum;
}

std::vector<std::vector<int>> movedOk(const std::vector<Row> &Rows) {
  std::vector<std::vector<int>> All;
  for (const Row &One : Rows) {
    std::vector<int> Copy;
    for (int Cell : One.Cells)
      Copy.push_back(Cell);
    All.push_back(std::move(Copy));
  }
  return All;
}
std::vector<std::vector<int>> copiedOk(const std::vector<Row> &Rows) {
  std::vector<std::vector<int>> All;
  for (const Row &One : Rows) {
    std::vector<int> Copy;
    for (int Cell : One.Cells)
      Copy.push_back(Cell);
    All.push_back(Copy);
  }
  return All;
}
std::vector<int> returnedOk(const std::vector<Row> &Rows) {
  for (const Row &One : Rows) {
    std::vector<int> Copy;
    for (int Cell : One.Cells)
      Copy.push_back(Cell);
    if (sum(Copy))
      return Copy;
  }
  return {};
}
int beforeLoopOk(const std::vector<Row> &Rows) {
  int Sum = 0;
  std::vector<int> Copy;
  for (const Row &One : Rows) {
    Copy.clear();
    for (int Cell : One.Cells)
      Copy.push_back(Cell);
    Sum += sum(Copy);
  }
  return Sum;
}
int neverFilledOk(const std::vector<Row> &Rows) {
  int Sum = 0;
  for (std::size_t I = 0; I < Rows.size(); ++I) {
    std::vector<int> None;
    Sum += sum(None);
  }
  return Sum;
}
int staticOk(const std::vector<std::string> &Lines) {
  int Count = 0;
  for (const std::string &Line : Lines) {
    static const std::regex Pattern("[a-z]+");
    Count += std::regex_match(Line, Pattern);
  }
  return Count;
}
int changingOk(const std::vector<std::string> &Lines, const std::vector<std::string> &Patterns) {
  int Count = 0;
  for (const std::string &Line : Lines)
    for (const std::string &Text : Patterns) {
      std::regex Pattern(Text);
      Count += std::regex_match(Line, Pattern);
    }
  return Count;
}
bool notInLoopOk(const std::string &Line) {
  std::regex Pattern("[a-z]+");
  return std::regex_match(Line, Pattern);
}
// The way of an error is not the way of each iteration.
void errorTextOk(const std::vector<Row> &Rows) {
  for (const Row &One : Rows)
    if (One.Cells.empty())
      write("a row without any cells was found");
}
void reportError(const std::string &);
void reportsOk(const std::vector<Row> &Rows) {
  for (std::size_t I = 0; I < Rows.size(); ++I)
    reportError("a row that nobody wanted was found");
}
// The loop ends with it.
bool atMostOnceOk(const std::vector<Row> &Rows) {
  for (const Row &One : Rows)
    if (One.Cells.empty()) {
      std::ostringstream Out;
      Out << "an empty row";
      write(Out.str());
      return false;
    }
  return true;
}
int fewOk(const Row &One) {
  int Sum = 0;
  for (int I = 0; I < 3; ++I) {
    std::vector<int> Copy;
    for (int Cell : One.Cells)
      Copy.push_back(Cell);
    Sum += sum(Copy);
  }
  return Sum;
}
#define CHECK_NAME(Name) known(Name)
int inMacroOk(const std::vector<Row> &Rows) {
  int Count = 0;
  for (std::size_t I = 0; I < Rows.size(); ++I)
    Count += CHECK_NAME("a name of more than fifteen characters");
  return Count;
}
int shortLiteralOk(const std::vector<Row> &Rows) {
  int Count = 0;
  for (std::size_t I = 0; I < Rows.size(); ++I)
    Count += known("short");
  return Count;
}
int shortSubstrOk(const std::vector<std::string> &Lines) {
  int Count = 0;
  for (const std::string &Line : Lines)
    Count += Line.substr(0, 3) == "abc";
  return Count;
}
#define ONCE(Code) do { Code; } while (0)
int onceOk(const Row &One) {
  int Sum = 0;
  ONCE(std::vector<int> Copy; for (int Cell : One.Cells) Copy.push_back(Cell); Sum += sum(Copy));
  return Sum;
}
