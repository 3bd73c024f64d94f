"""What the contract (section 1) says a mention is, rule by rule. The breadth is in the pack's examples."""

from __future__ import annotations

import pytest

from extractor.errors import PackError
from extractor.lexer import vocabulary
from extractor.recognizers import arbitration
from reading import PACK, check, only, read, report

Expected = list[tuple[str, dict[str, object]]]


# --- spans ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Un marché de 228 milliards de yuans.", "228 milliards de yuans"),
        ("Près de 70% des sites", "70%"),
        ("plus de 56 000 mètres carrés", "56 000 mètres carrés"),
        ("Le 8e sommet", "8e"),
        ("une quarantaine de projets", "quarantaine"),
        ("quelque 300 emplois", "300"),
        ("pendant environ trois semaines", "trois semaines"),
        ("le lundi 5 mai 2025", "lundi 5 mai 2025"),
        ("depuis le mois de mai 2024", "mois de mai 2024"),
        ("une hausse (+8,5 %)", "+8,5 %"),
        ("un rendement de 12\u00a0%.", "12\u00a0%"),
        ("au prix de 9,99\u202f€,", "9,99\u202f€"),
    ],
)
def test_recognize_span_leaves_articles_and_modifiers_out(text: str, span: str) -> None:
    assert only(text).text == span


@pytest.mark.parametrize("text", ["", " ", "\n", "Rien à signaler.", "\u00a0\u202f"])
def test_recognize_finds_nothing_where_nothing_is(text: str) -> None:
    assert read(text) == []


def test_recognize_names_the_rule_that_read_it() -> None:
    rule = only("Il coûte 12 euros.").rule
    assert rule in {pattern.name for pattern in vocabulary(PACK).patterns}


def test_recognize_sorts_by_position() -> None:
    found = read("Le 3 mai, 12 % des 40 élèves ont eu 3 euros en deux jours.")
    assert [m.start for m in found] == sorted(m.start for m in found) and len(found) == 5


def test_recognize_takes_the_longest_reading() -> None:
    assert only("un contrat de 2,5 milliards de dollars").type == "money"


def test_recognize_reads_two_mentions_side_by_side() -> None:
    check("3 % en 2024", [("3 %", {"type": "percent", "value": "3"}), ("2024", {"type": "date", "from": "2024"})])


# --- numbers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fraction"),
    [("un tiers des élèves", "1/3"), ("les trois quarts des élèves", "3/4"), ("7 sur 10 sont venus", "7/10"), ("un Français sur dix", "1/10")],
)
def test_recognize_number_reads_fractions(text: str, fraction: str) -> None:
    found = only(text)
    assert getattr(found, "fraction", None) == fraction, report(text, fraction, [found])


def test_recognize_number_gives_a_fraction_its_value_when_finite() -> None:
    data = only("les trois quarts des élèves").model_dump(mode="json")
    assert data["value"] == "0.75"


def test_recognize_number_gives_no_value_to_a_third() -> None:
    assert "value" not in only("un tiers des élèves").model_dump(mode="json")


@pytest.mark.parametrize(
    "text",
    ["des centaines d'emplois", "plusieurs dizaines de milliards", "des milliers de gens", "une maison", "il y en a un", "plusieurs"],
)
def test_recognize_leaves_what_has_no_value(text: str) -> None:
    assert read(text) == [], report(text, "nothing", read(text))


@pytest.mark.parametrize(
    "text",
    [
        "le Huawei Mate 9 sort",
        "le sommet du G20 à Rome",
        "un Airbus A320 cloué au sol",
        "une victoire 3-1 à domicile",
        "Tél. : 03 83 12 34 56",
        "le Premier ministre arrive",
        "la Première Guerre mondiale",
        "un acteur de premier plan",
        "voir www.exemple.fr/2024/12",
        "écrire à info24@exemple.fr",
    ],
)
def test_recognize_leaves_names_and_codes_alone(text: str) -> None:
    assert read(text) == [], report(text, "nothing", read(text))


