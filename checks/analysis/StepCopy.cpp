//===- StepCopy.cpp - What each iteration copies into its variable --------===//

#include "checks/analysis/StepCopy.h"
#include "checks/analysis/LoopFold.h"
#include "checks/analysis/TypeView.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;
using namespace memtidy;

std::string memtidy::copiedPerStep(const LoopFold &Fold) {
  static const llvm::StringSet<> Heavy = {
      "std::shared_ptr",    "std::basic_string",
      "std::vector",        "std::deque",
      "std::list",          "std::map",
      "std::unordered_map", "std::set",
      "std::unordered_set", "std::function",
      "boost::shared_ptr",  "std::multimap",
      "std::any",           "boost::intrusive_ptr"};
  const QualType Type = Fold.Element->getType();
  if (Fold.Walk != WalkKind::RangeFor || Type->isReferenceType() ||
      Type->isDependentType() || !Fold.Element->getInit())
    return "";
  const auto *Made =
      dyn_cast<CXXConstructExpr>(Fold.Element->getInit()->IgnoreImplicit());
  if (!Made || !Made->getConstructor()->isCopyConstructor())
    return "";
  const std::string Name = viewOf(Type).Name;
  if (!Heavy.contains(Name))
    return "";
  return Name == "std::basic_string" ? "std::string" : Name;
}
