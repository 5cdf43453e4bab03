"""A fixture: code with the findings that it must have, written beside it.

    struct Order { // CHECK: :[[@LINE]]:8: warning: 'Order' takes 24 bytes, ...
    // CHECK-NOTE: :[[@LINE-1]]:8: note: reorder the fields: ...

A CHECK-NOTE belongs to the CHECK before it. The hosts see the code without these comments; a line that holds nothing else vanishes.
A place in a header names it: `// CHECK: Inputs/order.h:4:8: warning: ...`. `{{...}}` in a message is a regular expression.
"""

import os
import re
from dataclasses import dataclass, field, replace

EXPECTATION = re.compile(
    r"[ \t]*//\s*CHECK(?P<note>-NOTE)?:\s*(?P<path>[^:\s]*):(?P<line>\d+|\[\[@LINE(?:[+-]\d+)?\]\]):(?P<col>\d+):"
    r"\s*(?P<kind>warning|note|error):\s*(?P<text>.*?)\s*$"
)
MARKER = re.compile(r"//\s*CHECK")


@dataclass
class Diagnostic:
    """What a host says. path is relative to the fixture's folder, line counts in the code that the hosts see."""

    path: str
    line: int
    col: int
    kind: str
    text: str
    check: str = ""
    notes: list = field(default_factory=list)

    def __str__(self):
        head = "%s:%d:%d: %s: %s" % (self.path, self.line, self.col, self.kind, self.text)
        return "\n    ".join([head] + [str(note) for note in self.notes])

    def key(self):
        return (self.path, self.line, self.col, self.text)


def same_text(expected, got):
    """Compares a message with what a CHECK line says, {{regular expressions}} included."""
    parts = re.split(r"\{\{(.*?)\}\}", expected)
    pattern = "".join("(?:%s)" % part if index % 2 else re.escape(part) for index, part in enumerate(parts))
    return re.fullmatch(pattern, got) is not None


def same(expected, got, with_notes):
    """Compares a diagnostic with an expected one."""
    if (expected.path, expected.line, expected.col, expected.kind) != (got.path, got.line, got.col, got.kind):
        return False
    if not same_text(expected.text, got.text):
        return False
    if not with_notes:
        return True
    return len(expected.notes) == len(got.notes) and all(
        same(one, other, False) for one, other in zip(expected.notes, got.notes)
    )


class Fixture:
    """One test file, split into the code that hosts see and what it expects of them."""

    def __init__(self, path):
        self.path = os.path.abspath(path)
        self.folder, self.name = os.path.split(self.path)
        with open(self.path) as file:
            self.lines = file.read().splitlines()
        self._strip()
        self._read_expectations()

    @property
    def code(self):
        return "".join(line + "\n" for line in self.code_lines)

    def golden(self, kind):
        """Returns the path of a golden: kind is 'fixed' or 'unsafe.fixed'."""
        return "%s.%s" % (os.path.splitext(self.path)[0], kind)

    def _strip(self):
        self.code_lines = []
        self.code_line_of = {}  # 1-based line of the file -> 1-based line of the code
        for number, line in enumerate(self.lines, 1):
            marker = MARKER.search(line)
            kept = line[: marker.start()].rstrip() if marker else line
            if kept or not marker:
                self.code_lines.append(kept)
                self.code_line_of[number] = len(self.code_lines)

    def _read_expectations(self):
        self.expected = []
        self.problems = []
        self.checks_notes = False
        for number, line in enumerate(self.lines, 1):
            if not MARKER.search(line):
                continue
            found = EXPECTATION.search(line)
            if not found:
                self.problems.append("%s:%d: cannot read this CHECK line: %s" % (self.name, number, line.strip()))
                continue
            self._add(self._diagnostic(found, number), bool(found["note"]), number)

    def _diagnostic(self, found, number):
        text = re.sub(r" \[[a-z-]+\]$", "", found["text"])
        line = found["line"]
        if line.startswith("["):
            line = number + int(line[len("[[@LINE") : -2] or "0")
        line = int(line)
        if not found["path"]:
            line = self.code_line_of.get(line, 0)
        return Diagnostic(found["path"] or self.name, line, int(found["col"]), found["kind"], text)

    def _add(self, diagnostic, is_note, number):
        if not is_note:
            self.expected.append(diagnostic)
            return
        self.checks_notes = True
        if self.expected:
            self.expected[-1].notes.append(diagnostic)
        else:
            self.problems.append("%s:%d: a CHECK-NOTE before any CHECK" % (self.name, number))

    def blessed(self, diagnostics, with_notes):
        """Returns the text of the fixture with CHECK lines that say what the hosts said."""
        host_line = {}
        after = {}
        for found in diagnostics:
            line = found.line if found.path == self.name else len(self.code_lines)
            line = host_line[id(found)] = self._past_continuation(line)
            after.setdefault(line, []).append(found)
        placed = {}
        text = []
        for number, line in enumerate(self.code_lines, 1):
            text.append(line)
            placed[number] = len(text)
            rows = [row for found in after.get(number, []) for row in self._rows(found, with_notes)]
            if rows and rows[0].path == self.name and rows[0].line == number:
                text[-1] += " " + _comment(rows.pop(0), 0)
            indent = line[: len(line) - len(line.lstrip())]
            for row in rows:
                text.append((indent, row))
        return "".join(self._finish(number, line, placed) + "\n" for number, line in enumerate(text, 1))

    def _past_continuation(self, line):
        while line < len(self.code_lines) and self.code_lines[line - 1].endswith("\\"):
            line += 1
        return line

    def _rows(self, found, with_notes):
        return [found] + (found.notes if with_notes else [])

    def _finish(self, number, line, placed):
        if isinstance(line, str):
            return line
        indent, row = line
        if row.path != self.name:
            return indent + _comment(row, None)
        return indent + _comment(row, placed[row.line] - number)


def _comment(row, offset):
    marker = "CHECK-NOTE" if row.kind == "note" else "CHECK"
    if offset is None:
        place = "%s:%d" % (row.path, row.line)
    else:
        place = ":[[@LINE%s]]" % ("%+d" % offset if offset else "")
    text = row.text.replace("{{", "{{[{][{]}}")
    return "// %s: %s:%d: %s: %s" % (marker, place, row.col, row.kind, text)


def relocate(diagnostic, folder):
    """Returns the diagnostic with paths relative to folder."""

    def moved(one):
        return replace(one, path=os.path.relpath(os.path.realpath(os.path.join(folder, one.path)), os.path.realpath(folder)))

    result = moved(diagnostic)
    result.notes = [moved(note) for note in diagnostic.notes]
    return result
