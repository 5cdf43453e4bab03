#!/usr/bin/env python3
"""Applies the fixes of a check to programs that leak, in each host that fixes, and runs them before and after.

    leak_free.py TOOLS CHECKS PROGRAM.cpp...

Before: LeakSanitizer reports a leak. After: it reports none, and the program says the same. Prints a line for each program.
"""

import os
import shutil
import subprocess
import sys
import tempfile

from harness.hosts import Job, available
from harness.tools import Failure, Tools, main_of_test

FLAGS = ["-std=c++20"]


def build_and_run(tools, job):
    """Returns the exit code, the output and the complaints of a program."""
    program = job.path + ".exe"
    command = [tools.llvm("clang++"), *FLAGS, "-g", "-Wall", "-Wextra", "-Werror", "-fsanitize=address", job.path, "-o", program]
    built = subprocess.run(command, capture_output=True, text=True)
    if built.returncode:
        raise Failure("%s does not compile:\n%s" % (job.name, built.stderr))
    # With another exit code the sanitizer leaves before the output is flushed.
    environment = {**os.environ, "ASAN_OPTIONS": "detect_leaks=1", "LSAN_OPTIONS": "exitcode=0"}
    done = subprocess.run([program], capture_output=True, text=True, env=environment)
    return done.returncode, done.stdout, done.stderr


def check(tools, host, source, checks):
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.realpath(folder)
        shutil.copy(source, folder)
        job = Job(folder, os.path.basename(source), checks, FLAGS)
        code, before, complaints = build_and_run(tools, job)
        if "LeakSanitizer: detected memory leaks" not in complaints:
            raise Failure("%s leaks nothing before:\n%s" % (source, complaints))
        host.fix(job, unsafe=True)
        code, after, complaints = build_and_run(tools, job)
        if code or complaints:
            raise Failure("%s fixed by %s fails:\n%s" % (source, host.name, complaints))
        if after != before:
            raise Failure("%s fixed by %s says something else:\n%s\n%s" % (source, host.name, before, after))


def main():
    tools = Tools.read(sys.argv[1])
    for source in sys.argv[3:]:
        for host in available(tools):
            if host.fixes:
                check(tools, host, source, sys.argv[2])
        print("%s: leaks before, says the same after, and leaks nothing" % os.path.basename(source))


if __name__ == "__main__":
    main_of_test(main)
