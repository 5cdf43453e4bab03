// RUN: %check_memtidy %s memtidy-manual-reduction --real-std --level possible
// Searches, flags that are joined, least and greatest in all spellings.
#include <istream>
#include <memory>
#include <string>
#include <vector>

struct User {
  std::string Name;
  int Age;
  bool Active;
};

const User *namedBad(const std::vector<User> &Users, const std::string &Name) {
  for (const User &One : Users) // CHECK: :[[@LINE]]:3: warning: the loop only searches 'Users' for the first element that passes a test
    if (One.Name == Name)
      return &One;
  return nullptr;
}
std::vector<int>::const_iterator iteratorBad(const std::vector<int> &Numbers,
                                             int Wanted) {
  for (auto It = Numbers.begin(); It != Numbers.end(); ++It) // CHECK: :[[@LINE]]:3: warning: the loop only searches 'Numbers' for the first element that passes a test
    if (*It == Wanted)
      return It;
  return Numbers.end();
}
int indexBad(const std::vector<int> &Numbers, int Wanted) {
  for (std::size_t I = 0; I < Numbers.size(); ++I) // CHECK: :[[@LINE]]:3: warning: the loop only searches 'Numbers' for the first element that passes a test
    if (Numbers[I] == Wanted)
      return static_cast<int>(I);
  return -1;
}
int foundBad(const std::vector<User *> &Users) {
  User *Found = nullptr;
  for (User *One : Users) // CHECK: :[[@LINE]]:3: warning: the loop only searches 'Users' for the first element that passes a test
    if (One->Active) {
      Found = One;
      break;
    }
  return Found ? Found->Age : 0;
}
// The last one, not the first.
int lastOk(const std::vector<User *> &Users) {
  User *Found = nullptr;
  for (User *One : Users)
    if (One->Active)
      Found = One;
  return Found ? Found->Age : 0;
}

bool orBad(const std::vector<User> &Users) {
  bool Any = false;
  for (const User &One : Users) // CHECK: :[[@LINE]]:3: warning: the loop only asks whether any of 'Users' passes a test
    Any = Any || One.Active;
  return Any;
}
bool andBad(const std::vector<User> &Users) {
  bool All = true;
  for (const User &One : Users) // CHECK: :[[@LINE]]:3: warning: the loop only asks whether all of 'Users' pass a test
    All &= One.Active;
  return All;
}
bool parityOk(const std::vector<User> &Users) {
  bool Odd = false;
  for (const User &One : Users)
    Odd = Odd != One.Active;
  return Odd;
}

int chosenBad(const std::vector<int> &Numbers) {
  int Greatest = Numbers.front();
  for (int Number : Numbers) // CHECK: :[[@LINE]]:3: warning: the loop only keeps the greatest of 'Numbers' in 'Greatest'
    Greatest = Number > Greatest ? Number : Greatest;
  return Greatest;
}
int fromSecondBad(const std::vector<int> &Numbers) {
  int Least = Numbers[0];
  for (std::size_t I = 1; I < Numbers.size(); ++I) // CHECK: :[[@LINE]]:3: warning: the loop only keeps the least of 'Numbers' in 'Least'
    if (Numbers[I] < Least)
      Least = Numbers[I];
  return Least;
}
int arrayBad() {
  int Numbers[64] = {1};
  int Sum = 0;
  for (int I = 0; I < 64; ++I) // CHECK: :[[@LINE]]:3: warning: the loop only sums 'Numbers' into 'Sum'
    Sum += Numbers[I];
  return Sum;
}
int halfOk() {
  int Numbers[64] = {1};
  int Sum = 0;
  for (int I = 0; I < 32; ++I)
    Sum += Numbers[I];
  return Sum;
}

// Reading from a stream changes it.
int readOk(const std::vector<std::unique_ptr<std::istream>> &Streams) {
  int Count = 0;
  for (const auto &One : Streams)
    if (One->get() == 'a')
      ++Count;
  return Count;
}
