#pragma once
#include <map>
#include <string>

struct Shared {
  std::map<std::string, int> values;
};

// All that may name the member is here.
class HeaderBad {
public:
  void set(int value) {
    inside["first"] = value;
    inside["second"] = value;
  }
  int sum() { return inside["first"] + inside["second"]; }

private:
  std::map<std::string, int> inside;
};

// Another file has the rest.
class ElsewhereOk {
public:
  void set(int value) {
    inside["first"] = value;
    inside["second"] = value;
  }
  int sum() { return inside["first"] + inside["second"]; }
  void print() const;

private:
  std::map<std::string, int> inside;
};

class FriendOk {
public:
  int sum() { return (inside["first"] = 1) + (inside["second"] = inside["first"]); }
  friend void look(FriendOk &);
  template <class T> friend struct Looker;

private:
  std::map<std::string, int> inside;
};
