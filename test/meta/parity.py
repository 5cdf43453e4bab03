# REQUIRES: driver, plugin, clangd
# RUN: env MEMTIDY_TEST_ALL_HOSTS=1 %python %s %tools
"""clang-tidy, clangd and the driver say the same, word for word: every fixture in all hosts."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor

from check_memtidy import FixtureTest, parse_arguments
from harness import repository
from harness.tools import Failure, Tools, main_of_test


def disagreement(tools, path, words):
    """Returns what differs between the hosts, or None."""
    file = os.path.join(tools.source_dir, path)
    arguments = ["--tools", tools.path, "--no-fixes", file, *words]
    try:
        FixtureTest(parse_arguments(arguments)).run()
    except Failure as failure:
        return "%s: %s" % (path, failure)
    return None


def main():
    tools = Tools.read(sys.argv[1])
    fixtures = repository.fixtures(tools.source_dir)
    if not fixtures:
        raise Failure("no fixtures")
    with ThreadPoolExecutor(2) as pool:
        found = pool.map(lambda fixture: disagreement(tools, *fixture), fixtures)
    problems = [text for text in found if text]
    if problems:
        raise Failure("\n".join(problems))


main_of_test(main)
