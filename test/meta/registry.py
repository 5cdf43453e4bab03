# RUN: %python %s %tools
"""Every check is listed once, in order, and comes with a source, a filled page, a fixture with findings, and goldens if it fixes.

`checks/new_check.py NAME --group GROUP --summary TEXT` writes all of it.
"""

import json
import os
import re
import sys

from harness import repository
from harness.tools import Tools, main_of_test, run

SECTIONS = ["What it reports", "What it leaves alone", "Why it costs", "Fix", "Options", "Known gaps"]


def check_list(root, checks, problems):
    text = repository.text(root, "checks/Checks.def")
    lines = [line for line in text.splitlines() if line and not line.startswith("//")]
    problems.add(len(lines) != len(checks), "checks/Checks.def: a line is no MEMTIDY_CHECK(group, Type)")
    problems.add(lines != sorted(lines), "checks/Checks.def: sort it")
    names = [check.name for check in checks]
    problems.add(len(set(names)) != len(names), "checks/Checks.def: a check is listed twice")
    listed = {check.source for check in checks}
    for path in repository.files(root, ".cpp", under="checks"):
        if "CheckInfo memtidy::" in repository.text(root, path):
            problems.add(path not in listed, "%s: not in checks/Checks.def" % path)


def check_source(root, check, problems):
    if not os.path.exists(os.path.join(root, check.source)):
        problems.add(True, "%s: missing" % check.source)
        return ""
    text = repository.text(root, check.source)
    problems.add("CheckInfo memtidy::%sInfo = {" % check.type not in text, "%s: %sInfo is not defined" % (check.source, check.type))
    problems.add('.Name = "memtidy-%s"' % check.name not in text, "%s: its name is not memtidy-%s" % (check.source, check.name))
    summary = re.search(r'\.Summary =\s*"((?:[^"\\]|\\.)*)"', text)
    fragment = summary and re.fullmatch(r"finds .*[^.\s]", summary[1])
    problems.add(not fragment, "%s: the summary starts with 'finds' and has no period" % check.source)
    return text


def check_page(root, check, problems):
    if not os.path.exists(os.path.join(root, check.page)):
        problems.add(True, "%s: missing" % check.page)
        return
    text = repository.text(root, check.page)
    problems.add(not text.startswith("# memtidy-%s\n" % check.name), "%s: the title is not the check's name" % check.page)
    parts = dict(zip(re.findall(r"^## (.*)$", text, re.MULTILINE), re.split(r"^## .*$", text, flags=re.MULTILINE)[1:]))
    for section in SECTIONS:
        filled = re.sub(r"```.*\n```|<!--.*-->", "", parts.get(section, "")).strip()
        problems.add(not filled, "%s: section '%s' is missing or empty" % (check.page, section))
    problems.add("```cpp bad" not in text or "```cpp good" not in text, "%s: no `cpp bad` or no `cpp good` example" % check.page)
    problems.add("FIXME" in text or "TODO" in text, "%s: unfinished" % check.page)


def check_fixtures(root, check, source, problems):
    paths = [path for path, words in repository.fixtures(root) if check.belongs(path) and "memtidy-" + check.name in words[0]]
    found = [path for path in paths if "// CHECK: " in repository.text(root, path)]
    problems.add(not found, "%s: no fixture test/checks/%s/%s*.cpp with a finding" % (check.source, check.group, check.name))
    goldens = [
        path
        for path in repository.files(root, ".fixed", under="test/checks")
        if check.belongs(path)
    ]
    fixes = re.search(r"\.Fixes = FixKind::(\w+)", source)
    if fixes and fixes[1] != "None":
        problems.add(not goldens, "%s: fixes, but no fixture has a golden (--bless writes it)" % check.source)
    for golden in goldens:
        fixture = re.sub(r"(\.unsafe)?\.fixed$", "", golden)
        problems.add(
            not any(os.path.exists(os.path.join(root, fixture + end)) for end in (".cpp", "")),
            "%s: a golden without a fixture" % golden,
        )


def check_binary(tools, checks, problems):
    """The driver and the plugin offer what is listed, and nothing else."""
    wanted = {"memtidy-" + check.name for check in checks}
    if tools.memtidy:
        told = {one["name"] for one in json.loads(run([tools.memtidy, "checks", "--output", "json"]))}
        problems.add(told != wanted, "memtidy checks: %s" % sorted(told ^ wanted))
    command = [tools.llvm("clang-tidy"), "--load=" + tools.plugin, "--checks=-*,memtidy-*", "--list-checks"]
    told = set(re.findall(r"^\s+(memtidy-\S+)$", run(command, env=tools.plugin_environment()), re.MULTILINE))
    problems.add(told != wanted, "clang-tidy --list-checks: %s" % sorted(told ^ wanted))


def main():
    tools = Tools.read(sys.argv[1])
    root = tools.source_dir
    problems = repository.Problems()
    checks = repository.listed_checks(root)
    check_list(root, checks, problems)
    for check in checks:
        source = check_source(root, check, problems)
        check_page(root, check, problems)
        check_fixtures(root, check, source, problems)
    check_binary(tools, checks, problems)
    problems.report("the list of checks")


main_of_test(main)
