"""Runs the language's model over documents, and glues the pieces into one Doc a document.

The Doc's text is the document's text, character by character: `doc.text == document.text`, and `token.idx` points
into it. What the model is fed is folded (plain spaces); the white space it does not see stands in the Doc as
tokens of its own, as spaCy itself would put it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from extractor.lang.pack import LanguagePack
from extractor.nlp.model import load_model, model_codes
from extractor.nlp.segments import count_tokens, pieces, plain_spaces, sentences
from extractor.schema.document import Document

if TYPE_CHECKING:  # heavy
    from spacy.language import Language
    from spacy.tokens import Doc

BATCH_TOKENS = 2500
"""Tokens a batch: the best of those tried (docs: design, section 7)."""
CHARACTERS_A_TOKEN = 5
MODEL_KEY = "extractor_model"
"""Where a Doc's `user_data` names the model that read it; None when there was none."""

_SPACE = 103  # spacy.symbols.SPACE, the part of speech of white space
_COLUMNS = ("TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE")


def analyse(document: Document, pack: LanguagePack) -> Doc:
    """The document as a spaCy Doc: tokens, and what the language's model says about them.

    Without a model the Doc has words and surface sentences only, and `doc.user_data["extractor_model"]` is None.

    Args:
        document: a document as read.
        pack: its language.

    Raises:
        ExtractorError: the model is there but cannot be loaded.

    >>> from extractor.lang import load_pack, default_language
    >>> pack = load_pack(default_language())
    >>> analyse(Document(text="Un\\u00a0mot.", lang=pack.code), pack).text
    'Un\\xa0mot.'
    """
    return next(analyse_all([document], pack))


def analyse_all(documents: Iterable[Document], pack: LanguagePack) -> Iterator[Doc]:
    """One Doc a document, in order; read in batches of about 2,500 tokens, a few documents ahead.

    A batch may hold several documents. Its size can change the last bit of a sum in the network; on 90,000 words of
    news no tag, head, lemma or name differed between batches of 3 and of 64 paragraphs.
    """
    nlp = _model(pack.code)
    if nlp is None:
        for document in documents:
            yield _without_model(document, pack)
        return
    name = f"{nlp.meta.get('lang')}_{nlp.meta.get('name')}-{nlp.meta.get('version')}"
    for group in _groups(documents, pack):
        docs = _read(nlp, [(document.text, part) for document, parts in group for part in parts])
        for document, parts in group:
            doc = _glue(document.text, parts, list(islice(docs, len(parts))), nlp)
            doc.user_data[MODEL_KEY] = name
            yield doc


def _groups(documents: Iterable[Document], pack: LanguagePack) -> Iterator[list[tuple[Document, list[tuple[int, int]]]]]:
    """Documents with their pieces, as many together as make a batch."""
    group: list[tuple[Document, list[tuple[int, int]]]] = []
    size = 0
    for document in documents:
        group.append((document, list(pieces(document.text, pack))))
        size += 1 + len(document.text) // CHARACTERS_A_TOKEN
        if size >= BATCH_TOKENS:
            yield group
            group, size = [], 0
    if group:
        yield group


@cache
def _model(code: str) -> Language | None:
    """The language's shipped model, loaded once; None when it has none."""
    return load_model(code) if code in model_codes() else None


@cache
def _blank(code: str) -> Language:
    """A tokenizer for the language; spaCy's multi-language one when spaCy does not know it."""
    import spacy

    try:
        return spacy.blank(code)
    except ImportError:
        return spacy.blank("xx")


def _read(nlp: Language, texts: list[tuple[str, tuple[int, int]]]) -> Iterator[Doc]:
    """The model's Docs for pieces of texts, in order."""
    batch: list[str] = []
    size = 0
    for text, (start, end) in texts:
        tokens = count_tokens(text, start, end)
        if batch and size + tokens > BATCH_TOKENS:
            yield from nlp.pipe(batch, batch_size=len(batch))
            batch, size = [], 0
        batch.append(plain_spaces(text[start:end]))
        size += tokens
    yield from nlp.pipe(batch, batch_size=max(1, len(batch)))


def _without_model(document: Document, pack: LanguagePack) -> Doc:
    text, nlp = document.text, _blank(pack.code)
    parts = list(pieces(text, pack))
    doc = _glue(text, parts, [nlp.make_doc(plain_spaces(text[s:e])) for s, e in parts], nlp)
    begins = {s for s, _ in sentences(text, pack)}
    for token in doc:
        token.is_sent_start = token.i == 0 or token.idx in begins
    doc.user_data[MODEL_KEY] = None
    return doc


def _glue(text: str, parts: list[tuple[int, int]], docs: list[Doc], nlp: Language) -> Doc:
    """One Doc over the whole text; white space between tokens that is not one plain space becomes a token."""
    import numpy
    from spacy.tokens import Doc

    words: list[str] = []
    spaces: list[bool] = []
    places: list[int] = []  # of each token of the pieces, its place in the new Doc
    here = 0
    for (start, _), doc in zip(parts, docs, strict=True):
        for token in doc:
            begin, end = start + token.idx, start + token.idx + len(token)
            _gap(text, here, begin, words, spaces)
            places.append(len(words))
            words.append(text[begin:end])
            spaces.append(False)
            here = end
    _gap(text, here, len(text), words, spaces)
    whole = Doc(nlp.vocab, words=words, spaces=spaces)
    if places and any(doc.has_annotation(c) for doc in docs for c in ("TAG", "POS", "DEP", "ENT_IOB")):
        rows = numpy.concatenate([doc.to_array(list(_COLUMNS)) for doc in docs if len(doc)])
        whole.from_array(list(_COLUMNS), _spread(rows, numpy.asarray(places), len(words), nlp))
    return whole


def _gap(text: str, start: int, end: int, words: list[str], spaces: list[bool]) -> None:
    """Put the white space `text[start:end]` into the Doc under construction."""
    if start == end:
        return
    if text[start] == " " and words:
        spaces[-1] = True
        start += 1
    if start < end:
        words.append(text[start:end])
        spaces.append(False)


def _spread(rows: Any, places: Any, size: int, nlp: Language) -> Any:
    """The rows of the pieces at their places in the new Doc; a row of white space hangs on the token before it."""
    import numpy

    column = {name: i for i, name in enumerate(_COLUMNS)}
    table = numpy.zeros((size, len(_COLUMNS)), dtype=rows.dtype)
    heads = rows[:, column["HEAD"]].astype(numpy.int64)
    rows[:, column["HEAD"]] = (places[numpy.arange(len(places)) + heads] - places).astype(rows.dtype)
    table[places] = rows
    inserted = numpy.ones(size, dtype=bool)
    inserted[places] = False
    strings = nlp.vocab.strings
    for i in numpy.flatnonzero(inserted).tolist():
        leading = i < places[0]  # before the first word: it opens the first sentence, as spaCy has it
        table[i, column["HEAD"]] = numpy.array([places[0] - i if leading else -1]).astype(rows.dtype)[0]
        table[i, column["DEP"]] = strings.add("dep")
        table[i, column["POS"]] = _SPACE
        table[i, column["SENT_START"]] = numpy.array([-1]).astype(rows.dtype)[0]
        before, after = table[i - 1, column["ENT_IOB"]], table[i + 1, column["ENT_IOB"]] if i + 1 < size else 0
        inside = not leading and before in (1, 3) and after == 1
        table[i, column["ENT_IOB"]] = 1 if inside else 2
        table[i, column["ENT_TYPE"]] = table[i - 1, column["ENT_TYPE"]] if inside else 0
    return table
