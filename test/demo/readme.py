# REQUIRES: driver
# RUN: %python %s %tools
"""What the README shows is what `memtidy check` prints about docs/example; [...] stands for what it leaves out."""

import os
import re
import shutil
import sys
import tempfile

from harness.database import write_database
from harness.tools import Failure, Tools, main_of_test, run


def printed(tools):
    """Returns what `memtidy check` prints about a copy of the example."""
    example = os.path.join(tools.source_dir, "docs", "example")
    with tempfile.TemporaryDirectory() as folder:
        sources = [name for name in sorted(os.listdir(example)) if name.endswith((".cpp", ".h"))]
        for name in sources:
            shutil.copy(os.path.join(example, name), folder)
        commands = [
            {"directory": folder, "file": name, "arguments": ["clang++", "-std=c++20", "-c", name]}
            for name in sources
            if name.endswith(".cpp")
        ]
        database = write_database(os.path.join(folder, "build"), commands)
        return run([tools.memtidy, "check", "-p", database, "--no-progress"], cwd=folder, codes=(1,))


def main():
    tools = Tools.read(sys.argv[1])
    with open(os.path.join(tools.source_dir, "README.md")) as file:
        shown = re.search(r"^```\n(.*?)^```$", file.read(), re.MULTILINE | re.DOTALL)[1]
    real = printed(tools)
    at = 0
    for part in re.split(r"^\[\.\.\.\]\n", shown, flags=re.MULTILINE):
        found = real.find(part.strip("\n"), at)
        if found < 0:
            raise Failure("README.md shows\n\n%s\nwhich is not in what memtidy prints:\n\n%s" % (part, real))
        at = found + len(part.strip("\n"))


main_of_test(main)