@pytest.mark.parametrize(("text", "span"), [("le n° 33", "33"), ("l'article 3 du code", "3"), ("le top 50", "50")])
def test_recognize_number_of_a_reference_is_its_digits(text: str, span: str) -> None:
    check(text, [(span, {"type": "number"})])


@pytest.mark.parametrize(
    ("text", "low", "high", "span"),
    [
        ("entre 3 et 5 millions d'euros", "3000000", "5000000", "3 et 5 millions d'euros"),
        ("de 10 à 12 %", "10", "12", "10 à 12 %"),
        ("30 à 50 % des élèves", "30", "50", "30 à 50 %"),
        ("entre 500 000 et 2 millions d'euros", "500000", "2000000", "500 000 et 2 millions d'euros"),
        ("de 3 à 4 mètres", "3", "4", "3 à 4 mètres"),
    ],
)
def test_recognize_range_is_one_mention_without_value(text: str, low: str, high: str, span: str) -> None:
    data = only(text).model_dump(mode="json")
    assert (data.get("low"), data.get("high"), data.get("value"), data["text"]) == (low, high, None, span)


def test_recognize_move_is_two_mentions() -> None:
    check("La part est passée de 25 % à 47 %.", [("25 %", {"value": "25"}), ("47 %", {"value": "47"})])


def test_recognize_list_shares_its_unit() -> None:
    check("âgés de 24, 23 et 14 ans", [(s, {"type": "duration", "value": v, "age": True}) for s, v in
                                      [("24", "P24Y"), ("23", "P23Y"), ("14 ans", "P14Y")]])  # fmt: skip


def test_recognize_list_shares_its_currency() -> None:
    text = "2 milliards et 1,4 milliard de livres"
    check(text, [("2 milliards", {"type": "money", "value": "2000000000", "unit": "GBP"}),
                 ("1,4 milliard de livres", {"type": "money", "value": "1400000000", "unit": "GBP"})])  # fmt: skip


# --- types ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("70%", "70", "%"),
        ("5,5 pour cent", "5.5", "%"),
        ("Le taux a gagné 2 points.", "2", "pp"),
        ("2 points de pourcentage", "2", "pp"),
        ("50 points de base", "50", "bp"),
        ("3 ‰", "3", "‰"),
    ],
)
def test_recognize_percent_keeps_the_number_as_written(text: str, value: str, unit: str) -> None:
    data = only(text).model_dump(mode="json")
    assert (data["type"], data["value"], data["unit"]) == ("percent", value, unit)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("12 M€", "12000000", "EUR"),
        ("EUR 20", "20", "EUR"),
        ("29,3 milliards $ US", "29300000000", "USD"),
        ("5 000 francs CFA", "5000", "XOF"),
        ("40 $ CA", "40", "CAD"),
        ("£15 000", "15000", "GBP"),
        ("3 francs suisses", "3", "CHF"),
        ("70 centimes d'euro", "0.7", "EUR"),
    ],
)
def test_recognize_money_has_an_iso_currency(text: str, value: str, unit: str) -> None:
    data = only(text).model_dump(mode="json")
    assert (data["type"], data["value"], data["unit"]) == ("money", value, unit), report(text, (value, unit), read(text))


def test_recognize_money_says_when_the_currency_is_a_default() -> None:
    assert only("40 dollars").model_dump(mode="json")["unit_ambiguous"] is True


def test_recognize_money_takes_the_currency_the_document_names() -> None:
    found = read("Il a payé 40 dollars canadiens. Elle a payé 30 dollars.")
    assert [m.model_dump(mode="json")["unit"] for m in found] == ["CAD", "CAD"]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("56 000 mètres carrés", "56000", "m2"),
        ("un vent de 90 km/h", "90", "km/h"),
        ("par -5 °C", "-5", "Cel"),
        ("1,5 GW", "1.5", "GW"),
        ("3 mW", "3", "mW"),
        ("20 hectares", "20", "har"),
        ("12 millions de tonnes", "12000000", "t"),
        ("100 kWh", "100", "kW.h"),
    ],
)
def test_recognize_quantity_has_a_ucum_unit(text: str, value: str, unit: str) -> None:
    data = only(text).model_dump(mode="json")
    assert (data["type"], data["value"], data["unit"]) == ("quantity", value, unit)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("trois semaines", "P3W"),
        ("17 jours", "P17D"),
        ("pendant deux ans et demi", "P2Y6M"),
        ("une heure et demie", "PT1H30M"),
        ("les dix dernières années", "P10Y"),
        ("deux ans plus tard", "P2Y"),
        ("les deux trimestres précédents", "P6M"),
    ],
)
def test_recognize_duration_is_iso_8601(text: str, value: str) -> None:
    data = only(text).model_dump(mode="json")
    assert (data["type"], data["value"]) == ("duration", value)


