# REQUIRES: driver
# RUN: %python %s %tools
"""What is generated in docs/ equals what the binary prints."""

import os
import sys

from harness import repository
from harness.golden import difference
from harness.tools import Tools, main_of_test, run


def generated(root):
    """Yields each generated file with the command that prints it."""
    yield "docs/checks.md", ["checks", "--output", "markdown"]
    yield "docs/config.md", ["config", "reference"]
    yield "docs/memtidy.schema.json", ["config", "schema"]
    for check in repository.listed_checks(root):
        yield check.page, ["explain", check.name, "--output", "markdown"]


def main():
    tools = Tools.read(sys.argv[1])
    problems = repository.Problems()
    for path, words in generated(tools.source_dir):
        full = os.path.join(tools.source_dir, path)
        here = repository.text(tools.source_dir, path) if os.path.exists(full) else ""
        wanted = run([tools.memtidy, *words])
        command = "build/bin/memtidy %s > %s" % (" ".join(words), path)
        problems.add(here != wanted, "%s: run\n  %s\n%s" % (path, command, difference(here, wanted, path, "generated")))
    problems.report("generated pages are old")


main_of_test(main)
