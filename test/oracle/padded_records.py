#!/usr/bin/env python3
"""Random records against the compiler: what memtidy-padded-record promises must come true.

    padded_records.py --plugin memtidy.so [--records N] [--seed S] [--keep DIR]

Each round writes a program full of random records that prints every member and the order of its constructions and destructions. The
program is compiled and run before and after the safe fixes. The sizes must be those that the findings promised, the output must not
change, comments must stay at their fields, and the fixed program must have nothing left to fix. The seed is printed: the same seed gives
the same program.
"""

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile

CHECK = "memtidy-padded-record"
OPTIONS = "{CheckOptions: {%s}}" % ", ".join(
    "%s.%s: '%s'" % (CHECK, name, value)
    for name, value in (("Level", "possible"), ("MinSavedBytes", "1"), ("MinSavedPercent", "1"), ("MinSavedBytesSingle", "1"))
)

PROLOGUE = """\
#include <cstdint>
#include <cstdio>
#include <vector>
namespace {
int Counter = 0;
int next() { return ++Counter; }
struct Noisy {
  explicit Noisy(int N = next()) : Id(N) { std::printf("make %d\\n", Id); }
  Noisy(const Noisy &O) : Id(O.Id) { std::printf("copy %d\\n", Id); }
  ~Noisy() { std::printf("drop %d\\n", Id); }
  int Id;
};
struct Empty {};
enum class Color : unsigned char { Red, Green };
struct Pair { char First; int Second; };
struct Tail { virtual ~Tail() = default; double Wide = 1; char Last = 2; };
struct Plain { long Wide; char Last; };
void show(const char *Name, const Noisy &V) { std::printf(" %s=%d", Name, V.Id); }
void show(const char *Name, Color V) { std::printf(" %s=%d", Name, int(V)); }
void show(const char *Name, const Pair &V) { std::printf(" %s=%d/%d", Name, V.First, V.Second); }
void show(const char *Name, const Empty &) { std::printf(" %s=", Name); }
void show(const char *Name, int *const &V) { std::printf(" %s=%d", Name, V != nullptr); }
template <class T> void show(const char *Name, const T &V) { std::printf(" %s=%g", Name, double(V)); }
template <class T, unsigned long N> void show(const char *Name, const T (&V)[N]) { for (const T &E : V) show(Name, E); }
"""

# Type, literals that fit it.
SCALARS = [
    ("bool", ["true", "false"]),
    ("char", ["'a'", "'b'", "7"]),
    ("short", ["3", "4"]),
    ("int", ["5", "6"]),
    ("long", ["7", "8"]),
    ("float", ["1.5f", "2.5f"]),
    ("double", ["3.5", "4.5"]),
    ("std::uint8_t", ["9"]),
    ("std::uint16_t", ["10"]),
    ("int *", ["nullptr"]),
    ("Color", ["Color::Red", "Color::Green"]),
    ("long double", ["0.5L"]),
    ("Pair", ["{1, 2}"]),
    ("Empty", ["{}"]),
]


class Field:
    def __init__(self, random, name):
        self.name = name
        self.type, values = random.choice(SCALARS)
        self.value = random.choice(values)
        self.bits = self.array = 0
        self.attribute = ""
        kind = random.random()
        if kind < 0.12:
            self.type = random.choice(["unsigned", "int", "unsigned char", "unsigned long long"])
            self.bits, self.value = random.randint(2, 8), "1"
        elif kind < 0.18:
            self.array, self.value = random.randint(1, 9), "{}"
        elif kind < 0.22:
            self.type, self.value = "Noisy", "Noisy(%d)" % random.randint(100, 999)
        elif kind < 0.24 and self.type == "Empty":
            self.attribute = "[[no_unique_address]] "
        self.initializer = ""

    def declarator(self):
        text = self.name
        if self.array:
            text += "[%d]" % self.array
        if self.bits:
            text += " : %d" % self.bits
        return text + self.initializer

    def declaration(self):
        space = "" if self.type.endswith("*") else " "
        return self.attribute + self.type + space + self.declarator() + ";"


