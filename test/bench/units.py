#!/usr/bin/env python3
"""What memtidy costs: user CPU time and peak memory against clang and clang-tidy, as a markdown table.

Each round runs every tool on every translation unit (the analyzer's Padding only in the first), so that a busy moment of
the machine hits all of them. A tool's time is the least of its rounds: noise only ever adds. Ratios are to `clang++-22 -fsyntax-only`.
"""

import argparse
import math
import os
import pathlib
import statistics
import sys
import tempfile

from measure import CXX, ROOT, Usage

TIDY = "clang-tidy-22"
MEMTIDY_FLAGS = ["--no-cache", "-j1", "--no-progress", "--fail-on", "never", "--timeout-per-tu", "0"]
ONCE = ("padding",)  # many times slower than the rest: noise does not matter

HEADS = {"memtidy": "memtidy, all checks", "performance": "clang-tidy `performance-*`", "padding": "clang-tidy `Padding`"}

UNITS = {  # name -> (source below the repository, what it is like, flags)
    "AsioServer": ("test/bench/tus/AsioServer.cpp", "standalone Asio", []),
    "BoostIndex": ("test/bench/tus/BoostIndex.cpp", "Boost multi_index, property_tree, signals2", []),
    "GoogleTests": ("test/bench/tus/GoogleTests.cpp", "GoogleTest", []),
    "JsonLog": ("test/bench/tus/JsonLog.cpp", "nlohmann json, spdlog", ["-DSPDLOG_FMT_EXTERNAL"]),
    "RangeV3": ("test/bench/tus/RangeV3.cpp", "range-v3", []),
    "StdRanges": ("test/bench/tus/StdRanges.cpp", "standard library only", []),
    "PaddedRecord": (
        "checks/record/PaddedRecord.cpp",
        "memtidy itself: clang's headers",
        [f"-I{ROOT}", "-isystem/usr/lib/llvm-22/include", "-fno-exceptions"],
    ),
    "Plain": (None, "generated: 600 records and what works on them, few headers", []),
}


def plain_source(records=600):
    """Returns a long source of one project's own code: what a check reads from end to end."""
    parts = ["#include <memory>\n#include <string>\n#include <vector>\n\nnamespace plain {\n"]
    for i in range(records):
        parts.append(f"""
struct Part{i} {{
  int Weight = {i};
  bool Fragile = false;
  std::string Name;
  double Price = {i}.5;
  std::vector<int> Bins;
  int total(int From) const {{
    int Sum = Weight;
    for (int Bin : Bins)
      if (Bin > From)
        Sum += Fragile ? Bin : -Bin;
    return Sum;
  }}
}};

inline std::vector<std::shared_ptr<Part{i}>> make{i}(int Count) {{
  std::vector<std::shared_ptr<Part{i}>> All;
  for (int I = 0; I < Count; ++I) {{
    auto One = std::make_shared<Part{i}>();
    One->Name = "part " + std::to_string(I);
    One->Bins.push_back(One->total(I % 7));
    All.push_back(std::move(One));
  }}
  return All;
}}
""")
    return "".join(parts) + "\n} // namespace plain\n"


def commands(memtidy, source, flags, without):
    """Returns what is compared: name -> command."""
    everything = {
        "syntax": [CXX, "-fsyntax-only", *flags, source],
        "memtidy": [memtidy, "check", source, *MEMTIDY_FLAGS, "--", *flags],
        "performance": [TIDY, "-quiet", "-checks=-*,performance-*", source, "--", *flags],
        "padding": [TIDY, "-quiet", "-checks=-*,clang-analyzer-optin.performance.Padding", source, "--", *flags],
    }
    return {tool: command for tool, command in everything.items() if tool not in without}


def measure(command, folder):
    """Returns (user seconds, peak resident MiB)."""
    usage = Usage(command, folder)
    return usage.user, usage.peak


def run(arguments, folder):
    """Returns unit -> tool -> list of measurements."""
    generated = os.path.join(folder, "Plain.cpp")
    with open(generated, "w") as file:
        file.write(plain_source())
    plans = {}
    for name in arguments.only or UNITS:
        source, _, flags = UNITS[name]
        source = str(ROOT / source) if source else generated
        plans[name] = commands(str(arguments.memtidy.resolve()), source, ["-std=c++20", *flags], arguments.without)

    results = {name: {tool: [] for tool in plan} for name, plan in plans.items()}
    for number in range(arguments.rounds):
        for name, plan in plans.items():
            for tool, command in plan.items():
                if number == 0 or tool not in ONCE:
                    results[name][tool].append(measure(command, folder))
        print(f"round {number + 1} of {arguments.rounds}", file=sys.stderr)
    return results


def least(measurements, index):
    return min(one[index] for one in measurements)


def ratio_of(unit, tool, index=0):
    return least(unit[tool], index) / least(unit["syntax"], index)


def noise_of(unit):
    """Returns how far the median of memtidy's rounds lies above the least, as a share."""
    times = [one[0] for one in unit["memtidy"]]
    return statistics.median(times) / min(times) - 1


def report(results):
    """Prints the table and returns memtidy's time ratios."""
    tools = [tool for tool in HEADS if tool in next(iter(results.values()))]
    print("| unit | `-fsyntax-only` | " + " | ".join(HEADS[tool] for tool in tools) + " | peak memory of memtidy | noise |")
    print("|---|--:|" + "--:|" * len(tools) + "--:|--:|")
    for name, unit in results.items():
        times = " | ".join(f"{ratio_of(unit, tool):.2f}x" for tool in tools)
        seconds, megabytes = (least(unit["syntax"], index) for index in (0, 1))
        memory = f"{ratio_of(unit, 'memtidy', 1):.2f}x of {megabytes:.0f} MiB"
        print(f"| {name} ({UNITS[name][1]}) | {seconds:.2f} s | {times} | {memory} | {noise_of(unit):.0%} |")
    for word, pick in (("geometric mean", geometric_mean), ("median", statistics.median), ("largest", max)):
        times = " | ".join(f"{pick([ratio_of(unit, tool) for unit in results.values()]):.2f}x" for tool in tools)
        memory = pick([ratio_of(unit, "memtidy", 1) for unit in results.values()])
        print(f"| {word} | | {times} | {memory:.2f}x | |")
    return [ratio_of(unit, "memtidy") for unit in results.values()]


def geometric_mean(values):
    return math.exp(statistics.fmean(math.log(value) for value in values))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--memtidy", type=pathlib.Path, default=ROOT / "build" / "bin" / "memtidy")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="*", choices=UNITS, metavar="UNIT", help=f"of {', '.join(UNITS)}")
    parser.add_argument("--without", nargs="*", default=[], choices=("performance", "padding"), help="tools to leave out")
    parser.add_argument("--max-ratio", type=float, help="exit 1 when memtidy's median ratio is above this")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ratios = report(run(arguments, folder))
    if arguments.max_ratio and statistics.median(ratios) > arguments.max_ratio:
        sys.exit(f"bench: the median ratio is above {arguments.max_ratio}")


if __name__ == "__main__":
    main()
