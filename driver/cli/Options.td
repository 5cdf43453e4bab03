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
def PlainVis : OptionVisibility;

defvar Analyses = [CheckVis, FixVis];
defvar Parses = [CheckVis, FixVis, DumpVis];
defvar Renders = [CheckVis, FixVis, ChecksVis, ReportVis];
defvar Writes = [CheckVis, FixVis, ChecksVis, ExplainVis, ReportVis];
defvar Everywhere = [CheckVis, FixVis, ChecksVis, ExplainVis, DumpVis, ReportVis, PlainVis];

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
defm select : Valued<"select", "GLOBS", Analyses, "run the checks that match, comma separated; 'memtidy-' may be left out">;
defm ignore : Valued<"ignore", "GLOBS", Analyses, "do not run the checks that match">;
defm level : Valued<"level", "LEVEL", Analyses, "lowest level to report: possible, likely (default) or certain">;
def closed_world : LongFlag<"closed-world", Analyses, "what is analysed is the whole program: what nobody calls never runs">;
defm set : Valued<"set", "CHECK.OPTION=VALUE", Analyses, "set an option of a check (repeatable); 'memtidy explain CHECK' lists them">;
}

def grp_fix : OptionGroup<"fix">, HelpText<"FIXING">;
let Group = grp_fix in {
def fix : LongFlag<"fix", [CheckVis], "apply safe fixes">;
def unsafe_fixes : LongFlag<"unsafe-fixes", Analyses, "apply fixes that may change behaviour, too">;
def diff : LongFlag<"diff", Analyses, "print what fixing would change, change nothing">;
}

def grp_gate : OptionGroup<"gate">, HelpText<"EXIT CODE">;
let Group = grp_gate in {
defm fail_on : Valued<"fail-on", "LEVEL", Analyses, "exit 1 on findings of this level and up: possible, likely (default), certain or never">;
def exit_zero : LongFlag<"exit-zero", Analyses, "exit 0 instead of 1 or 3">;
def strict : LongFlag<"strict", Analyses, "exit 1 instead of 3 when a TU could not be analysed">;
}

def grp_output : OptionGroup<"output">, HelpText<"OUTPUT">;
let Group = grp_output in {
defm output : Valued<"output", "FORMAT[:FILE]", Writes, "write FORMAT to FILE or standard output (repeatable); --help ends with the list">;
def f : Separate<["-"], "f">, Alias<output_eq> { let Visibility = Writes; }
defm color : Valued<"color", "WHEN", Renders, "auto (default), always or never">;
def quiet : LongFlag<"quiet", Analyses, "no progress and no word about dropped flags">;
def q : Flag<["-"], "q">, Alias<quiet> { let Visibility = Analyses; }
def no_progress : LongFlag<"no-progress", Analyses, "no progress on standard error">;
}

def grp_run : OptionGroup<"run">, HelpText<"RUNNING">;
let Group = grp_run in {
def j : JoinedOrSeparate<["-"], "j"> {
  let Visibility = Analyses;
  let MetaVarName = "N";
  let HelpText = "worker processes; default: one per core";
}
defm timeout_per_tu : Valued<"timeout-per-tu", "SECONDS", Analyses, "give up a TU after that long; 0 is never; default 300">;
def no_cache : LongFlag<"no-cache", Analyses, "analyse every TU anew; results are not cached yet, so this is always so">;
}

def help : LongFlag<"help", Everywhere, "show this">;
def h : Flag<["-"], "h">, Alias<help> { let Visibility = Everywhere; }
def version : LongFlag<"version", [PlainVis], "show versions">;
