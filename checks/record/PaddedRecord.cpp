#include "checks/Registry.h"
#include "checks/host/Check.h"
#include "checks/host/Options.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace memtidy;

namespace {
class PaddedRecord final : public Check {
public:
  explicit PaddedRecord(const OptionReader &) {}
  internal::DynTypedMatcher matcher() const override {
    return recordDecl(isDefinition()).bind("record");
  }
  void run(const MatchResult &, FindingSink) override {}
};
} // namespace

constexpr CheckInfo memtidy::PaddedRecordInfo = {
    .Name = "memtidy-padded-record",
    .Summary = "finds",
    .Since = "0.1",
    .DefaultLevel = Level::Likely,
    .Fixes = FixKind::Sometimes,
    .Options = {},
    .Create = [](const OptionReader &Values) -> std::unique_ptr<Check> {
      return std::make_unique<PaddedRecord>(Values);
    },
};
