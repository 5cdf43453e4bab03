#!/usr/bin/env python3
"""Whether all ways to a result lead to the same one, byte for byte, as a markdown table per project.

What each TU yields when it is parsed alone, without a cache, by one process, is compared with what other ways yield: findings of all levels and facts.
Exits with 1 if something differs. Without --database a project is made up.
"""

import argparse
import itertools
import json
import pathlib
import sys
import tempfile

from measure import ROOT, Usage
from project import make_up


class Outcome:
    """What some way yields, and the seconds of CPU time it took."""

    def __init__(self):
        self.seconds = 0
        self.report = None
        self.facts = None


class Differences:
    def __init__(self, expected, found):
        self.lines = []
        self.first = ""
        if self.differ(expected.report, found.report):
            self.compare(list(findings_in(expected.report)), list(findings_in(found.report)))
        # What they say only memtidy can read.
        if self.differ(expected.facts, found.facts):
            self.add(f"facts, {len(expected.facts)} and {len(found.facts)} bytes", [])

    @staticmethod
    def differ(before, after):
        return None not in (before, after) and before != after

    def add(self, first, lines):
        self.first = "; ".join(filter(None, [self.first, first]))
        self.lines += lines

    def compare(self, before, after):
        lines = [f"-{one}" for one in before if one not in after] + [f"+{one}" for one in after if one not in before]
        if lines:
            self.add(f"{len(lines)} findings, first `{lines[0]}`", lines)
        else:
            self.add("the findings are the same, not what is said with them", [])


def findings_in(report):
    for finding in json.loads(report)["findings"]:
        start = finding["range"]["start"]
        yield f"{finding['path']}:{start['line']}:{start['col']}: {finding['level']}: {finding['message']} [{finding['check']}]"


def cut_off(content, _):
    return content[: len(content) // 2]


def flip(content, _):
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def swap(_, other):
    return other


POISONS = {"cut off": cut_off, "one bit flipped": flip, "files of others": swap}


class Project:
    def __init__(self, memtidy, database, scratch):
        self.memtidy, self.database, self.scratch = memtidy, database, scratch
        self.differing = 0
        self.alone = self.run("--engine-share=off", "-j1")

    def call(self, outcome, command, *words):
        usage = Usage([str(self.memtidy), command, "--isolated", "--quiet", *words], self.database)
        outcome.seconds += usage.cpu

    def judged(self, outcome, command, *words):
        target = self.scratch / "report.json"
        self.call(outcome, command, *words, "--level", "possible", "--exit-zero", "--output", f"json:{target}")
        outcome.report = target.read_bytes()

    def gathered(self, outcome, *words):
        target = self.scratch / "some.facts"
        self.call(outcome, "facts", "-p", str(self.database), "-o", str(target), *words)
        outcome.facts = target.read_bytes()

    def run(self, *words, cache=None):
        """Checks and gathers facts: one after the other without a cache, else both from the same results."""
        outcome = Outcome()
        caching = ["--cache-dir", str(cache)] if cache else ["--no-cache"]
        self.judged(outcome, "check", "-p", str(self.database), *caching, *words)
        self.gathered(outcome, *caching, *words)
        return outcome

    def sharded(self, count):
        outcome = Outcome()
        files = []
        for index in range(1, count + 1):
            files.append(str(self.scratch / f"{index}.facts"))
            self.call(outcome, "facts", "-p", str(self.database), "--no-cache", "--shard", f"{index}/{count}", "-o", files[-1])
        self.judged(outcome, "report", *files)
        return outcome

    def ways(self, shards):
        """Yields the name of a way, and what it yields."""
        for jobs, share in itertools.product(("-j1", "-j2"), ("pch", "fork", "off")):
            cache = self.scratch / f"cache{jobs}-{share}"
            if (jobs, share) != ("-j1", "off"):
                yield f"sharing `{share}`, `{jobs}`, cold cache", self.run(f"--engine-share={share}", jobs, cache=cache)
        yield "warm cache", self.run(cache=cache)
        yield from self.poisoned(cache)
        for count in shards:
            yield f"shards: {count}, put together", self.sharded(count)
        for skip in ("deep-std", "off"):
            yield f"skipping bodies `{skip}`", self.run(f"--engine-skip={skip}", cache=cache)

    def poisoned(self, cache):
        packs = sorted(cache.glob("*.memtidy-pack"))
        good = [pack.read_bytes() for pack in packs]
        assert len(packs) > 1, "the TUs' results, and what they show together"
        for name, poison in POISONS.items():
            for number, pack in enumerate(packs):
                pack.write_bytes(poison(good[number], good[number - 1]))
            yield f"cache: {name}", self.run(cache=cache)
            yield f"cache: {name}, then repaired", self.run(cache=cache)

    def print_table(self, shards):
        count = len(json.loads((self.database / "compile_commands.json").read_text()))
        findings = len(list(findings_in(self.alone.report)))
        print(f"| {count} TUs, {findings} findings | compared with each TU alone | CPU time |\n|---|---|--:|")
        print(f"| each TU alone, `-j1`, no cache: findings, and once more for facts | | {self.alone.seconds:.1f} s |", flush=True)
        more = []
        for name, outcome in self.ways(shards):
            found = Differences(self.alone, outcome)
            self.differing += bool(found.first)
            print(f"| {name} | {found.first or 'equal'} | {outcome.seconds:.1f} s |", flush=True)
            if found.lines:
                more += [f"{name}:", *found.lines]
        if more:
            print("\n```diff", *more, "```", sep="\n")
        print(flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--memtidy", type=pathlib.Path, default=ROOT / "build" / "bin" / "memtidy")
    parser.add_argument("--database", type=pathlib.Path, action="append", help="a folder with a compile_commands.json (repeatable)")
    parser.add_argument("--units", type=int, default=20, help="sources of the made-up project")
    parser.add_argument("--shards", type=int, nargs="+", default=[1, 3, 7])
    arguments = parser.parse_args()
    differing = 0
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder).resolve()
        databases = [database.resolve() for database in arguments.database or []]
        if not databases:
            databases = [scratch / "project"]
            databases[0].mkdir()
            make_up(databases[0], arguments.units)
        for number, database in enumerate(databases):
            place = scratch / str(number)
            place.mkdir()
            project = Project(arguments.memtidy.resolve(), database, place)
            if arguments.database:
                print(f"`{database}`:\n")
            project.print_table(arguments.shards)
            differing += project.differing
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
