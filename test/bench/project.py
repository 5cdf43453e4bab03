#!/usr/bin/env python3
"""What a whole project costs, against the goals, as a markdown table.

Without --database a project is made up: so many sources, each with a few headers of its own project and of the standard library.
CPU time is user and system time of all processes; ratios compare runs that follow each other.
"""

import argparse
import json
import os
import pathlib
import re
import shlex
import shutil
import statistics
import subprocess
import tempfile

from measure import CXX, ROOT, Usage

COMMON = """#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>
"""

PART = """#pragma once
#include "common.h"
struct Part{n} {{
  bool Fragile = false;
  double Price = {n}.5;
  std::string Name;
  std::shared_ptr<Part{n}> Spare;
  std::vector<std::shared_ptr<Part{n}>> Parts;
  std::function<void()> OnChange;
  int total(int From) const;
  void change(std::function<void()> Then);
}};
std::vector<int> bins{n}(const Part{n} &From);
"""

SOURCE = """#include "part{n}.h"
#include "part{next}.h"
#include "part{far}.h"
int Part{n}::total(int From) const {{
  int Sum = From;
  for (const auto &One : Parts)
    Sum += One->total(Fragile ? 1 : 2);
  return Sum;
}}
void Part{n}::change(std::function<void()> Then) {{ OnChange = std::move(Then); }}
std::vector<int> bins{n}(const Part{n} &From) {{
  std::vector<int> Result;
  for (const auto &One : From.Parts)
    Result.push_back(One->total(1));
  return Result;
}}
int use{n}(std::shared_ptr<Part{next}> Other) {{
  auto Made = std::make_shared<Part{far}>();
  Made->Name = "part " + Other->Name;
  Other->change([Made] {{ Made->Price += 1; }});
  int Sum = 0;
  for (int Bin : bins{next}(*Other))
    Sum += Bin;
  return Sum;
}}
"""


def make_up(folder, units):
    """Writes a project of so many sources with its compile database."""
    (folder / "common.h").write_text(COMMON)
    entries = []
    for n in range(units):
        (folder / f"part{n}.h").write_text(PART.format(n=n))
        (folder / f"unit{n}.cpp").write_text(SOURCE.format(n=n, next=(n + 1) % units, far=(n * 7 + 3) % units))
        entries.append({"directory": str(folder), "file": f"unit{n}.cpp", "arguments": [CXX, "-std=c++20", "-c", f"unit{n}.cpp"]})
    (folder / "compile_commands.json").write_text(json.dumps(entries))


def syntax_commands(database):
    """Returns the commands of the database as syntax checks, each with its folder."""
    commands = []
    for entry in json.loads((database / "compile_commands.json").read_text()):
        words = list(entry["arguments"]) if "arguments" in entry else shlex.split(entry["command"])
        while "-o" in words:
            at = words.index("-o")
            del words[at : at + 2]
        commands.append(([CXX, *(word for word in words[1:] if word != "-c"), "-fsyntax-only"], entry["directory"]))
    return commands


def files_of(commands):
    """Returns how many files the commands read, each once."""
    files = set()
    for command, folder in commands:
        rule = subprocess.run([*command, "-M"], cwd=folder, capture_output=True, text=True).stdout
        files.update(os.path.normpath(os.path.join(folder, path)) for path in rule.replace("\\\n", " ").split()[1:])
    return len(files)


class Project:
    def __init__(self, arguments, database, scratch):
        self.arguments, self.database = arguments, database
        self.commands = syntax_commands(database)
        self.cache = ["--cache-dir", str(scratch / "cache")]

    def check(self, *words):
        command = [str(self.arguments.memtidy), "check", "-p", str(self.database), "--no-progress", "--stats", "--exit-zero"]
        return Usage([*command, f"-j{self.arguments.jobs}", *words], self.database)

    def rows(self):
        """Yields what is measured, its goal and its value."""
        syntax = [Usage(command, folder) for command, folder in self.commands]
        seconds = sum(one.cpu for one in syntax)
        cold = self.check("--no-cache")
        count = len(self.commands)
        yield f"cold, {count} TUs, CPU against the sum of `-fsyntax-only` ({seconds:.1f} s)", "0.20x", f"{cold.cpu / seconds:.2f}x"
        yield from self.against_clang_tidy(cold)
        after, largest = (float(re.search(text, cold.said)[1]) for text in (r"([\d.]+) % of it after", r"more than (\d+) MiB"))
        yield "all checks together against all CPU time in workers", "10 %", f"{after:.1f} %"
        peak = max(one.peak for one in syntax)
        yield f"largest worker against the largest `-fsyntax-only` ({peak:.0f} MiB)", "0.60x", f"{largest / peak:.2f}x"
        self.check(*self.cache)
        files = files_of(self.commands)
        warm = statistics.median(self.check(*self.cache).wall for _ in range(5))
        yield f"unchanged, {files} files: wall time", f"{5 + 2.5e-3 * files:.0f} ms", f"{warm * 1000:.0f} ms"
        if not self.arguments.database:
            yield self.one_changed(count)

    def against_clang_tidy(self, cold):
        tidy = shutil.which("run-clang-tidy-22")
        if not tidy or self.arguments.without_clang_tidy:
            return
        words = ["-quiet", f"-j{self.arguments.jobs}", "-p", str(self.database), "-checks=-*,performance-*"]
        theirs = Usage([tidy, *words], self.database, accept=(0, 1))
        yield f"the same against `run-clang-tidy -checks=-*,performance-*` ({theirs.cpu:.1f} s)", "0.15x", f"{cold.cpu / theirs.cpu:.2f}x"

    def one_changed(self, count):
        more = []
        for n in range(min(5, count)):
            changed = self.database / f"unit{n}.cpp"
            changed.write_text(changed.read_text() + f"int changed{n};\n")
            alone = [str(self.arguments.memtidy), "check", str(changed), "-p", str(self.database), "--no-cache", "--no-progress", "--exit-zero"]
            alone = Usage(alone, self.database)
            more.append(self.check(*self.cache).wall - alone.wall)
        return f"one changed source of {count}: wall time beyond that source alone", "50 ms", f"{statistics.median(more) * 1000:.0f} ms"


def merge_rows(tool):
    for count, goal in ((10_000, "500 ms"), (100_000, "linear")):
        done = subprocess.run([tool, "merge", str(count)], capture_output=True, text=True, check=True).stdout
        merged, concluded = re.search(r"merged in (\d+) ms, concluded in (\d+) ms", done).groups()
        yield f"facts of {count:,} made-up TUs: merged (and concluded), CPU time", goal, f"{merged} ms ({concluded} ms)"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--memtidy", type=pathlib.Path, default=ROOT / "build" / "bin" / "memtidy")
    parser.add_argument("--database", type=pathlib.Path, help="a folder with a compile_commands.json")
    parser.add_argument("--units", type=int, default=200, help="sources of the made-up project")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--without-clang-tidy", action="store_true")
    arguments = parser.parse_args()
    arguments.memtidy = arguments.memtidy.resolve()
    print("| what | goal | measured |\n|---|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder).resolve()
        database = arguments.database and arguments.database.resolve()
        if not database:
            database = scratch / "project"
            database.mkdir()
            make_up(database, arguments.units)
        for row in Project(arguments, database, scratch).rows():
            print(f"| {' | '.join(row)} |", flush=True)
    tool = arguments.memtidy.parent / "memtidy-facts"
    if tool.exists():
        for row in merge_rows(str(tool)):
            print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main()
