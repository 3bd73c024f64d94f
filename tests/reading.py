"""Reading a sentence in a test, and what a failing case prints: sentence, expected, got, rule."""

from __future__ import annotations

from extractor.lang import default_language, load_pack
from extractor.recognizers import recognize
from extractor.schema import Document, Mention

PACK = load_pack(default_language())


def read(text: str, published: str | None = None) -> list[Mention]:
    """The numeric and date mentions of a text."""
    return recognize(Document(id="test", text=text, lang=PACK.code, published=published), PACK)


def only(text: str, published: str | None = None) -> Mention:
    """The one mention of a text that has one."""
    found = read(text, published)
    assert len(found) == 1, report(text, "one mention", found)
    return found[0]


def report(text: str, expected: object, got: list[Mention]) -> str:
    """What a failing case prints."""
    rows = [f"    {m.type} {m.model_dump_json(by_alias=True)}" for m in got] or ["    nothing"]
    return "\n".join([f"\n  sentence: {text!r}", f"  expected: {expected}", "  got, with its rule:", *rows])


def value_in(text: str, published: str | None = None) -> str | None:
    """The value of the one mention, written plainly."""
    data = only(text, published).model_dump(mode="json")
    return data.get("value")


def check(text: str, expected: list[tuple[str, dict[str, object]]], published: str | None = None) -> None:
    """Each expected (surface, fields) is found, in order, and nothing else is."""
    got = read(text, published)
    assert [m.text for m in got] == [surface for surface, _ in expected], report(text, expected, got)
    for mention, (_, fields) in zip(got, expected, strict=True):
        data = mention.model_dump(mode="json", by_alias=True)
        assert {name: data.get(name) for name in fields} == fields, report(text, expected, got)
