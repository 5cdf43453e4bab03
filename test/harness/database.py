"""A compile database of all fixtures, for tests that look at many TUs at once."""

import json
import os

from check_memtidy import FixtureTest, parse_arguments
from harness import repository


def fixture_commands(tools):
    """Returns a compile command for each RUN line of each fixture: several configurations of one file included."""
    commands = []
    for path, words in repository.fixtures(tools.source_dir):
        full = os.path.join(tools.source_dir, path)
        test = FixtureTest(parse_arguments(["--tools", tools.path, full, *words]))
        arguments = ["clang++", *test.flags, "-c", full, "-o", "out.o"]
        commands.append({"directory": tools.build_dir, "file": full, "arguments": arguments})
    return commands


def write_database(folder, commands):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "compile_commands.json"), "w") as file:
        json.dump(commands, file, indent=1)
    return folder
