//===- Options.td - memtidy's command line -------------------------------------===//
//
// The one table of options: parser, --help, did-you-mean and shell completion
// derive from it. A command sees the options whose visibility names it.
//
//===----------------------------------------------------------------------===//

include "llvm/Option/OptParser.td"

def CheckVis : OptionVisibility;
def FixVis : OptionVisibility;
def ChecksVis : OptionVisibility;
def ExplainVis : OptionVisibility;
def DumpVis : OptionVisibility;
def ReportVis : OptionVisibility;
def ConfigVis : OptionVisibility;
def BaselineVis : OptionVisibility;
def DiffVis : OptionVisibility;
def DoctorVis : OptionVisibility;
def PlainVis : OptionVisibility;
def CacheVis : OptionVisibility;
def LayoutVis : OptionVisibility;
def FactsVis : OptionVisibility;

defvar Checks = [CheckVis, FixVis];
defvar Gates = [CheckVis, FixVis, ReportVis];
defvar Analyses = [CheckVis, FixVis, BaselineVis, FactsVis];
defvar Judges = [CheckVis, FixVis, BaselineVis, ReportVis];
defvar Selects = [CheckVis, FixVis, BaselineVis, FactsVis, ReportVis];
defvar Configured = [CheckVis, FixVis, BaselineVis, ConfigVis, DoctorVis, FactsVis, ReportVis];
defvar Parses = [CheckVis, FixVis, BaselineVis, DoctorVis, DumpVis, LayoutVis, FactsVis, ReportVis];
defvar Renders = [CheckVis, FixVis, ChecksVis, ReportVis, DiffVis, BaselineVis];
defvar Writes = [CheckVis, FixVis, ChecksVis, ExplainVis, ReportVis, DiffVis];
defvar Everywhere = [CheckVis, FixVis, ChecksVis, ExplainVis, DumpVis, ReportVis, ConfigVis, BaselineVis, DiffVis, DoctorVis, CacheVis, LayoutVis, FactsVis, PlainVis];

// clang-tidy's users write one dash, everybody else two.
class LongFlag<string Name, list<OptionVisibility> Vis, string Help> : Flag<["--", "-"], Name> {
  let Visibility = Vis;
  let HelpText = Help;
}
class LongJoined<string Name, string Meta, list<OptionVisibility> Vis, string Help> : Joined<["--", "-"], Name # "="> {
  let Visibility = Vis;
  let HelpText = Help;
  let MetaVarName = Meta;
}
multiclass Valued<string Name, string Meta, list<OptionVisibility> Vis, string Help> {
  def _eq : LongJoined<Name, Meta, Vis, Help>;
  def "" : Separate<["--", "-"], Name>, Alias<!cast<Joined>(NAME # "_eq")> {
    let Visibility = Vis;
  }
}

def grp_what : OptionGroup<"what">, HelpText<"WHAT TO ANALYSE">;
let Group = grp_what in {
def p : JoinedOrSeparate<["-"], "p"> {
  let Visibility = Parses;
  let MetaVarName = "DIR";
  let HelpText = "folder of compile_commands.json, or the file; looked for upward when absent";
}
defm build_dir : Valued<"build-dir", "DIR", Parses, "same as -p">;
defm extra_arg : Valued<"extra-arg", "FLAG", Parses, "add FLAG to each compile command (repeatable)">;
}

def grp_checks : OptionGroup<"checks">, HelpText<"WHICH CHECKS">;
let Group = grp_checks in {
defm select : Valued<"select", "GLOBS", Selects, "run the checks that match, comma separated; 'memtidy-' may be left out">;
defm ignore : Valued<"ignore", "GLOBS", Selects, "do not run the checks that match">;
defm level : Valued<"level", "LEVEL", Selects, "lowest level to report: possible, likely (default) or certain">;
def closed_world : LongFlag<"closed-world", Selects, "what is analysed is the whole program: what nobody calls never runs">;
}

