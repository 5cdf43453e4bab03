"""Programs full of random records that print what is in them."""

import random

# Freestanding, for targets without headers, it only has to parse.
PROLOGUE = """\
#include <stdint.h>
#if __STDC_HOSTED__
#include <stdio.h>
#else
inline int printf(const char *, ...) { return 0; }
inline int puts(const char *) { return 0; }
#endif
template <class T> struct vector { T *Begin; T *End; T *Limit; };
namespace {
int Counter = 0;
int next() { return ++Counter; }
struct Noisy {
  explicit Noisy(int N = next()) : Id(N) { printf("make %d\\n", Id); }
  Noisy(const Noisy &O) : Id(O.Id) { printf("copy %d\\n", Id); }
  ~Noisy() { printf("drop %d\\n", Id); }
  int Id;
};
struct Empty {};
enum class Color : unsigned char { Red, Green };
enum Plenty : uint64_t { Few, Many };
struct Pair { char First; int Second; };
struct Tail { virtual ~Tail() = default; double Wide = 1; char Last = 2; };
struct Plain { long Wide; char Last; };
struct Other { virtual ~Other() = default; short Id = 3; };
void show(const char *Name, const Noisy &V) { printf(" %s=%d", Name, V.Id); }
void show(const char *Name, Color V) { printf(" %s=%d", Name, int(V)); }
void show(const char *Name, Plenty V) { printf(" %s=%d", Name, int(V)); }
void show(const char *Name, const Pair &V) { printf(" %s=%d/%d", Name, V.First, V.Second); }
void show(const char *Name, const Empty &) { printf(" %s=", Name); }
void show(const char *Name, const void *V) { printf(" %s=%d", Name, V != nullptr); }
template <class T> auto show(const char *Name, const T &V) -> decltype(double(V), void()) { printf(" %s=%g", Name, double(V)); }
template <class T> auto show(const char *Name, const T &V) -> decltype(V.print(), void()) { printf(" %s=", Name); V.print(); }
template <class T, unsigned long N> void show(const char *Name, const T (&V)[N]) { for (const T &E : V) show(Name, E); }
"""

# Type, literals that fit it.
SCALARS = [
    ("bool", ["true", "false"]),
    ("char", ["'a'", "'b'", "7"]),
    ("short", ["3", "4"]),
    ("int", ["5", "6"]),
    ("long", ["7", "8"]),
    ("long long", ["9"]),
    ("float", ["1.5f", "2.5f"]),
    ("double", ["3.5", "4.5"]),
    ("uint8_t", ["9"]),
    ("uint16_t", ["10"]),
    ("int64_t", ["11"]),
    ("wchar_t", ["12"]),
    ("int *", ["nullptr"]),
    ("Color", ["Color::Red", "Color::Green"]),
    ("Plenty", ["Few", "Many"]),
    ("long double", ["0.5L"]),
    ("Pair", ["{1, 2}"]),
    ("Empty", ["{}"]),
]
BASES = ["", "", "", "Tail", "Plain", "Empty", "virtual Tail", "Noisy", "Tail, Other", "Other, Empty", "virtual Other, Plain"]
OPAQUE = ("Empty", "Pair", "Plenty", "Color")


