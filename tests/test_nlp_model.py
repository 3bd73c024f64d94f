"""The shipped model: loads, is small, splits words as spaCy does, and reads a made-up paragraph."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from extractor.errors import PackError
from extractor.nlp import model
from extractor.nlp.model import load_model, model_codes, model_path

pytestmark = pytest.mark.skipif("fr" not in model_codes(), reason="no French model in this checkout")

PARAGRAPH = (
    "Le ministre de la Santé, Mamadou Diallo, a inauguré un hôpital à Dakar. L'établissement accueillera ses "
    "premiers patients en septembre, a annoncé la Banque africaine de développement."
)


def test_load_model_returns_the_same_pipeline_twice() -> None:
    assert load_model("fr") is load_model("fr")


def test_load_model_has_all_parts() -> None:
    names = load_model("fr").pipe_names
    assert {"morphologizer", "parser", "ner"} <= set(names)
    assert any("lemmatizer" in name for name in names)


def test_load_model_without_weights_says_so() -> None:
    with pytest.raises(PackError, match="no model is shipped"):
        load_model("tlh")


def test_load_model_for_another_spacy_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(model_path("fr"), tmp_path / "qaa")
    meta = json.loads((tmp_path / "qaa" / "meta.json").read_text(encoding="utf-8"))
    (tmp_path / "qaa" / "meta.json").write_text(json.dumps(meta | {"spacy_version": ">=2.0,<2.1"}), encoding="utf-8")
    monkeypatch.setattr(model, "MODELS", tmp_path)
    with pytest.raises(PackError, match=r"made for spaCy >=2\.0,<2\.1"):
        load_model("qaa")


@pytest.mark.parametrize("kept", [0, 5000])
def test_load_model_with_damaged_weights_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: int) -> None:
    shutil.copytree(model_path("fr"), tmp_path / "fr")
    weights = tmp_path / "fr" / "tok2vec" / "model"
    weights.write_bytes(weights.read_bytes()[:kept])
    monkeypatch.setattr(model, "MODELS", tmp_path)
    with pytest.raises(PackError, match="cannot be read"):
        load_model.__wrapped__("fr")


def test_weights_are_small_and_hold_no_pickle() -> None:
    files = [p for p in model_path("fr").rglob("*") if p.is_file()]
    assert sum(p.stat().st_size for p in files) <= 25_000_000
    assert not [p for p in files if p.suffix in {".pkl", ".pickle", ".py"} or p.read_bytes()[:3] == b"\x80\x04\x95"]


def test_load_model_leaves_spacys_language_package_alone() -> None:
    code = "import sys; from extractor.nlp.model import load_model; load_model('fr')('Un mot.'); print('spacy.lang.fr' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    "text",
    [
        PARAGRAPH,
        "Quarante sous-forums ont été organisés, a-t-il déclaré aujourd'hui : l'aide, 70% du total, va aux États-Unis.",
        "Puisqu’il vient, c’est-à-dire demain à 20h30, M. Saint-Étienne (né en 1970) et l'Isle-sur-le-Doubs s'y rendent.",
        "« Près de 56 000 € », grand'mère, entr'ouvrir, vice-président, anti-inflation, 3,5 km², www.exemple.fr, va-t'en !",
    ],
)
def test_tokenizer_splits_as_spacys_french_one(text: str) -> None:
    import spacy

    assert [t.text for t in load_model("fr").make_doc(text)] == [t.text for t in spacy.blank("fr")(text)]


def test_tokenizer_expression_is_compact() -> None:
    assert len(load_model("fr").tokenizer.token_match.__self__.pattern) < 50_000


def test_model_splits_sentences() -> None:
    doc = load_model("fr")(PARAGRAPH)
    assert [s.text.split()[0] for s in doc.sents] == ["Le", "L'établissement"]


def test_model_starts_no_sentence_inside_a_word_or_at_a_comma() -> None:
    doc = load_model("fr")(
        "En outre, suite à l'affaire, le Thomson-CSF, quatre cent-vingt, etc., a-t-il dit, ferme ; oui, non"
    )
    assert not [t for t in doc if t.is_sent_start and re.match(r"[,;)]|-", t.text)]


def test_model_finds_names() -> None:
    doc = load_model("fr")(PARAGRAPH)
    found = {(e.text, e.label_) for e in doc.ents}
    assert {("Mamadou Diallo", "PER"), ("Dakar", "LOC"), ("Banque africaine de développement", "ORG")} <= found


def test_model_parses_subject_object_and_number() -> None:
    doc = load_model("fr")("Le groupe a vendu 300 voitures.")
    relations = {(t.text, t.dep_, t.head.text) for t in doc}
    assert {("groupe", "nsubj", "vendu"), ("voitures", "obj", "vendu"), ("300", "nummod", "voitures")} <= relations


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        ("Le chômage a reculé.", "reculé", "reculer"),
        ("Les ventes atteignent un record.", "atteignent", "atteindre"),
        ("Ils utilisaient du gaz.", "utilisaient", "utiliser"),
        ("Elle vient de Paris.", "vient", "venir"),
    ],
)
def test_model_lemma_of_verbs(text: str, form: str, lemma: str) -> None:
    assert [t.lemma_ for t in load_model("fr")(text) if t.text == form] == [lemma]


def test_model_reads_the_same_in_any_batch() -> None:
    nlp = load_model("fr")
    alone = [[(t.dep_, t.head.i, t.ent_type_, t.lemma_) for t in nlp(p)] for p in (PARAGRAPH, "Lyon gagne.")]
    batch = [[(t.dep_, t.head.i, t.ent_type_, t.lemma_) for t in d] for d in nlp.pipe([PARAGRAPH, "Lyon gagne."])]
    assert alone == batch
