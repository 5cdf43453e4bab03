#pragma once
#include <memory>

struct Observed {
  int value = 0;
};
inline void observeBad(std::weak_ptr<Observed> &observer) { observer = std::make_shared<Observed>(); }
