#!/usr/bin/env python3
"""Reads a report as its consumer does: consumers.py FORMAT FILE. Prints what was understood, one line per finding; fails on what the
consumer would reject.

The rules are those of the consumers' documentation: GitHub's "SARIF support for code scanning" and "Workflow commands", GitLab's "Code
Quality", the XML of JUnit and Checkstyle, reviewdog's protocol, the clang-tidy parser of Jenkins' Warnings plugin.
"""

import html.parser
import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from urllib.parse import unquote

# SARIF 2.1.0: object -> the properties that we use, and which of them must be there.
SARIF = {
    "log": ("version runs", "$schema"),
    "run": ("tool results", "automationDetails columnKind originalUriBaseIds invocations"),
    "driver": ("name semanticVersion rules", ""),
    "rule": ("id name shortDescription fullDescription help defaultConfiguration properties", ""),
    "invocation": ("executionSuccessful", "toolExecutionNotifications"),
    "result": (
        "ruleId ruleIndex level message locations partialFingerprints",
        "relatedLocations codeFlows fixes baselineState suppressions",
    ),
    "location": ("physicalLocation", "logicalLocations message id"),
    "physicalLocation": ("artifactLocation", "region"),
    "region": ("startLine startColumn endLine endColumn", ""),
}


def has(kind, value):
    needed, allowed = (set(words.split()) for words in SARIF[kind])
    assert needed <= set(value) <= needed | allowed, "%s has %s" % (kind, sorted(value))
    return value


def sarif_place(location):
    place = has("physicalLocation", has("location", location)["physicalLocation"])
    uri = place["artifactLocation"]["uri"]
    assert uri.startswith("file:///") or (not uri.startswith("/") and place["artifactLocation"]["uriBaseId"] == "SRCROOT"), uri
    assert re.fullmatch(r"[\w.~+%:/-]+", uri), uri
    region = has("region", place["region"])
    assert all(type(number) is int and number >= 1 for number in region.values()), region
    assert region["startLine"] == region["endLine"] and region["startColumn"] <= region["endColumn"], "GitHub wants one line: %s" % region
    return "%s:%d:%d-%d" % (unquote(uri), region["startLine"], region["startColumn"], region["endColumn"])


def sarif_rule(rule):
    has("rule", rule)
    for key in ("shortDescription", "fullDescription"):
        assert 0 < len(rule[key]["text"]) <= 1024
    assert rule["help"]["text"]
    assert re.fullmatch("([A-Z][a-z0-9]*)+", rule["name"]), rule["name"]
    assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
    properties = rule["properties"]
    assert properties["precision"] in ("very-high", "high", "medium", "low")
    assert properties["problem.severity"] in ("error", "warning", "recommendation") and len(properties["tags"]) <= 10
    return rule["id"]


def sarif_fix(fix):
    assert fix["description"]["text"]
    words = []
    for change in fix["artifactChanges"]:
        for replacement in change["replacements"]:
            region = has("region", replacement["deletedRegion"])
            words.append("%s:%d:%d-%d:%d=%r" % (change["artifactLocation"]["uri"], *region_numbers(region), replacement["insertedContent"]["text"]))
    return " ".join(words)


def region_numbers(region):
    return region["startLine"], region["startColumn"], region["endLine"], region["endColumn"]


def sarif_result(result, rules):
    has("result", result)
    assert rules[result["ruleIndex"]] == result["ruleId"] and result["level"] in ("none", "note", "warning", "error")
    assert len(result["locations"]) == 1
    hash_of_line = result["partialFingerprints"].get("primaryLocationLineHash", "none")
    assert hash_of_line == "none" or re.fullmatch(r"[0-9a-f]{1,16}:[1-9]\d*", hash_of_line), hash_of_line
    print(sarif_place(result["locations"][0]), result["level"], re.split(r"\.?\n", result["message"]["text"])[0], hash_of_line)
    for index, location in enumerate(result.get("relatedLocations", []), 1):
        assert location["id"] == index
        print("  related", sarif_place(location), location["message"]["text"])
    for flow in result.get("codeFlows", []):
        for step in flow["threadFlows"][0]["locations"]:
            print("  step", sarif_place(step["location"]), step["location"]["message"]["text"])
    for fix in result.get("fixes", []):
        print("  fix", sarif_fix(fix))
    for suppression in result.get("suppressions", []):
        assert suppression["kind"] in ("inSource", "external") and suppression["status"] == "accepted"
        print("  suppressed", suppression["justification"])
    if "baselineState" in result:
        assert result["baselineState"] in ("new", "unchanged", "updated", "absent")
        print("  baseline", result["baselineState"])


