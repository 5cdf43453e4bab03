// RUN: %check_memtidy %s memtidy-manual-reduction --real-std
// What is reported by default: something that is allocated or counted goes away.
#include <memory>
#include <string>
#include <vector>

struct Node {
  int Size;
  bool Ready;
};

int sharedBad(const std::vector<std::shared_ptr<Node>> &Nodes) {
  int Total = 0;
  for (auto One : Nodes) // CHECK: :[[@LINE]]:3: warning: the loop only sums 'Nodes' into 'Total', and each step copies a 'std::shared_ptr'
    Total += One->Size;
  return Total;
}

std::size_t lengthBad(const std::vector<std::string> &Words) {
  std::size_t Length = 0;
  for (std::string Word : Words) // CHECK: :[[@LINE]]:3: warning: the loop only sums 'Words' into 'Length', and each step copies a 'std::string'
    Length += Word.size();
  return Length;
}

bool readyBad(const std::vector<std::shared_ptr<Node>> &Nodes) {
  bool Ready = true;
  for (const auto Each : Nodes) // CHECK: :[[@LINE]]:3: warning: the loop only asks whether all of 'Nodes' pass a test, and each step copies a 'std::shared_ptr'
    if (!Each->Ready) {
      Ready = false;
      break;
    }
  return Ready;
}

std::string rebuiltBad(const std::vector<std::string> &Words) {
  std::string Text;
  for (const std::string &Word : Words) { // CHECK: :[[@LINE]]:3: warning: the loop only joins 'Words' into 'Text', and each step makes a new string
    Text = Text + Word; // one after the other
  }
  return Text;
}

std::string appendedOk(const std::vector<std::string> &Words) {
  std::string Text;
  for (const std::string &Word : Words)
    Text += Word;
  return Text;
}

int borrowedOk(const std::vector<std::shared_ptr<Node>> &Nodes) {
  int Total = 0;
  for (const auto &One : Nodes)
    Total += One->Size;
  return Total;
}

std::string separatedBad(const std::vector<std::string> &Words) {
  std::string Text;
  for (std::size_t I = 0; I < Words.size(); ++I) { // CHECK: :[[@LINE]]:3: warning: the loop only joins 'Words' into 'Text', and each step makes a new string
    if (I > 0)
      Text += ", ";
    Text = Text + Words[I];
  }
  return Text;
}
