# REQUIRES: clangd, plugin
# RUN: %python %s %tools
"""memtidy-clangd publishes the findings of an opened file and offers their fixes.

The messages are the plugin's; each code action, applied, compiles.
"""

import os
import sys
import tempfile

from check_memtidy import compare_with_clangd
from harness.hosts import Clangd, Job, Plugin, write
from harness.lsp import Client, apply_edits
from harness.tools import Failure, Tools, main_of_test, run

CODE = """\
struct Order {
  bool Live;
  double Price; // in cents
  bool Hidden;
};
static Order Book[100];
int count() { return static_cast<int>(sizeof(Book)) + Book[0].Live; }
"""
FLAGS = ["-std=c++20"]


def edits_of(action, path):
    """Returns the text edits of a code action in the file."""
    changes = action.get("edit", {}).get("changes", {})
    return changes.get(Client.uri(path), [])


def check_actions(tools, job, client, published):
    """Applies each code action to a copy; the result must compile and differ."""
    actions = [one for one in client.code_actions(job.path, published) if edits_of(one, job.path)]
    results = set()
    for action in actions:
        code = apply_edits(CODE, edits_of(action, job.path))
        write(job.folder, "fixed.cpp", code)
        run([tools.llvm("clang++"), "-fsyntax-only", "-Werror", "-Wall", "-Wextra", *job.flags, "fixed.cpp"], cwd=job.folder)
        if "// in cents" not in code or code == CODE:
            raise Failure("'%s' gives:\n%s" % (action["title"], code))
        results.add(code)

    Plugin(tools).fix(job, unsafe=True)
    with open(job.path) as file:
        wanted = file.read()
    if wanted == CODE or wanted not in results:
        raise Failure("clang-tidy's fix is no code action:\n%s\nbut: %s" % (wanted, [one["title"] for one in actions]))


def main():
    tools = Tools.read(sys.argv[1])
    with tempfile.TemporaryDirectory() as scratch:
        job = Job(os.path.realpath(scratch), "order.cpp", "memtidy-*", FLAGS)
        write(job.folder, job.name, CODE)
        reference = Plugin(tools).diagnose(job)
        if not reference:
            raise Failure("clang-tidy finds nothing")
        host = Clangd(tools)
        compare_with_clangd(reference, host.diagnose(job), job.name)
        host.write_settings(job)
        with Client(host.command(), job.folder) as client:
            check_actions(tools, job, client, client.open(job.path))


main_of_test(main)
