# RUN: %python %s %tools
"""The examples of docs/checks compile and behave as labelled.

A block ```cpp bad must be reported by its page's check, a block ```cpp good must not. Words after that set options of the check:
```cpp bad Level=possible. The usual standard headers are there without being written.
"""

import os
import re
import sys
import tempfile

from harness import repository
from harness.hosts import Job, available
from harness.tools import Failure, Tools, main_of_test, run

HEADERS = ("array", "atomic", "chrono", "coroutine", "cstddef", "cstdint", "functional", "future", "list", "map", "memory", "mutex",
           "optional", "set", "string", "string_view", "thread", "type_traits", "unordered_map", "utility", "variant", "vector")
PRELUDE = "".join("#include <%s>\n" % name for name in HEADERS)
BLOCK = re.compile(r"^```cpp (bad|good)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FLAGS = ["-std=c++20", "-Wall", "-Wextra", "-Wno-unused"]


def complaint(tools, check, label, options, code):
    """Returns what is wrong with an example, or None."""
    with tempfile.TemporaryDirectory() as folder:
        job = Job(os.path.realpath(folder), "example.cpp", "memtidy-" + check, FLAGS)
        job.options = ["memtidy-%s.%s" % (check, option) for option in options if not option.startswith("Level=")]
        job.level = "".join(option.removeprefix("Level=") for option in options if option.startswith("Level="))
        with open(job.path, "w") as file:
            file.write(PRELUDE + code)
        run([tools.llvm("clang++"), "-fsyntax-only", "-Werror", *FLAGS, job.name], cwd=folder)
        found = available(tools)[0].diagnose(job)
    if label == "bad" and not found:
        return "nothing is reported"
    if label == "good" and found:
        return "reported: %s" % found[0]
    return None


def main():
    tools = Tools.read(sys.argv[1])
    problems = repository.Problems()
    for check in repository.listed_checks(tools.source_dir):
        text = repository.text(tools.source_dir, check.page)
        for block in BLOCK.finditer(text):
            label, options, code = block.groups()
            line = text.count("\n", 0, block.start()) + 1
            try:
                wrong = complaint(tools, check.name, label, options.split(), code)
            except Failure as failure:
                wrong = str(failure)
            problems.add(wrong, "%s:%d: `cpp %s`: %s" % (check.page, line, label, wrong))
    problems.report("examples, lines counted after %d of headers" % len(HEADERS))


main_of_test(main)
