#!/usr/bin/env python3
"""Random records against the compiler: what memtidy-padded-record promises must come true.

    padded_records.py --memtidy memtidy [--records N] [--seed S] [--keep DIR]

A batch is one program full of random records that prints every member and the order of its constructions and destructions. It is
compiled and run before and after the safe fixes. The sizes must be those that the findings promised, the output must not change,
comments must stay at their fields, and nothing may be left to fix. memtidy's layouts must be those of the compiler's own
-fdump-record-layouts, on the target of the program and on all that are asked by default, and no record may grow on any of them. The seed
is printed: the same seed gives the same records. What fails is cut down to the records that it takes, and printed.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile

from padded_records_program import Program
from padded_records_layouts import TARGETS, compiler_layouts, memtidy_layouts

CHECK = "memtidy-padded-record"
OPTIONS = {"MinSavedBytes": 1, "MinSavedPercent": 1, "MinSavedBytesSingle": 1}
FLAGS = ["-std=c++20", "-O0", "-w", "-Werror=reorder"]


class Oracle:
    def __init__(self, arguments, folder):
        self.arguments, self.folder = arguments, folder
        self.path = os.path.join(folder, "records.cpp")

    def run(self, *command):
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, cwd=self.folder)

    def output(self):
        program = os.path.join(self.folder, "records")
        built = self.run(self.arguments.clangxx, *FLAGS, self.path, "-o", program)
        if built.returncode:
            raise AssertionError("does not compile:\n" + built.stderr[:2000])
        lines = self.run(program).stdout.splitlines()
        sizes = {line.split()[1]: int(line.split()[2]) for line in lines if line.startswith("SIZE ")}
        return [line for line in lines if not line.startswith("SIZE ")], sizes

    def memtidy(self, command, *flags):
        settings = ["--set=%s.%s=%d" % (CHECK, name, value) for name, value in OPTIONS.items()]
        done = self.run(
            self.arguments.memtidy, command, "--isolated", "--no-cache", "--quiet", "-j1", "--select=" + CHECK, "--level=possible",
            *settings, *flags, self.path, "--", "-std=c++20",
        )
        assert done.returncode in (0, 1), "memtidy %s: exit code %d: %s" % (command, done.returncode, done.stderr[:500])
        return done.stdout

    def findings(self):
        """Returns name -> (size, promised size, whether the fix is safe)."""
        said = self.memtidy("check", "--output=full", "--color=never")
        found = {}
        for part in re.split(r"(?m)^(?=\S+:\d+:\d+: warning: )", said):
            match = re.search(r"warning: '(\w+)' is (\d+) bytes, (\d+) would do", part)
            if match:
                found[match[1]] = (int(match[2]), int(match[3]), "[safe fix]" in part)
        return found

    def layouts(self, target):
        return compiler_layouts(self.run, self.arguments.clangxx, self.path, target)

    def check_layouts(self, sizes):
        """Compares every layout with the compiler's; returns those of the other targets."""
        own = self.layouts(TARGETS[0])
        modelled = memtidy_layouts(self.run, self.arguments.memtidy, self.path, "record-layout")
        for name, mine in modelled.items():
            theirs = own.get(name) or own[name + "<int>"]
            assert mine == theirs, "layout of %s: %s, the compiler says %s" % (name, mine, theirs)
        for name, size in sizes.items():
            assert name not in own or own[name].size == size, "%s is %d bytes, its dump says %s" % (name, size, own[name])
        others = memtidy_layouts(self.run, self.arguments.memtidy, self.path, "target-layouts")
        result = {}
        for target in TARGETS:
            result[target] = self.layouts(target) if target != TARGETS[0] else own
            for name, layout in result[target].items():
                mine = others.get((name, target))
                # Pointers to tables move further in over-aligned records of Microsoft's; such records keep their order.
                # Where empty parts of one class push each other apart, nothing is said on any target.
                if ("windows" in target and layout.align > 8) or name.split("<")[0] not in modelled:
                    continue
                assert mine is None or mine == layout, "%s: %s, the compiler says %s" % ((name, target), mine, layout)
        return result

    def check(self, text):
        """Returns how many findings and how many fixes the program has."""
        self.write(text)
        output, sizes = self.output()
        found = self.findings()
        for name, (size, _, _) in found.items():
            assert sizes.get(name, size) == size, "%s is %d bytes, the finding says %d" % (name, sizes[name], size)
        layouts = self.check_layouts(sizes)
        self.memtidy("fix")
        with open(self.path) as file:
            after = file.read()
        new_output, new_sizes = self.output()
        changed = ["%s\n  %s" % pair for pair in zip(output, new_output) if pair[0] != pair[1]]
        assert output == new_output, "the output changed:\n" + "\n".join(changed[:3])
        fixed = {name for name, (_, _, safe) in found.items() if safe}
        for name, size in sizes.items():
            # A record also shrinks with those inside of it.
            expected = found[name][1] if name in fixed else size
            assert new_sizes[name] <= expected, "%s is %d bytes after the fix, promised were %d" % (name, new_sizes[name], expected)
        self.check_growth(layouts)
        check_comments(text, after)
        again = {name for name, (_, _, safe) in self.findings().items() if safe}
        assert not again & fixed, "still reported after the fix: %s" % sorted(again & fixed)
        return len(found), len(fixed)

    def check_growth(self, before):
        # What the first says of 64 bits has been measured by running.
        for target in TARGETS[1:]:
            for name, layout in self.layouts(target).items():
                was = before[target].get(name)
                assert not was or layout.size <= was.size, "%s grows on %s: %d, was %d" % (name, target, layout.size, was.size)

    def write(self, text):
        with open(self.path, "w") as file:
            file.write(text)


