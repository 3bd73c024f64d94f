"""Each kind of damage to a perfect output lowers the score that is meant for it, and no other."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from extractor.evaluation import GoldDocument, Report, evaluate, evaluate_linking, evaluate_mentions, read_gold, root_of
from extractor.evaluation.alignment import differences, first_word, iso_duration, match, same_head
from extractor.evaluation.scores import Tally, tally_names
from extractor.schema import MENTION, Document, Extraction, Span

TEXT = (
    "En 2024, les ventes ont atteint 3 milliards d'euros, en hausse de 12,5 % sur un an, dont plus de 40 % en Chine, "
    "selon Jean Dupont, directeur de Cegos. Au Salon du livre de Paris, tenu par la mairie, il a publié son Atlas. "
    "« Nous avons trois atouts : le prix, la langue et le climat », a-t-il dit en deux heures."
)
ROW: dict[str, Any] = {
    "sent_id": "r1",
    "text": TEXT,
    "mentions": [
        {"type": "date", "text": "2024", "from": "2024", "to": "2024", "grain": "year"},
        {"type": "money", "text": "3 milliards d'euros", "value": "3000000000", "unit": "EUR"},
        {"type": "percent", "text": "12,5 %", "value": "12.5", "unit": "%"},
        {"type": "percent", "text": "40 %", "value": "40", "unit": "%", "modifier": "more_than"},
        {"type": "number", "text": "trois", "value": "3"},
        {"type": "duration", "text": "deux heures", "value": "PT2H"},
    ],
    "entities": [{"label": "PER", "text": "Jean Dupont"}, {"label": "LOC", "text": "Chine"}],
    "statistics": [
        {"quantity": "3 milliards d'euros", "role": "level", "measure": "ventes", "period": "2024", "source": "Jean Dupont"},
        {
            "quantity": "12,5 %", "role": "change", "measure": "ventes", "of": "3 milliards d'euros", "period": "2024",
            "direction": "increase", "baseline": {"text": "sur un an", "type": "year_on_year"}, "source": "Jean Dupont",
        },
        {"quantity": "40 %", "role": "share", "measure": "ventes", "of": "3 milliards d'euros", "source": "Jean Dupont"},
    ],
    "facts": [
        {"kind": "event", "name": "Salon du livre", "type": "salon", "edition": None, "from": "2024", "to": "2024",
         "places": ["Paris"], "organisers": ["mairie"]},
        {"kind": "statement", "speaker": "il", "cue": "dire", "quoted": True,
         "content": "Nous avons trois atouts : le prix, la langue et le climat"},
        {"kind": "position", "person": "Jean Dupont", "title": "directeur", "organisation": "Cegos"},
        {"kind": "publication", "title": "Atlas", "first": False, "occasion": "Salon du livre"},
        {"kind": "enumeration", "label": "atouts", "items": ["prix", "langue", "climat"], "complete": True},
    ],
}  # fmt: skip


@pytest.fixture
def gold(tmp_path: Path) -> list[GoldDocument]:
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps(ROW, ensure_ascii=False), encoding="utf-8")
    return read_gold(path, lang="fr")


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span.of(TEXT, start, start + len(words))


def lowered(report: Report) -> dict[str, tuple[int, int, int]]:
    """The totals that are not full, as (right, gold, system); those by type follow from them."""
    return {
        name: (tally.right, tally.gold, tally.system)
        for name, tally in report.scores().items()
        if not tally.right == tally.gold == tally.system and name.count(".") < 2 + ("baseline" in name)
    }


def with_mention(words: str, **change: Any) -> Callable[[Extraction], Extraction]:
    """Damage: another value, span … for a mention, in the list alone (the fact keeps the right one)."""

    def damage(right: Extraction) -> Extraction:
        mentions = [m.model_copy(update=change) if m.text == words else m for m in right.mentions]
        return right.model_copy(update={"mentions": tuple(mentions)})

    return damage


def with_fact(id: str, **change: Any) -> Callable[[Extraction], Extraction]:
    """Damage: another field value for a fact."""

    def damage(right: Extraction) -> Extraction:
        facts = [f.model_copy(update=change) if f.id == id else f for f in right.facts]
        return right.model_copy(update={"facts": tuple(facts)})

    return damage


def without_fact(id: str) -> Callable[[Extraction], Extraction]:
    """Damage: a fact that was not found."""
    return lambda right: right.model_copy(update={"facts": tuple(f for f in right.facts if f.id != id)})


def moved(words: str) -> dict[str, Any]:
    """The fields of a span, to move a mention there."""
    return span(words).model_dump()


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (with_mention("40 %", value=Decimal(4)), {"mentions.strict": (5, 6, 6), "mentions.relaxed": (5, 6, 6)}),
        (with_mention("3 milliards d'euros", unit="USD"), {"mentions.strict": (5, 6, 6), "mentions.relaxed": (5, 6, 6)}),
        (with_mention("40 %", modifier="exact"), {"mentions.strict": (5, 6, 6)}),
        (with_mention("40 %", **moved("40")), {"mentions.strict": (5, 6, 6)}),
        (with_mention("40 %", **moved("climat")), {"mentions.strict": (5, 6, 6), "mentions.relaxed": (5, 6, 6)}),
        (with_mention("2024", to="2025"), {"mentions.strict": (5, 6, 6), "mentions.relaxed": (5, 6, 6)}),
        (with_mention("2024", relative="P-1Y"), {"mentions.strict": (5, 6, 6), "mentions.relaxed": (5, 6, 6)}),
        (with_mention("deux heures", value="PT120M"), {}),
        (with_mention("deux heures", value="PT2M"), {"mentions.strict": (5, 6, 6), "mentions.relaxed": (5, 6, 6)}),
        (with_mention("Chine", label="ORG"), {"entities.strict": (1, 2, 2), "entities.relaxed": (1, 2, 2)}),
        (with_mention("Jean Dupont", **moved("Dupont")), {"entities.strict": (1, 2, 2)}),
    ],
    ids=["value", "unit", "modifier", "edge", "elsewhere", "date end", "relative", "same time", "other time", "label", "name"],
)  # fmt: skip
def test_evaluate_mention_damage_lowers_only_its_score(
    gold: list[GoldDocument], damage: Callable[[Extraction], Extraction], expected: dict[str, tuple[int, int, int]]
) -> None:
    assert lowered(evaluate(gold, lambda _: damage(gold[0].extraction))) == expected


HURT = (2, 3, 3)


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (with_fact("s3", role="level"), {"statistic.role": HURT, "statistic.role+of": HURT, "statistic.whole": HURT}),
        (with_fact("s3", of=None), {"statistic.of": HURT, "statistic.role+of": HURT, "statistic.whole": HURT}),
        (with_fact("s3", of="s2"), {"statistic.of": HURT, "statistic.role+of": HURT, "statistic.whole": HURT}),
        (with_fact("s3", measure=None), {"statistic.measure": HURT, "statistic.whole": HURT}),
        (with_fact("s3", measure=span("Chine")), {"statistic.measure": HURT, "statistic.whole": HURT}),
        (with_fact("s3", measure=span("les ventes")), {}),
        (with_fact("s2", direction="decrease"), {"statistic.direction": HURT, "statistic.whole": HURT}),
        (with_fact("s2", baseline=None), {"statistic.baseline.type": HURT}),
        (with_fact("s2", period=None), {"statistic.period": HURT, "statistic.whole": HURT}),
        (with_fact("s2", source=None), {"statistic.source": HURT}),
        (with_fact("s2", source=span("Dupont")), {}),
        (with_fact("s2", modality="forecast"), {"statistic.modality": HURT}),
        (with_fact("s2", subject=span("Chine"), predicate="x"), {}),
    ],
    ids=["role", "of none", "of other", "measure none", "measure other", "measure wider", "direction", "baseline",
         "period", "source", "source narrower", "modality", "unscored fields"],
)  # fmt: skip
def test_evaluate_statistic_damage_lowers_only_its_field(
    gold: list[GoldDocument], damage: Callable[[Extraction], Extraction], expected: dict[str, tuple[int, int, int]]
) -> None:
    assert lowered(evaluate(gold, lambda _: damage(gold[0].extraction))) == expected


def test_evaluate_missed_statistic_lowers_recall_of_every_field(gold: list[GoldDocument]) -> None:
    report = evaluate(gold, lambda _: without_fact("s2")(gold[0].extraction))
    assert set(lowered(report)) == {name for name in tally_names() if name.startswith("statistic.")}
    assert report.metric("statistic.role.recall") == Fraction(2, 3)
    assert report.metric("statistic.role.precision") == report.metric("statistic.role.accuracy") == 1


def test_evaluate_statistic_with_wrong_value_is_found_but_not_whole(gold: list[GoldDocument]) -> None:
    quantity = next(m for m in gold[0].extraction.mentions if m.text == "40 %").model_copy(update={"value": Decimal(4)})
    report = evaluate(gold, lambda _: with_fact("s3", quantity=quantity)(gold[0].extraction))
    assert lowered(report) == {"statistic.amount": HURT, "statistic.whole": HURT}


def test_evaluate_statistic_with_other_span_is_not_found(gold: list[GoldDocument]) -> None:
    quantity = next(m for m in gold[0].extraction.mentions if m.text == "40 %").model_copy(update=moved("40"))
    report = evaluate(gold, lambda _: with_fact("s3", quantity=quantity)(gold[0].extraction))
    assert lowered(report)["statistic.quantity"] == HURT


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (with_fact("e1", type="foire"), {"event.type": (0, 1, 1)}),
        (with_fact("e1", from_=None), {"event.from": (0, 1, 1)}),
        (with_fact("e1", places=()), {"event.places": (0, 1, 1)}),
        (with_fact("e1", places=(span("Paris"), span("Chine"))), {"event.places": (0, 1, 1)}),
        (with_fact("e1", name=span("livre de Paris")), {}),
        (with_fact("e1", theme=span("livre"), modality="forecast"), {}),
        (with_fact("t1", cue="ajouter"), {"statement.cue": (0, 1, 1)}),
        (with_fact("t1", quoted=False), {"statement.quoted": (0, 1, 1)}),
        (with_fact("t1", speaker=None), {"statement.speaker": (0, 1, 1)}),
        (with_fact("p1", title=span("Cegos")), {"position.title": (0, 1, 1)}),
        (with_fact("b1", first=True), {"publication.first": (0, 1, 1)}),
        (with_fact("l1", items=(span("prix"), span("langue"))), {"enumeration.items": (0, 1, 1)}),
        (with_fact("l1", label="avantages"), {"enumeration.label": (0, 1, 1)}),
        (with_fact("l1", complete=False), {"enumeration.complete": (0, 1, 1)}),
    ],
    ids=["type", "from", "no place", "place too many", "name overlaps", "never annotated", "cue", "quoted", "no speaker",
         "title", "first", "item missed", "own label", "complete"],
)  # fmt: skip
def test_evaluate_other_fact_damage_lowers_only_its_field(
    gold: list[GoldDocument], damage: Callable[[Extraction], Extraction], expected: dict[str, tuple[int, int, int]]
) -> None:
    assert lowered(evaluate(gold, lambda _: damage(gold[0].extraction))) == expected


def test_evaluate_fact_of_another_first_span_is_not_found(gold: list[GoldDocument]) -> None:
    report = evaluate(gold, lambda _: with_fact("p1", person=span("Cegos"))(gold[0].extraction))
    assert lowered(report) == {f"position.{name}": (0, 1, 1) for name in ("found", "title", "organisation")}


def test_evaluate_same_fact_twice_is_spurious_once(gold: list[GoldDocument]) -> None:
    def twice(right: Extraction) -> Extraction:
        return right.model_copy(update={"facts": (*right.facts, right.facts[-1])})

    report = evaluate(gold, lambda _: twice(gold[0].extraction))
    assert report.scores()["enumeration.found"] == Tally(right=1, gold=1, system=2, matched=1)


def test_evaluate_entities_that_gold_never_annotated_are_not_scored(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps({"text": TEXT, "mentions": []}), encoding="utf-8")
    (one,) = read_gold(path, lang="fr")
    name = MENTION.validate_python({"type": "entity", "label": "LOC"} | moved("Chine"))
    report = evaluate([one], lambda document: Extraction(document=document, mentions=(name,)))
    assert {name for name, tally in report.scores().items() if tally.system} == set()


def test_evaluate_sums_over_documents_not_over_averages(gold: list[GoldDocument]) -> None:
    """Micro-average: a document with many mentions weighs more than one with few."""
    few = gold[0].extraction.model_copy(update={"mentions": gold[0].extraction.mentions[:1]})
    two = [gold[0], GoldDocument("few.jsonl", few, gold[0].annotated, gold[0].named)]
    outputs = iter([gold[0].extraction, Extraction(document=gold[0].document)])
    report = evaluate(two, lambda _: next(outputs))
    assert report.metric("mentions.strict.recall") == Fraction(6, 7)
    assert report.metric("mentions.strict.recall", "few.jsonl") == 0


def test_evaluate_mentions_scores_nothing_but_mentions(gold: list[GoldDocument]) -> None:
    report = evaluate_mentions(gold, lambda _: [m for m in gold[0].extraction.mentions if m.type != "entity"])
    assert report.metric("mentions.strict.f1") == 1
    assert {name.split(".")[0] for name in report.scores()} == {"mentions"}


def test_evaluate_linking_hands_over_the_mentions_of_gold(gold: list[GoldDocument]) -> None:
    seen = []

    def link(document: Document, mentions: list[Any]) -> Extraction:
        seen.extend(mentions)
        return Extraction(document=document, mentions=tuple(mentions), facts=gold[0].extraction.facts)

    report = evaluate_linking(gold, link, kinds={"statistic"})
    assert tuple(seen) == gold[0].extraction.mentions
    assert report.metric("statistic.whole.f1") == 1
    assert {name.split(".")[0] for name in report.scores()} == {"statistic"}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"value": "2.50"}, {"value": "2.5"}, []),
        ({"value": "0.5"}, {"fraction": "1/2"}, []),
        ({"fraction": "1/3"}, {"fraction": "2/6"}, []),
        ({"fraction": "1/3"}, {"fraction": "1/4"}, ["value"]),
        ({"value": "0.7", "fraction": "7/10"}, {"value": "0.7"}, []),
        ({"low": "3", "high": "5"}, {"low": "3", "high": "5"}, []),
        ({"low": "3", "high": "5"}, {"low": "3", "high": "6"}, ["value"]),
        ({"low": "3", "high": "5"}, {"value": "3"}, ["value"]),
    ],
)
def test_differences_compares_values_as_numbers(
    one: dict[str, str], other: dict[str, str], expected: list[str]
) -> None:
    a, b = (MENTION.validate_python({"type": "number", "start": 0, "end": 1, "text": "3"} | x) for x in (one, other))
    assert differences(a, b) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("P3W", "P21D", True),
        ("PT90M", "PT1H30M", True),
        ("P1Y", "P12M", True),
        ("P1M", "P30D", False),
        ("P1M", "PT1M", False),
    ],
)
def test_iso_duration_converts_only_what_is_exact(one: str, other: str, same: bool) -> None:
    assert (iso_duration(one) == iso_duration(other)) is same


def test_match_gives_each_its_best_partner() -> None:
    """The best pairs first: 2 goes to 2 although 1 would take it."""
    pairs = match([1, 2], [2, 5], lambda g, s: (-abs(g - s),) if abs(g - s) < 4 else None)
    assert pairs == [(1, None), (2, 2), (None, 5)]


def test_same_head_holds_when_one_span_contains_the_head_of_the_other() -> None:
    text = "huit grandes régions administratives"
    wide, narrow = Span.of(text, 5, 36), Span.of(text, 13, 20)
    assert same_head(wide, narrow) and same_head(narrow, wide) and same_head(None, None)
    assert not same_head(narrow, Span.of(text, 21, 36)) and not same_head(narrow, None)


def test_root_of_takes_the_head_from_the_parse() -> None:
    spacy = pytest.importorskip("spacy")
    words = ["huit", "grandes", "régions"]
    doc = spacy.tokens.Doc(spacy.blank("fr").vocab, words=words, heads=[2, 2, 2], deps=["nummod", "amod", "ROOT"])
    noun_phrase = Span.of(doc.text, 5, 20)
    assert root_of(doc)(noun_phrase) == (13, 20)
    assert first_word(noun_phrase) == (5, 12)
