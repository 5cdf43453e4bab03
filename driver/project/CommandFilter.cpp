//===- CommandFilter.cpp - What may stay in a compile command -------------===//
//
// Compile databases come from GCC, from clang and from strangers. clang's own
// table of options tells what each word is; what would load, run or write
// something goes, and so does what only GCC knows.
//
//===----------------------------------------------------------------------===//

#include "driver/project/CommandFilter.h"
#include "clang/Driver/Driver.h"
#include "clang/Driver/Types.h"
#include "clang/Options/Options.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace memtidy;
namespace opt = llvm::opt;
namespace options = clang::options;

// What kind of output is wanted, where dependencies are written, what devices
// and linkers get: nothing that changes the AST of the host.
static constexpr options::ID UnwantedGroups[] = {
    options::OPT_Action_Group,
    options::OPT_M_Group,
    options::OPT_Link_Group,
    options::OPT_offload_Group,
};

// Beginnings of options, as clang spells them after resolving aliases.
static constexpr llvm::StringLiteral UnwantedOptions[] = {
    // Load code or further options.
    "-fplugin",
    "-fpass-plugin",
    "-load",
    "-plugin",
    "-add-plugin",
    "-mllvm",
    "-Xpreprocessor",
    "--config",
    "@",
    // Choose programs to run.
    "-B",
    "-ccc-",
    "-fopenmp-targets",
    "--hipstdpar",
    // Write files.
    "-dumpdir",
    "-save-temps",
    "-serialize-diagnostic",
    "--serialize-diagnostics",
    "-dependency-",
    "-header-include-file",
    "-diagnostic-log-file",
    "-stats-file",
    "-index-store-path",
    "-emit-",
    "-coverage",
    "--coverage",
    "-fcoverage",
    "-ftest-coverage",
    "-fprofile",
    "-fcs-profile",
    "-fcreate-profile",
    "-fmemory-profile",
    "-ftime-trace",
    "-ftime-report",
    "-fproc-stat-report",
    "-fcrash-diagnostics",
    "-fsave-optimization-record",
    "-foptimization-record",
    "-fstack-usage",
    "-gsplit-dwarf",
    "-gen-cdb-fragment-path",
    "-gen-reproducer",
    // Name files that another compiler made, or make such files.
    "-include-pch",
    "-Winvalid-pch",
    "-fpch-",
    "-fmodules",
    "-fcxx-modules",
    "-fmodule-",
    "-fimplicit-module",
    "-fprebuilt-",
};

static bool isUnwanted(const opt::Option &Given) {
  const opt::Option Meant = Given.getUnaliasedOption();
  if (Meant.getID() == options::OPT_o)
    return true;
  if (llvm::any_of(UnwantedGroups,
                   [&](options::ID Group) { return Meant.matches(Group); }))
    return true;
  const llvm::StringRef Name = Meant.getPrefixedName();
  return llvm::any_of(UnwantedOptions, [&](llvm::StringRef Beginning) {
    return Name.starts_with(Beginning);
  });
}

static bool isCOrCxx(driver::types::ID Type) {
  switch (Type) {
  case driver::types::TY_C:
  case driver::types::TY_PP_C:
  case driver::types::TY_CXX:
  case driver::types::TY_PP_CXX:
  case driver::types::TY_CXXModule:
    return true;
  default:
    return false;
  }
}

namespace {

class CommandFilter {
public:
  CommandFilter(llvm::ArrayRef<std::string> Command,
                std::set<std::string> &Unknown)
      : Unknown(Unknown) {
    Words.reserve(Command.size());
    for (const std::string &Word : Command)
      Words.push_back(Word.c_str());
    IsClangCL = driver::IsClangCL(
        driver::getDriverMode(Words.front(), llvm::ArrayRef(Words).slice(1)));
  }

  std::vector<std::string> run() {
    Kept.push_back(Words.front());
    llvm::ArrayRef<const char *> Options = llvm::ArrayRef(Words).slice(1);
    visit(Options, driverVisibility(),
          [&](const opt::InputArgList &List, const opt::Arg &Given) {
            keepIfWanted(List, Given);
          });
    return std::move(Kept);
  }

