#!/usr/bin/env python3
"""Writes a report in memtidy's JSON from a short description, so that tests name places by their text.

    make_report.py FINDINGS.json > report.json

FINDINGS is a list. Of a finding, "path" and "at" (text that occurs once in the file) are needed; "check", "level", "message", "cost",
"steps", "related", "fixes", "fingerprint", "entity" and "discriminator" default to something plain; "anchor", "baseline" and
"suppressed" are left out if absent. A step has "path", "at", "message";
an edit has "path" and "text", and "at" (replaced), "before" or "after" (inserted there). "offset" and "length" as they are also work.
Paths are relative to the folder of FINDINGS. An object instead of the list: its "findings", and "invocation" as it is.
"""

import json
import os
import sys


class Files:
    def __init__(self, folder):
        self.folder = folder

    def find(self, path, text):
        with open(os.path.join(self.folder, path), "rb") as file:
            content = file.read()
        wanted = text.encode()
        assert content.count(wanted) == 1, "%r occurs %d times in %s" % (text, content.count(wanted), path)
        return content, content.index(wanted)

    def position(self, path, text, end=False):
        content, offset = self.find(path, text)
        offset += len(text.encode()) if end else 0
        line_start = content.rfind(b"\n", 0, offset) + 1
        return {"line": content.count(b"\n", 0, offset) + 1, "col": offset - line_start + 1, "offset": offset}


def make_step(files, step):
    place = files.position(step["path"], step["at"]) if "at" in step else step
    return {"path": step["path"], "line": place["line"], "col": place["col"], "message": step["message"]}


def make_edit(files, edit):
    if "offset" in edit:
        return edit
    text = edit.get("at") or edit.get("before") or edit["after"]
    offset = files.find(edit["path"], text)[1] + (len(text.encode()) if "after" in edit else 0)
    return {"path": edit["path"], "offset": offset, "length": len(text.encode()) if "at" in edit else 0, "text": edit["text"]}


def make_fix(files, fix):
    return {
        "title": fix.get("title", "fix it"),
        "trust": fix.get("trust", "safe"),
        "reason": fix.get("reason", ""),
        "edits": sorted((make_edit(files, edit) for edit in fix.get("edits", [])), key=lambda edit: (edit["path"], edit["offset"])),
    }


def make_finding(files, index, finding):
    path, at = finding["path"], finding["at"]
    optional = {key: finding[key] for key in ("anchor", "baseline", "suppressed") if key in finding}
    return {
        **optional,
        "fingerprint": finding.get("fingerprint", "mt1:%032x" % index),
        "check": finding.get("check", "memtidy-test"),
        "level": finding.get("level", "likely"),
        "message": finding.get("message", "found '%s'" % at),
        "path": path,
        "range": {"start": files.position(path, at), "end": files.position(path, at, end=True)},
        "steps": [make_step(files, step) for step in finding.get("steps", [])],
        "related": [make_step(files, step) for step in finding.get("related", [])],
        "cost": {"unit": "", "assumption": "", **finding.get("cost", {})},
        "entity": finding.get("entity", {"name": "", "usr": ""}),
        "discriminator": finding.get("discriminator", ""),
        "fixes": [make_fix(files, fix) for fix in finding.get("fixes", [])],
    }


def main():
    with open(sys.argv[1]) as file:
        wanted = json.load(file)
    if isinstance(wanted, list):
        wanted = {"findings": wanted}
    files = Files(os.path.dirname(sys.argv[1]))
    json.dump(
        {
            "schema": 1,
            "findings": [make_finding(files, index, finding) for index, finding in enumerate(wanted["findings"])],
            "invocation": wanted.get("invocation", {"complete": True, "tus": {"total": 1, "analysed": 1, "failed": 0}, "errors": []}),
        },
        sys.stdout,
        indent=1,
    )


main()
