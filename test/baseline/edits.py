# REQUIRES: driver
# RUN: %python %s %tools
"""A baseline knows its findings again after random edits, and takes nothing new for something known.

Each round starts from the same small project with a baseline, makes one to three edits that change no finding, and adds one finding that the
baseline cannot know. Counted is what is wrongly new and what is wrongly known. edits.py TOOLS ROUNDS makes more rounds.
"""

import json
import os
import random
import re
import subprocess
import sys
import tempfile

from harness.tools import Failure, Tools, main_of_test, run

ROUNDS = 60
NAMES = ["Order", "Trade", "Quote", "Level", "Client", "Venue"]
FIELDS = [["bool", "double", "bool"], ["char", "long", "int", "char"], ["bool", "double", "int", "char"]]
STYLES = ["LLVM", "Google", "Chromium", "Mozilla", "WebKit", "GNU", "Microsoft"]


def record(index, name):
    fields = "".join("  %s %s%d;\n" % (kind, kind.capitalize(), place) for place, kind in enumerate(FIELDS[index % len(FIELDS)]))
    # The last two differ from others by their fields' names only.
    fields = fields.replace("Bool0", "First%d" % index) if index >= 4 else fields
    return "struct %s {\n%s  int Id%d() const;\n};\ninline %s All%s[100];\n" % (name, fields, index % 3, name, name)


def project():
    files = {"a.h": [record(i, name) for i, name in enumerate(NAMES[:3])], "b.h": [record(i + 3, name) for i, name in enumerate(NAMES[3:])]}
    files["main.cpp"] = ['#include "a.h"\n#include "b.h"\n', "int main() { return 0; }\n"]
    return files


def headers(files):
    return [name for name in files if name.endswith(".h")]


def insert_lines(files, dice):
    parts = files[dice.choice(list(files))]
    parts.insert(dice.randrange(len(parts) + 1), "\n// %d lines\n\n" % dice.randrange(9) * dice.randrange(1, 5))


def comment_inside(files, dice):
    parts = files[dice.choice(headers(files))]
    place = dice.randrange(len(parts))
    parts[place] = parts[place].replace("{\n", "{ // a word\n", 1)


def move_record(files, dice):
    source, target = dice.sample(headers(files), 2) if len(headers(files)) > 1 else headers(files) * 2
    parts = files[source]
    files[target].append(parts.pop(dice.randrange(len(parts))))


def shuffle_records(files, dice):
    dice.shuffle(files[dice.choice(headers(files))])


def rename_file(files, dice):
    old = dice.choice(headers(files))
    new = "renamed_%d.h" % dice.randrange(1000)
    files[new] = files.pop(old)
    files["main.cpp"] = [part.replace('"%s"' % old, '"%s"' % new) for part in files["main.cpp"]]


def rename_record(files, dice):
    name, new = dice.choice(NAMES), "Renamed%d" % dice.randrange(1000)
    for path in files:
        files[path] = [re.sub(r"\b(All)?%s\b" % name, r"\g<1>%s" % new, part) for part in files[path]]


def edit_record(files, dice):
    # More padding: the finding is still about the same record.
    name = dice.choice(NAMES)
    for path in files:
        files[path] = [re.sub(r"(struct %s \{)" % name, r"\1\n  bool Extra;", part) for part in files[path]]


EDITS = [insert_lines, comment_inside, move_record, shuffle_records, rename_file, rename_record, edit_record]


def write(folder, files, style=None):
    for name in os.listdir(folder):
        if name.endswith((".h", ".cpp")):
            os.remove(os.path.join(folder, name))
    for name, parts in files.items():
        text = "".join(parts)
        if style:
            text = subprocess.run(["clang-format-22", "--style=" + style], input=text, text=True, stdout=subprocess.PIPE, check=True).stdout
        with open(os.path.join(folder, name), "w") as file:
            file.write(("#pragma once\n" if name.endswith(".h") else "") + text)


def memtidy(tools, folder, *words):
    command = [tools.memtidy, *words, "--isolated", "--no-progress", "--baseline", "known.jsonl"]
    return run([*command, "main.cpp", "--", "-std=c++20"], cwd=folder, codes=(0, 1))


def one_round(tools, folder, dice):
    """Returns the edits made, the known findings that look new, and whether the new one looks known."""
    files = project()
    edits = dice.sample(EDITS, dice.randrange(1, 4))
    for edit in edits:
        edit(files, dice)
    files[dice.choice(headers(files))].append(record(dice.randrange(3), "Fresh").replace("Id", "Fresh"))
    write(folder, files, dice.choice([None, *STYLES]))
    findings = json.loads(memtidy(tools, folder, "check", "--output", "json"))["findings"]
    if len(findings) != len(NAMES) + 1:
        raise Failure("%d findings after %s" % (len(findings), edits))
    new = [finding for finding in findings if finding["baseline"] == "new"]
    names = [finding["entity"]["name"] for finding in new]
    return [edit.__name__ for edit in edits], [name for name in names if name != "Fresh"], "Fresh" not in names


def main():
    tools = Tools.read(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else ROUNDS
    dice = random.Random(7)
    wrongly_new = wrongly_known = 0
    with tempfile.TemporaryDirectory() as folder:
        write(folder, project())
        memtidy(tools, folder, "baseline", "create")
        for _ in range(rounds):
            edits, new, known = one_round(tools, folder, dice)
            wrongly_new += len(new)
            wrongly_known += known
            if new or known:
                print(edits, "new:", new, "known: Fresh" if known else "")
    print("%d rounds, %d known findings: %d wrongly new, %d of %d new ones wrongly known" % (
        rounds, rounds * len(NAMES), wrongly_new, wrongly_known, rounds))
    # Of a record that is renamed and edited at once, nothing stays to know it by.
    if wrongly_new > rounds * len(NAMES) // 50 or wrongly_known:
        raise Failure("the baseline forgets, or knows too much")


main_of_test(main)
