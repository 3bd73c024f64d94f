"""No word of a language stands in code (law of the design: a language is a folder of tables).

What counts as a word in code, for every string constant of src/extractor that is neither a docstring nor the text of a
`description=`, `help=` or `hint=`, nor the message of an error:

1. a language tag of a pack that ships;
2. a run of two letters or more with one beyond ASCII (English, the language of the code, writes none);
3. the name of a month, a weekday or a season, a number word or a unit of time of a pack, unless English has it too;
4. in the rooms that read text, an ending given in place: `endswith("s")`, `rstrip("er")`, `letter in "sx"`.

Single characters beyond ASCII ("²", "œ" in tables of characters) are no words.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import extractor
from extractor.lang import load_pack, pack_codes
from extractor.lexer.tables import entries_of

SOURCE = Path(extractor.__file__).parent
FILES = sorted(SOURCE.rglob("*.py"))
READING_ROOMS = ("lexer", "numerals", "normalizers", "recognizers", "linker", "nlp")

DOCUMENTING = frozenset({"description", "help", "hint", "epilog", "metavar"})
"""Keyword arguments whose strings people read."""

ENGLISH = frozenset({
    "million", "millions", "billion", "billions", "trillion", "trillions", "six", "cent", "cents", "minute", "minutes", "second", "seconds",
    "mars", "jan", "feb", "oct", "nov", "dec", "jul", "sep", "sept", "mar", "avr", "an", "t", "h", "ms", "min", "s", "double", "triple", "quadruple",
})  # fmt: skip
"""Surfaces of the tables that are English words, or symbols of standards (ISO 8601, UCUM), too."""

LABELS = frozenset({"acl", "aux", "cop", "obj", "obl", "conj", "nmod", "root", "det"})
"""Labels of Universal Dependencies: their subtypes begin with them ("nmod:poss")."""

AFFIX_METHODS = frozenset({"endswith", "removesuffix", "rstrip", "strip", "lstrip"})
CLASSES = frozenset({"month", "month_short", "weekday", "weekdays", "season", "nw", "one", "scale", "ordinal", "time", "approx", "deictic"})


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _constants(path: Path) -> Iterator[ast.Constant]:
    """The string constants of a file that the program uses."""
    tree = _tree(path)
    passed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(id(node.value))
        elif isinstance(node, ast.keyword) and node.arg in DOCUMENTING:
            passed |= {id(inner) for inner in ast.walk(node.value)}
        elif isinstance(node, ast.Raise):
            passed |= {id(inner) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
            yield node


@cache
def _surfaces() -> frozenset[str]:
    """Months, weekdays, seasons, number words and units of time of every pack that ships."""
    return frozenset(
        surface.lower() for code in pack_codes() for surface, name, _ in entries_of(load_pack(code)) if name in CLASSES and surface[0].isalpha()
    ) - ENGLISH


def _where(path: Path, node: ast.AST, found: object) -> str:
    return f"{path.relative_to(SOURCE)}:{getattr(node, 'lineno', 0)}: {found!r}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_code_names_no_language(path: Path) -> None:
    tags = set(pack_codes())
    found = [_where(path, node, node.value) for node in _constants(path) if re.split(r"[-_]", str(node.value).lower())[0] in tags]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_code_has_no_word_beyond_ascii(path: Path) -> None:
    found = [
        _where(path, node, word)
        for node in _constants(path)
        for word in re.findall(r"[^\W\d_]{2,}", str(node.value))
        if not word.isascii()
    ]
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_code_has_no_word_of_time_or_number(path: Path) -> None:
    found = [_where(path, node, node.value) for node in _constants(path) if str(node.value).strip().lower() in _surfaces()]
    assert found == [], "\n".join(found)


def _is_identifier(node: ast.expr) -> bool:
    """`pattern.name`, `mention.rule`: names of the program's own, which are English."""
    return isinstance(node, ast.Attribute) and node.attr in ("name", "rule")


def _affixes(path: Path) -> Iterator[tuple[ast.AST, str]]:
    """Lower-case letters that a word is asked to end with or be made of."""
    for node in ast.walk(_tree(path)):
        given: list[ast.expr] = []
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in AFFIX_METHODS:
            given = [] if _is_identifier(node.func.value) else node.args
        elif isinstance(node, ast.Compare) and any(isinstance(op, ast.In | ast.NotIn) for op in node.ops):
            given = [c for c in node.comparators if isinstance(c, ast.Constant)]
        for argument in given:
            parts = argument.elts if isinstance(argument, ast.Tuple) else [argument]
            for part in parts:
                value = part.value if isinstance(part, ast.Constant) else None
                if isinstance(value, str) and re.search(r"[^\W\d_A-Z]", value) and not value.startswith((".", "#")):
                    yield node, value


@pytest.mark.parametrize(
    "path", [p for p in FILES if p.relative_to(SOURCE).parts[0] in READING_ROOMS], ids=lambda path: str(path.relative_to(SOURCE))
)
def test_code_knows_no_ending(path: Path) -> None:
    found = [_where(path, node, value) for node, value in _affixes(path) if value not in LABELS]
    assert found == [], "\n".join(found)


def test_code_is_looked_at() -> None:
    """The rule sees what it must: constants are found, docstrings are not."""
    (node,) = ast.parse('def f():\n    """lundi"""\n    return "lundi"').body
    assert isinstance(node, ast.FunctionDef) and "lundi" in _surfaces() and len(FILES) > 40
