"""Lemmas by table against spaCy's own loop over the same tables."""

from __future__ import annotations

import pytest
from spacy.lookups import Lookups

from extractor.nlp import lemmas
from extractor.nlp.lemmas import Lemmas
from extractor.nlp.model import load_model, model_codes

TEXTS = (
    "Les entreprises ont annoncé des bénéfices en forte hausse, malgré la baisse des commandes étrangères.",
    "Nous chantions, vous finissiez, ils vendaient : les chevaux du roi étaient beaux.",
    "« C'est inacceptable », a-t-elle déclaré avant de quitter la salle à 20h30.",
    "L'OMS prévoit 3 000 cas d'ici à mars ; d'autres parlent de 35.000 milliards de yuans.",
)


@pytest.mark.skipif("fr" not in model_codes(), reason="no French model in this checkout")
@pytest.mark.parametrize("text", TEXTS)
def test_lemmas_are_those_of_spacy(text: str) -> None:
    nlp = load_model("fr")
    doc = nlp(text)
    ours = [token.lemma_ for token in doc]
    nlp.get_pipe("lemmatizer").overwrite = True
    try:
        theirs = [token.lemma_ for token in nlp.get_pipe("lemmatizer")(doc)]
    finally:
        nlp.get_pipe("lemmatizer").overwrite = False
    assert list(zip(doc, ours, strict=True)) == list(zip(doc, theirs, strict=True))


def test_lemmas_keep_a_compound_that_is_its_own_lemma() -> None:
    tables = Lookups()
    tables.add_table("lemma_rules", {"noun": [["s", ""], ["", ""]]})
    tables.add_table("lemma_exc", {"noun": {"rendez-vous": ["rendez-vous"]}})
    assert Lemmas(tables).lemma("Rendez-vous", "noun") == "rendez-vous"


def test_lemmas_remember_a_bounded_number_of_forms(monkeypatch: pytest.MonkeyPatch) -> None:
    import spacy

    monkeypatch.setattr(lemmas, "REMEMBERED", 3)
    component = Lemmas(Lookups())
    doc = component(spacy.blank("xx")("Un deux trois quatre cinq six"))
    assert [token.lemma_ for token in doc] == ["un", "deux", "trois", "quatre", "cinq", "six"]
    assert len(component._known) <= 3


def test_lemmas_leave_an_infinitive_as_it_is() -> None:
    tables = Lookups()
    tables.add_table("lemma_rules", {"verb": [["", "r"]]})
    tables.add_table("lemma_exc", {"verb": {"croît": ["croître"]}})
    assert [Lemmas(tables).lemma(form, "verb") for form in ("croît", "Croître", "monte")] == ["croître", "croître", "monter"]