@pytest.mark.parametrize("text", ["un homme âgé de 84 ans", "Il avait 84 ans.", "Jean Roux, 84 ans, est mort"])
def test_recognize_duration_knows_an_age(text: str) -> None:
    data = only(text).model_dump(mode="json")
    assert (data["value"], data.get("age")) == ("P84Y", True)


@pytest.mark.parametrize(
    ("text", "value"), [("le 8e salon", 8), ("la première fois", 1), ("sa 45ème édition", 45), ("le vingt et unième jour", 21)]
)
def test_recognize_ordinal_is_an_integer(text: str, value: int) -> None:
    found = only(text)
    assert (found.type, getattr(found, "value", None)) == ("ordinal", value)


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("40 emplois", "exact"),
        ("environ 40 emplois", "approximate"),
        ("40 emplois environ", "approximate"),
        ("une quarantaine d'emplois", "approximate"),
        ("plus d'une quarantaine d'emplois", "more_than"),
        ("plus de 40 emplois", "more_than"),
        ("au moins 40 emplois", "at_least"),
        ("40 emplois au moins", "at_least"),
        ("moins de 40 emplois", "less_than"),
        ("jusqu'à 40 emplois", "at_most"),
        ("40 emplois au maximum", "at_most"),
    ],
)
def test_recognize_modifier_stands_on_either_side(text: str, modifier: str) -> None:
    assert only(text).modifier == modifier


# --- dates ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "span", "fields"),
    [
        ("en 2024", "2024", {"from": "2024", "to": "2024", "edtf": "2024", "grain": "year"}),
        ("l'année 2024", "année 2024", {"from": "2024", "grain": "year"}),
        ("en avril 2025", "avril 2025", {"from": "2025-04", "edtf": "2025-04", "grain": "month"}),
        ("début octobre 2024", "début octobre 2024", {"from": "2024-10", "to": "2024-10", "part": "early"}),
        ("le 29 avril", "29 avril", {"from": "--04-29", "to": "--04-29", "edtf": "XXXX-04-29"}),
        ("les 29 et 30 avril 2025", "29 et 30 avril 2025", {"from": "2025-04-29", "to": "2025-04-30", "edtf": "2025-04-29/2025-04-30"}),
        ("2019, 2020 et 2021", "2019, 2020 et 2021", {"from": "2019", "to": "2021", "edtf": "2019/2021"}),
        ("en 2017 et 2020", "2017 et 2020", {"from": "2017", "to": "2020", "edtf": "{2017,2020}"}),
        ("au XXe siècle", "XXe siècle", {"from": "1901", "to": "2000", "grain": "century"}),
        ("dans les années 1980", "années 1980", {"from": "1980", "to": "1989", "grain": "decade"}),
        ("en 49 av. J.-C., il part", "49 av. J.-C.", {"from": "-0048", "edtf": "-0048"}),
        ("à l'été 2023", "été 2023", {"from": "2023-06", "to": "2023-08", "edtf": "2023-22", "grain": "season"}),
        ("au premier trimestre 2024", "premier trimestre 2024", {"from": "2024-01", "to": "2024-03", "edtf": "2024-33"}),
        ("au second semestre 2024", "second semestre 2024", {"from": "2024-07", "to": "2024-12", "edtf": "2024-41"}),
        ("les neuf premiers mois de 2024", "neuf premiers mois de 2024", {"from": "2024-01", "to": "2024-09"}),
        ("vers 1850", "1850", {"edtf": "1850~", "modifier": "approximate"}),
        ("le 29 avril 2025, à 14h30", "29 avril 2025, à 14h30", {"from": "2025-04-29T14:30", "grain": "minute"}),
        ("lundi, à 14h30", "lundi, à 14h30", {"relative": "weekday:1", "time": "T14:30", "from": None}),
        ("du 12 au 14 mai 2025", "12 au 14 mai 2025", {"from": "2025-05-12", "to": "2025-05-14"}),
        ("du 28 décembre au 3 janvier 2025", "28 décembre au 3 janvier 2025", {"from": "2024-12-28", "to": "2025-01-03"}),
        ("l'exercice 2019/2020", "exercice 2019/2020", {"from": None, "to": None, "fiscal": True, "grain": "year"}),
    ],
)
def test_recognize_date_is_iso_and_edtf(text: str, span: str, fields: dict[str, object]) -> None:
    check(text, [(span, {"type": "date"} | fields)])


