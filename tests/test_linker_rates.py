"""Exchange rates that equivalents imply: a misread thousand raises a warning, and only that."""

import pytest

from extractor.evaluation.fields import shapes
from extractor.schema import Document, Extraction, Statistic
from extractor.schema.display import explain
from extractor.writers.jsonl import fact_data
from test_linker_statistics import run

AGREEING = (
    "Le Maroc versera {m:220 millions d'euros} ({m:240 millions de dollars}). "
    "Le port a coûté {m:1 100 millions d'euros} ({m:1 210 millions de dollars}). "
)
MISREAD = "L'amende est de {m:3 millions d'euros}, soit {m:3 300 millions de dollars}."


def warned(text: str) -> dict[str, str]:
    """Words of the quantity → its warning, for the facts that have one."""
    return {fact.quantity.text: fact.warnings[0] for fact in run(text) if fact.warnings}


def test_rates_that_agree_raise_no_warning() -> None:
    assert warned(AGREEING) == {}


def test_rates_of_two_pairs_that_disagree_warn_of_both() -> None:
    text = AGREEING.split(". ")[0] + ". " + MISREAD
    assert set(warned(text)) == {"240 millions de dollars", "3 300 millions de dollars"}


def test_rates_of_three_pairs_warn_of_the_odd_one() -> None:
    assert set(warned(AGREEING + MISREAD)) == {"3 300 millions de dollars"}


def test_rates_are_told_in_plain_notation_with_the_other_fact() -> None:
    assert warned(AGREEING + MISREAD) == {
        "3 300 millions de dollars": "1 EUR = 1100 USD by this amount, 1.1 USD by s4: one of them may be misread"
    }


def test_rates_compare_whichever_currency_comes_first() -> None:
    turned = "Il a payé {m:110 millions de dollars} ({m:100 millions d'euros})."
    assert warned(AGREEING + turned) == {}


def test_rates_of_other_currencies_are_not_compared() -> None:
    other = "Elle a payé {m:3 millions d'euros} ({m:3 300 millions de nairas})."
    assert warned(AGREEING + other) == {}


def test_rates_of_a_range_are_not_known() -> None:
    from decimal import Decimal

    from extractor.linker.frames import Draft
    from extractor.linker.rates import rate_warnings
    from extractor.schema import Money

    level = Draft(Money(start=0, end=1, text="3", low=Decimal(3), high=Decimal(5), unit="EUR"), 0, 0, 0, kind="money")
    other = Draft(Money(start=2, end=3, text="4", value=Decimal(4), unit="USD"), 1, 1, 0, kind="money")
    other.role, other.of = "equivalent", level
    assert rate_warnings([level, other], {id(level): "s1", id(other): "s2"}) == {}


@pytest.fixture(scope="module")
def doubtful() -> Statistic:
    return next(fact for fact in run(AGREEING + MISREAD) if fact.warnings)


def test_warnings_are_written_where_there_are_some(doubtful: Statistic) -> None:
    assert list(fact_data(doubtful))[-3:] == ["rule", "warnings", "evidence"]


def test_warnings_are_left_out_where_there_are_none(doubtful: Statistic) -> None:
    assert "warnings" not in fact_data(doubtful.model_copy(update={"warnings": ()}))


def test_warnings_are_shown_by_explain(doubtful: Statistic) -> None:
    text = doubtful.evidence.text.rjust(doubtful.evidence.end)
    alone = doubtful.model_copy(update={"of": None})
    shown = explain(Extraction(document=Document(text=text, lang="fr"), facts=(alone,)))
    assert any(line.split()[:1] == ["warnings"] for line in shown.splitlines())


def test_warnings_are_not_scored() -> None:
    assert "warnings" not in shapes(Statistic)
