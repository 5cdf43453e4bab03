#!/usr/bin/env python3
"""Runs one fixture through every host of the checks.

    check_memtidy.py FILE CHECK[,CHECK] [-std=...] [--level L] [--option CHECK.NAME=VALUE] [-- FLAGS]

Messages, positions and notes must be those of the CHECK comments (harness/fixture.py) and the same, word for word, in all hosts.
Fixes must give FILE's .fixed (safe ones) and .unsafe.fixed (all of them); what they give must compile without a warning,
keep every comment, and leave nothing to fix. --bless writes the goldens and the comments instead, and prints what it changed.
"""

import argparse
import difflib
import os
import shutil
import sys
import tempfile
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import fixes
from harness.fixture import Fixture, same
from harness.golden import bless
from harness.hosts import Driver, Job, available
from harness.tools import Failure, Tools, main_of_test

DEFAULT_STANDARD = "-std=c++20"


def parse_arguments(words):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("checks", help="checks, comma separated")
    parser.add_argument("--tools", required=True, help="tools.json of the build")
    parser.add_argument("--level", default="", help="lowest level to report; default: that of the hosts")
    parser.add_argument("--option", action="append", default=[], metavar="CHECK.NAME=VALUE")
    parser.add_argument("--real-std", action="store_true", help="use the real standard library, not test/Inputs/std")
    parser.add_argument("--unsafe", action="store_true", help="all fixes together give .fixed: there is no .unsafe.fixed")
    parser.add_argument("--no-fixes", action="store_true", help="look at messages only")
    parser.add_argument("--notes", action="store_true", help="with --bless: write the notes, too")
    parser.add_argument("--bless", action="store_true", default=bool(os.environ.get("MEMTIDY_TEST_BLESS")))
    own, _, flags = words, None, []
    if "--" in words:
        own, flags = words[: words.index("--")], words[words.index("--") + 1 :]
    standards = [word for word in own if word.startswith("-std=")]
    arguments = parser.parse_args([word for word in own if not word.startswith("-std=")])
    arguments.flags = (standards or [DEFAULT_STANDARD]) + flags
    return arguments


class FixtureTest:
    """One fixture, all hosts."""

    def __init__(self, arguments):
        self.arguments = arguments
        self.tools = Tools.read(arguments.tools)
        self.fixture = Fixture(arguments.file)
        self.flags = list(arguments.flags)
        if not arguments.real_std:
            std = os.path.join(self.tools.source_dir, "test", "Inputs", "std")
            self.flags += ["-nostdinc++", "-isystem", std]
        self.hosts = available(self.tools)
        if not self.hosts:
            raise Failure("no host of the checks is built")

    def job(self, code=None):
        """Returns a job on a fresh copy of the fixture, with the headers it may include beside it."""
        folder = os.path.realpath(tempfile.mkdtemp(dir=self.scratch))
        inputs = os.path.join(self.fixture.folder, "Inputs")
        if os.path.isdir(inputs):
            shutil.copytree(inputs, os.path.join(folder, "Inputs"))
        job = Job(folder, self.fixture.name, self.arguments.checks, self.flags)
        job.level, job.options = self.arguments.level, self.arguments.option
        with open(job.path, "w") as file:
            file.write(self.fixture.code if code is None else code)
        return job

    def run(self):
        with tempfile.TemporaryDirectory() as self.scratch:
            reference = self.hosts[0].diagnose(self.job())
            if self.arguments.bless:
                self.bless_expectations(reference)
            else:
                self.compare_with_fixture(reference)
            self.compare_hosts(reference)
            if not self.arguments.no_fixes:
                fixes.check(self, reference)

    def report(self):
        """Returns the driver's report on the fixture, as JSON."""
        with tempfile.TemporaryDirectory() as self.scratch:
            return Driver(self.tools).report(self.job())

    def bless_expectations(self, reference):
        with_notes = self.arguments.notes or self.fixture.checks_notes
        bless(self.fixture.path, self.fixture.blessed(reference, with_notes))

    def compare_with_fixture(self, got):
        problems = list(self.fixture.problems)
        missing = list(self.fixture.expected)
        for one in got:
            match = next((wanted for wanted in missing if same(wanted, one, self.fixture.checks_notes)), None)
            if match:
                missing.remove(match)
            else:
                problems.append("unexpected: %s" % one)
        problems += ["missing: %s" % wanted for wanted in missing]
        if problems:
            raise Failure(
                "%s, lines counted without CHECK lines, host %s:\n%s\n(--bless rewrites the CHECK lines)"
                % (self.fixture.name, self.hosts[0].name, "\n".join(problems))
            )

    def compare_hosts(self, reference):
        for host in self.hosts[1:]:
            if host.name == "clangd":
                if self.sampled():
                    compare_with_clangd(reference, host.diagnose(self.job()), self.fixture.name)
                continue
            compare_words(self.hosts[0].name, reference, host.name, host.diagnose(self.job()))

    def sampled(self):
        """One fixture in four meets clangd here; meta/parity.py shows it the others."""
        if os.environ.get("MEMTIDY_TEST_ALL_HOSTS"):
            return True
        name = os.path.relpath(self.fixture.path, self.tools.source_dir)
        return zlib.crc32(name.encode()) % 4 == 0


def compare_words(first_name, first, second_name, second):
    """Fails unless two hosts said the same, word for word."""
    left = [str(one) for one in first]
    right = [str(one) for one in second]
    if left != right:
        diff = difflib.unified_diff(left, right, first_name, second_name, lineterm="")
        raise Failure("%s and %s differ:\n%s" % (first_name, second_name, "\n".join(diff)))


def compare_with_clangd(reference, got, main_file):
    """clangd shows the main file only, capitalises messages, turns notes with fixes into code actions and widens a place to a range."""
    wanted = [one for one in reference if one.path == main_file]
    got = sorted(got, key=lambda one: (one.line, one.end, one.text))

    def words(text):
        return text[:1].lower() + text[1:]

    def fits(one, other):
        start, end = (other.line, other.col), other.end
        # A note with edits became a code action, the others stay notes, in their order.
        told = [words(note.text) for note in other.notes]
        rest = [words(note.text) for note in one.notes]
        rest = [text for text in rest if text in told or text not in map(words, other.actions)]
        return start <= (one.line, one.col) <= end and words(one.text) == words(other.text) and rest == told

    left = list(got)
    for one in wanted:
        match = next((other for other in left if fits(one, other)), None)
        if match is None:
            raise Failure("clangd does not say: %s\nbut: %s" % (one, "\n".join(map(str, left))))
        left.remove(match)
    if left:
        raise Failure("only clangd says: %s" % "\n".join(map(str, left)))


if __name__ == "__main__":
    main_of_test(lambda: FixtureTest(parse_arguments(sys.argv[1:])).run())
