# RUN: %python %s %tools
"""No two types have one name: the linker takes whichever code it meets first for both, and no compiler sees it."""

import collections
import re
import sys

from harness import repository
from harness.tools import Tools, main_of_test

# At the margin: what is nested or in a function has a longer name.
DEFINITION = re.compile(r"^(?:struct|class|union|enum class|enum) (\w+)(?: final)?(?: :[^:].*)? \{", re.MULTILINE)
UNNAMED = re.compile(r"^namespace \{.*?^\} // namespace$", re.MULTILINE | re.DOTALL)


def main():
    root = Tools.read(sys.argv[1]).source_dir
    places = collections.defaultdict(list)
    for under in ("checks", "driver"):
        for path in repository.files(root, ".h", ".cpp", under=under):
            for name in DEFINITION.findall(UNNAMED.sub("", repository.text(root, path))):
                places[name].append(path)
    problems = repository.Problems()
    problems.add(not places, "no type was found")
    for name, paths in sorted(places.items()):
        problems.add(len(paths) > 1, "%s: also in %s" % (name, ", ".join(paths)))
    problems.report("types of one name")


main_of_test(main)
