"""The statistic linker against marked examples (tests/linker/*.toml): a failing case prints sentence, expected, got, rule."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from extractor.lang.pack import default_language, load_pack
from extractor.schema import MENTION, Document, Mention, Statistic

HERE = Path(__file__).parent / "linker"
FILES = (
    "level", "change", "previous", "share", "equivalent", "respectively", "context", "none", "news", "reviewed", "carried",
    "wires", "bulletins", "articles",
)  # fmt: skip
MARK = re.compile(r"\{(\w):([^{}]*)\}")
TYPES = {
    "n": "number",
    "p": "percent",
    "m": "money",
    "q": "quantity",
    "t": "duration",
    "a": "duration",
    "d": "date",
    "o": "ordinal",
}
CURRENCIES = (
    ("dollars canadiens", "CAD"),
    ("franc", "CHF"),
    ("euro", "EUR"),
    ("dollar", "USD"),
    ("livre", "GBP"),
    ("yuan", "CNY"),
    ("naira", "NGN"),
)
UNITS = (
    ("pied", "[ft_i]"),
    ("km/h", "km/h"),
    ("hectare", "har"),
    ("mégawatt", "MW"),
    ("tonne", "t"),
    ("°C", "Cel"),
    ("mètre", "m"),
)
RELATIVE = (("l'an dernier", "P-1Y"), ("l'année précédente", "P-1Y"), ("cette année", "P0Y"), ("l'an prochain", "P1Y"))


def unmark(marked: str) -> tuple[str, list[Mention]]:
    """The text without its marks, and the mentions they stand for."""
    text, mentions, last = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()]
        code, surface = mark.groups()
        article = re.match(r"(l'|la |une )", surface.lower()) if code in "dn" and surface != "Une" else None
        head = surface[: article.end()] if article else ""
        text += head
        surface = surface[len(head) :]
        start = len(text)
        text += surface
        mentions.append(mention(code, start, surface))
        last = mark.end()
    return text + marked[last:], mentions


def mention(code: str, start: int, surface: str) -> Mention:
    """A mention of the marked type; values are read only as far as the linker looks at them."""
    data: dict[str, Any] = {"type": TYPES[code], "start": start, "end": start + len(surface), "text": surface}
    number = re.search(r"\d[\d\s.,]*", surface)
    digits = re.sub(r"[^\d,]", "", number[0]).replace(",", ".").strip(".") if number else ""
    if code in "npmqo":
        data["value"] = digits or "2"
    if code == "n" and re.search(r"tiers|moitié|sur", surface):
        data["fraction"] = "1/2"
    if code == "p":
        data["unit"] = "pp" if "point" in surface else "%"
    if code == "m":
        data["unit"] = next((unit for word, unit in CURRENCIES if word in surface), "EUR")
    if code == "q":
        data["unit"] = next((unit for word, unit in UNITS if word in surface), "t")
    if code in "ta":
        unit = next((u for w, u in (("an", "Y"), ("mois", "M"), ("sem", "W"), ("jour", "D")) if w in surface), "D")
        data |= {"value": f"P2{unit}", "age": code == "a"}
    if code == "d":
        relative = next((p for word, p in RELATIVE if surface in word), None)
        grain = "year" if re.search(r"\d{4}$|\ban|exercice", surface) else "day"
        data |= {"grain": grain, "relative": relative}
    return MENTION.validate_python(data)


def cases() -> list[Any]:
    """All examples of the files, as test parameters."""
    found = []
    for name in FILES:
        with (HERE / f"{name}.toml").open("rb") as file:
            for number, example in enumerate(tomllib.load(file)["example"], 1):
                marks = [pytest.mark.xfail(strict=True, reason="pending")] if example.get("pending") else []
                found.append(pytest.param(example["text"], example["facts"], id=f"{name}-{number}", marks=marks))
    return found


def parse(line: str) -> dict[str, str]:
    """An expected fact: surface | role | measure | key=value …"""
    surface, role, measure, *rest = (part.strip() for part in line.split("|"))
    pairs = (part.split("=", 1) for part in rest if "=" in part)
    return {"surface": surface, "role": role, "measure": measure} | dict(pairs)


def near(got: str | None, expected: str) -> bool:
    """Whether a span is the expected one as far as the contract scores it: one holds the first word of the other."""
    if expected == "*":
        return True
    if got is None or expected == "-":
        return (got or "-") == expected
    a, b = got.lower(), expected.lower()
    return a.split()[0] in b or b.split()[0] in a


def wrong(fact: Statistic, expected: dict[str, str], facts: dict[str, Statistic]) -> list[str]:
    """The fields of a fact that are not as expected."""
    signs = {"increase": "+", "decrease": "-", "stable": "="}
    if expected["role"] == "*":
        return []
    bad = []
    if fact.role != expected["role"]:
        bad.append(f"role={fact.role}")
    if signs.get(fact.direction or "") != expected.get("dir"):
        bad.append(f"dir={fact.direction}")
    if fact.modality != expected.get("mod", "asserted"):
        bad.append(f"mod={fact.modality}")
    of = facts[fact.of].quantity.text if fact.of else None
    if (of or "").lower() != expected.get("of", "").lower():
        bad.append(f"of={of}")
    if not near(fact.measure.text if fact.measure else None, expected["measure"]):
        bad.append(f"measure={fact.measure.text if fact.measure else None}")
    period = fact.period.text if fact.period else None
    if not near(period, re.sub(r"^(l'|la )", "", expected.get("period", "-"))):
        bad.append(f"period={period}")
    if "base" in expected and (fact.baseline.type if fact.baseline else None) != expected["base"]:
        bad.append(f"base={fact.baseline}")
    if "src" in expected and not near(fact.source.text if fact.source else None, expected["src"]):
        bad.append(f"src={fact.source.text if fact.source else None}")
    if "per" in expected and not near(fact.per.text if fact.per else None, expected["per"]):
        bad.append(f"per={fact.per.text if fact.per else None}")
    return bad


def run(marked: str) -> list[Statistic]:
    """The statistics of a marked sentence."""
    from extractor.linker.statistics import statistics
    from extractor.nlp import analyse

    text, mentions = unmark(marked)
    pack = load_pack(default_language())
    document = Document(text=text, lang=pack.code)
    return statistics(document, mentions, analyse(document, pack), pack)


def complaints(marked: str, lines: list[str]) -> list[str]:
    """What is wrong with the facts of an example, one line each."""
    facts = run(marked)
    by_id = {fact.id: fact for fact in facts}
    left = list(facts)
    found = []
    for line in lines:
        expected = parse(line)
        bare = re.sub(r"^(l'|la |une )", "", expected["surface"].lower())
        fact = next((f for f in left if f.quantity.text.lower() in (expected["surface"].lower(), bare)), None)
        if fact is None:
            found.append(f"missing: {line}")
            continue
        left.remove(fact)
        bad = wrong(fact, expected, by_id)
        if bad:
            found.append(f"expected: {line}\n     got: {', '.join(bad)}  [{fact.rule}]")
    found += [f"unexpected: {f.quantity.text} {f.role} [{f.rule}]" for f in left]
    return found


@pytest.mark.parametrize(("marked", "lines"), cases())
def test_statistics_of_example(marked: str, lines: list[str]) -> None:
    found = complaints(marked, lines)
    assert not found, "\n" + marked + "\n  " + "\n  ".join(found)


def test_statistics_of_text_without_quantities_is_empty() -> None:
    assert run("Le musée est fermé.") == []


def test_statistics_ids_follow_the_text() -> None:
    facts = run("Il y a {n:45} lits et {n:trois} médecins.")
    assert [fact.id for fact in facts] == ["s1", "s2"]
    assert [fact.quantity.start for fact in facts] == sorted(fact.quantity.start for fact in facts)


def test_statistics_works_without_a_model() -> None:
    import spacy

    from extractor.linker.statistics import statistics

    text, mentions = unmark("Le groupe emploie {n:455} personnes, dont {p:40 %} de femmes.")
    pack = load_pack(default_language())
    document = Document(text=text, lang=pack.code)
    facts = statistics(document, mentions, spacy.blank("fr")(text), pack)
    assert [fact.role for fact in facts] == ["level", "share"]


@pytest.mark.parametrize(
    "unit", ["{p:12 %}, ", "respectivement {p:3 %} et {p:4 %}, ", "de {p:3 %} à {p:4 %}, ", "dont {n:3} "]
)
def test_statistics_of_one_endless_sentence_is_bounded(unit: str) -> None:
    """A sentence of 1,500 quantities comes back, each with at most one statistic (no search runs over all of it)."""
    import spacy

    from extractor.linker.statistics import statistics

    text, mentions = unmark(unit * 750)
    pack = load_pack(default_language())
    facts = statistics(Document(text=text, lang=pack.code), mentions, spacy.blank("fr")(text), pack)
    assert 0 < len(facts) <= len(mentions)
