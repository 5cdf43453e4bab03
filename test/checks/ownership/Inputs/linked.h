#pragma once
#include <memory>

struct Linked;
struct Linker {
  std::shared_ptr<Linked> linked;
};
struct Linked {
  std::shared_ptr<Linker> owner;
};
