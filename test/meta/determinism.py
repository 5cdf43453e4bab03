# REQUIRES: driver
# RUN: %python %s %tools
"""Same input, same bytes: for any number of workers, and any order of the database, repeated entries included."""

import os
import random
import sys
import tempfile

from harness.database import fixture_commands, write_database
from harness.golden import difference
from harness.tools import Failure, Tools, main_of_test, run

FORMATS = ("json", "full", "concise", "clang")


def reports(tools, database, workers, *more):
    """Returns what `memtidy check` writes in each format."""
    folder = tempfile.mkdtemp(dir=database)
    files = {name: os.path.join(folder, name) for name in FORMATS}
    outputs = [word for name in FORMATS for word in ("--output", "%s:%s" % (name, files[name]))]
    # A fixture may hold what does not parse in another configuration: 3 is as good as 0.
    command = [tools.memtidy, "check", "-p", database, "-j", str(workers), "--level", "possible", "--quiet", "--no-cache", *more]
    run([*command, *outputs], cwd=tools.source_dir, codes=(0, 1, 3))
    texts = {}
    for name, path in files.items():
        with open(path) as file:
            texts[name] = file.read()
    return texts


def main():
    tools = Tools.read(sys.argv[1])
    commands = fixture_commands(tools)
    shuffled = commands + commands[:3]
    random.Random(20).shuffle(shuffled)
    with tempfile.TemporaryDirectory() as scratch:
        straight = write_database(os.path.join(scratch, "straight"), commands)
        first = reports(tools, straight, 1)
        if '"fingerprint"' not in first["json"]:
            raise Failure("the fixtures give no finding, which proves nothing:\n" + first["json"][-2000:])
        runs = {
            "-j2": (straight, 2),
            "-j5": (straight, 5),
            "shuffled database": (write_database(os.path.join(scratch, "shuffled"), shuffled), 2),
        }
        for what, run_words in runs.items():
            for name, text in reports(tools, *run_words).items():
                if text != first[name]:
                    raise Failure("%s changes %s:\n%s" % (what, name, difference(first[name], text, "-j1", what)[:4000]))


main_of_test(main)
