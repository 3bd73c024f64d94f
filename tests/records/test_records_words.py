"""Which words of a span a selector finds."""

import pytest

from extractor.lang.pack import load_pack
from extractor.records.words import vocabulary
from extractor.schema.records import RecordError

FRENCH = vocabulary(load_pack("fr"))


@pytest.mark.parametrize(
    "text, asked",
    [
        ("Visiteurs étrangers", "visiteur"),
        ("visiteur", "visiteurs"),
        ("VISITEURS", "visiteur"),
        ("régions", "region"),
        ("chevaux de trait", "cheval"),
        ("nouveaux tableaux", "tableau"),
        ("œuvres exposées", "oeuvre"),
        ("chiffre d’affaires du groupe", "chiffre d'affaires"),
        ("sous-forums et séances de dialogue", "séance"),
        ("projets d’investissement", "projet d'investissement"),
        ("présentés pour la première fois au public", "pour la première fois"),
    ],
)
def test_has_finds_words_whatever_their_case_accents_and_number(text, asked):
    assert FRENCH.has(text, FRENCH.phrases((asked,))), (text, asked)


@pytest.mark.parametrize(
    "text, asked",
    [
        ("projets d’investissement d’un montant", "montant"),
        ("personnes", "person"),
        ("frais de visite", "visite"),
        ("porte", "port"),
        ("Montée du chiffre d’affaires", "chiffre d'affaires"),
        ("chiffre record d’affaires", "chiffre d'affaires"),
        ("", "visiteur"),
    ],
)
def test_has_finds_no_part_of_a_word_and_nothing_beyond_the_head(text, asked):
    assert not FRENCH.has(text, FRENCH.phrases((asked,))), (text, asked)


def test_phrases_puts_a_list_of_the_pack_in():
    assert ("visiteur",) in FRENCH.phrases(("@visitors",))


def test_phrases_knows_the_countries_of_cldr():
    assert ("suisse",) in FRENCH.phrases(("@territories",))


def test_phrases_unknown_list_says_which_there_are():
    with pytest.raises(RecordError, match=r"no word list .nonsense..*there are: .*visitors"):
        FRENCH.phrases(("@nonsense",))
