"""Facts fill fields; what disagrees or cannot be is listed; every field knows its facts."""

from decimal import Decimal

import pytest
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from extractor import Document, Extraction, Quantity, Record, RecordError, any_of, first_of, own, pick
from extractor.records.parts import Change, Count, Money, Share
from extractor.schema import Event, Number, Percent, Position, Span, Statistic
from extractor.schema import Money as MoneyMention

TEXT = "Le Salon Alpha (41 visiteurs, 52 visiteurs, 8 %, 130 %, 3 €, 9 exposants) de Lyon en France. Le Salon Beta, dit Jean."


def span(words, model=Span, **fields):
    start = TEXT.index(words)
    return model(start=start, end=start + len(words), text=words, **fields)


WHOLE = Span.of(TEXT, 0, len(TEXT))


def statistic(id, words, model=Number, role="level", measure=None, quantity=None, **fields):
    mention = span(words, model, **({"value": words.split()[0]} | (quantity or {})))
    return Statistic(
        id=id, quantity=mention, role=role, measure=measure and span(measure), evidence=WHOLE, **fields
    )  # fmt: skip


def extraction(*facts, lang="fr"):
    return Extraction(document=Document(text=TEXT, lang=lang), facts=facts)


FIRST = statistic("s1", "41", measure="visiteurs")
SECOND = statistic("s2", "52", measure="visiteurs")
RISE = statistic("s3", "8 %", Percent, role="change", quantity={"unit": "%"}, of="s2", direction="increase")
ALPHA = Event(id="e1", name=span("Salon Alpha"), type="salon", edition=4, places=(span("Lyon"), span("France")), evidence=WHOLE)
BETA = Event(id="e2", name=span("Salon Beta"), type="salon", edition=9, evidence=WHOLE)


class Visitors(Record):
    total: Quantity | None = pick("statistic", "quantity", role="level", measure="visiteur")
    change: Change | None = pick("statistic", role="change", of="total")
    facts: tuple[str, ...] = ()


class Fair(Record):
    record = "fair"
    name: str | None = pick("event", "name", type="salon", first=True)
    edition: int | None = pick("event", "edition", same="name")
    visitors: Visitors | None = None


def test_fill_takes_a_value_and_keeps_its_fact():
    filled = Visitors.fill(extraction(FIRST))
    assert filled.total == Quantity(value="41")
    assert filled.origins == {"total": ("s1",)} and filled.facts == ("s1",) and filled.conflicts == ()


def test_fill_finds_nothing_in_no_facts():
    filled = Fair.fill(extraction())
    assert filled.model_dump() == {} and filled.origins == {} and filled.conflicts == ()


def test_fill_keeps_decimals_exact():
    class Exact(Record):
        value: Decimal | None = pick("statistic", "quantity")

    long = "0.1000000000000000000000000000000000000001"
    assert Exact.fill(extraction(statistic("s1", "41", quantity={"value": long}))).value == Decimal(long)


def test_fill_disagreeing_facts_are_a_conflict_with_both_values_and_ids():
    (conflict,) = Visitors.fill(extraction(FIRST, SECOND)).conflicts
    assert conflict.model_dump(mode="json") == {
        "field": "total",
        "readings": [
            {"value": {"value": "41", "modifier": "exact"}, "facts": ["s1"]},
            {"value": {"value": "52", "modifier": "exact"}, "facts": ["s2"]},
        ],
        "problem": None,
    }


def test_fill_believes_first_the_reading_that_others_belong_to():
    filled = Visitors.fill(extraction(FIRST, SECOND, RISE))
    assert filled.total == Quantity(value="52") and filled.change.amount == Quantity(value="8", unit="%")
    assert [reading.facts for reading in filled.conflicts[0].readings] == [("s2",), ("s1",)]


def test_fill_same_value_twice_is_no_conflict():
    about = statistic("s2", "52", measure="visiteurs", quantity={"value": "41", "modifier": "approximate"})
    filled = Visitors.fill(extraction(FIRST, about))
    assert filled.total == Quantity(value="41") and filled.conflicts == () and filled.origins == {"total": ("s1", "s2")}


def test_fill_first_leaves_other_things_alone():
    filled = Fair.fill(extraction(ALPHA, BETA))
    assert (filled.name, filled.edition, filled.conflicts) == ("Salon Alpha", 4, ())


def test_fill_nested_record_has_paths_of_its_own():
    filled = Fair.fill(extraction(ALPHA, FIRST, SECOND))
    assert filled.origins["visitors"] == ("s1",) and filled.origins["visitors.total"] == ("s1",)
    assert [conflict.field for conflict in filled.conflicts] == ["visitors.total"]


def test_fill_nested_record_without_a_fact_is_none():
    assert Fair.fill(extraction(ALPHA)).visitors is None


