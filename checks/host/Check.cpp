//===- Check.cpp - What a check is ----------------------------------------===//

#include "checks/host/Check.h"

memtidy::Check::~Check() = default;
