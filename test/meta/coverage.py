# REQUIRES: driver
# RUN: %python %s %tools
"""Every message variant of a check occurs in one of its fixtures.

A check words what it says above its line `// When we say it.`, a conclusion from facts in checks/program/Describe<Check>.cpp. Each text there that holds at least two words must occur, with anything in
place of {0}, in what `memtidy check --output json` says about the check's fixtures: messages, steps, costs, titles and reasons of fixes.
coverage_exemptions.txt beside this file lists what cannot occur, and why.
"""

import os
import re
import sys

from check_memtidy import FixtureTest, parse_arguments
from harness import repository
from harness.tools import Failure, Tools, main_of_test

BORDER = "// When we say it."
LITERAL = r'"((?:[^"\\\n]|\\.)*)"'


def texts(source):
    """Returns the texts of the wording section; literals that follow each other are one."""
    section = re.sub(r"//[^\n]*|#[^\n]*|llvm_unreachable\([^)]*\)", "", source)
    for match in re.finditer(r"%s(?:\s*%s)*" % (LITERAL, LITERAL), section):
        joined = "".join(re.findall(LITERAL, match[0]))
        yield joined.replace('\\"', '"').replace("\\\\", "\\")


def conclusion_wording(folder, check):
    path = "checks/program/Describe" + os.path.basename(check.source)
    return repository.text(folder, path) if os.path.exists(os.path.join(folder, path)) else ""


def pattern_of(text):
    parts = re.split(r"\{\d+[^}]*\}", text)
    return ".*".join(re.escape(part) for part in parts)


def words(text):
    return re.findall(r"[a-z]{2,}", re.sub(r"\{\d+[^}]*\}", "", text))


def read_exemptions(folder):
    """Returns (check, text) -> reason. A line: check | text | reason."""
    exemptions = {}
    with open(os.path.join(folder, "coverage_exemptions.txt")) as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                parts = [part.strip() for part in line.split("|")]
                if len(parts) != 3 or not parts[2]:
                    raise Failure("coverage_exemptions.txt: not 'check | text | reason': " + line)
                exemptions[parts[0], parts[1]] = parts[2]
    return exemptions


def strings(value):
    """Yields every text inside a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for one in value.values() if isinstance(value, dict) else value:
            yield from strings(one)


def said_about(tools, check):
    """Returns every text that the driver says about a check's fixtures."""
    said = []
    for path, words_of_run in repository.fixtures(tools.source_dir):
        if "memtidy-" + check.name in words_of_run[0].split(","):
            arguments = ["--tools", tools.path, os.path.join(tools.source_dir, path), *words_of_run]
            said += strings(FixtureTest(parse_arguments(arguments)).report()["findings"])
    return said


def main():
    tools = Tools.read(sys.argv[1])
    exemptions = read_exemptions(os.path.dirname(os.path.abspath(__file__)))
    problems = repository.Problems()
    for check in repository.listed_checks(tools.source_dir):
        said = said_about(tools, check)
        source = repository.text(tools.source_dir, check.source)
        problems.add(BORDER not in source, "%s: no line '%s'" % (check.source, BORDER))
        for text in [*texts(source.split(BORDER)[0]), *texts(conclusion_wording(tools.source_dir, check))]:
            if len(words(text)) < 2 or any(re.search(pattern_of(text), line) for line in said):
                continue
            if exemptions.pop((check.name, text.strip()), None) is None:
                problems.add(True, '%s: no fixture has "%s"' % (check.source, text))
    for check, text in exemptions:
        problems.add(True, "coverage_exemptions.txt: not needed: %s | %s" % (check, text))
    problems.report("messages that no fixture shows")


main_of_test(main)
