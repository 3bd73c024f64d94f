"""Documents as spaCy Docs: pieces, glue, offsets."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from extractor.lang import LanguagePack, load_pack
from extractor.nlp import analyse, analyse_all, parsing
from extractor.nlp.segments import MAX_CHARACTERS, MAX_TOKENS, count_tokens, pieces, plain_spaces
from extractor.schema import Document

TEXTS = [
    "Le\u00a0taux de 5,5\u202f% baisse.\r\n\r\n  Il   monte ensuite.\u2028Fin\t\n",
    "",
    "\n\n",
    " Paris",
    "« Oui », dit-il.\n« Non. »",
    "L’an 2024\x0bfinit.\x85Bien\u2003!",
    "🙂 Un emoji, un e\u0301 décomposé.\r\nDeux.",
]


@Language.component("chain_parser")
def chain_parser(doc: Doc) -> Doc:
    """A stand-in for a model: every token hangs on the one before it, the first two are a name."""
    words = [token.text for token in doc]
    parsed = Doc(
        doc.vocab,
        words=words,
        spaces=[bool(token.whitespace_) for token in doc],
        heads=[max(i - 1, 0) for i in range(len(doc))],
        deps=["ROOT" if i == 0 else "flat" for i in range(len(doc))],
        pos=["NOUN"] * len(doc),
        lemmas=[word.lower() for word in words],
    )
    if len(parsed) > 2:
        parsed.ents = [Span(parsed, 0, 2, "PER")]
    return parsed


@pytest.fixture
def pack() -> LanguagePack:
    return load_pack("fr")


@pytest.fixture(params=["no model", "stand-in"])
def model(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    nlp = None
    if request.param == "stand-in":
        nlp = spacy.blank("xx")
        nlp.add_pipe("chain_parser")
    monkeypatch.setattr(parsing, "_model", lambda code: nlp)
    yield request.param


def read(text: str, pack: LanguagePack) -> Doc:
    return analyse(Document(text=text, lang="fr"), pack)


@pytest.mark.parametrize("text", TEXTS)
def test_analyse_keeps_text_and_offsets(text: str, model: str, pack: LanguagePack) -> None:
    doc = read(text, pack)
    assert doc.text == text
    for token in doc:
        assert text[token.idx : token.idx + len(token)] == token.text


@pytest.mark.parametrize("text", TEXTS)
def test_analyse_text_survives_bytes(text: str, model: str, pack: LanguagePack) -> None:
    doc = read(text, pack)
    assert Doc(doc.vocab).from_bytes(doc.to_bytes()).text == text


def test_analyse_ends_sentences_at_line_breaks(model: str, pack: LanguagePack) -> None:
    doc = read("Un titre sans point\r\nPuis une phrase. Et une autre.", pack)
    assert next(s.text.strip() for s in doc.sents) == "Un titre sans point"


def test_analyse_without_model_says_so(monkeypatch: pytest.MonkeyPatch, pack: LanguagePack) -> None:
    monkeypatch.setattr(parsing, "_model", lambda code: None)
    doc = read("Une phrase. Une autre.", pack)
    assert doc.user_data[parsing.MODEL_KEY] is None
    assert [s.text.strip() for s in doc.sents] == ["Une phrase.", "Une autre."]
    assert not doc.ents


def test_analyse_heads_cross_inserted_white_space(monkeypatch: pytest.MonkeyPatch, pack: LanguagePack) -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("chain_parser")
    monkeypatch.setattr(parsing, "_model", lambda code: nlp)
    doc = read("un\u00a0deux trois\nquatre", pack)
    assert [(t.text, t.head.text, t.pos_) for t in doc] == [
        ("un", "un", "NOUN"),
        ("\u00a0", "un", "SPACE"),
        ("deux", "un", "NOUN"),
        ("trois", "deux", "NOUN"),
        ("\n", "trois", "SPACE"),
        ("quatre", "quatre", "NOUN"),
    ]
    assert [e.text for e in doc.ents] == ["un\u00a0deux"]


def test_analyse_all_keeps_order_and_agrees_with_analyse(pack: LanguagePack) -> None:
    documents = [Document(id=str(i), text=f"Le maire de Lyon a vu {i} élus.\nIl part. " * 6, lang="fr") for i in range(6)]

    def reading(doc: Doc) -> list[tuple[str, str, int, str]]:
        return [(t.text, t.pos_, t.head.i, t.ent_type_) for t in doc]

    together = [reading(doc) for doc in analyse_all(documents, pack)]
    assert together == [reading(analyse(document, pack)) for document in documents]


def test_analyse_all_reads_only_a_few_documents_ahead(pack: LanguagePack) -> None:
    taken = []

    def stream() -> Iterator[Document]:
        for i in range(1000):
            taken.append(i)
            yield Document(id=str(i), text="Un mot, puis un autre. " * 60, lang="fr")

    next(analyse_all(stream(), pack))
    assert len(taken) < 20


@pytest.mark.parametrize("text", ["Une phrase de six mots simples. " * 400, "mot " * 3000, "(" * 20_000, "vingt-" * 5000])
def test_pieces_are_short_and_cover_the_text(text: str, pack: LanguagePack) -> None:
    spans = list(pieces(text, pack))
    assert all(e - s <= MAX_CHARACTERS and count_tokens(text, s, e) <= MAX_TOKENS for s, e in spans)
    assert "".join(text[s:e] for s, e in spans).replace(" ", "") == text.replace(" ", "")


def test_pieces_cut_long_paragraphs_at_sentence_ends(pack: LanguagePack) -> None:
    text = "Une phrase de six mots simples. " * 200
    assert all(text[s:e].endswith(".") and text[s] == "U" for s, e in pieces(text, pack))


@pytest.mark.parametrize("unit", ["123 ", "(", "vingt-", "a. ", "mot "])
def test_pieces_take_linear_time(unit: str, pack: LanguagePack) -> None:
    def seconds(size: int) -> float:
        start = time.perf_counter()
        list(pieces(unit * (size // len(unit)), pack))
        return time.perf_counter() - start

    seconds(50_000)
    assert seconds(800_000) < 40 * max(seconds(100_000), 0.02)


def test_plain_spaces_keeps_length() -> None:
    text = "l’an\u00a0\u202f2024\t\u2009fin"
    assert len(plain_spaces(text)) == len(text)


def test_importing_nlp_loads_nothing_heavy() -> None:
    code = "import sys, extractor.nlp; print([m for m in ('spacy', 'numpy', 'pandas', 'babel', 'thinc') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
