"""What makes inference fast changes nothing in what comes out: kernels, batches, pieces, the compact tokenizer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extractor.lang import load_pack
from extractor.nlp import analyse, analyse_all, model
from extractor.nlp.model import load_model, model_codes, model_path
from extractor.schema import Document

pytestmark = pytest.mark.skipif("fr" not in model_codes(), reason="no French model in this checkout")

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
FILES = sorted(CORPUS.glob("*.txt"))[:12]


def documents() -> list[Document]:
    return [Document(id=f.name, text=f.read_text(encoding="utf-8"), lang="fr") for f in FILES]


def annotation(doc: Any) -> list[tuple[Any, ...]]:
    return [(t.text, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.is_sent_start, t.ent_iob_, t.ent_type_) for t in doc]


def differing(a: list[tuple[Any, ...]], b: list[tuple[Any, ...]]) -> list[tuple[Any, Any]]:
    return [(x, y) for x, y in zip(a, b, strict=True) if x != y]


def test_model_gives_the_same_on_other_kernels(monkeypatch: pytest.MonkeyPatch) -> None:
    import thinc.api

    ours = load_model("fr")
    monkeypatch.setattr(thinc.api, "NumpyOps", lambda **_: thinc.backends.NumpyOps(use_blis=True))
    theirs = model.load_folder(model_path("fr"), "fr")
    for document in documents()[:4]:
        for line in filter(None, document.text.split("\n")):
            assert differing(annotation(ours(line)), annotation(theirs(line))) == []


def test_analyse_gives_the_same_in_batches_and_alone() -> None:
    pack = load_pack("fr")
    together = list(analyse_all(documents(), pack))
    for document, doc in zip(documents(), together, strict=True):
        assert differing(annotation(doc), annotation(analyse(document, pack))) == [], document.id


def test_tokenizer_splits_as_that_of_spacy() -> None:
    import spacy

    ours, theirs = load_model("fr").tokenizer, spacy.blank("fr").tokenizer
    for document in documents():
        assert [t.text for t in ours(document.text)] == [t.text for t in theirs(document.text)], document.id
