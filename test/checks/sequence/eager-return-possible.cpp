// RUN: %check_memtidy %s memtidy-eager-return --level possible --real-std
// What is reported below the default level, and what the real library offers.
#include <string>
#include <vector>

// The argument dies before the loop ends.
static std::vector<char> letters(const std::string &Text) { // CHECK: :[[@LINE]]:26: warning: 'letters' builds a whole 'std::vector', but 1 of 1 caller iterates once
  std::vector<char> Result;
  for (char One : Text)
    if (One >= 'a')
      Result.push_back(One);
  return Result;
}
int temporaryBad(const std::string &Text) {
  int Count = 0;
  for (char One : letters(Text + "z"))
    Count += One == 'z';
  return Count;
}

// The loop changes what the function reads.
static std::vector<int> even(const std::vector<int> &Numbers) { // CHECK: :[[@LINE]]:25: warning: 'even' builds a whole 'std::vector', but 1 of 1 caller iterates once
  std::vector<int> Result;
  for (int Number : Numbers)
    if (Number % 2 == 0)
      Result.push_back(Number);
  return Result;
}
void changedBad(std::vector<int> &Numbers) {
  for (int Number : even(Numbers))
    Numbers.push_back(Number);
}

// The library has no generator: no edits.
static std::vector<int> odd(const std::vector<int> &Numbers) { // CHECK: :[[@LINE]]:25: warning: 'odd' builds a whole 'std::vector', but 2 of 2 callers iterate once
  std::vector<int> Result;
  for (int Number : Numbers)
    if (Number % 2 != 0)
      Result.push_back(Number);
  return Result;
}
int sumBad(const std::vector<int> &Numbers) {
  int Sum = 0;
  for (int Number : odd(Numbers))
    Sum += Number;
  for (int Number : odd(Numbers))
    Sum *= Number;
  return Sum;
}

// More than one filter or transform: no view says it, and C++20 has no generator.
static std::vector<int> stepsBad(int Count) { // CHECK: :[[@LINE]]:25: warning: 'stepsBad' builds a whole 'std::vector', but 1 of 1 caller iterates once
  std::vector<int> Steps;
  for (int I = 0; I < Count; ++I) {
    Steps.push_back(I);
    Steps.push_back(-I);
  }
  return Steps;
}
int useSteps() {
  int Sum = 0;
  for (int Step : stepsBad(7))
    Sum += Step;
  return Sum;
}
