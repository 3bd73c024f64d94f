"""The records that ship, on the gold article, on articles of the development half, and on texts that were made up."""

import json
from functools import cache
from pathlib import Path

import pytest

from extractor import Extraction, extract
from extractor.evaluation.gold import read_gold
from extractor.lang.pack import load_pack
from extractor.records.loading import load_record, shipped
from extractor.records.words import LIST_MARK, vocabulary

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"
GOLD = CORPUS / "gold" / "sommet-chine-numerique-2025.gold.json"
WANTED = json.loads(GOLD.read_text(encoding="utf-8"))["record"]


def as_json(name: str, found: Extraction) -> dict:
    return json.loads(load_record(name).fill(found).model_dump_json())


@cache
def article(name: str) -> Extraction:
    return extract(CORPUS / f"{name}.txt")


def get(data, path):
    """`a.0.b` of JSON data; None where there is none."""
    for step in path.split("."):
        if isinstance(data, list):
            data = data[int(step)] if int(step) < len(data) else None
        else:
            data = (data or {}).get(step)
    return data


def leaves(data, path=""):
    if isinstance(data, dict):
        return {leaf for key, value in data.items() for leaf in leaves(value, f"{path}.{key}" if path else key)}
    if isinstance(data, list):
        return {leaf for at, value in enumerate(data) for leaf in leaves(value, f"{path}.{at}")}
    return {(path, data)}


# The gold article


def test_summit_of_gold_facts_is_the_gold_record():
    (gold,) = read_gold(GOLD)
    assert {"record": "summit"} | as_json("summit", gold.extraction) == WANTED


def test_summit_of_the_gold_article_is_the_gold_record():
    assert {"record": "summit"} | as_json("summit", article("sommet-chine-numerique-2025")) == WANTED


def test_summit_of_the_gold_article_has_no_conflict_and_knows_its_facts():
    found = article("sommet-chine-numerique-2025")
    record = load_record("summit").fill(found)
    ids = {fact.id for fact in found.facts}
    assert record.conflicts == () and record.origins["edition"] == ("e1",)
    filled = set(json.loads(record.model_dump_json()))
    assert filled <= set(record.origins) and all(set(of) <= ids for of in record.origins.values())


# Development articles: what is certain in them


CERTAIN = [
    ("summit", "equipal-villepinte-2024", "name", "Equipal"),
    ("summit", "equipal-villepinte-2024", "edition", 14),
    ("summit", "equipal-villepinte-2024", "attendance.total.value", "92400"),
    ("summit", "equipal-villepinte-2024", "attendance.change.amount", {"value": "6", "unit": "%", "modifier": "exact"}),
    ("summit", "equipal-villepinte-2024", "exhibitors", {"value": "1270", "modifier": "approximate"}),
    ("summit", "equipal-villepinte-2024", "area.value", "78000"),
    ("summit", "equipal-villepinte-2024", "people.0.name", "Marc Aubertin"),
    ("results", "valmera-resultats-annuels-2025", "revenue.value", {"value": "9370000000", "unit": "EUR", "modifier": "exact"}),
    ("results", "valmera-resultats-annuels-2025", "revenue.change.amount.value", "4.1"),
    ("results", "valmera-resultats-annuels-2025", "revenue.change.baseline", "year_on_year"),
    ("results", "valmera-resultats-annuels-2025", "net_income.value.value", "845000000"),
    ("results", "valmera-resultats-annuels-2025", "net_income.change.direction", "increase"),
    ("results", "valmera-resultats-annuels-2025", "dividend.amount", {"value": "2.35", "unit": "EUR", "modifier": "exact"}),
    ("results", "valmera-resultats-annuels-2025", "dividend.per", "action"),
    ("results", "valmera-resultats-annuels-2025", "workforce", {"value": "41000", "modifier": "approximate"}),
    ("results", "valmera-resultats-annuels-2025", "guidance.0.value.high", "4"),
    ("release", "chomage-troisieme-trimestre-2024", "value", {"value": "7.4", "unit": "%", "modifier": "exact"}),
    ("release", "chomage-troisieme-trimestre-2024", "changes.0.amount", {"value": "0.1", "unit": "pp", "modifier": "exact"}),
    ("release", "chomage-troisieme-trimestre-2024", "source", "Insee"),
    ("release", "chomage-troisieme-trimestre-2024", "forecasts.0.value.value", "7.6"),
    ("release", "inflation-mai-2024", "value.value", "2.2"),
    ("release", "inflation-mai-2024", "previous.value", "2.1"),
    ("release", "inflation-mai-2024", "breakdown.0.part", "énergie"),
    ("release", "inflation-mai-2024", "breakdown.0.changes.0.amount.value", "5.7"),
    ("release", "exportations-horlogeres-2024", "indicator", "exportations horlogères suisses"),
    ("release", "exportations-horlogeres-2024", "value", {"value": "2200000000", "unit": "CHF", "modifier": "exact"}),
    ("release", "exportations-horlogeres-2024", "changes.0.direction", "decrease"),
]


