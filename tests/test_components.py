"""spaCy factories: the extractor in any spaCy pipeline."""

from __future__ import annotations

import subprocess
import sys

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from extractor.errors import PackError

pytest.importorskip("extractor.recognizers")

TEXT = "Le marché pèse 228 milliards de yuans, en hausse de 8 %."


@pytest.fixture
def nlp() -> Language:
    nlp = spacy.blank("xx")
    nlp.add_pipe("extractor_mentions", config={"lang": "fr"})
    return nlp


def read(doc: Doc) -> list[tuple[str, str]]:
    return [(mention.type, mention.text) for mention in doc._.mentions]


EXPECTED = [("money", "228 milliards de yuans"), ("percent", "8 %")]


def test_mentions_component_sets_mentions(nlp: Language) -> None:
    assert read(nlp(TEXT)) == EXPECTED


def test_mentions_component_sets_spans(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert [(span.label_, span.text) for span in doc.spans["extractor"]] == EXPECTED


def test_mentions_component_takes_the_language_of_the_pipeline() -> None:
    class French(Language):
        lang = "fr"

    nlp = French()
    nlp.add_pipe("extractor_mentions")
    assert read(nlp(TEXT)) == EXPECTED


def test_mentions_component_refuses_a_language_without_pack() -> None:
    with pytest.raises(PackError):
        spacy.blank("xx").add_pipe("extractor_mentions", config={"lang": "tlh"})


def test_mentions_component_stores_plain_data(nlp: Language) -> None:
    data = nlp(TEXT).user_data["extractor_mentions"]
    assert data[0] == {**data[0], "type": "money", "value": "228000000000", "unit": "CNY"}
    assert all(isinstance(value, str | int | bool) for value in data[0].values())


def test_mentions_component_works_in_two_processes(nlp: Language) -> None:
    assert [read(doc) for doc in nlp.pipe([TEXT] * 4, n_process=2, batch_size=2)] == [EXPECTED] * 4


def test_mentions_survive_a_doc_bin(nlp: Language) -> None:
    data = DocBin(docs=[nlp(TEXT)], store_user_data=True).to_bytes()
    (doc,) = DocBin().from_bytes(data).get_docs(spacy.blank("xx").vocab)
    assert read(doc) == EXPECTED
    assert [span.text for span in doc.spans["extractor"]] == [text for _, text in EXPECTED]


def test_mentions_component_survives_disk(nlp: Language, tmp_path: object) -> None:
    nlp.to_disk(str(tmp_path))
    assert read(spacy.load(str(tmp_path))(TEXT)) == EXPECTED


def test_mentions_of_an_untouched_doc_are_none() -> None:
    assert spacy.blank("xx")("8 %")._.mentions == []


def test_mentions_component_resolves_by_the_publication_date() -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("extractor_mentions", config={"lang": "fr", "published": "2025-05-02"})
    (date,) = nlp("Il a parlé hier.")._.mentions
    assert date.from_ == "2025-05-01"


def test_facts_component_sets_facts() -> None:
    pytest.importorskip("extractor.linker", exc_type=ImportError)
    nlp = spacy.blank("xx")
    nlp.add_pipe("extractor_facts", config={"lang": "fr"})
    doc = nlp("Le ministère de la Santé a recensé 312 cas.")
    assert ("entity", "ministère de la Santé") in read(doc)
    assert [fact.quantity.text for fact in doc._.facts if fact.kind == "statistic"] == ["312"]


def test_importing_components_loads_only_spacy() -> None:
    code = (
        "import sys, extractor.components;"
        "print([m for m in ('pandas', 'babel', 'IPython', 'extractor.nlp', 'extractor.recognizers') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
