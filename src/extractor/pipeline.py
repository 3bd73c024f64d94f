"""The rooms put together: a document goes in, its mentions and facts come out.

The steps (docs: design, section 2): recognizers read the numeric mentions, the model parses the text and gives the
names, the linker makes facts of both. `Pipeline.mentions` does the first step alone and loads no model.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

from extractor import linker, nlp, recognizers
from extractor.errors import InputError
from extractor.lang.pack import LanguagePack, default_language, load_pack
from extractor.readers import document as as_document
from extractor.readers import read
from extractor.schema.document import Document, Extraction

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extractor.schema.mentions import Mention

OnFailure = Callable[[Document, Exception], None]
"""Told of a document that could not be extracted, and why."""

_LONGEST_NAME = 255
_FILE_ENDINGS = (".txt", ".jsonl", ".ndjson")


class Pipeline:
    """What reads the documents of one language. Get one from `load`; it keeps nothing of the documents it has read.

    Args:
        pack: the language.

    >>> [(m.text, m.value) for m in load().mentions(Document(text="8 %", lang=default_language()))]
    [('8 %', Decimal('8'))]
    """

    def __init__(self, pack: LanguagePack) -> None:
        self.pack = pack

    def __repr__(self) -> str:
        return f"Pipeline({self.pack.code!r})"

    def mentions(self, document: Document) -> list[Mention]:
        """The numeric and date mentions, sorted by start; no names, since those take the model."""
        return recognizers.recognize(document, self.pack)

    def extract(self, document: Document) -> Extraction:
        """All mentions and facts of a document.

        Raises:
            ExtractorError: the model cannot be loaded, or a span does not agree with the text.
        """
        return self._extraction(document, nlp.analyse(document, self.pack))

    def link(self, document: Document, mentions: list[Mention]) -> Extraction:
        """Facts over mentions that are given, names among them: the last step alone."""
        return self._linked(document, mentions, nlp.analyse(document, self.pack))

    def extract_all(self, documents: Iterable[Document], on_failure: OnFailure | None = None) -> Iterator[Extraction]:
        """The extractions of a stream of documents, in order; faster than one by one, and never all in memory.

        Args:
            documents: documents of this pipeline's language.
            on_failure: told of each document that fails, and the others are still read; without it the first
                failure is raised.
        """
        feed = _Feed(documents)
        while not feed.ended:
            docs = nlp.analyse_all(feed, self.pack)
            while True:
                try:
                    doc = next(docs, None)
                except Exception:  # one of the documents handed over and not yet given back
                    if on_failure is None or feed.broken:
                        raise
                    break
                if doc is None:
                    break
                yield from self._attempt(feed.pending.popleft(), doc, on_failure)
            while feed.pending:
                yield from self._attempt(feed.pending.popleft(), None, on_failure)

    def _attempt(self, document: Document, doc: Doc | None, on_failure: OnFailure | None) -> Iterator[Extraction]:
        """One extraction, or none when it fails and somebody is told."""
        try:
            found = self.extract(document) if doc is None else self._extraction(document, doc)
        except Exception as error:
            if on_failure is None:
                raise
            on_failure(document, error)
        else:
            yield found

    def _extraction(self, document: Document, doc: Doc) -> Extraction:
        mentions = recognizers.recognize(document, self.pack)
        return self._linked(document, [*mentions, *nlp.entities(doc, self.pack, mentions)], doc)

    def _linked(self, document: Document, mentions: list[Mention], doc: Doc) -> Extraction:
        mentions = sorted(mentions, key=lambda mention: (mention.start, mention.end))
        facts = linker.link(document, mentions, doc, self.pack)
        return Extraction(document=document, mentions=tuple(mentions), facts=tuple(facts))


class _Feed:
    """Hands documents on and remembers those that have not come back.

    Attributes:
        pending: handed on, and not yet given back by whoever took them.
        ended: no more will come.
        broken: for reading them raised an error.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = iter(documents)
        self.pending: deque[Document] = deque()
        self.ended = self.broken = False

    def __iter__(self) -> Iterator[Document]:
        return self

    def __next__(self) -> Document:
        try:
            document = next(self._documents)
        except BaseException as error:
            self.ended = True
            self.broken = not isinstance(error, StopIteration)
            raise
        self.pending.append(document)
        return document


_LOADED: dict[Path, Pipeline] = {}


def load(lang: str | None = None) -> Pipeline:
    """The pipeline of a language, made once.

    Args:
        lang: language tag, or the folder of a language pack; the default language if None.

    Raises:
        PackError: there is no such pack; the message lists those there are.

    >>> load() is load(default_language())
    True
    """
    pack = load_pack(default_language() if lang is None else lang)
    return _LOADED.setdefault(pack.path, Pipeline(pack))


def extract(
    source: str | os.PathLike[str] | Document, *, lang: str | None = None, published: str | None = None
) -> Extraction:
    """Read a text, or a text file, and give its mentions and facts.

    Args:
        source: a path object is a file. A string is a file when a file of that name exists, or when it has no white
            space and ends like one ("news.txt"); any other string is the text itself, and so is one with a line
            break or of more than 255 characters. A `Document` is taken as it is.
        lang: language tag, or the folder of a language pack; the default language if None.
        published: ISO date, for relative dates and missing years; by default a date at the head of the file's name.

    Raises:
        InputError: the file cannot be read, or holds several documents (then take `read` and `extract_all`).
        PackError: there is no pack for the language.

    >>> [(m.text, m.value, m.unit) for m in extract("+8,5 % (12 M€)").mentions if m.type in ("percent", "money")]
    [('+8,5 %', Decimal('8.5'), '%'), ('12 M€', Decimal('12000000'), 'EUR')]
    """
    if isinstance(source, Document):
        return load(lang or source.lang).extract(source)
    pipeline = load(lang)
    if not is_file(source):
        return pipeline.extract(as_document(str(source), lang=lang, published=published))
    documents = list(islice(read([source], lang=lang, published=published), 2))
    if len(documents) != 1:
        what = "several documents" if documents else "no document"
        raise InputError(f"holds {what}", where=os.fspath(source), hint="take read(file) and extract_all")
    return pipeline.extract(documents[0])


def extract_all(
    documents: Iterable[Document], *, lang: str | None = None, on_failure: OnFailure | None = None
) -> Iterator[Extraction]:
    """The extractions of a stream of documents, in order, each by its own language's pipeline (or by that of `lang`).

    >>> from extractor.readers import document
    >>> [len(e.mentions) for e in extract_all([document("8 %"), document("")])]
    [1, 0]
    """
    for code, group in groupby(documents, key=lambda document: lang or document.lang):
        yield from load(code).extract_all(group, on_failure)


def is_file(source: str | os.PathLike[str]) -> bool:
    """Whether `extract` takes its argument for the name of a file.

    >>> is_file(Path("anything")), is_file("missing.txt"), is_file("8 %"), is_file("8 %\\nmissing.txt")
    (True, True, False, False)
    """
    if not isinstance(source, str):
        return True
    if len(source) > _LONGEST_NAME or "\n" in source or "\r" in source:
        return False
    return os.path.isfile(source) or (source.endswith(_FILE_ENDINGS) and not any(map(str.isspace, source)))
