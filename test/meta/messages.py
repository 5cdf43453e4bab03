# RUN: %python %s %tools
"""Messages read alike: lower-case start, no final period, names in single quotes, short; over the CHECK lines of all fixtures."""

import re
import sys

from harness import repository
from harness.fixture import Fixture
from harness.tools import Tools, main_of_test

LIMIT = 160
RULES = [
    (r"[A-Z]", "starts with a capital"),
    (r".*[.!]$", "ends with a period"),
    (r".*  ", "has two blanks in a row"),
    (r".*\b(please|should|consider)\b", "gives advice, which belongs into the title of a fix"),
    (r".*\bmemtidy\b", "names the tool"),
    (r'.*"', "quotes with double quotes"),
    (r".*[a-z]'[a-z]", "has an apostrophe, which reads like a quote"),
    (r".*\b(\w+) \1\b", "says a word twice"),
]


def complaints(text):
    # A name may hold anything.
    plain = re.sub(r"'[^']*'", "''", text)
    for pattern, message in RULES:
        if re.match(pattern, plain):
            yield message
    if plain.count("'") % 2:
        yield "has a single quote without its partner"
    if len(text) > LIMIT:
        yield "has %d characters, more than %d" % (len(text), LIMIT)


def main():
    root = Tools.read(sys.argv[1]).source_dir
    problems = repository.Problems()
    for path in sorted({path for path, _ in repository.fixtures(root)}):
        for found in Fixture("%s/%s" % (root, path)).expected:
            for row in [found] + found.notes:
                for complaint in complaints(row.text):
                    problems.add(True, "%s:%d: %s: %s" % (path, row.line, complaint, row.text))
    problems.report("wording")


main_of_test(main)