class Field:
    def __init__(self, generator, name):
        self.name = name
        self.type, values = generator.choice(SCALARS)
        self.value = generator.choice(values)
        self.bits = self.array = 0
        self.attribute = ""
        kind = generator.random()
        if kind < 0.12:
            self.type = generator.choice(["unsigned", "int", "unsigned char", "unsigned long long"])
            self.bits, self.value = generator.randint(2, 8), "1"
        elif kind < 0.18:
            self.array, self.value = generator.randint(1, 9), "{}"
        elif kind < 0.22:
            self.type, self.value = "Noisy", "Noisy(%d)" % generator.randint(100, 999)
        elif kind < 0.24 and self.type == "Empty":
            self.attribute = "[[no_unique_address]] "
        elif kind < 0.25:
            self.attribute = "alignas(%d) " % generator.choice([16, 32])
        self.initializer = ""

    def is_opaque(self):
        return self.array or self.type in OPAQUE or self.type.startswith("R")

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

    def __init__(self, seed, number):
        self.random = generator = random.Random("%d/%d" % (seed, number))
        self.number, self.name = number, "R%d" % number
        self.fields = [Field(generator, "f%d_%d" % (number, i)) for i in range(generator.randint(2, 9))]
        self.base = generator.choice(BASES)
        self.style = generator.choice(["positional", "designated", "constructor", "initializers"])
        if self.base:
            self.style = generator.choice(["constructor", "initializers"])
        by_default = self.style in ("constructor", "initializers")
        self.arguments = generator.choice([["int"], ["double", "char"]]) if generator.random() < 0.15 and by_default else []
        # What other records may hold: it is made without arguments and prints itself.
        self.is_part = by_default and not self.arguments and not self.base
        self.inner = None
        self.pack = generator.choice([0] * 12 + [2, 4])
        self.extra = ""
        if self.style == "constructor" and not self.arguments and generator.random() < 0.3:
            self.extra = "  virtual ~%s() {}\n" % self.name
            self.is_part = False
        if len(self.arguments) == 2:
            for field in generator.sample(self.fields, min(2, len(self.fields))):
                field.type, field.value, field.bits, field.array, field.attribute = "T", "T(1)", 0, 0, ""

    def hold(self, inner):
        """Makes one of the fields a record of its own."""
        field = self.random.choice(self.fields)
        self.inner = inner.number
        field.type, field.value, field.bits, field.array, field.attribute = inner.name, "{}", 0, 0, ""

    def finish(self):
        if self.style == "initializers":
            for i, field in enumerate(self.fields):
                field.initializer = "{}" if field.is_opaque() else " = " + self.value(i, field)
        self.written = self.text()

    def readable(self, before):
        """Returns an earlier field that a later one may read."""
        ready = [f for f in self.fields[:before] if f.type in ("int", "short", "bool", "char") and not f.array and not f.bits]
        return self.random.choice(ready).name if ready else ""

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
        chance = self.random.random
        while i < len(self.fields):
            field = self.fields[i]
            follower = self.fields[i + 1] if i + 1 < len(self.fields) else None
            plain = not field.type.endswith("*") and not field.attribute
            if follower and follower.type == field.type and plain and not follower.attribute and chance() < 0.7:
                lines.append("  %s %s, %s;" % (field.type, field.declarator(), follower.declarator()))
                i += 2
                continue
            if chance() < 0.15:
                lines.append("  // l:%s" % field.name)
            lines.append("  " + field.declaration())
            if chance() < 0.25:
                lines[-1] += self.random.choice(["  // t:%s", "  /* t:%s */", " ///< t:%s"]) % field.name
            if chance() < 0.12:
                lines.append("")
            elif chance() < 0.06:
                lines.append("public:")
            elif chance() < 0.06:
                lines.append("  int get%d() const { return %d; }" % (i, i))
            i += 1
        return "\n".join(lines) + "\n"

    def constructor(self):
        if self.style != "constructor":
            return ""
        items = ["%s(%s)" % (f.name, "" if f.is_opaque() else self.value(i, f)) for i, f in enumerate(self.fields)]
        return "  %s() : %s {}\n" % (self.name, self.random.choice([", ", ",\n        "]).join(items))

    def printer(self):
        return "  void print() const;\n" if self.is_part else ""

    def shows(self, prefix):
        return "".join('  show("%s", %s%s%s);\n' % (f.name, "+" if f.bits else "", prefix, f.name) for f in self.fields)

    def made(self):
        if self.style == "positional":
            return "{%s}" % ", ".join(f.value for f in self.fields)
        if self.style == "designated":
            return "{%s}" % ", ".join(".%s = %s" % (f.name, f.value) for f in self.fields)
        return ""

    def bindings(self):
        if self.made() == "" or any(f.bits for f in self.fields):
            return ""
        names = ["b%d" % i for i in range(len(self.fields))]
        shows = "".join('    show("%s", %s);\n' % (f.name, n) for f, n in zip(self.fields, names))
        return '  {\n    auto &[%s] = O;\n%s    puts("");\n  }\n' % (", ".join(names), shows)

    def uses(self):
        text = "void %s::print() const {\n%s}\n" % (self.name, self.shows("")) if self.is_part else ""
        text += "void use%s() {\n" % self.name
        for name in self.instances():
            text += "  {\n  %s O%s;\n" % (name, self.made())
            text += '  printf("%s");\n%s  puts("");\n%s' % (name, self.shows("O."), self.bindings())
            text += '  printf("SIZE %s %%d\\n", int(sizeof(%s)));\n  }\n' % (name, name)
        return text + "}\n" + "".join("vector<%s> V%s_%d;\n" % (name, self.name, i) for i, name in enumerate(self.instances()))

    def instances(self):
        return ["%s<%s>" % (self.name, argument) for argument in self.arguments] or [self.name]

    def text(self):
        pack, end = ("#pragma pack(push, %d)\n" % self.pack, "#pragma pack(pop)\n") if self.pack else ("", "")
        head = ("template <class T> " if self.arguments else "") + "struct %s" % self.name
        if self.base:
            head += " : " + self.base
        pieces = [self.constructor(), self.extra, self.printer(), self.body()]
        if self.random.random() < 0.3:
            pieces.reverse()
        return pack + head + " {\n" + "".join(pieces) + "};\n" + end + self.uses()


class Program:
    """The records of one seed. Each is the same whatever others are taken with it."""

    def __init__(self, seed, count):
        self.records, parts = [], []
        for number in range(count):
            record = Record(seed, number)
            if parts and record.random.random() < 0.12 and len(record.arguments) < 2:
                record.hold(record.random.choice(parts[-20:]))
            record.finish()
            self.records.append(record)
            if record.is_part:
                parts.append(record)

    def text(self, numbers):
        """Returns the program of those records and of those inside of them."""
        wanted = set()
        for number in numbers:
            while number is not None and number not in wanted:
                wanted.add(number)
                number = self.records[number].inner
        records = [self.records[number] for number in sorted(wanted)]
        uses = "".join("  use%s();\n" % record.name for record in records)
        return PROLOGUE + "".join(record.written for record in records) + "} // namespace\nint main() {\n" + uses + "}\n"
