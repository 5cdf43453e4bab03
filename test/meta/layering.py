# RUN: %python %s %tools
"""A layer includes only what it may, and no file breaks the rules of style that a machine can see.

The table is that of docs/architecture.md. CMake keeps the layers by their link lines; headers need no link line, so this keeps the includes.
"""

import os
import re
import sys

from harness import repository
from harness.tools import Tools, main_of_test

# Triples have a library of their own now; they were part of ADT.
LLVM = r"llvm/(ADT|Support)/|llvm/TargetParser/Triple\.h"
CLANG = r"clang/"
AST = r"clang/(AST|ASTMatchers|Basic|Lex|Analysis|Index)/"

# Layer -> what it may include beside itself and the standard library.
LAYERS = {
    "checks/model": [LLVM, r"clang/Basic/SourceLocation\.h"],
    "checks/models": [LLVM],
    "checks/analysis": [LLVM, AST, "checks/model/", "checks/models/"],
    "checks/edits": [LLVM, r"clang/(AST|Basic|Lex)/", "checks/model/", "checks/analysis/"],
    "checks/dump": [LLVM, AST, "checks/model/", "checks/analysis/"],
    "checks/host": [LLVM, r"clang/(AST|ASTMatchers|Basic)/", "checks/model/"],
    "checks/program": [LLVM, "checks/(model|host)/", r"checks/(Registry|ProgramRegistry)\.h"],
    "checks/plugin": [LLVM, CLANG, "clang-tidy/", "checks/(model|host)/", r"checks/(Registry|analysis/(AllowAttributes|FilePaths|TuIndex))\.h", "driver/config/"],
    "checks/*": [LLVM, AST, "checks/(host|analysis|edits|model|program)/", r"checks/Registry\.h"],
    "checks": [LLVM, "checks/"],
    "driver/support": ["llvm/"],
    "driver/config": [LLVM, "driver/support/", "yaml-cpp/", "checks/model/"],
    "driver/report": [LLVM, "checks/model/", "driver/(support|facts)/"],
    "driver/render": [LLVM, "checks/model/", "driver/(report|support)/"],
    "driver/facts": [LLVM, "checks/model/", "driver/(report|support)/"],
    "driver/graph": [LLVM, "checks/model/", "driver/(report|support|facts)/"],
    "driver/profile": [LLVM, "checks/model/", "driver/(report|support)/"],
    "driver/apply": ["llvm/", r"clang/(Rewrite|Format|Tooling/Core)/", "checks/model/", "driver/(report|support|project|config)/"],
    "driver/project": ["llvm/", CLANG, "clang-tidy/", "driver/(support|config)/"],
    "driver/run": ["llvm/", CLANG, "clang-tidy/", "checks/", "driver/(config|project|report|facts|support|run)/"],
    "driver/lsp": ["llvm/", "driver/(run|report|apply|project|config|support)/"],
    "driver/cli": ["llvm/", "driver/", r"checks/(Registry|(model|host)/\w+)\.h"],
    "driver/clangd": [r"checks/plugin/TidyModule\.h"],
    "driver": ["llvm/", "driver/"],
}

# Rules for the text without comments and literals: pattern, where it is fine, what to say.
EXCEPTIONS_FINE = ("driver/config/YamlReader.cpp",)
RULES = [
    (r"\b(throw|try|catch)\b(?!\s*\))", EXCEPTIONS_FINE, "no exceptions"),
    (r"#\s*include\s*<iostream>", (), "no <iostream>: it has static constructors"),
    (r"\breport_fatal_error\b", (), "an error is an llvm::Error, a bug an assert"),
    (r"#\s*pragma once", (), "a header guard, not #pragma once"),
]

# A report's own file may be longer only with a reason here.
FILE_LIMIT = 400
FUNCTION_LIMIT = 60


def layer_of(path):
    folder = os.path.dirname(path)
    while folder not in LAYERS:
        parent = os.path.dirname(folder)
        if parent == "checks":
            return "checks/*"
        folder = parent
    return folder


def check_includes(path, text, problems):
    layer = layer_of(path)
    own = os.path.dirname(path) + "/"
    for line, name in re.findall(r'^(#\s*include\s*[<"]([^>"]+)[>"])', text, re.MULTILINE):
        if "/" not in name or name.startswith(own) or name.endswith(".inc"):
            continue
        if re.match(r"(sys|arpa|netinet)/", name):
            continue
        allowed = any(re.match(pattern, name) for pattern in LAYERS[layer])
        problems.add(not allowed, "%s: a file of %s may not have %s" % (path, layer, line))


def bare(text):
    """Returns the text with comments and literals blanked out, line by line as before."""
    pattern = r'R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])*\'|//[^\n]*|/\*.*?\*/'
    return re.sub(pattern, lambda match: '""' + "\n" * match[0].count("\n"), text, flags=re.DOTALL)


def check_rules(path, text, problems):
    code = bare(text)
    for pattern, fine, message in RULES:
        if path not in fine and re.search(pattern, text if "include" in pattern else code):
            problems.add(True, "%s: %s" % (path, message))
    if path.endswith(".h"):
        problems.add(re.search(r"^\s*using namespace", code, re.MULTILINE), "%s: no `using namespace` in a header" % path)
        check_guard(path, text, problems)
    lines = text.count("\n")
    problems.add(lines > FILE_LIMIT, "%s: %d lines are more than %d" % (path, lines, FILE_LIMIT))
    for line, length in functions(code):
        problems.add(length > FUNCTION_LIMIT, "%s:%d: %d lines of function are more than %d" % (path, line, length, FUNCTION_LIMIT))


def check_guard(path, text, problems):
    parts = path[: -len(".h")].split("/")[1:]
    guard = "_".join(["MEMTIDY"] + parts).upper() + "_H"
    wanted = r"#ifndef %s\n#define %s\n.*\n#endif // %s\n\Z" % (guard, guard, guard)
    problems.add(not re.search(wanted, text, re.DOTALL), "%s: the header guard is %s" % (path, guard))


def head_of(lines, last):
    """Returns the index of the line on which the head begins that ends on line `last`: over parameters and initialisers that wrap."""
    index, depth = last, 0
    while index >= 0:
        depth += lines[index].count(")") - lines[index].count("(")
        if depth <= 0 and not lines[index].lstrip().startswith((":", ",")) and not lines[index - 1].endswith(","):
            return index
        index -= 1
    return last


def functions(code):
    """Yields line and length of each function body, as clang-format lays it out: its brace closes in the column of its head."""
    start = None
    lines = code.split("\n")
    for index, line in enumerate(lines):
        if start is None and line.endswith("{") and "](" not in line:
            head = lines[head_of(lines, index)]
            if "(" in head and not re.match(r"\s*(namespace|class|struct|enum|union)\b|.*= *\{$", head):
                start = (index, head[: len(head) - len(head.lstrip())])
        elif start and line == start[1] + "}":
            # A row of a table is no step of a function.
            yield start[0] + 1, sum(not re.fullmatch(r'\s*""[,}; ]*', row) for row in lines[start[0] : index + 1])
            start = None


def main():
    root = Tools.read(sys.argv[1]).source_dir
    problems = repository.Problems()
    for folder in ("checks", "driver"):
        for path in repository.files(root, ".h", ".cpp", under=folder):
            text = repository.text(root, path)
            check_includes(path, text, problems)
            check_rules(path, text, problems)
    problems.report("rules of docs/architecture.md and docs/style.md")


main_of_test(main)