class Record:
    """One random record. It is an aggregate, or has a constructor or in-class initialisers."""

    def __init__(self, random, number):
        self.random, self.name = random, "R%d" % number
        self.fields = [Field(random, "f%d_%d" % (number, i)) for i in range(random.randint(2, 9))]
        self.base = random.choice(["", "", "", "Tail", "Plain", "Empty", "virtual Tail", "Noisy"])
        self.style = random.choice(["positional", "designated", "constructor", "initializers"])
        if self.base:
            self.style = random.choice(["constructor", "initializers"])
        self.is_template = random.random() < 0.1 and self.style in ("constructor", "initializers")
        self.pack = random.choice([0] * 12 + [2, 4])
        self.extra = random.choice(["", "", "  virtual ~%s() {}\n" % self.name]) if self.style == "constructor" else ""
        if self.is_template:
            self.extra = ""
        if self.style == "initializers":
            for i, field in enumerate(self.fields):
                field.initializer = self.initializer(i, field)

    def readable(self, before):
        """Returns an earlier field that a later one may read."""
        ready = [f for f in self.fields[:before] if f.type in ("int", "short", "bool", "char") and not f.array and not f.bits]
        return self.random.choice(ready).name if ready else ""

    def initializer(self, index, field):
        if field.array or field.type in ("Empty", "Pair"):
            return "{}"
        return " = " + self.value(index, field)

    def value(self, index, field):
        earlier = self.readable(index)
        if field.type in ("int", "long", "double") and not field.bits and not field.array:
            kind = self.random.random()
            if kind < 0.3:
                return "next()"
            if kind < 0.6 and earlier:
                return earlier + " + 1"
        return field.value

    def body(self):
        lines, i = [], 0
        while i < len(self.fields):
            field = self.fields[i]
            follower = self.fields[i + 1] if i + 1 < len(self.fields) else None
            plain = self.random.random
            if follower and follower.type == field.type and not field.type.endswith("*") and not field.attribute and plain() < 0.7:
                lines.append("  %s %s, %s;" % (field.type, field.declarator(), follower.declarator()))
                i += 2
                continue
            if plain() < 0.15:
                lines.append("  // l:%s" % field.name)
            lines.append("  " + field.declaration())
            if plain() < 0.25:
                lines[-1] += self.random.choice(["  // t:%s", "  /* t:%s */", " ///< t:%s"]) % field.name
            if plain() < 0.12:
                lines.append("")
            elif plain() < 0.06:
                lines.append("public:")
            elif plain() < 0.06:
                lines.append("  int get%d() const { return %d; }" % (i, i))
            i += 1
        return "\n".join(lines) + "\n"

    def constructor(self):
        if self.style != "constructor":
            return ""
        items = []
        for i, field in enumerate(self.fields):
            value = "" if field.array or field.type in ("Empty", "Pair") else self.value(i, field)
            items.append("%s(%s)" % (field.name, value))
        separator = self.random.choice([", ", ",\n        "])
        return "  %s() : %s {}\n" % (self.name, separator.join(items))

    def uses(self):
        name = self.name + ("<int>" if self.is_template else "")
        shows = "".join('  show("%s", %sO.%s);\n' % (f.name, "+" if f.bits else "", f.name) for f in self.fields)
        text = 'void print(const %s &O) {\n  std::printf("%s");\n%s  std::puts("");\n}\n' % (name, self.name, shows)
        text += "void use%s() {\n" % self.name
        if self.style == "positional":
            text += "  %s O{%s};\n" % (name, ", ".join(f.value for f in self.fields))
        elif self.style == "designated":
            text += "  %s O{%s};\n" % (name, ", ".join(".%s = %s" % (f.name, f.value) for f in self.fields))
        else:
            text += "  %s O;\n" % name
        text += "  print(O);\n"
        if self.style in ("positional", "designated") and not any(f.bits for f in self.fields):
            names = ["b%d" % i for i in range(len(self.fields))]
            text += "  {\n    auto &[%s] = O;\n" % ", ".join(names)
            text += "".join('    show("%s", %s);\n' % (f.name, n) for f, n in zip(self.fields, names))
            text += '    std::puts("");\n  }\n'
        text += '  std::printf("SIZE %s %%zu\\n", sizeof(%s));\n}\n' % (self.name, name)
        return text + "std::vector<%s> V%s;\n" % (name, self.name)

    def text(self):
        pack, end = ("#pragma pack(push, %d)\n" % self.pack, "#pragma pack(pop)\n") if self.pack else ("", "")
        head = ("template <class T> " if self.is_template else "") + "struct %s" % self.name
        if self.base:
            head += " : " + self.base
        pieces = [self.constructor(), self.extra, self.body()]
        if self.random.random() < 0.3:
            pieces.reverse()
        return pack + head + " {\n" + "".join(pieces) + "};\n" + end + self.uses()


