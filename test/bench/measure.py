"""What a command costs."""

import os
import pathlib
import shlex
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CXX = "clang++-22"


class Usage:
    """Of a command and the processes it waited for: seconds of wall, user and all CPU time, the most MiB of one process, what it said."""

    def __init__(self, command, folder, accept=(0,)):
        with tempfile.TemporaryFile() as said:
            start = time.monotonic()
            process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
            _, status, usage = os.wait4(process.pid, 0)
            self.wall = time.monotonic() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            said.seek(0)
            self.said = said.read().decode(errors="replace")
        if process.returncode not in accept:
            sys.exit(f"bench: exit {process.returncode}: {shlex.join(command)}\n{self.said[-2000:]}")
        self.user = usage.ru_utime
        self.cpu = usage.ru_utime + usage.ru_stime
        self.peak = usage.ru_maxrss / 1024
