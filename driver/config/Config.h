//===- Config.h - What the run was asked to do ----------------------------===//

#ifndef MEMTIDY_CONFIG_CONFIG_H
#define MEMTIDY_CONFIG_CONFIG_H

#include "checks/model/Level.h"
#include <map>
#include <string>
#include <vector>

namespace memtidy {

/// Which bodies of functions in system headers are not parsed.
enum class BodySkipping {
  On,
  /// Not those that call what the user gives the standard library.
  DeepStd,
  Off,
};

/// Plain settings of the analysis, after all sources were merged.
struct Config {
  /// Globs over check names, with or without the prefix "memtidy-". A check
  /// runs if one of Select and none of Ignore matches.
  std::vector<std::string> Select = {"*"};
  std::vector<std::string> Ignore;
  /// Lowest level that is reported.
  Level Lowest = Level::Likely;
  /// What is analysed is the whole program: what nobody calls never runs.
  bool ClosedWorld = false;
  /// Check name -> option name -> value.
  std::map<std::string, std::map<std::string, std::string>> Options;
  BodySkipping Skipping = BodySkipping::On;
  /// Measure what each check costs. Changes no result.
  bool ProfileChecks = false;
};

} // namespace memtidy

#endif // MEMTIDY_CONFIG_CONFIG_H