@pytest.mark.parametrize("record, name, path, wanted", CERTAIN, ids=lambda value: str(value)[:40])
def test_record_of_a_development_article(record, name, path, wanted):
    assert get(as_json(record, article(name)), path) == wanted


def test_summit_lists_the_round_figure_of_a_title_as_a_conflict():
    record = load_record("summit").fill(article("equipal-villepinte-2024"))
    (conflict,) = [one for one in record.conflicts if one.field == "attendance.total"]
    assert [reading.value["value"] for reading in conflict.readings] == ["92400", "90000"]


# Texts that were made up


FAIR = (
    "Le 12e Salon du cidre de Rouen s'est tenu du 3 au 5 mai 2024 au parc des expositions de Rouen, en Normandie. "
    "Plus de 41 200 visiteurs, dont 18 % venus de l'étranger, ont parcouru les allées."
)
FORUM = (
    "La 27e édition du Forum africain de l'eau a réuni 3 400 participants à Dakar du 10 au 12 février 2025. Au total, 62 "
    "accords d'un montant global de 1,2 milliard d'euros (1,3 milliard de dollars) ont été signés. Le forum a compté 85 ateliers."
)
ANNOUNCED = (
    "La Foire internationale de Bruxelles ouvrira ses portes du 14 au 22 juin 2025. Quelque 150 000 visiteurs sont attendus "
    "et 620 exposants venus de 34 pays occuperont 45 000 m²."
)
CARS = (
    "Au Salon de l'auto de Genève, qui s'est terminé dimanche, 505 000 personnes ont visité les stands, soit 8 % de moins "
    "qu'en 2023. Plus de 60 % des modèles étaient exposés pour la première fois."
)
HYDROGEN = (
    "Quelque 90 contrats ont été signés pendant le Sommet de l'hydrogène de Lyon, pour un montant de 800 millions d'euros, en "
    "hausse de 15 % par rapport à l'édition précédente. Les débats portaient sur les secteurs du transport, de l'industrie et du chauffage."
)
RESULTS = (
    "Le groupe suisse Nordalp a réalisé un chiffre d'affaires de 3,4 milliards de francs en 2024, en hausse de 6,2 % sur un an. "
    "Le bénéfice net a reculé de 8 %, à 212 millions de francs, contre 230 millions un an plus tôt. Le résultat opérationnel "
    "atteint 310 millions de francs. L'entreprise emploie 12 500 salariés. Elle versera un dividende de 1,80 franc par action."
)
QUARTER = "Les ventes de Belmar ont progressé de 3 % au premier trimestre. L'Ebitda s'établit à 98 millions d'euros."
JOBS = (
    "Le taux de chômage s'est établi à 6,1 % en mars 2025, en baisse de 0,2 point par rapport à février, a indiqué Statistique "
    "Canada. Au Québec, le taux de chômage a atteint 5,4 %."
)
PRICES = (
    "Les prix à la consommation ont augmenté de 1,9 % sur un an en juin 2025, selon Statbel. Les prix de l'énergie ont reculé de 4,5 %."
)

