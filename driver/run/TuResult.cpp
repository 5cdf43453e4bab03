//===- TuResult.cpp - What one TU yielded ---------------------------------===//

#include "driver/run/TuResult.h"

using namespace memtidy;

TuResult memtidy::contentOf(TuResult Result) {
  Result.Dependencies.clear();
  Result.Cost = {};
  return Result;
}
