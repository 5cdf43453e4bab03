#!/usr/bin/env python3
"""Starts a new check: its source, its page, its test, and its line in Checks.def.

    checks/new_check.py copy-in-loop --group allocation --summary "finds loop variables that copy each element"

What it writes builds. The new test fails, on purpose, until the check reports what the test asks for;
docs/adding-a-check.md says how to get there.
"""

import argparse
import pathlib
import re
import sys

SOURCE = """\
{banner}

#include "checks/Registry.h"
#include "checks/host/Check.h"
#include "checks/host/Options.h"
#include "llvm/Support/FormatVariadic.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace memtidy;

// What we say.
static Finding describe(const NamedDecl &Guilty) {{
  Finding Result;
  Result.Loc = Guilty.getLocation();
  Result.Message = llvm::formatv("'{{0}}' is guilty", Guilty.getName());
  return Result;
}}

// When we say it.
namespace {{
class {type} final : public Check {{
public:
  explicit {type}(const OptionReader &) {{}}

  internal::DynTypedMatcher matcher() const override {{
    return namedDecl(unless(anything())).bind("guilty");
  }}

  void run(const MatchResult &Match, FindingSink Report) override {{
    Report(describe(*Match.Nodes.getNodeAs<NamedDecl>("guilty")));
  }}
}};
}} // namespace

// What we are.
constexpr CheckInfo memtidy::{type}Info = {{
    .Name = "memtidy-{name}",
    {summary},
    .Since = "{since}",
    .DefaultLevel = Level::Likely,
    .Fixes = FixKind::None,
    .Options = {{}},
    .Create = [](const OptionReader &Values) -> std::unique_ptr<Check> {{
      return std::make_unique<{type}>(Values);
    }},
}};
"""

PAGE = """\
# memtidy-{name}

{sentence}.

## What it reports

```cpp bad
```

## What it leaves alone

```cpp good
```

## Why it costs

## Fix

None.

## Options

<!-- options -->
<!-- /options -->

## Known gaps
"""

TEST = """\
// RUN: %check_memtidy %s memtidy-{name}

void isReportedBad() {{}} // CHECK: :[[@LINE]]:6: warning: 'isReportedBad' is guilty

void looksAlikeOk() {{}}
"""


def banner(file_name, name):
    """Returns the first line of a source file, as long as LLVM's."""
    head = f"//===- {file_name} - memtidy-{name} "
    return head + "-" * max(3, 75 - len(head)) + "===//"


def initializer(text):
    """Returns `.Summary = "text"` as clang-format would break it."""
    line = f'.Summary = "{text}"'
    return line if len(line) <= 75 else f'.Summary =\n        "{text}"'


def add_line(listing, group, type_name):
    """Returns Checks.def with the new line at its sorted place."""
    lines = listing.splitlines()
    head = [line for line in lines if not line.startswith("MEMTIDY_CHECK(")]
    checks = [line for line in lines if line.startswith("MEMTIDY_CHECK(")]
    checks.append(f"MEMTIDY_CHECK({group}, {type_name})")
    return "\n".join(head + sorted(checks)) + "\n"


def project_version(root):
    """Returns major.minor of the version that CMakeLists.txt names."""
    text = (root / "CMakeLists.txt").read_text()
    return re.search(r"project\(memtidy VERSION (\d+\.\d+)", text).group(1)


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", help="kebab-case, names the problem: copy-in-loop")
    parser.add_argument("--group", required=True, help="folder below checks/: ownership, record, allocation, ...")
    parser.add_argument("--summary", required=True, help='fragment: "finds loop variables that copy each element"')
    parser.add_argument("--root", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent.parent)
    arguments = parser.parse_args()
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", arguments.name) or arguments.name.startswith("memtidy"):
        parser.error("the name is kebab-case and has no 'memtidy-' before it")
    if re.match(r"(use|no|avoid)-", arguments.name):
        parser.error("a check is named after the problem, not after the cure")
    if not re.fullmatch(r"[a-z]+", arguments.group):
        parser.error("the group is one lower-case word")
    if not re.fullmatch(r"finds [^\"\\]{1,61}[^\"\\.\s]", arguments.summary):
        parser.error("the summary is a short fragment: it starts with 'finds', has no period and fits on a line")
    return arguments


def main():
    arguments = read_arguments()
    root, group, name = arguments.root, arguments.group, arguments.name
    type_name = "".join(word.capitalize() for word in name.split("-"))
    words = {
        "name": name,
        "type": type_name,
        "banner": banner(f"{type_name}.cpp", name),
        "summary": initializer(arguments.summary),
        "sentence": arguments.summary.capitalize(),
        "since": project_version(root),
    }
    files = {
        f"checks/{group}/{type_name}.cpp": SOURCE,
        f"docs/checks/{name}.md": PAGE,
        f"test/checks/{group}/{name}.cpp": TEST,
    }
    taken = [path for path in files if (root / path).exists()]
    if taken:
        sys.exit(f"new_check.py: exists already: {', '.join(taken)}")

    listing = root / "checks" / "Checks.def"
    listing.write_text(add_line(listing.read_text(), group, type_name))
    for path, template in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(template.format(**words))
        print(path)
    print("checks/Checks.def")


if __name__ == "__main__":
    main()
