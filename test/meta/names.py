# RUN: %python %s %tools
"""Nothing in the tree tells on which machine, by whom, or by which tool's order it was written; and nobody left a note to himself."""

import re
import sys

from harness import repository
from harness.tools import Tools, main_of_test

# Spelled so that this file does not match itself.
RULES = [
    (r"(?<![\w.$})/-])/(?:wor[k]|tm[p]|roo[t]|hom[e]/\w+|Users)/(?![/*])", "a path of some machine"),
    (r"(?i)\b(?:filed by|in this|previous) sessio[n]\b", "a word about how the project is worked on"),
    (r"(?i)\b(?:hel[p]er|age[n]t|sub-?age[n]t)s?\b", "a word about how the project is worked on"),
    (r"(?i)\bissue (?:#|no\.? ?)?\d+\b", "the number of a work item"),
    (r"(?:registr[y]\.npmjs|pypi\.or[g]/simple|files\.pythonhoste[d]|deb\.debia[n]\.org|index\.crate[s]\.io|prox[y]\.golang)", "a registry's address"),
    (r"\b(?:TOD[O]|FIXM[E]|XX[X])\b", "a note to oneself"),
]
TEXT = (".h", ".cpp", ".def", ".td", ".py", ".md", ".txt", ".cmake", ".in", ".json", ".yaml", ".yml", ".test", ".sh", ".lua", ".fixed")
# Checks that pages are free of such notes name them.
FINE = {"test/meta/names.py", "test/meta/registry.py", "checks/new_check.py"}


def main():
    root = Tools.read(sys.argv[1]).source_dir
    problems = repository.Problems()
    for path in repository.files(root):
        if path in FINE or not (path.endswith(TEXT) or "." not in path.rsplit("/", 1)[-1]):
            continue
        for number, line in enumerate(repository.text(root, path).splitlines(), 1):
            for pattern, message in RULES:
                problems.add(re.search(pattern, line), "%s:%d: %s: %s" % (path, number, message, line.strip()))
    problems.report("words that do not belong here")


main_of_test(main)
