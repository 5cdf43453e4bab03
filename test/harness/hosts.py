"""The three hosts of the checks, as functions from a file to diagnostics and to fixed files."""

import json
import os
import re
from dataclasses import dataclass, field

from harness.fixture import Diagnostic, relocate
from harness.lsp import Client
from harness.tools import Failure, run

LINE = re.compile(r"^(?P<path>[^\s:][^:]*):(?P<line>\d+):(?P<col>\d+): (?P<kind>warning|note|error): (?P<text>.*)$")
CHECK = re.compile(r" \[(?P<check>[a-z0-9.,_-]+)\]$")


@dataclass
class Job:
    """What to analyse: a file in a scratch folder, by which checks, with which flags."""

    folder: str
    name: str
    checks: str
    flags: list
    level: str = ""
    options: list = field(default_factory=list)  # "memtidy-padded-record.MinBytes=4"

    @property
    def path(self):
        return os.path.join(self.folder, self.name)


def parse_diagnostics(text, folder):
    """Reads what clang-tidy and `memtidy check --output clang` print. Clang's own macro notes are no steps of ours."""
    found = []
    for line in text.splitlines():
        match = LINE.match(line)
        if not match:
            continue
        kind, text_part = match["kind"], match["text"]
        name = CHECK.search(text_part)
        if name:
            text_part = text_part[: name.start()]
        one = Diagnostic(
            match["path"], int(match["line"]), int(match["col"]), kind, text_part, name["check"] if name else ""
        )
        if kind == "error":
            raise Failure("does not compile: " + line)
        if kind == "warning":
            found.append(one)
        elif found and not text_part.startswith("expanded from "):
            found[-1].notes.append(one)
    return sorted((relocate(one, folder) for one in found), key=Diagnostic.key)


class Plugin:
    """clang-tidy with memtidy.so."""

    name = "clang-tidy"
    fixes = True

    def __init__(self, tools):
        self.tools = tools

    def diagnose(self, job):
        return parse_diagnostics(self._run(job, []), job.folder)

    def fix(self, job, unsafe):
        self._run(job, ["--fix-notes" if unsafe else "--fix"])

    def _run(self, job, extra):
        options = [{"key": option.split("=", 1)[0], "value": option.split("=", 1)[1]} for option in job.options]
        if job.level:
            options += [{"key": check + ".Level", "value": job.level} for check in job.checks.split(",")]
        # JSON is YAML.
        config = {"Checks": "-*," + job.checks, "CheckOptions": options, "HeaderFilterRegex": ".*"}
        command = [self.tools.llvm("clang-tidy"), "--load=" + self.tools.plugin, "--quiet", "--use-color=0"]
        command += ["--config=" + json.dumps(config), *extra, job.name, "--", *job.flags]
        return run(command, cwd=job.folder, env=self.tools.plugin_environment())


class Driver:
    """memtidy's own command line."""

    name = "memtidy"
    fixes = True

    def __init__(self, tools):
        self.tools = tools

    def diagnose(self, job):
        text = self._run(job, "check", ["--output", "clang", "--color", "never", "--no-cache"])
        return parse_diagnostics(text, job.folder)

    def report(self, job):
        """Returns what --output json says."""
        return json.loads(self._run(job, "check", ["--output", "json", "--no-cache"]))

    def fix(self, job, unsafe):
        self._run(job, "fix", ["--unsafe-fixes"] if unsafe else [])

    def _run(self, job, command, extra):
        words = [self.tools.memtidy, command, "--quiet", "--exit-zero", "--select", job.checks, *extra]
        if job.level:
            words += ["--level", job.level]
        for option in job.options:
            words += ["--set", option]
        return run(words + [job.name, "--", *job.flags], cwd=job.folder)


class Clangd:
    """memtidy-clangd, over LSP. It shows what is in the opened file and capitalises messages."""

    name = "clangd"
    fixes = False

    def __init__(self, tools):
        self.tools = tools

    def diagnose(self, job):
        self.write_settings(job)
        with Client(self.command(), job.folder) as client:
            found = []
            for one in client.open(job.path):
                diagnostic = diagnostic_of(one, job)
                # clangd shows warnings of the compiler, too.
                if not diagnostic.check.startswith("memtidy-"):
                    continue
                found.append(diagnostic)
                diagnostic.actions = [action["title"] for action in client.code_actions(job.path, [one])]
            return found

    def command(self):
        """Returns the words that start the server."""
        return [self.tools.clangd, "--log=error", "--background-index=0"]

    def write_settings(self, job):
        """Writes into the job's folder what users write: a compile database and a .clangd."""
        command = {"directory": job.folder, "file": job.path, "arguments": ["clang++", *job.flags, job.path]}
        write(job.folder, "compile_commands.json", json.dumps([command]))
        clang_tidy = {"Add": job.checks.split(","), "FastCheckFilter": "None"}
        options = dict(option.split("=", 1) for option in job.options)
        if job.level:
            options.update((check + ".Level", job.level) for check in job.checks.split(","))
        if options:
            clang_tidy["CheckOptions"] = options
        write(job.folder, ".clangd", json.dumps({"Diagnostics": {"ClangTidy": clang_tidy, "UnusedIncludes": "None"}}))


def write(folder, name, text):
    with open(os.path.join(folder, name), "w") as file:
        file.write(text)


def diagnostic_of(one, job):
    """Turns a diagnostic of LSP into ours."""
    start = one["range"]["start"]
    text = re.sub(r" \(fix(es)? available\)$", "", one["message"])
    found = Diagnostic(job.name, start["line"] + 1, start["character"] + 1, "warning", text, one.get("code", ""))
    if one.get("severity") == 1:
        raise Failure("does not compile in clangd: %s" % found)
    for related in one.get("relatedInformation", []):
        place = related["location"]["range"]["start"]
        path = os.path.relpath(related["location"]["uri"].removeprefix("file://"), job.folder)
        found.notes.append(Diagnostic(path, place["line"] + 1, place["character"] + 1, "note", related["message"]))
    found.actions = []
    found.end = (one["range"]["end"]["line"] + 1, one["range"]["end"]["character"] + 1)
    return found


def available(tools):
    """Returns the hosts that are built, the reference first."""
    hosts = [(tools.memtidy, Driver), (tools.plugin, Plugin), (tools.clangd, Clangd)]
    return [host(tools) for product, host in hosts if product]
