"""Fixes of a fixture: equal in all hosts, equal to the goldens, compiling, idempotent, and no comment lost."""

import os
import re
from collections import Counter

from harness.golden import bless, difference, read
from harness.tools import Failure, run

COMMENT = re.compile(
    r'R"(?P<tag>[^\s()\\]*)\(.*?\)(?P=tag)"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|(?P<comment>//[^\n]*|/\*.*?\*/)', re.DOTALL
)


def check(test, findings):
    """Checks the safe fixes of a FixtureTest, then all of them together."""
    safe = _fixed_by_all(test, unsafe=False)
    every = _fixed_by_all(test, unsafe=True)
    for code, unsafe in ((safe, False), (every, True)):
        if code != test.fixture.code and (not unsafe or every != safe):
            _verify(test, code, unsafe, findings)
    _compare_with_goldens(test, safe, every)


def _fixed_by_all(test, unsafe):
    results = []
    for host in test.hosts:
        if host.fixes:
            results.append((host.name, _fix(test, host, test.fixture.code, unsafe)))
    (first_name, first), *others = results
    for name, code in others:
        if code != first:
            kind = "all fixes" if unsafe else "safe fixes"
            raise Failure("%s of %s and %s differ:\n%s" % (kind, first_name, name, difference(first, code, first_name, name)))
    return first


def _fix(test, host, code, unsafe):
    job = test.job(code)
    before = _headers(job.folder)
    host.fix(job, unsafe)
    for path, text in _headers(job.folder).items():
        golden = os.path.join(test.fixture.folder, path + (".unsafe.fixed" if unsafe else ".fixed"))
        if text != before.get(path) and text != read(golden):
            raise Failure("%s of %s gives, unlike %s:\n%s" % (host.name, path, golden, text))
    with open(job.path) as file:
        return file.read()


def _headers(folder):
    found = {}
    for root, _, names in os.walk(os.path.join(folder, "Inputs")):
        for name in names:
            path = os.path.join(root, name)
            found[os.path.relpath(path, folder)] = read(path)
    return found


def _verify(test, code, unsafe, findings):
    job = test.job(code)
    _compile(test, job)

    host = test.hosts[0]
    left = Counter(one.text for one in host.diagnose(job))
    new = left - Counter(one.text for one in findings)
    if new:
        raise Failure("the fixes bring new findings: %s" % "\n".join(new))
    again = _fix(test, host, code, unsafe)
    if again != code:
        raise Failure("a second application changes more:\n%s" % difference(code, again, "first", "second"))
    lost = comments(test.fixture.code) - comments(code)
    if lost:
        raise Failure("the fixes lose comments: %s" % "\n".join(lost))


def _compile(test, job):
    """Fails on an error or a warning of a kind that the code did not have before."""
    command = [test.tools.llvm("clang++"), "-fsyntax-only", "-Wall", "-Wextra", *test.flags, job.name]
    before = run(command, cwd=test.job().folder, merge=True)
    known = set(re.findall(r" \[-W([\w+-]+)\]$", before, re.MULTILINE))
    run([*command, "-Werror", *("-Wno-" + name for name in known)], cwd=job.folder)


def comments(code):
    """Returns the comments of a source text, each with its count."""
    found = (match["comment"] for match in COMMENT.finditer(code))
    return Counter(" ".join(text.split()) for text in found if text)


def _compare_with_goldens(test, safe, every):
    wanted = {"fixed": safe if safe != test.fixture.code else None}
    wanted["unsafe.fixed"] = every if every != safe else None
    if test.arguments.unsafe:
        wanted = {"fixed": every}
    for kind, code in wanted.items():
        _compare_with_golden(test, kind, code)


def _compare_with_golden(test, kind, code):
    path = test.fixture.golden(kind)
    golden = read(path)
    if golden == code:
        return
    if test.arguments.bless:
        bless(path, code)
        return
    diff = difference(golden or "", code or "", os.path.basename(path), "fixed now")
    raise Failure("%s is not what the fixes give (--bless rewrites it):\n%s" % (path, diff))
