//===- TuIndex.cpp - Answers that need the whole TU -----------------------===//

#include "checks/analysis/TuIndex.h"

using namespace memtidy;

TuIndex::TuIndex(clang::ASTContext &Context) : Context(Context) {}

TuIndex::~TuIndex() = default;