def grp_config : OptionGroup<"config">, HelpText<"CONFIGURATION">;
let Group = grp_config in {
defm config : Valued<"config", "FILE", Configured, "read this file instead of .memtidy.yaml here and above">;
def isolated : LongFlag<"isolated", Configured, "read neither .memtidy.yaml nor .clang-tidy nor the environment">;
defm set : Valued<"set", "KEY=VALUE", Configured, "set a setting, or CHECK.OPTION=VALUE of a check (repeatable); see 'memtidy config reference'">;
}

def grp_fix : OptionGroup<"fix">, HelpText<"FIXING">;
let Group = grp_fix in {
def fix : LongFlag<"fix", [CheckVis], "apply safe fixes">;
def unsafe_fixes : LongFlag<"unsafe-fixes", Checks, "apply fixes that may change behaviour, too">;
def allow_dirty : LongFlag<"allow-dirty", Checks, "change files that differ from what is staged or committed, too">;
def allow_staged : LongFlag<"allow-staged", Checks, "change files that are staged, too">;
def exit_non_zero_on_fix : LongFlag<"exit-non-zero-on-fix", Checks, "exit 1 when anything was fixed">;
def diff : LongFlag<"diff", Checks, "print what fixing would change, change nothing">;
}

def grp_new : OptionGroup<"new">, HelpText<"NEW AND KNOWN">;
let Group = grp_new in {
defm baseline : Valued<"baseline", "FILE", Judges, "known findings, which are not shown again; 'none' for no baseline">;
defm new_since : Valued<"new-since", "REV", Checks, "show only findings that were not there where HEAD and REV part; takes the place of a baseline">;
def changed_lines : LongFlag<"changed-lines", Checks, "show only findings in lines that differ from HEAD">;
def changed_lines_eq : LongJoined<"changed-lines", "REV", Checks, "show only findings in lines that differ from where HEAD and REV part">;
def staged : LongFlag<"staged", Checks, "show only findings in lines of staged files that differ from HEAD">;
def report_unused_suppressions : LongFlag<"report-unused-suppressions", Judges, "report allowances and NOLINT comments that silence nothing as findings; 'fix' removes the comments">;
def accept_new : LongFlag<"accept-new", [BaselineVis], "let 'update' add new findings, too">;
}

def grp_gate : OptionGroup<"gate">, HelpText<"EXIT CODE">;
let Group = grp_gate in {
defm fail_on : Valued<"fail-on", "LEVEL", Gates, "exit 1 on findings of this level and up: possible, likely (default), certain or never">;
defm max_new : Valued<"max-new", "N", Gates, "exit 1 only on more such findings that the baseline does not know than N; default 0">;
defm max_findings : Valued<"max-findings", "N", Gates, "exit 1 only on more such findings, known ones included, than N">;
defm max_bytes : Valued<"max-bytes", "N", Gates, "exit 1 only when such findings, known ones excluded, waste more than N bytes, each counted once">;
def exit_zero : LongFlag<"exit-zero", Gates, "exit 0 instead of 1 or 3">;
def strict : LongFlag<"strict", Gates, "exit 1 instead of 3 when a TU could not be analysed">;
}

def grp_output : OptionGroup<"output">, HelpText<"OUTPUT">;
let Group = grp_output in {
defm output : Valued<"output", "FORMAT[:FILE]", Writes, "write FORMAT to FILE or standard output (repeatable); --help ends with the list">;
def f : Separate<["-"], "f">, Alias<output_eq> { let Visibility = Writes; }
defm color : Valued<"color", "WHEN", Renders, "auto (default), always or never">;
def quiet : LongFlag<"quiet", Selects, "no progress and no word about dropped flags">;
def q : Flag<["-"], "q">, Alias<quiet> { let Visibility = Selects; }
def no_progress : LongFlag<"no-progress", Analyses, "no progress on standard error">;
}

def grp_facts : OptionGroup<"facts">, HelpText<"FACTS">;
let Group = grp_facts in {
def o : JoinedOrSeparate<["-"], "o"> {
  let Visibility = [FactsVis];
  let MetaVarName = "FILE";
  let HelpText = "where the facts go; required";
}
defm depfile : Valued<"depfile", "FILE", [FactsVis], "write what the facts rest on to FILE, as a rule for make and Ninja">;
}