MADE_UP = [
    ("summit", FAIR, "name", "Salon du cidre de Rouen"),
    ("summit", FAIR, "start", "2024-05-03"),
    ("summit", FAIR, "end", "2024-05-05"),
    ("summit", FAIR, "host", {"venue": "parc des expositions de Rouen", "region": "Normandie"}),
    ("summit", FAIR, "attendance.total", {"value": "41200", "modifier": "more_than"}),
    ("summit", FAIR, "attendance.breakdown.0.share.value", "18"),
    ("summit", FORUM, "edition", 27),
    ("summit", FORUM, "host", {"city": "Dakar"}),
    ("summit", FORUM, "attendance.total.value", "3400"),
    ("summit", FORUM, "deals.count.value", "62"),
    ("summit", FORUM, "deals.amount", {"value": "1200000000", "unit": "EUR", "modifier": "exact"}),
    ("summit", FORUM, "deals.amount_equivalents.0.unit", "USD"),
    ("summit", FORUM, "sessions.0.what", "ateliers"),
    ("summit", ANNOUNCED, "attendance", {"expected": {"value": "150000", "modifier": "approximate"}, "facts": ["s1"]}),
    ("summit", ANNOUNCED, "exhibitors.value", "620"),
    ("summit", ANNOUNCED, "countries.value", "34"),
    ("summit", CARS, "attendance.total.value", "505000"),
    ("summit", CARS, "attendance.change.direction", "decrease"),
    ("summit", CARS, "exhibits.0.first_shown", {"value": "60", "unit": "%", "modifier": "more_than"}),
    ("summit", HYDROGEN, "deals.count", {"value": "90", "modifier": "approximate"}),
    ("summit", HYDROGEN, "deals.amount_change.baseline", "previous_edition"),
    ("summit", HYDROGEN, "sectors", ["transport", "industrie", "chauffage"]),
    ("results", RESULTS, "company", "groupe suisse Nordalp"),
    ("results", RESULTS, "revenue.value", {"value": "3400000000", "unit": "CHF", "modifier": "exact"}),
    ("results", RESULTS, "revenue.period", "2024"),
    ("results", RESULTS, "net_income.change.direction", "decrease"),
    ("results", RESULTS, "net_income.previous.value", "230000000"),
    ("results", RESULTS, "operating_result.value.value", "310000000"),
    ("results", RESULTS, "workforce.value", "12500"),
    ("results", RESULTS, "dividend.amount.value", "1.8"),
    ("results", QUARTER, "company", "Belmar"),
    ("results", QUARTER, "revenue.change.amount.value", "3"),
    ("results", QUARTER, "operating_result.value.value", "98000000"),
    ("release", JOBS, "value.value", "6.1"),
    ("release", JOBS, "changes.0.direction", "decrease"),
    ("release", JOBS, "period", "2025-03"),
    ("release", JOBS, "source", "Statistique Canada"),
    ("release", JOBS, "breakdown.0.place", "Québec"),
    ("release", PRICES, "changes.0", {"direction": "increase", "amount": {"value": "1.9", "unit": "%", "modifier": "exact"}, "baseline": "year_on_year"}),
    ("release", PRICES, "breakdown.0.part", "énergie"),
]  # fmt: skip


@pytest.mark.parametrize("record, text, path, wanted", MADE_UP, ids=lambda value: str(value)[:40])
def test_record_of_a_text_made_up(record, text, path, wanted):
    assert get(as_json(record, _read(text)), path) == wanted, text


@cache
def _read(text: str) -> Extraction:
    return extract(text)


def test_summit_that_ends_before_it_starts_is_a_conflict():
    found = _read(FAIR)
    facts = tuple(
        fact.model_copy(update={"to": "2024-05-01"}) if fact.kind == "event" and fact.to else fact for fact in found.facts
    )
    record = load_record("summit").fill(found.model_copy(update={"facts": facts}))
    assert (record.start, record.end) == (None, None) and record.name
    problems = {conflict.field: conflict.problem for conflict in record.conflicts}
    assert problems["start"] == problems["end"] == "it ends before it starts"


@pytest.mark.parametrize("name", shipped())
def test_record_that_ships_knows_its_word_lists(name):
    known = vocabulary(load_pack("fr"))

    def check(cls):
        for field, choice in cls.choices().items():
            for test in (test for selector in choice.selectors for test in selector.tests):
                asked = tuple(value for value in test.values if isinstance(value, str) and value.startswith(LIST_MARK))
                assert known.phrases(asked) or not asked, (cls, field)

    check(load_record(name))


@pytest.mark.parametrize("name", shipped())
def test_record_of_a_text_without_facts_is_empty(name):
    assert as_json(name, _read("Bonjour.")) == {}
