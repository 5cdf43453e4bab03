"""What is in the source tree: files, the list of checks, the fixtures."""

import os
import re
import shlex
from dataclasses import dataclass

from harness.tools import Failure

# Where results of builds and tools lie.
SKIPPED = re.compile(r"build.*|__pycache__|Output")


def files(root, *suffixes, under=""):
    """Returns the paths, relative to root and sorted, of the files below root/under with one of the suffixes (none given: all)."""
    found = []
    for folder, names, here in os.walk(os.path.join(root, under)):
        names[:] = [name for name in names if not SKIPPED.fullmatch(name) and (not name.startswith(".") or name == ".ci")]
        for name in here:
            if not suffixes or name.endswith(suffixes):
                found.append(os.path.relpath(os.path.join(folder, name), root))
    return sorted(path for path in found if path != ".git")


def text(root, path):
    """Returns the text of a file of the tree."""
    if not os.path.exists(os.path.join(root, path)):
        raise Failure("%s: missing" % path)
    with open(os.path.join(root, path), encoding="utf-8") as file:
        return file.read()


@dataclass(frozen=True)
class ListedCheck:
    """A line of Checks.def."""

    group: str
    type: str

    @property
    def name(self):
        """Returns the short name: padded-record."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", self.type).lower()

    @property
    def source(self):
        return "checks/%s/%s.cpp" % (self.group, self.type)

    @property
    def page(self):
        return "docs/checks/%s.md" % self.name

    def belongs(self, path):
        """Says whether a fixture is about this check: its name starts with the check's, or it is in a folder of that name."""
        folder = "test/checks/%s/" % self.group
        return path.startswith(folder + self.name)


def listed_checks(root):
    """Returns the lines of Checks.def, in its order."""
    lines = re.findall(r"^MEMTIDY_CHECK\((\w+), (\w+)\)$", text(root, "checks/Checks.def"), re.MULTILINE)
    return [ListedCheck(group, type_name) for group, type_name in lines]


def fixtures(root):
    """Returns the files below test/checks that check_memtidy.py runs on, each with the words of its RUN lines."""
    found = []
    for path in files(root, ".cpp", under="test/checks"):
        for run in re.findall(r"^// RUN: %check_memtidy %s (.*)$", text(root, path), re.MULTILINE):
            found.append((path, shlex.split(run)))
    return found


class Problems:
    """Collects what is wrong, so that one run shows everything."""

    def __init__(self):
        self.lines = []

    def add(self, condition, line):
        """Notes the line if the condition holds."""
        if condition:
            self.lines.append(line)

    def report(self, what):
        """Fails if anything was noted."""
        if self.lines:
            raise Failure("%s:\n%s" % (what, "\n".join(self.lines)))