def grp_layout : OptionGroup<"layout">, HelpText<"LAYOUT">;
let Group = grp_layout in {
defm compare : Valued<"compare", "REV", [LayoutVis], "show the record as it was where HEAD and REV part, too">;
def json : LongFlag<"json", [LayoutVis], "write JSON instead of tables">;
defm svg : Valued<"svg", "FILE", [LayoutVis], "write a picture to FILE, too">;
}

def grp_run : OptionGroup<"run">, HelpText<"RUNNING">;
let Group = grp_run in {
def j : JoinedOrSeparate<["-"], "j"> {
  let Visibility = Analyses;
  let MetaVarName = "N";
  let HelpText = "worker processes; default: one per core";
}
defm shard : Valued<"shard", "I/N", [CheckVis, FactsVis], "analyse only the I-th of N parts of the TUs">;
defm timeout_per_tu : Valued<"timeout-per-tu", "SECONDS", Analyses, "give up a TU after that long; 0 is never; default 300">;
defm memory_limit : Valued<"memory-limit", "MIB", Analyses, "give up a TU that needs that much memory; 0, the default, is never">;
defm engine_share : Valued<"engine-share", "HOW", Analyses, "parse headers once for all TUs that include them: pch (precompiled in memory, the default), fork or off">;
defm engine_skip : Valued<"engine-skip", "HOW", Analyses, "do not parse bodies of functions in system headers: on (the default), deep-std (but parse those in the standard library that call what they are given) or off">;
def stats : LongFlag<"stats", Analyses, "say on standard error where time and memory went">;
def profile_checks : LongFlag<"profile-checks", Analyses, "say what each check costs; analyses every TU anew">;
def no_cache : LongFlag<"no-cache", Analyses, "analyse every TU anew, and remember nothing">;
defm cache_dir : Valued<"cache-dir", "DIR", [CheckVis, FixVis, BaselineVis, FactsVis, CacheVis], "folder for the results of earlier runs; 'memtidy cache path' shows the default">;
}

def grp_clang_tidy : OptionGroup<"clang-tidy">, HelpText<"AS CLANG-TIDY: for run-clang-tidy, clang-tidy-diff and CMake">;
let Group = grp_clang_tidy in {
defm checks : Valued<"checks", "GLOBS", [CheckVis], "clang-tidy's list of checks, '-GLOB' takes away; those of others are ignored">;
defm header_filter : Valued<"header-filter", "REGEX", [CheckVis], "show findings in headers whose path matches only">;
defm exclude_header_filter : Valued<"exclude-header-filter", "REGEX", [CheckVis], "do not show findings in headers whose path matches">;
defm line_filter : Valued<"line-filter", "JSON", [CheckVis], "show findings in the lines of this filter only">;
defm warnings_as_errors : Valued<"warnings-as-errors", "GLOBS", [CheckVis], "exit 1 on findings of these checks, whatever their level">;
defm export_fixes : Valued<"export-fixes", "FILE", [CheckVis], "same as --output export-fixes:FILE, beside the other output">;
defm extra_arg_before : Valued<"extra-arg-before", "FLAG", [CheckVis], "add FLAG in front of each compile command's flags (repeatable)">;
defm removed_arg : Valued<"removed-arg", "FLAG", [CheckVis], "remove FLAG from each compile command (repeatable)">;
defm load : Valued<"load", "PLUGIN", [CheckVis], "not loaded: the checks are in memtidy">;
def list_checks : LongFlag<"list-checks", [CheckVis], "list the selected checks">;
def use_color : LongFlag<"use-color", [CheckVis], "same as --color=always">;
def use_color_eq : LongJoined<"use-color", "BOOL", [CheckVis], "same as --color=always, or never when false">;
def allow_no_checks : LongFlag<"allow-no-checks", [CheckVis], "always so when --checks is given">;
def alpha_checkers : LongFlag<"allow-enabling-analyzer-alpha-checkers", [CheckVis], "nothing: memtidy has none of those">;
}

def help : LongFlag<"help", Everywhere, "show this">;
def h : Flag<["-"], "h">, Alias<help> { let Visibility = Everywhere; }
def version : LongFlag<"version", [PlainVis], "show versions">;