def test_recognize_date_alternatives_are_two() -> None:
    check("en 2017 ou 2020", [("2017", {"from": "2017"}), ("2020", {"from": "2020"})])


@pytest.mark.parametrize(
    ("text", "relative"),
    [
        ("Il part lundi.", "weekday:1"),
        ("la semaine dernière", "P-1W"),
        ("il y a deux ans", "P-2Y"),
        ("aujourd'hui", "P0D"),
        ("cette année", "P0Y"),
        ("hier soir", "P-1D"),
        ("l'année précédente", "P-1Y"),
        ("dans trois mois", "P3M"),
    ],
)
def test_recognize_relative_date_stays_open_without_publication(text: str, relative: str) -> None:
    data = only(text).model_dump(mode="json", by_alias=True)
    assert (data["relative"], data["from"], data["to"]) == (relative, None, None)


@pytest.mark.parametrize("text", ["récemment", "ces derniers jours", "de nos jours", "bientôt", "parfois"])
def test_recognize_leaves_vague_words_of_time(text: str) -> None:
    assert read(text) == [], report(text, "nothing", read(text))


@pytest.mark.parametrize(
    "text",
    ["2000 visiteurs", "Il y avait 2000 visiteurs.", "soit 1922 emplois, dit-on", "une foule de 1500 personnes, selon la police"],
)
def test_recognize_counts_are_no_years(text: str) -> None:
    found = only(text)
    assert found.type == "number", report(text, "a number", [found])


@pytest.mark.parametrize("text", ["le 31 avril 2024", "le 30/02/2024", "le 29 février 2023", "2024-02-30"])
def test_recognize_makes_no_day_that_does_not_exist(text: str) -> None:
    found = read(text)
    assert not any(m.type == "date" and m.grain == "day" for m in found), report(text, "no day", found)


# --- what must not break -------------------------------------------------------------------------------------------



@pytest.mark.parametrize(
    "text",
    [
        "1,62 million sur 10 millions d'élèves",
        "les jeunes de 15 à -24 ans",
        "à -14h du matin",
        "0/0",
        "1/0",
        "un zéroième",
        "un tiers de mois",
        "deux tiers de semaine",
        "un septième de siècle",
        "3" + " mille" * 25 + " km",
        "3" + " milliards" * 10 + " d'euros",
        "en 0000",
        "les années 0",
        "24h60",
        "99/99/9999",
        "2025-13-45T99:99",
        "1e",
        "0e",
        "XXXXe siècle",
        "0,0 %",
        "-0 %",
        "+",
        "% € $",
        "①②③ ٣ ½ ² %",
    ],
)
def test_recognize_survives_odd_figures(text: str) -> None:
    for published in (None, "2025-04-30"):
        for mention in read(text, published):
            assert text[mention.start : mention.end] == mention.text


def test_recognize_gives_no_value_to_more_digits_than_any_amount() -> None:
    text = f"le code {'7' * 40} expire"
    assert read(text) == [], report(text, "nothing", read(text))


def test_choose_refuses_a_family_without_a_recognizer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(arbitration.BUILDERS, "money")
    with pytest.raises(PackError, match="money"):
        read("12 euros")
