# REQUIRES: driver
# RUN: %python %s %tools
"""memtidy finds nothing in memtidy, and can read all of it."""

import json
import os
import sys
import tempfile

from harness.database import write_database
from harness.tools import Failure, Tools, main_of_test, run


def own_commands(tools):
    """Returns our part of the build's compile database. Sanitizers make a run many times slower: then a sample has to do."""
    with open(os.path.join(tools.build_dir, "compile_commands.json")) as file:
        commands = json.load(file)
    own = [os.path.join(tools.source_dir, folder) + os.sep for folder in ("checks", "driver")]
    commands = [one for one in commands if one["file"].startswith(tuple(own))]
    return commands[::8] if tools.sanitize else commands


def main():
    tools = Tools.read(sys.argv[1])
    with tempfile.TemporaryDirectory() as scratch:
        commands = own_commands(tools)
        database = write_database(scratch, commands)
        report = os.path.join(scratch, "report.json")
        command = [tools.memtidy, "check", "-p", database, "-j2", "--quiet", "--no-cache"]
        text = run([*command, "--output", "json:" + report, "--output", "concise"], cwd=tools.source_dir, codes=None, merge=True, timeout=1800)
        with open(report) as file:
            result = json.load(file)
    if not commands or result["findings"] or not result["invocation"]["complete"]:
        raise Failure("%d TUs of our own: %s\n%s" % (len(commands), text, json.dumps(result["invocation"], indent=1)))


main_of_test(main)
