"""Names: the rules alone, and the rules with the shipped model. Sentences are invented; names are marked inline."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Sequence

import pytest

from extractor.lang import LanguagePack, load_pack
from extractor.nlp import analyse, entities, parsing
from extractor.nlp.acronyms import is_acronym
from extractor.nlp.gazetteer import gazetteer
from extractor.nlp.naming import model_entities
from extractor.nlp.words import split
from extractor.schema import Document, Entity, Mention, Number

Marked = set[tuple[int, int, str]]

BY_RULE = """
Le [ORG ministère de la Santé] a confirmé vendredi 312 nouveaux cas de rougeole.
Le [ORG ministère de l'Économie, des Finances et de la Relance] table sur un déficit de 5 %.
Le [ORG ministère sénégalais des Affaires étrangères] a convoqué l'ambassadeur.
L'[ORG Office fédéral de la statistique] ([ORG OFS]) a publié les chiffres. Selon l'[ORG OFS], le chômage monte en [LOC Suisse].
La [ORG Banque nationale suisse] a relevé son taux directeur.
La [ORG Banque centrale des États de l'Afrique de l'Ouest] ([ORG BCEAO]) maintient sa prévision pour le [LOC Sénégal].
L'[ORG Institut national de la statistique et des études économiques] ([ORG Insee]) prévoit une hausse de 1,2 %.
L'[ORG Agence pour la sécurité de la navigation aérienne en Afrique et à Madagascar] ([ORG Asecna]) recrute.
Le [ORG Haut-Commissariat des Nations unies pour les réfugiés] ([ORG HCR]) appelle à l'aide.
L'[ORG Administration nationale des données] a été créée en 2023.
Le [ORG Bureau de l’information du Conseil des Affaires d’Etat] a tenu une conférence de presse.
L'[ORG université de Lausanne] et l'[ORG université Laval] ont signé un accord.
Le [ORG Tribunal fédéral] a rejeté le recours.
La [ORG Cour suprême du Canada] entendra la cause en mai.
L'[ORG Assemblée nationale du Québec] a adopté la loi.
La [ORG Fédération internationale de football] ([ORG Fifa]) a sanctionné le club.
Le [ORG Conseil de sécurité des Nations unies] s'est réuni lundi à [LOC New York].
Le [ORG Comité international de la Croix-Rouge] ([ORG CICR]) dispose de 300 employés au [LOC Tchad].
L'[ORG Organisation mondiale de la santé] ([ORG OMS]) alerte sur le choléra au [LOC Soudan du Sud].
L'[ORG hôpital Sainte-Justine] de [LOC Montréal] a soigné 40 enfants.
Le [ORG Parti libéral du Canada] recule dans les sondages.
La production d'[ORG EDF] a baissé de 3 % au premier trimestre.
Le [EVENT Salon de l'agriculture] ouvre ses portes à [LOC Paris] samedi.
Le 8e [EVENT Sommet de la Chine numérique] s’est tenu à [LOC Fuzhou].
La 12e [EVENT Conférence des ministres africains de la santé] s'est tenue à [LOC Bamako].
Le [EVENT Forum mondial de l'eau] réunit 5 000 délégués à [LOC Dakar].
La [EVENT COP30] s'achève à [LOC Belém], au [LOC Brésil].
L'[EVENT ouragan Mélissa] a touché la [LOC Jamaïque] et [LOC Haïti].
La [EVENT Coupe d'Afrique des nations] débute dimanche au [LOC Maroc].
La [EVENT Seconde Guerre mondiale] a fait des millions de morts.
Le président [PER Bassirou Diomaye Faye] a reçu Mme [PER Awa Diop] mardi.
M. [PER Tremblay], maire de [LOC Gatineau], a salué l'accord.
« Nous sommes prêts », a déclaré [PER Marie-Claude Bibeau], ministre de l'Agriculture.
[PER Jean-Pierre Lacroix], chef des opérations de maintien de la paix, a quitté [LOC Kinshasa].
Le rapport « [MISC L'état des forêts du monde] » paraît jeudi.
Le trafic a repris à l'[LOC aéroport de Genève] et à la [LOC gare du Nord].
Le taux de participation a atteint 62 % dans le canton de [LOC Vaud] et à [LOC Neuchâtel].
Les ventes ont progressé en [LOC Allemagne], en [LOC Italie] et aux [LOC États-Unis].
La [ORG Confédération africaine de football] ([ORG CAF]) a désigné le [LOC Kenya], l'[LOC Ouganda] et la [LOC Tanzanie].
L'intelligence artificielle (IA) pèse 2 % du produit intérieur brut (PIB).
Selon la Commission, l'État doit réduire son déficit.
Le tribunal a condamné l'entreprise à une amende de 3 millions d'euros.
"""

BY_MODEL = """
[ORG Novartis] a supprimé 1 350 postes à [LOC Bâle] l'an dernier.
Le bénéfice d'[ORG Hydro-Québec] recule de 12 %, a indiqué [PER Michael Sabia].
[PER Kylian Mbappé] a marqué deux buts contre l'[LOC Italie].
Le [ORG Standard de Liège] reçoit [ORG Anderlecht] samedi.
[ORG Renault] produira la [MISC Clio] en [LOC Turquie].
Les prix ont monté à [LOC Ouagadougou] et à [LOC Bobo-Dioulasso], selon l'[ORG AFP].
Le [ORG CHUV] de [LOC Lausanne] a vacciné 12 000 personnes.
[PER Justin Trudeau] et [PER Emmanuel Macron] se sont vus à [LOC Ottawa].
"""


def marked(line: str) -> tuple[str, Marked]:
    """The text of a line with "[LABEL name]", and its names."""
    text, names = "", set()
    for part in re.split(r"(\[[A-Z]+ [^\]]+\])", line):
        match = re.fullmatch(r"\[([A-Z]+) ([^\]]+)\]", part)
        if match:
            names.add((len(text), len(text) + len(match[2]), match[1]))
            text += match[2]
        else:
            text += part
    return text, names


def lines(block: str) -> list[str]:
    return [line for line in block.split("\n") if line]


@pytest.fixture(scope="module")
def pack() -> LanguagePack:
    return load_pack("fr")


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No model: rules and lists alone."""
    monkeypatch.setattr(parsing, "_model", lambda code: None)


def names(text: str, pack: LanguagePack, mentions: Sequence[Mention] = ()) -> list[Entity]:
    return entities(analyse(Document(text=text, lang="fr"), pack), pack, mentions)


def told(text: str, expected: Marked, got: list[Entity]) -> str:
    wanted = sorted((text[s:e], label) for s, e, label in expected)
    return f"\n{text}\nexpected {wanted}\ngot      {sorted((g.text, g.label, g.rule) for g in got)}"


@pytest.mark.parametrize("line", lines(BY_RULE))
def test_entities_by_rules_alone(line: str, pack: LanguagePack, alone: None) -> None:
    text, expected = marked(line)
    got = names(text, pack)
    assert {(e.start, e.end, e.label) for e in got} == expected, told(text, expected, got)


def test_entities_with_the_model_are_nearly_all_right(pack: LanguagePack) -> None:
    if parsing._model("fr") is None:
        pytest.skip("no model is shipped")
    right = found = wanted = 0
    misses = []
    for line in lines(BY_RULE + BY_MODEL):
        text, expected = marked(line)
        got = names(text, pack)
        spans = {(e.start, e.end, e.label) for e in got}
        right, found, wanted = right + len(spans & expected), found + len(spans), wanted + len(expected)
        if spans != expected:
            misses.append(told(text, expected, got))
    assert 200 * right >= 90 * (found + wanted), "".join(misses)


@pytest.mark.parametrize("block", [BY_RULE, BY_MODEL])
def test_entities_do_not_overlap(block: str, pack: LanguagePack) -> None:
    text = "\n".join(marked(line)[0] for line in lines(block))
    got = names(text, pack)
    assert all(a.end <= b.start for a, b in itertools.pairwise(got))
    assert all(text[e.start : e.end] == e.text for e in got)


def test_entities_give_way_to_a_number_at_their_edge(pack: LanguagePack, alone: None) -> None:
    text = "La Coupe du monde 2026 commence."
    year = Number(start=18, end=22, text="2026", value="2026")
    assert [(e.text, e.label) for e in names(text, pack, [year])] == [("Coupe du monde", "EVENT")]


def test_entities_with_a_number_inside_are_dropped(pack: LanguagePack, alone: None) -> None:
    text = "Le rapport « Horizon 2030 et après » paraît."
    year = Number(start=21, end=25, text="2030", value="2030")
    assert text[21:25] == "2030"
    assert names(text, pack, [year]) == []


def test_entities_teach_an_introduced_acronym(pack: LanguagePack, alone: None) -> None:
    text = "La Zone de coopération des ports (ZCP) grandit.\nLa ZCP a 12 membres."
    assert [e.text for e in names(text, pack) if e.label == "ORG"] == ["Zone de coopération des ports", "ZCP", "ZCP"]


def test_entities_keep_nothing_from_one_document_to_the_next(pack: LanguagePack, alone: None) -> None:
    names("La Zone de coopération des ports (ZCP) grandit.", pack)
    assert names("La ZCP a 12 membres.", pack) == []


def test_entities_label_a_surface_the_same_in_a_document(pack: LanguagePack, alone: None) -> None:
    text = "Mme Sofia Nice, maire de Lyon, parle. « Oui », a dit Sofia Nice."
    assert {e.label for e in names(text, pack) if "Nice" in e.text} == {"PER"}


@pytest.mark.parametrize("text", ["SMIC", "Le Parlement a adopté la loi.", "Internet ralentit.", "Lundi, rien.", "L'État paie."])
def test_entities_refuse_generic_words(text: str, pack: LanguagePack) -> None:
    assert names(text, pack) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il vit à Nice.", ["Nice"]),
        ("Nice surprise pour lui.", []),
        ("Il travaille chez Orange.", []),
        ("France 24 émet.", ["France 24"]),
        ("Les Etats-Unis et la COREE DU SUD", ["Etats-Unis", "COREE DU SUD"]),
        ("Jean Paris parle.", []),
        ("LA CHINE ET LE BRÉSIL SIGNENT UN ACCORD", ["CHINE", "BRÉSIL"]),
        ("LE MINISTÈRE DE LA SANTÉ ANNONCE UN PLAN", []),
        ("Elle a quitté Londres pour Pékin.", ["Londres", "Pékin"]),
    ],
)
def test_entities_read_places_by_context(text: str, expected: list[str], pack: LanguagePack, alone: None) -> None:
    assert [e.text for e in names(text, pack)] == expected


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Le président Abdel Fattah al-Burhane parle.", "Abdel Fattah al-Burhane"),
        ("L'entraîneur Mike O'Shea parle.", "Mike O'Shea"),
        ("Le ministre Robert F. Kennedy parle.", "Robert F. Kennedy"),
        ("La sénatrice Kay Hutchison du Texas parle.", "Kay Hutchison"),
        ("Le professeur Ludwig van Beethoven parle.", "Ludwig van Beethoven"),
    ],
)
def test_entities_bound_a_person(text: str, person: str, pack: LanguagePack, alone: None) -> None:
    got = [e.text for e in names(text, pack) if e.label == "PER"]
    assert got == [person]


def test_entities_part_names_that_a_model_ran_together(pack: LanguagePack) -> None:
    text = "Le fondateur de Lumitel Rosa Alvarado part. Hier, Rosa Alvarado a parlé. Lumitel se tait."
    doc = parsing._blank("fr").make_doc(text)
    spans = [("Lumitel Rosa Alvarado", 0, "ORG"), ("Rosa Alvarado", 30, "PER"), ("Lumitel", 40, "ORG")]
    starts = [(text.index(surface, after), surface, label) for surface, after, label in spans]
    doc.set_ents([doc.char_span(at, at + len(surface), label=label) for at, surface, label in starts])
    got = [(e.text, e.label) for e in entities(doc, pack, [])]
    assert got == [("Lumitel", "ORG"), ("Rosa Alvarado", "PER"), ("Rosa Alvarado", "PER"), ("Lumitel", "ORG")]


@pytest.mark.parametrize(
    ("text", "label", "surface", "expected"),
    [
        ("Puis Mr Saputo parle.", "PER", "Mr Saputo", "Saputo"),
        ("Puis La Grande-Bretagne vote.", "LOC", "La Grande-Bretagne", "Grande-Bretagne"),
        ("À La Haye, on juge.", "LOC", "La Haye", "La Haye"),
        ("Les Mondiaux d'été ont lieu.", "EVENT", "Mondiaux d'", "Mondiaux"),
        ("Il lit « Le Cid » ce soir.", "MISC", "« Le Cid »", "Le Cid"),
    ],
)
def test_entities_trim_the_edges_of_a_models_name(
    text: str, label: str, surface: str, expected: str, pack: LanguagePack
) -> None:
    doc = parsing._blank("fr").make_doc(text)
    at = text.index(surface)
    doc.set_ents([doc.char_span(at, at + len(surface), label=label, alignment_mode="expand")])
    assert [e.text for e in entities(doc, pack, [])] == [expected]


def test_model_entities_are_those_of_the_doc(pack: LanguagePack, alone: None) -> None:
    assert model_entities(analyse(Document(text="Le maire de Lyon.", lang="fr"), pack)) == []


@pytest.mark.parametrize(("word", "expected"), [("BCE", True), ("Insee", True), ("A", False), ("sud-est", False), ("2024", False)])
def test_is_acronym(word: str, expected: bool) -> None:
    assert is_acronym(word) is expected


def test_split_keeps_offsets() -> None:
    text = "L’Asean+3,\u00a0à São Paulo\r\n(B.I.P.)"
    words = split(text)
    assert all(text[s:e] == w for s, e, w in zip(words.starts, words.ends, words.texts, strict=True))
    assert "".join(words.texts) == re.sub(r"\s", "", text)


def test_gazetteer_knows_territories_cities_and_spellings(pack: LanguagePack) -> None:
    known = gazetteer(pack)
    for text in ("Côte d'Ivoire", "Cote d’Ivoire", "Royaume-Uni", "Pékin", "Hauts-de-France"):
        words = split(text)
        assert known.match(words, 0) == len(words), text


def test_entities_survive_any_order_of_words(pack: LanguagePack, alone: None) -> None:
    generator = random.Random(7)
    stock = "Le la de du d' l’ des et pour ( ) « » , . : Conseil ministère île stade Paris France 2 M. Mme Jean Dupont d’ "
    stock += "Onu (ONU) COP30 Coupe rapport nationale \u00a0 président de la 5 8e Saint -- «» COUPE DU MONDE a dit"
    for _ in range(300):
        text = "".join(generator.choice(stock.split(" ")) + generator.choice([" ", " ", " ", "", "\n"]) for _ in range(25))
        got = names(text, pack)
        assert all(text[e.start : e.end] == e.text and e.text for e in got)
        assert all(a.end <= b.start for a, b in itertools.pairwise(got)), text


@pytest.mark.parametrize("unit", ["Conseil de ", "de la ", "M. ", "(A", "« Rapport ", "Paris, ", "et du Nord "])
def test_entities_take_linear_time(unit: str, pack: LanguagePack, alone: None) -> None:
    import time

    doc = {size: parsing._blank("fr").make_doc(unit * size) for size in (2000, 16000)}

    def seconds(size: int) -> float:
        start = time.perf_counter()
        entities(doc[size], pack, [])
        return time.perf_counter() - start

    assert seconds(16000) < 30 * max(seconds(2000), 0.02)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("AFP Pierre Martin", [("AFP", "ORG"), ("Pierre Martin", "PER")]),
        ("L'Ombre » et « Minuit", [("L'Ombre", "ORG"), ("Minuit", "ORG")]),
        ("BNP Paribas Fortis", [("BNP Paribas Fortis", "ORG")]),
        ("CHU Jean Minjoz", [("CHU Jean Minjoz", "ORG")]),
    ],
)
def test_trimmed_parts_what_a_model_runs_together(text: str, wanted: list[tuple[str, str]]) -> None:
    from extractor.nlp.edges import trimmed
    from extractor.nlp.names import Name

    found = trimmed(text, [Name(0, len(text), "ORG", "model")], [], load_pack("fr"))
    assert [(text[n.start : n.end], n.label) for n in found] == wanted
