# RUN: %python %s
"""The parts of the harness that decide what passes."""

from harness.fixes import comments
from harness.fixture import same_text
from harness.lsp import apply_edits

CODE = 'a(); // one\nb("// no", \'"\', R"x(/* no */)x"); /* two\n   lines */ // one\n'
assert comments(CODE) == {"// one": 2, "/* two lines */": 1}, comments(CODE)

assert same_text("'{{A|B}}' takes {{[0-9]+}} bytes (1+1)", "'B' takes 24 bytes (1+1)")
assert not same_text("takes 2", "takes 24")


def span(line, start, end):
    return {"start": {"line": line, "character": start}, "end": {"line": line, "character": end}}


EDITS = [{"range": span(0, 0, 3), "newText": "two"}, {"range": span(1, 0, 3), "newText": "one;\nthree"}]
assert apply_edits("one\ntwo\n", EDITS) == "two\none;\nthree\n"
