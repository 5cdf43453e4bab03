// What functions do with containers, and how far they fill them, without the checks that judge it.
// RUN: %memtidy dump sequences %s -- -std=c++20 | FileCheck %s
#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

// CHECK: filled: Out, local, starts empty: append* append* size return
// CHECK-NEXT: at least 2 * (each of In), at most 2 * (each of In)
// CHECK-NEXT: filled: In: iterate
// CHECK-NEXT: at least 0, at most 0
std::vector<int> filled(const std::vector<int> &In) {
  std::vector<int> Out;
  for (int One : In) {
    Out.push_back(One);
    Out.emplace_back(One);
  }
  if (Out.size() > 1)
    return Out;
  return {};
}

// CHECK: conditional: Out, local, starts empty: append append* append* move
// CHECK-NEXT: at least 1 + 1 * (From..Count), at most 1 + 2 * (From..Count)
void conditional(int From, int Count) {
  std::vector<int> Out;
  Out.push_back(0);
  for (int I = From; I < Count; ++I) {
    Out.push_back(I);
    if (I % 2)
      Out.push_back(I);
  }
  std::vector<int> Other = std::move(Out);
}

// CHECK: left: Out: append* size*
// CHECK-NEXT: at least 0, at most 1 * (0..=Count by 2)
void left(std::vector<int> &Out, unsigned Count) {
  for (unsigned I = 0; I <= Count; I += 2) {
    Out.push_back(1);
    if (Out.size() == 7)
      break;
  }
}

// CHECK: unknown: Text, local, starts empty: append* grow* return
// CHECK-NEXT: at least 0, at most any number
std::string unknown(const char *In) {
  std::string Text;
  for (; *In; ++In) {
    Text += *In;
    Text += "x";
  }
  return Text;
}

// CHECK: inLambda: Out, local, starts empty: append*(lambda) grow share
void share(std::vector<int> &);
void inLambda(const std::vector<int> &In) {
  std::vector<int> Out;
  auto Fill = [&] {
    for (int One : In)
      Out.push_back(One);
  };
  Fill();
  std::copy(In.begin(), In.end(), std::back_inserter(Out));
  share(Out);
}

struct Index {
  std::vector<int> Ids;
  // CHECK: Index::rebuild: Ids: clear append**
  // CHECK-NEXT: at least 3 * (0..Count), at most 3 * (0..Count)
  void rebuild(unsigned Count) {
    Ids.clear();
    for (int Row = 0; Row < 3; ++Row)
      for (unsigned Column = 0; Column != Count; ++Column)
        Ids.push_back(Row);
  }
};