def read_sarif(text):
    log = has("log", json.loads(text))
    assert log["version"] == "2.1.0" and len(log["runs"]) == 1
    run = has("run", log["runs"][0])
    assert run["columnKind"] == "unicodeCodePoints"
    rules = [sarif_rule(rule) for rule in has("driver", run["tool"]["driver"])["rules"]]
    assert len(set(rules)) == len(rules)
    for result in run["results"]:
        sarif_result(result, rules)
    for invocation in run["invocations"]:
        has("invocation", invocation)
        for notification in invocation["toolExecutionNotifications"]:
            print("notification", notification["level"], notification["message"]["text"])


def read_github(text):
    for line in text.splitlines():
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert match, line
        properties = dict(pair.split("=", 1) for pair in match[2].split(","))
        assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}, properties
        place = ":".join(unquote(properties.get(key, "")) for key in ("file", "line", "endLine", "col", "endColumn"))
        print(match[1], place, properties["title"], repr(unquote(match[3]).split("\n")[0]))


def read_gitlab(text):
    assert text.startswith("[")
    entries = json.loads(text)
    assert len({entry["fingerprint"] for entry in entries}) == len(entries), "GitLab merges equal fingerprints"
    for entry in entries:
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert isinstance(entry["location"]["lines"]["begin"], int)
        print(entry["location"]["path"], entry["location"]["lines"]["begin"], entry["severity"], entry["check_name"], entry["description"])


def read_junit(text):
    root = ElementTree.fromstring(text)
    assert root.tag == "testsuites"
    for suite in [root, *root]:
        for attribute, element in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
            assert int(suite.get(attribute)) == len(list(suite.iter(element))), (suite.get("name"), attribute)
    for case in root.iter("testcase"):
        outcome = [(child.tag, child.get("type"), child.get("message")) for child in case]
        print(case.get("classname"), case.get("name"), *(outcome[0] if outcome else ["passed"]))


def read_checkstyle(text):
    root = ElementTree.fromstring(text)
    assert root.tag == "checkstyle"
    for file in root:
        assert file.tag == "file" and len(file)
        for error in file:
            assert error.get("severity") in ("ignore", "info", "warning", "error")
            print(file.get("name"), error.get("line"), error.get("column"), error.get("severity"), error.get("source"), error.get("message"))


def read_rdjson(text):
    document = json.loads(text)
    assert set(document) == {"source", "diagnostics"} and document["source"]["name"]
    for diagnostic in document["diagnostics"]:
        assert set(diagnostic) <= {"message", "location", "severity", "code", "suggestions"}
        assert diagnostic["severity"] in ("ERROR", "WARNING", "INFO")
        start = diagnostic["location"]["range"]["start"]
        place = "%s:%d:%d" % (diagnostic["location"]["path"], start["line"], start["column"])
        print(place, diagnostic["severity"], diagnostic["code"]["value"], diagnostic["message"])
        for suggestion in diagnostic.get("suggestions", []):
            start, end = suggestion["range"]["start"], suggestion["range"]["end"]
            print("  suggestion %d:%d-%d:%d %r" % (start["line"], start["column"], end["line"], end["column"], suggestion["text"]))


def read_clang(text):
    for line in text.splitlines():
        match = re.fullmatch(r"([^\s]+):(\d+):(\d+): (warning|error): (.*?) \[(.*?)\]", line)
        assert match or re.fullmatch(r"[^\s]+:\d+:\d+: note: .*", line), line
        if match:
            print(*match.groups())


def read_json_lines(text):
    lines = [json.loads(line) for line in text.splitlines()]
    for line in lines[:-1]:
        print(line["path"], line["range"]["start"]["line"], line["check"], line["message"])
    print("complete:", lines[-1]["invocation"]["complete"])


class Page(html.parser.HTMLParser):
    """Fails on whatever a page could load or run, and on tags that are not closed."""

    EMPTY = ("meta", "br", "link", "img")

    def __init__(self):
        super().__init__()
        self.open = []

    def handle_starttag(self, tag, attributes):
        assert tag not in ("script", "link", "img", "iframe", "object"), tag
        for name, value in attributes:
            assert not name.startswith("on") and (name not in ("href", "src") or value.startswith("#")), (tag, name, value)
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag

    def handle_data(self, data):
        if self.open and self.open[-1] in ("summary", "mark", "li", "h2"):
            print("%s: %s" % (self.open[-1], data.strip()))


def read_html(text):
    assert not re.search(r"url\(|@import", text)
    page = Page()
    page.feed(text)
    assert not page.open, page.open


def read_markdown(text):
    assert len(text) <= 65536, len(text)
    for line in text.splitlines():
        if line.startswith("| ") and not line.startswith("| place"):
            assert len(re.findall(r"(?<!\\)\|", line)) == 5, line
        print(line)


with open(sys.argv[2], encoding="utf-8", newline="") as file:
    globals()["read_" + sys.argv[1].replace("-", "_")](file.read())
