# Killed at any moment, by many at once: what is left of the cache works.
# REQUIRES: driver
# RUN: rm -rf %t && mkdir %t
# RUN: %python %s %memtidy %t 12
"""Runs memtidy N times, always two at once, and kills them at random moments. MEMTIDY_TEST_KILLS overrides N."""

import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import time

memtidy, root = sys.argv[1], pathlib.Path(sys.argv[2])
runs = int(os.environ.get("MEMTIDY_TEST_KILLS", sys.argv[3]))
cache = root / "cache"
(root / "wide.h").write_text("struct Wide { bool First; double Second; bool Third; int Fourth; char Fifth; };\n")
entries = []
for number in range(40):
    (root / f"{number}.cpp").write_text(f'#include "wide.h"\nWide Some{number}[100];\n')
    entries.append({"directory": str(root), "file": f"{number}.cpp", "arguments": ["c++", "-c", f"{number}.cpp"]})
(root / "compile_commands.json").write_text(json.dumps(entries))
command = [memtidy, "check", "-p", str(root), "--no-progress", "-j2", "--exit-zero", "--output", "json"]


def report(*words):
    done = subprocess.run([*command, *words], cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done
    return done.stdout, done.stderr


start = time.monotonic()
expected = report("--no-cache")[0]
length = time.monotonic() - start
dice = random.Random(7)
for number in range(runs):
    # Something is always new, so that something is always written.
    changed = dice.randrange(40)
    (root / f"{changed}.cpp").write_text(f'#include "wide.h"\nWide Some{changed}[100]; // {number}\n')
    pair = [
        subprocess.Popen([*command, "--cache-dir", str(cache)], cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    for one in pair:
        time.sleep(dice.uniform(0, 1.2 * length / 2))
        one.send_signal(signal.SIGKILL)
    for one in pair:
        said = one.communicate()[1]
        assert b"damaged" not in said and b"cut off" not in said, said
    found, said = report("--cache-dir", str(cache))
    assert found == expected and "cache not" not in said, (found, said)
sys.exit(0)