class Item(Record):
    what: str | None = first_of(own("subject"), own("measure"))
    count: Count | None = own("quantity", type="number")
    change: Change | None = pick("statistic", role="change", of="anchor")
    facts: tuple[str, ...] = ()


def test_fill_makes_one_nested_record_a_fact():
    class All(Record):
        items: tuple[Item, ...] = pick("statistic", role="level", many=True)

    filled = All.fill(extraction(SECOND, FIRST, RISE))
    assert [item.facts for item in filled.items] == [("s1",), ("s2", "s3")]  # in the order of the text
    assert filled.origins["items.1.change"] == ("s3",)


def test_fill_rest_leaves_what_was_taken():
    class Two(Record):
        visitors: Quantity | None = pick("statistic", "quantity", measure="visiteur")
        others: tuple[Item, ...] = pick("statistic", role="level", rest=True, many=True)

    filled = Two.fill(extraction(FIRST, statistic("s9", "9", measure="exposants")))
    assert [item.what for item in filled.others] == ["exposants"]


def test_fill_any_of_takes_the_facts_of_all_in_the_order_of_the_text():
    class Names(Record):
        names: list[str] = any_of(pick("position", "person", many=True), pick("event", "name", many=True))

    holder = Position(id="p1", person=span("Jean"), title=span("dit"), evidence=span("Le Salon Beta, dit Jean."))
    assert Names.fill(extraction(holder, ALPHA)).names == ["Salon Alpha", "Jean"]


def test_fill_not_and_presence():
    class Places(Record):
        far: str | None = pick("event", "name", not_places="France")
        with_edition: str | None = pick("event", "name", edition=True, places=True)

    filled = Places.fill(extraction(ALPHA, BETA))
    assert (filled.far, filled.with_edition) == ("Salon Beta", "Salon Alpha")


def test_fill_word_list_that_is_not_there_is_an_error():
    class Wrong(Record):
        total: Quantity | None = pick("statistic", "quantity", measure="@nonsense")

    with pytest.raises(RecordError, match="no word list 'nonsense'"):
        Wrong.fill(extraction(FIRST))


def test_fill_language_without_a_pack_compares_words_as_they_stand():
    assert Visitors.fill(extraction(FIRST, lang="xx")).total is None

    class Plain(Record):
        total: Quantity | None = pick("statistic", "quantity", measure="VISITEURS")

    assert Plain.fill(extraction(FIRST, lang="xx")).total == Quantity(value="41")


class Wary(Record):
    share: Share | None = pick("statistic", "quantity", role="share")
    price: Money | None = pick("statistic", "quantity", measure="exposant")


def test_fill_share_above_hundred_is_a_conflict_that_says_why():
    filled = Wary.fill(extraction(statistic("s1", "130 %", Percent, role="share", quantity={"unit": "%"})))
    (conflict,) = filled.conflicts
    assert filled.share is None and filled.origins == {}
    assert (conflict.field, conflict.problem) == ("share", "a share is between 0 and 100 %")
    assert conflict.readings[0].facts == ("s1",)


def test_fill_amount_without_currency_is_a_conflict():
    (conflict,) = Wary.fill(extraction(statistic("s1", "9", measure="exposants"))).conflicts
    assert (conflict.field, conflict.problem) == ("price", "an amount of money has a currency (ISO 4217)")


def test_fill_amount_with_currency_is_taken():
    paid = statistic("s1", "3 €", MoneyMention, measure="exposants", quantity={"unit": "EUR"})
    assert Wary.fill(extraction(paid)).price == Quantity(value="3", unit="EUR")


class Whole(Record):
    first: Quantity | None = pick("statistic", "quantity", measure="visiteur")

    @model_validator(mode="after")
    def _never(self):
        raise PydanticCustomError("never", "cannot be", {"fields": ("first",)} if self.first else {})


def test_fill_record_that_can_never_be_is_an_error_and_no_crash():
    with pytest.raises(RecordError, match="Whole: cannot be"):
        Whole.fill(extraction(FIRST))


def test_dump_leaves_out_what_is_empty_and_reads_back():
    filled = Fair.fill(extraction(ALPHA, FIRST))
    text = filled.model_dump_json()
    assert text == (
        '{"name":"Salon Alpha","edition":4,"visitors":{"total":{"value":"41","modifier":"exact"},"facts":["s1"]}}'
    )
    assert Fair.model_validate_json(text).model_dump() == filled.model_dump()


def test_fill_order_of_facts_does_not_matter():
    facts = (ALPHA, BETA, FIRST, SECOND, RISE)
    one, other = Fair.fill(extraction(*facts)), Fair.fill(extraction(*reversed(facts)))
    assert one.visitors == other.visitors and one.conflicts == other.conflicts
