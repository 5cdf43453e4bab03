# REQUIRES: driver
# RUN: %python %s %tools %t
"""Kills memtidy while it fixes, at random moments: each file is the old or the new one, whole, and the next run finishes the work.

MEMTIDY_TEST_KILLS overrides how often.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time

from harness.tools import Tools, main_of_test

FILES = 12
KILLS = int(os.environ.get("MEMTIDY_TEST_KILLS", "8"))


def write_project(root):
    shutil.rmtree(root, ignore_errors=True)
    os.makedirs(root)
    names = ["unit%d.cpp" % number for number in range(FILES)]
    for name in names:
        record = name[:-4].capitalize()
        text = "struct %s { bool A; double B; bool C; int D; char E; };\n%s All[100];\n" % (record, record)
        # Large enough that writing takes a moment.
        write(root, name, text + "".join("// line %d of %s\n" % (line, name) for line in range(20000)))
    entries = [{"directory": root, "file": name, "arguments": ["clang++", "-std=c++20", "-c", name]} for name in names]
    write(root, "compile_commands.json", json.dumps(entries))
    return names


def write(root, name, text):
    with open(os.path.join(root, name), "w") as out:
        out.write(text)


def contents(root, names):
    return {name: open(os.path.join(root, name)).read() for name in names}


def main():
    tools, root = Tools.read(sys.argv[1]), os.path.realpath(sys.argv[2] + ".dir")
    command = [tools.memtidy, "fix", "--isolated", "--no-progress", "--exit-zero", "--cache-dir", root + ".cache"]
    names = write_project(root)
    old = contents(root, names)
    start = time.time()
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    takes = time.time() - start
    new = contents(root, names)
    changed = [name for name in names if old[name] != new[name]]
    assert changed == names, "every file has something to fix"
    for _ in range(KILLS):
        names = write_project(root)
        run = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        time.sleep(random.uniform(0, takes))
        try:
            os.killpg(run.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        run.wait()
        for name, text in contents(root, names).items():
            assert text in (old[name], new[name]), "%s is neither the old nor the new file" % name
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    assert contents(root, names) == new, "the next run does not finish the work"


main_of_test(main)
