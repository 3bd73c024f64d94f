"""The examples of a language pack: their format, and the runner that makes them tests (docs: design, section 4).

A pack keeps them in `<pack>/examples/*.toml`, beside the tables they exercise. Brackets mark the spans, so that nobody
counts offsets (text with two brackets: `expect` is a list in their order; a literal bracket is written `\\[` or `\\]`):

    [[example]]
    texts = ["un marché de [228 milliards de yuans]", "[228 Md CNY] de revenus"]
    expect = { type = "money", value = "228000000000", unit = "CNY" }
    published = "2025-04-30"    # optional, for relative dates and missing years
    pending = true              # optional: known to fail; strict, so it fails once it passes
    note = "why"                # optional

    [[negative]]
    type = "money"              # or types = ["money", "number"], or any = true: no numeric or date mention at all
    texts = ["l'an 2000 livre ses archives"]

What an example says:
- It is exhaustive for its types: a second money mention in the texts above would be a failure, a date would not.
- `value`, `low`, `high`, `unit`, `from`, `to`, `relative` and `modifier` are compared even when they are not named (then
  with null, or "exact"); other fields (grain, part, edtf, age, fraction, resolved …) only when named.
- The value "*" leaves a field open.

The recognizers are passed in, since a language knows nothing of them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import Field, ValidationError

from extractor.errors import ExtractorError, PackError
from extractor.schema import (
    MENTION,
    Date,
    Document,
    Duration,
    Entity,
    Mention,
    Money,
    Number,
    Ordinal,
    Percent,
    Quantity,
    Span,
)
from extractor.schema.spans import Strict

if TYPE_CHECKING:
    from extractor.lang.pack import LanguagePack

Recognize = Callable[[Document, "LanguagePack"], list[Mention]]
"""What is tested: all numeric and date mentions of a document."""

MODELS: dict[str, type[Span]] = {
    "number": Number, "ordinal": Ordinal, "percent": Percent, "money": Money, "quantity": Quantity,
    "duration": Duration, "date": Date, "entity": Entity,
}  # fmt: skip
NUMERIC_TYPES = frozenset(MODELS) - {"entity"}
OPEN = "*"

_ALWAYS = ("value", "low", "high", "unit", "from", "to", "relative", "modifier")
_DECIMAL = frozenset({"value", "low", "high"})
_KEYS = {
    "example": frozenset({"texts", "expect", "published", "pending", "note"}),
    "negative": frozenset({"texts", "type", "types", "any", "published", "pending", "note"}),
}


class Example(Strict):
    """One marked text and what should, or should not, be found in it."""

    where: str = Field(description="file and number of the entry")
    text: str = Field(description="the text without its brackets")
    spans: tuple[Span, ...] = Field((), description="what stood in brackets")
    expect: tuple[dict[str, Any], ...] = Field((), description="the fields of each span, as the file has them")
    types: frozenset[str] = Field(description="mention types for which the text is exhaustive")
    published: str | None = None
    pending: bool = False


class Failure(Strict):
    """An example that does not hold: the sentence, what was expected, and what came with the rule that read it."""

    where: str
    text: str
    reason: str
    expected: tuple[str, ...] = ()
    got: tuple[str, ...] = ()

    def __str__(self) -> str:
        return "\n".join(
            [f"{self.where}: {self.reason}", f"  text:     {self.text}"]
            + [f"  expected: {line}" for line in self.expected or ("nothing",)]
            + [f"  got:      {line}" for line in self.got or ("nothing",)]
        )


class Report(Strict):
    """The outcome of all examples of a pack, counted in texts."""

    texts: int
    pending: int
    failures: tuple[Failure, ...] = ()


class Problem(Strict):
    """Something in a pack that has to be put right."""

    where: str
    what: str


def run_examples(pack: LanguagePack, recognize: Recognize) -> Report:
    """Run every example of a pack.

    Raises:
        PackError: a file of examples is malformed.
    """
    examples = list(load_examples(pack.path))
    failures = [failure for example in examples if (failure := run_example(example, pack, recognize)) is not None]
    return Report(texts=len(examples), pending=sum(example.pending for example in examples), failures=tuple(failures))


def check_pack(pack: LanguagePack, recognize: Recognize) -> list[Problem]:
    """What the examples say against a pack; a malformed file is a problem like any other."""
    try:
        report = run_examples(pack, recognize)
    except PackError as error:
        return [Problem(where=error.where or pack.code, what=error.what)]
    return [Problem(where=failure.where, what=str(failure)) for failure in report.failures]


def run_example(example: Example, pack: LanguagePack, recognize: Recognize) -> Failure | None:
    """Run one text; None when all is as expected, or when it fails and is known to (`pending`)."""
    document = Document(id="example", text=example.text, lang=pack.code, published=example.published)
    try:
        found = [mention for mention in recognize(document, pack) if mention.type in NUMERIC_TYPES]
        reason = _compare(example, found)
    except (ExtractorError, ValidationError) as error:
        found, reason = [], f"raised {type(error).__name__}: {error}"
    if example.pending:
        reason = None if reason else "no longer pending: it passes, take the mark away"
    if reason is None:
        return None
    return Failure(
        where=example.where,
        text=example.text,
        reason=reason,
        expected=tuple(
            f"{span.text!r} {_write(fields)}" for span, fields in zip(example.spans, example.expect, strict=True)
        ),
        got=tuple(_describe(mention) for mention in found if _concerns(example, mention)),
    )


def load_examples(folder: Path) -> Iterator[Example]:
    """The examples in `<folder>/examples/*.toml`, file by file, one for each text.

    Raises:
        PackError: a file is no TOML, or an entry is malformed; names the file and the entry's number.
    """
    for path in sorted((Path(folder) / "examples").glob("*.toml")):
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise PackError(f"not valid TOML: {error}", where=path.name) from error
        for key, entries in data.items():
            if key not in _KEYS:
                raise PackError(f"unknown table {key!r}", where=path.name, hint="[[example]] or [[negative]]")
            for number, entry in enumerate(entries, 1):
                yield from _read(entry, key, f"{path.name}, {key} {number}")


def parse_marked(marked: str) -> tuple[str, tuple[Span, ...]]:
    """The text without its brackets, and the spans that they marked.

    Raises:
        PackError: a bracket without its partner, one inside another, or nothing between the two.

    >>> parse_marked(r"près de [40 %] \\[sic\\]")
    ('près de 40 % [sic]', (Span(start=8, end=12, text='40 %'),))
    """
    text: list[str] = []
    spans: list[tuple[int, int]] = []
    start: int | None = None
    letters = iter(marked)
    for letter in letters:
        if letter == "\\":
            text.append(next(letters, "\\"))
        elif letter == "[":
            if start is not None:
                raise PackError(f"a bracket inside a bracket: {marked!r}", hint=r"a literal one is written \\[")
            start = len(text)
        elif letter == "]":
            if start is None or start == len(text):
                raise PackError(
                    f"a closing bracket that ends nothing: {marked!r}", hint=r"a literal one is written \\]"
                )
            spans.append((start, len(text)))
            start = None
        else:
            text.append(letter)
    if start is not None:
        raise PackError(f"a bracket that is not closed: {marked!r}")
    plain = "".join(text)
    return plain, tuple(Span.of(plain, *ends) for ends in spans)


def _read(entry: dict[str, Any], key: str, where: str) -> Iterator[Example]:
    """The examples of one entry of a file, one for each of its texts."""
    if not isinstance(entry, dict) or set(entry) - _KEYS[key]:
        raise PackError(f"unknown keys {sorted(set(entry) - _KEYS[key])}", where=where)
    texts = entry.get("texts")
    if not isinstance(texts, list) or not texts or not all(isinstance(text, str) and text for text in texts):
        raise PackError("texts is not a list of texts", where=where)
    expect = _expected(entry, where) if key == "example" else ()
    types = frozenset(fields["type"] for fields in expect) if expect else _forbidden(entry, where)
    for marked in texts:
        try:
            text, spans = parse_marked(marked)
            if len(spans) != len(expect):
                raise PackError(f"{len(spans)} brackets for {len(expect)} expected mentions: {marked!r}")
            yield Example(
                where=where, text=text, spans=spans, expect=expect, types=types,
                published=entry.get("published"), pending=entry.get("pending", False),
            )  # fmt: skip
        except PackError as error:
            raise PackError(error.what, where=where, hint=error.hint) from error
        except ValidationError as error:
            raise PackError(f"malformed: {error.errors()[0]['msg']}", where=where) from error


def _expected(entry: dict[str, Any], where: str) -> tuple[dict[str, Any], ...]:
    """The expected mentions of an entry, each checked against the model of its type."""
    expect = entry.get("expect")
    tables = [expect] if isinstance(expect, dict) else expect
    if not isinstance(tables, list) or not tables:
        raise PackError("expect is neither a table nor a list of tables", where=where)
    for table in tables:
        if table.get("type") not in MODELS:
            raise PackError(f"unknown type {table.get('type')!r}", where=where, hint=f"one of {', '.join(MODELS)}")
        named = {name: value for name, value in table.items() if value != OPEN}
        absent = {name for name, value in table.items() if value == OPEN} | {"grain"}
        try:
            MENTION.validate_python({"start": 0, "end": 1, "text": "x"} | named)
        except ArithmeticError as error:
            raise PackError("expect: a value that is no number", where=where) from error
        except ValidationError as error:
            faults = [
                f"{fault['loc'][-1]}: {fault['msg']}"
                for fault in error.errors()
                if not (fault["type"] == "missing" and fault["loc"][-1] in absent)
            ]
            if faults:
                raise PackError(f"expect: {'; '.join(faults)}", where=where) from error
    return tuple(tables)


def _forbidden(entry: dict[str, Any], where: str) -> frozenset[str]:
    """The types that a negative forbids."""
    named = [key for key in ("type", "types", "any") if key in entry]
    if len(named) != 1:
        raise PackError("a negative has one of type, types and any", where=where)
    if named == ["any"]:
        return NUMERIC_TYPES
    types = [entry["type"]] if named == ["type"] else entry["types"]
    if not isinstance(types, list) or not types or not set(types) <= NUMERIC_TYPES:
        raise PackError(f"unknown type in {types!r}", where=where, hint=f"of {', '.join(sorted(NUMERIC_TYPES))}")
    return frozenset(types)


def _compare(example: Example, found: list[Mention]) -> str | None:
    """Why the mentions found are not those expected; None when they are."""
    at = {(mention.start, mention.end, mention.type): mention for mention in found}
    for span, fields in zip(example.spans, example.expect, strict=True):
        mention = at.pop((span.start, span.end, fields["type"]), None)
        if mention is None:
            return f"no {fields['type']} {span.text!r}"
        wrong = [name for name in (*_ALWAYS, *fields) if not _agrees(name, fields, mention)]
        if wrong:
            return f"{span.text!r}: wrong {', '.join(dict.fromkeys(wrong))}"
    surplus = [mention for mention in at.values() if mention.type in example.types]
    return f"{surplus[0].type} {surplus[0].text!r} should not be there" if surplus else None


def _agrees(name: str, fields: dict[str, Any], mention: Mention) -> bool:
    """Whether a field of a mention is as expected; a field that its type does not have is."""
    expected = fields.get(name, "exact" if name == "modifier" else None)
    if expected == OPEN or name == "type":
        return True
    got = getattr(mention, "from_" if name == "from" else name, None)
    if name in _DECIMAL and isinstance(got, Decimal) and expected is not None:
        return got == Decimal(str(expected))
    return bool(str(got) == str(expected)) if isinstance(got, int) and not isinstance(got, bool) else got == expected


def _concerns(example: Example, mention: Mention) -> bool:
    """Whether a mention helps to understand a failure: of the example's types, or over one of its spans."""
    return mention.type in example.types or any(
        mention.start < span.end and span.start < mention.end for span in example.spans
    )


def _describe(mention: Mention) -> str:
    data = mention.model_dump(by_alias=True, mode="json")
    return f"{mention.text!r} {_write({k: v for k, v in data.items() if k not in ('start', 'end', 'text')})}"


def _write(fields: dict[str, Any]) -> str:
    return " ".join(f"{name}={value}" for name, value in fields.items())