  /// What -x says after run().
  driver::types::ID language() const { return Language; }
  bool isClangCL() const { return IsClangCL; }

private:
  using Visitor =
      llvm::function_ref<void(const opt::InputArgList &, const opt::Arg &)>;

  opt::Visibility driverVisibility() const {
    return opt::Visibility(IsClangCL ? options::CLOption
                                     : options::ClangOption);
  }

  static void visit(llvm::ArrayRef<const char *> Options, opt::Visibility Known,
                    Visitor Visit) {
    const opt::InputArgList List(Options.begin(), Options.end());
    unsigned Index = 0;
    while (Index < List.getNumInputArgStrings()) {
      std::unique_ptr<opt::Arg> Given =
          getDriverOptTable().ParseOneArg(List, Index, Known);
      if (!Given) // The last option lacks its value.
        return;
      Visit(List, *Given);
    }
  }

  void keepIfWanted(const opt::InputArgList &List, const opt::Arg &Given) {
    const opt::Option &Option = Given.getOption();
    switch (Option.getID()) {
    case options::OPT_INPUT:
    case options::OPT__DASH_DASH:
      return;
    case options::OPT_UNKNOWN:
      Unknown.insert(Given.getSpelling().str());
      return;
    case options::OPT_Xclang:
      FrontendWords.push_back(Given.getValue());
      keepFrontendOptions(List, Given);
      return;
    case options::OPT_Wp_COMMA:
      keepMacros(Given);
      return;
    case options::OPT_x:
      Language = driver::types::lookupTypeForTypeSpecifier(Given.getValue());
      break;
    default:
      if (isUnwanted(Option))
        return;
    }
    opt::ArgStringList Rendered;
    Given.render(List, Rendered);
    Kept.insert(Kept.end(), Rendered.begin(), Rendered.end());
  }

  // -Wp,-MD,file writes a file, -Wp,-DX=1 is what people mean.
  void keepMacros(const opt::Arg &Given) {
    for (const char *Value : Given.getValues())
      if (llvm::StringRef(Value).starts_with("-D") ||
          llvm::StringRef(Value).starts_with("-U"))
        Kept.push_back(Value);
  }

  // An option of the front end and its value are -Xclang words of their own,
  // next to each other.
  void keepFrontendOptions(const opt::InputArgList &List,
                           const opt::Arg &Last) {
    const unsigned After = Last.getIndex() + 2;
    if (After < List.getNumInputArgStrings() &&
        llvm::StringRef(List.getArgString(After)) == "-Xclang")
      return;
    const std::vector<const char *> Sequence = std::move(FrontendWords);
    FrontendWords.clear();
    visit(Sequence, opt::Visibility(options::CC1Option),
          [&](const opt::InputArgList &Words, const opt::Arg &Given) {
            const unsigned ID = Given.getOption().getID();
            if (ID == options::OPT_INPUT || ID == options::OPT_UNKNOWN ||
                isUnwanted(Given.getOption()))
              return;
            opt::ArgStringList Rendered;
            Given.render(Words, Rendered);
            for (const char *Word : Rendered)
              Kept.insert(Kept.end(), {"-Xclang", Word});
          });
  }

  std::set<std::string> &Unknown;
  std::vector<const char *> Words;
  std::vector<const char *> FrontendWords;
  std::vector<std::string> Kept;
  driver::types::ID Language = driver::types::TY_INVALID;
  bool IsClangCL = false;
};

} // namespace

std::optional<std::vector<std::string>>
memtidy::filterCommand(llvm::ArrayRef<std::string> Command,
                       const std::string &File,
                       std::set<std::string> &Unknown) {
  if (Command.empty())
    return std::nullopt;
  std::set<std::string> UnknownHere;
  CommandFilter Filter(Command, UnknownHere);
  std::vector<std::string> Kept = Filter.run();

  driver::types::ID Language = Filter.language();
  if (Language == driver::types::TY_INVALID) {
    llvm::StringRef Extension = llvm::sys::path::extension(File);
    Extension.consume_front(".");
    Language = driver::types::lookupTypeForExtension(Extension);
  }
  if (!isCOrCxx(Language))
    return std::nullopt;
  Unknown.merge(UnknownHere);
  Kept.insert(Kept.end(), {"--", File});
  return Kept;
}
