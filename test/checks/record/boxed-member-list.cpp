// RUN: %check_memtidy %s memtidy-boxed-member
#include "Inputs/boxed_member.h"
#include <list>
#include <string>

// The header that the fix needs is included by it.
int sumBad(int Count) {
  std::list<int> Numbers; // CHECK: :[[@LINE]]:18: warning: 'Numbers' is only filled at its end and walked, with a list node for each 'int' of 4 bytes
  for (int I = 0; I < Count; ++I)
    Numbers.push_back(I);
  int Sum = 0;
  for (auto It = Numbers.begin(); It != Numbers.end(); ++It)
    Sum += *It;
  return Sum + ClosedBad().get();
}

int namedIteratorBad() {
  std::list<int> Numbers; // CHECK: :[[@LINE]]:18: warning: 'Numbers' is only filled at its end and walked, with a list node for each 'int' of 4 bytes
  Numbers.push_back(1);
  std::list<int>::iterator It = Numbers.begin();
  return *It;
}

unsigned frontOk() {
  std::list<std::string> Names;
  Names.push_back("one");
  Names.push_front("two");
  return Names.size();
}

unsigned erasedOk() {
  std::list<std::string> Names;
  Names.push_back("one");
  Names.erase(Names.begin());
  return Names.size();
}
// CHECK: Inputs/boxed_member.h:17:26: warning: 'Inner' is a shared pointer, but nobody shares its 'Gauge'
