"""Which figures form a series."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.report.series import points_of, series_of
from extractor.schema import Date

from .articles import Article, attendance, unemployment


def series(*articles: Article):
    return series_of(pair for number, article in enumerate(articles) for pair in points_of(number, article.extraction()))


def rates(text: str, *values: str, **fields) -> Article:
    article = Article(text)
    for value in values:
        article.fact(quantity=article.percent(f"{value} %", value), **fields)
    return article


def test_series_over_time_is_in_order_of_time():
    (found,) = series(unemployment())
    assert (found.measure, found.unit, found.sort, found.axis) == ("chômage", "%", "level", "period")
    assert [(p.when, p.value) for p in found.points] == [("2022", Decimal("7.5")), ("2023", Decimal(8)), ("2024", Decimal(9))]


def test_series_over_subjects_is_in_order_of_value():
    (found,) = series(attendance())
    assert found.axis == "subject" and [p.who for p in found.points] == ["Paris", "Lyon", "Nice"]


def test_series_runs_over_articles():
    cities = [rates(f"à {city}, taux de {n} %", str(n), measure="taux", subject=city) for n, city in enumerate(["Lyon", "Nice", "Metz"], 2)]
    (found,) = series(*cities)
    assert [p.article for p in found.points] == [2, 1, 0]


def test_series_folds_the_measure():
    cities = [rates(f"à {city}, {name} de {n} %", str(n), measure=name, subject=city)
              for n, (city, name) in enumerate([("Lyon", "Taux d’emploi"), ("Nice", "taux d'emploi"), ("Metz", "TAUX\u00a0D'EMPLOI")], 2)]  # fmt: skip
    (found,) = series(*cities)
    assert found.measure == "Taux d’emploi"


def test_two_subjects_are_no_series():
    assert series(*[rates(f"à {city}, taux de 2 %", "2", measure="taux", subject=city) for city in ("Lyon", "Nice")]) == []


def test_a_figure_told_twice_counts_once():
    (found,) = series(unemployment(), unemployment())
    assert len(found.points) == 3 and {p.article for p in found.points} == {0}


def test_changes_and_levels_are_apart():
    article = rates("Lyon, Nice, Metz: taux 1 % 2 % 3 %", "1", "2", measure="taux", subject="Lyon")
    article.fact(quantity=article.percent("3 %", "3"), measure="taux", subject="Metz", role="change")
    assert series(article) == []


def test_a_decrease_is_negative():
    article = Article("Lyon, Nice, Metz: taux 1 % 2 % 3 %")
    for city, value in [("Lyon", "1"), ("Nice", "2"), ("Metz", "3")]:
        article.fact(quantity=article.percent(f"{value} %", value), measure="taux", subject=city, role="change", direction="decrease")
    assert [p.value for p in series(article)[0].points] == [Decimal(-1), Decimal(-2), Decimal(-3)]


def test_what_is_negated_is_left_out():
    article = attendance()
    article.facts = [fact.model_copy(update={"modality": "negated"}) for fact in article.facts]
    assert series(article) == []


def test_numbers_of_a_series_stay_exact():
    article = Article("Lyon, Nice, Metz: 12345678901234567890123.45 puis 2 puis 3 visiteurs")
    for city, value in [("Lyon", "12345678901234567890123.45"), ("Nice", "2"), ("Metz", "3")]:
        article.fact(quantity=article.mention(value, type="number", value=value), measure="visiteurs", subject=city)
    assert series(article)[0].as_dict()["points"][0]["value"] == "12345678901234567890123.45"


@pytest.mark.parametrize(("start", "end", "grain", "label"), [
    ("2024", "2024", "year", "2024"), ("2024-01", "2024-06", "half", "2024-H1"), ("2024-10", "2024-12", "quarter", "2024-Q4"),
    ("2019", "2021", "year", "2019/2021"), ("-0048", "-0048", "year", "-0048"), ("--05", "--05", "month", ""), (None, None, "day", ""),
])  # fmt: skip
def test_period_has_a_label_when_its_year_is_known(start, end, grain, label):
    from extractor.report.series import when_of

    assert when_of(Date(start=0, end=1, text="x", from_=start, to=end, grain=grain))[0] == label
