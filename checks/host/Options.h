//===- Options.h - How a check reads its options --------------------------===//

#ifndef MEMTIDY_HOST_OPTIONS_H
#define MEMTIDY_HOST_OPTIONS_H

#include "checks/model/CheckInfo.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/Twine.h"
#include <optional>
#include <string>
#include <vector>

namespace memtidy {

/// Options that every check has beside its own.
llvm::ArrayRef<OptionInfo> commonOptions();

/// Typed reads of one check's options. Defaults come from its CheckInfo, so
/// they are written once. Where a value cannot be read, the host hears of it
/// and the default is used.
class OptionReader {
public:
  explicit OptionReader(const CheckInfo &Info) : Info(Info) {}
  virtual ~OptionReader();

  /// \p Name must be one of the check's options or of commonOptions().
  std::string getString(llvm::StringRef Name) const;
  unsigned getUnsigned(llvm::StringRef Name) const;
  bool getBool(llvm::StringRef Name) const;
  /// Returns the non-empty, trimmed parts between semicolons.
  std::vector<std::string> getList(llvm::StringRef Name) const;
  /// Returns the parts of a list that are valid globs; the host hears of the
  /// others.
  std::vector<std::string> getGlobs(llvm::StringRef Name) const;
  /// Returns the parts of a list that are target triples; the host hears of the
  /// others.
  std::vector<std::string> getTargets(llvm::StringRef Name) const;
  /// Returns the parts GLOB=NUMBER of a list in their order; the host hears of
  /// others.
  std::vector<std::pair<std::string, unsigned>>
  getGlobNumbers(llvm::StringRef Name) const;
  /// Returns the lowest level that is reported: the option "Level".
  Level getLevel() const;
  /// Returns whether the host runs its own check \p Other beside ours, so that
  /// what that one reports need not be said twice.
  virtual bool runsBeside(llvm::StringRef Other) const;

protected:
  const CheckInfo &Info;

private:
  bool isGlob(llvm::StringRef Option, const std::string &Text) const;
  /// Returns what the user wrote, or nullopt.
  virtual std::optional<std::string> lookup(llvm::StringRef Name) const = 0;
  /// Tells the user that the value of \p Option cannot be used. \p Message
  /// says why, as a fragment.
  virtual void complain(llvm::StringRef Option,
                        const llvm::Twine &Message) const = 0;
};

} // namespace memtidy

#endif // MEMTIDY_HOST_OPTIONS_H
