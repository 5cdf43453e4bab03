#pragma once
#include <map>
#include <string>

struct Shared {
  std::map<std::string, int> values;
};
