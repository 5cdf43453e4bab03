"""Goldens: files with the expected text."""

import difflib
import os
import sys


def read(path):
    """Returns the text of a file, or None if there is none."""
    if not os.path.exists(path):
        return None
    with open(path) as file:
        return file.read()


def difference(old, new, old_name, new_name):
    """Returns a unified diff."""
    return "".join(difflib.unified_diff(old.splitlines(True), new.splitlines(True), old_name, new_name))


def bless(path, text):
    """Writes a golden (None: removes it) and prints the difference."""
    old = read(path) or ""
    if text is None and os.path.exists(path):
        os.remove(path)
    if text is not None and text != old:
        with open(path, "w") as file:
            file.write(text)
    sys.stdout.write(difference(old, text or "", "old " + path, "new " + path))