def write_program(seed, count):
    generator = random.Random(seed)
    records = [Record(generator, i) for i in range(count)]
    text = PROLOGUE + "".join(record.text() for record in records)
    text += "} // namespace\nint main() {\n" + "".join("  use%s();\n" % r.name for r in records) + "}\n"
    return text


class Oracle:
    def __init__(self, arguments, folder):
        self.arguments, self.folder = arguments, folder
        self.path = os.path.join(folder, "records.cpp")

    def run(self, *command):
        return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True)

    def output(self, text):
        with open(self.path, "w") as file:
            file.write(text)
        program = os.path.join(self.folder, "records")
        flags = ["-std=c++20", "-Wall", "-Werror", "-Wno-unused", "-Wno-missing-braces", "-Wno-delete-non-abstract-non-virtual-dtor"]
        built = self.run(self.arguments.clangxx, *flags, self.path, "-o", program)
        if built.returncode:
            raise AssertionError("does not compile:\n" + built.stdout)
        lines = self.run(program).stdout.splitlines()
        sizes = {line.split()[1]: int(line.split()[2]) for line in lines if line.startswith("SIZE ")}
        return [line for line in lines if not line.startswith("SIZE ")], sizes

    def tidy(self, *flags):
        return self.run(
            self.arguments.clang_tidy, "-load", self.arguments.plugin, "-checks=-*," + CHECK, "-config=" + OPTIONS, *flags,
            self.path, "--", "-std=c++20",
        ).stdout

    def round(self, seed, count):
        """Returns how many findings and how many fixes one program had."""
        before = write_program(seed, count)
        output, sizes = self.output(before)
        said = self.tidy()
        promises = {}
        for name, size, better in re.findall(r"warning: '(\w+)' is (\d+) bytes, (\d+) would do", said):
            assert name not in sizes or sizes[name] == int(size), "%s is %d bytes, the finding says %s" % (name, sizes[name], size)
            promises[name] = int(better)
        refused = set(re.findall(r"note: reorder the fields of '(\w+)'", said))
        self.tidy("--fix")
        with open(self.path) as file:
            after = file.read()
        new_output, new_sizes = self.output(after)
        changed = ["%s\n  %s" % pair for pair in zip(output, new_output) if pair[0] != pair[1]]
        assert output == new_output, "the output changed:\n" + "\n".join(changed[:3])
        for name, size in sizes.items():
            expected = promises[name] if name in promises and name not in refused else size
            assert new_sizes[name] == expected, "%s is %d bytes after the fix, promised were %d" % (name, new_sizes[name], expected)
        self.check_comments(before, after)
        said = self.tidy("--fix")
        with open(self.path) as file:
            assert file.read() == after, "a second run changes the file again"
        again = set(re.findall(r"warning: '(\w+)' is", said)) - refused
        assert not again, "still reported after the fix: %s" % sorted(again)
        return len(promises), len(set(promises) - refused)

    @staticmethod
    def check_comments(before, after):
        find = r"(?://|/\*|///<) [lt]:\w+"
        assert sorted(re.findall(find, before)) == sorted(re.findall(find, after)), "a comment is lost"
        lines = after.splitlines()
        for i, line in enumerate(lines):
            for kind, name in re.findall(r"([lt]):(f\w+)", line):
                where = lines[i + 1] if kind == "l" else line
                assert re.search(r"\b%s\b" % name, where.split("//")[0].split("/*")[0]), "the comment of %s has moved away" % name


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plugin", required=True)
    parser.add_argument("--clang-tidy", default="clang-tidy-22")
    parser.add_argument("--clangxx", default="clang++-22")
    parser.add_argument("--records", type=int, default=200)
    parser.add_argument("--per-program", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", help="where to leave the program that failed")
    arguments = parser.parse_args()
    findings = fixes = 0
    with tempfile.TemporaryDirectory() as folder:
        oracle = Oracle(arguments, arguments.keep or folder)
        for seed in range(arguments.seed, arguments.seed + (arguments.records + arguments.per_program - 1) // arguments.per_program):
            try:
                found, fixed = oracle.round(seed, arguments.per_program)
            except AssertionError as error:
                print("seed %d, %d records: %s" % (seed, arguments.per_program, error))
                return 1
            findings, fixes = findings + found, fixes + fixed
    print("%d records from seed %d: %d findings, %d fixed, all as promised" % (arguments.records, arguments.seed, findings, fixes))
    return 0


if __name__ == "__main__":
    sys.exit(main())
