"""Where the products and LLVM's tools are, and how to run them."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass

# A test tool that takes longer hangs.
TIMEOUT = 300


class Failure(Exception):
    """The test fails; the text says why."""


@dataclass(frozen=True)
class Tools:
    """The contents of <build>/test/tools.json. A product that is not built is an empty string."""

    path: str
    memtidy: str
    plugin: str
    clangd: str
    llvm_bin: str
    python: str
    nvim: str
    asan_runtime: str
    sanitize: str
    source_dir: str
    build_dir: str

    @staticmethod
    def read(path):
        with open(path) as file:
            fields = json.load(file)
        for product in ("memtidy", "plugin", "clangd"):
            if not os.path.exists(fields[product]):
                fields[product] = ""
        return Tools(path=os.path.abspath(path), **fields)

    def llvm(self, name):
        """Returns the path of one of LLVM's own tools."""
        return os.path.join(self.llvm_bin, name)

    def plugin_environment(self):
        """Returns the environment in which a host without sanitizers can load the plugin."""
        environment = dict(os.environ)
        if self.asan_runtime:
            environment["LD_PRELOAD"] = self.asan_runtime
        return environment


def run(command, cwd=None, env=None, codes=(0,), merge=False, timeout=TIMEOUT):
    """Runs a command and returns what it wrote to standard output. Fails on any exit code outside codes (None: all are fine)."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if merge else subprocess.PIPE,
        text=True,
        errors="replace",
        timeout=timeout,
    )
    if codes is not None and done.returncode not in codes:
        raise Failure(
            "exit code %d from: %s\n%s%s" % (done.returncode, " ".join(command), done.stdout, done.stderr or "")
        )
    return done.stdout


def main_of_test(body):
    """Runs body() as a test: a Failure is printed without a trace and ends the process with 1."""
    try:
        body()
    except Failure as failure:
        print("FAILED: %s" % failure, file=sys.stderr)
        sys.exit(1)
