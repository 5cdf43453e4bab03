#!/usr/bin/env python3
"""Prints what lit's results.xml says: last, as one line, N passed, N failed."""

import sys
import xml.etree.ElementTree as ElementTree

Passed = Failed = Skipped = 0
for Case in ElementTree.parse(sys.argv[1]).iter("testcase"):
    if Case.find("failure") is not None:
        Failed += 1
    elif (Why := Case.find("skipped")) is not None:
        # A test that LIT_FILTER leaves out was not asked for.
        Skipped += "not selected" not in Why.get("message", "")
    else:
        Passed += 1
if Skipped:
    print(f"{Skipped} skipped: what they need is not on this machine")
print(f"{Passed} passed, {Failed} failed")