def check_comments(before, after):
    find = r"(?://|/\*|///<) [lt]:\w+"
    assert sorted(re.findall(find, before)) == sorted(re.findall(find, after)), "a comment is lost"
    lines = after.splitlines()
    for i, line in enumerate(lines):
        for kind, name in re.findall(r"([lt]):(f\w+)", line):
            where = lines[i + 1] if kind == "l" else line
            assert re.search(r"\b%s\b" % name, where.split("//")[0].split("/*")[0]), "the comment of %s has moved away" % name


def reduce_failure(oracle, program, numbers):
    """Returns the fewest records, found by halving, that still fail, and why they do."""

    def fails(part):
        try:
            oracle.check(program.text(part))
        except AssertionError as error:
            reasons.append(str(error))
            return True
        return False

    reasons = []

    size = len(numbers) // 2
    while size:
        for start in range(0, len(numbers), size):
            rest = numbers[:start] + numbers[start + size :]
            if rest and fails(rest):
                numbers = rest
                break
        else:
            size //= 2
            continue
        size = min(size, len(numbers) // 2)
    return numbers, reasons[-1] if reasons else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--memtidy", required=True)
    parser.add_argument("--clangxx", default="clang++-22")
    parser.add_argument("--records", type=int, default=2000)
    parser.add_argument("--batch", type=int, default=250, help="records of one program")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", help="where to leave the program that failed")
    arguments = parser.parse_args()
    arguments.memtidy = os.path.abspath(arguments.memtidy)
    findings = fixes = 0
    with tempfile.TemporaryDirectory() as folder:
        if arguments.keep:
            os.makedirs(arguments.keep, exist_ok=True)
        oracle = Oracle(arguments, arguments.keep or folder)
        program = Program(arguments.seed, arguments.records)
        for first in range(0, arguments.records, arguments.batch):
            numbers = list(range(first, min(first + arguments.batch, arguments.records)))
            try:
                found, fixed = oracle.check(program.text(numbers))
            except AssertionError as error:
                print("seed %d, records %d to %d: %s" % (arguments.seed, numbers[0], numbers[-1], error))
                numbers, reason = reduce_failure(oracle, program, numbers)
                print("records %s suffice: %s\n%s" % (numbers, reason, program.text(numbers)))
                return 1
            findings, fixes = findings + found, fixes + fixed
    print("%d records from seed %d: %d findings, %d fixed, all as promised" % (arguments.records, arguments.seed, findings, fixes))
    return 0


if __name__ == "__main__":
    sys.exit(main())
