"""Layouts of records, as the compiler dumps them and as memtidy does."""

import re
from collections import namedtuple

TARGETS = ["x86_64-linux-gnu", "i686-linux-gnu", "aarch64-linux-gnu", "x86_64-pc-windows-msvc"]

# Fields: name -> offset in bits. Align is None where a dump has none.
Layout = namedtuple("Layout", "size align fields")


def compiler_layouts(run, clangxx, path, target):
    """Returns name -> Layout. The program needs no headers of the target: it is freestanding there."""
    done = run(
        clangxx, "--target=" + target, "-std=c++20", "-w", "-ffreestanding", "-nostdinc++", "-fsyntax-only", "-Xclang", "-fdump-record-layouts-complete", path
    )
    assert done.returncode == 0, "%s: %s" % (target, done.stderr[:1000])
    layouts = {}
    for part in done.stdout.split("*** Dumping AST Record Layout")[1:]:
        name = re.search(r"\| (?:struct|class|union) (?:\(anonymous namespace\)::)?(\w+(?:<\w+>)?)", part)
        end = re.search(r"\[sizeof=(\d+),.*?\balign=(\d+)", part, re.S)
        if not name or not end:
            continue
        # A line of a field of the record itself is indented by two.
        fields = re.findall(r"(?m)^\s*(\d+)(?::(\d+)-\d+|:-)? \|   \S.* (f\d+_\d+)(?: \(empty\))?$", part)
        bits = {field: int(byte) * 8 + int(bit or 0) for byte, bit, field in fields}
        layouts[name[1]] = Layout(int(end[1]), int(end[2]), bits)
    return layouts


def memtidy_layouts(run, memtidy, path, dump):
    """Returns name -> Layout of `dump record-layout`, or (name, target) -> Layout of `dump target-layouts`."""
    done = run(memtidy, "dump", dump, path, "--", "-std=c++20", "-w")
    assert done.returncode == 0, done.stderr[:1000]
    layouts = {}
    if dump == "target-layouts":
        for name, target, size, align, fields in re.findall(r"(?m)^.*?(\w+(?:<\w+>)?) on (\S+): size (\d+), align (\d+):(.*)$", done.stdout):
            bits = {f: int(byte) * 8 + int(bit or 0) for f, byte, bit in re.findall(r" (f\d+_\d+)@(\d+)(?::(\d+))?", fields)}
            layouts[name, target] = Layout(int(size), int(align), bits)
        return layouts
    for part in re.split(r"(?m)^(?=\S)", done.stdout):
        head = re.match(r"\S*?(?:namespace\)::)?(\w+): size (\d+), align (\d+)", part)
        if not head:
            continue
        fields = re.findall(r"(?m)^  (\d+)(?::(\d+))? (f\d+_\d+)(?: \(empty\))?$", part)
        layouts[head[1]] = Layout(int(head[2]), int(head[3]), {f: int(byte) * 8 + int(bit or 0) for byte, bit, f in fields})
    return layouts
