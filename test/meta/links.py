# RUN: %python %s %tools
"""Every relative link in a Markdown file leads to a file of the repository."""

import os
import re
import sys

from harness import repository
from harness.tools import Tools, main_of_test

LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


def main():
    root = Tools.read(sys.argv[1]).source_dir
    problems = repository.Problems()
    for path in repository.files(root, ".md"):
        text = re.sub(r"^```.*?^```$", "", repository.text(root, path), flags=re.MULTILINE | re.DOTALL)
        for target in LINK.findall(text):
            there = os.path.exists(os.path.join(root, os.path.dirname(path), target))
            problems.add(not there, "%s: no such file: %s" % (path, target))
    problems.report("links")


main_of_test(main)
