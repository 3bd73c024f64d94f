"""The shipped models: found, checked and loaded once per process.

A model is a spaCy pipeline saved to `models/<language tag>` (weights and tables only, no code, no pickle). It is not
loaded through `spacy.load`: that imports spaCy's own package of the language, whose tokenizer expression can take two
seconds to compile, while the saved pipeline carries its own, compact tokenizer.
"""

from __future__ import annotations

import os
import sys
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.errors import MissingDependencyError, PackError
from extractor.nlp.lemmas import Lemmas

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

GUARD = "extractor_sentence_guard"
"""Name of the component that `load_model` puts before the parser."""
LEMMATIZER = "extractor_lemmatizer"
"""Name of the component that does the lemmatizer's work from its tables."""
FINAL = frozenset('.!?…»”"')
"""Signs after which a sentence may start even without a space."""
BEFORE_SMALL = FINAL | frozenset(":;)]*•-–—/ ")
"""Signs after which a sentence may start with a small letter."""
NEVER_FIRST = frozenset([",", ";", ":", ")", "]", "}", "»", "”", ".", "%", "?", "!", "…", "/"])
"""Tokens that start no sentence."""

_NOT_FIRST = 2**64 - 1
"""-1 as spaCy's arrays hold it: no sentence starts here."""

MODELS = Path(__file__).parent / "models"


def model_codes() -> list[str]:
    """Language tags for which weights are shipped, sorted."""
    return sorted(p.parent.name for p in MODELS.glob("*/meta.json"))


@lru_cache(maxsize=4)
def load_model(code: str) -> Language:
    """The shipped pipeline of language `code`: tags, features, lemmas, dependencies, sentences, entities.

    Loaded at the first call and kept for the life of the process. Kernels are numpy's OpenBLAS ones, which are
    faster here than spaCy's default and give the same output; where numpy is not yet imported and the user has not
    chosen, they are held to one thread.

    Args:
        code: language tag, the name of a folder of weights.

    Raises:
        MissingDependencyError: spaCy is not installed.
        PackError: there are no weights for `code`, they are damaged, or they are made for another spaCy.

    >>> load_model("tlh")
    Traceback (most recent call last):
    ...
    extractor.errors.PackError: tlh: no model is shipped for this language (shipped: ...)
    """
    path = model_path(code)
    if "numpy" not in sys.modules:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        from spacy.about import __version__ as installed
    except ImportError as error:
        raise MissingDependencyError("spaCy is needed to analyse text", hint="pip install 'spacy>=3.8,<3.9'") from error
    _check_version(path, installed)
    try:
        return load_folder(path, code)
    except (OSError, ValueError, KeyError) as error:
        raise PackError(
            f"the model cannot be read: {type(error).__name__}: {error}", where=str(path), hint="reinstall the package"
        ) from error


def model_path(code: str) -> Path:
    """The folder of the weights of `code`. Raises PackError when none are shipped."""
    path = MODELS / code
    if code not in model_codes():
        hint = "shipped: " + (", ".join(model_codes()) or "none")
        raise PackError("no model is shipped for this language", where=code, hint=hint)
    return path


def _check_version(path: Path, installed: str) -> None:
    from spacy.util import is_compatible_version, load_meta

    wanted = str(load_meta(path / "meta.json").get("spacy_version", ""))
    if not is_compatible_version(installed, wanted):
        raise PackError(
            f"the model is made for spaCy {wanted}, but {installed} is installed",
            where=str(path),
            hint=f"pip install 'spacy{wanted}'",
        )


def load_folder(path: Path, code: str) -> Language:
    """The pipeline saved in `path`, unchecked and uncached; `load_model` is the way in for everybody else."""
    from spacy.language import BaseDefaults, Language
    from spacy.util import load_config
    from thinc.api import NumpyOps, get_current_ops, set_current_ops

    body = {
        "lang": code,
        "Defaults": type("ShippedDefaults", (BaseDefaults,), {}),
        # factories are spaCy's general ones, whatever language packages the process has imported
        "get_factory_name": classmethod(lambda cls, name: name),
    }
    language: Any = type("ShippedLanguage", (Language,), body)
    before = get_current_ops()
    set_current_ops(NumpyOps(use_blis=False))
    try:
        nlp: Language = language.from_config(load_config(path / "config.cfg"))
        nlp.from_disk(path)
        Language.component(GUARD, func=guard_sentences)
        nlp.add_pipe(GUARD, before="parser")
        if "lemmatizer" in nlp.pipe_names:
            Language.factory(LEMMATIZER, func=_lemmas, assigns=["token.lemma"])
            nlp.add_pipe(LEMMATIZER, after="lemmatizer")
            nlp.disable_pipe("lemmatizer")
        return nlp
    finally:
        set_current_ops(before)


def _lemmas(nlp: Language, name: str) -> Lemmas:
    """The component that stands for spaCy's lemmatizer; it reads that one's tables."""
    return Lemmas(nlp.get_pipe("lemmatizer").lookups)  # type: ignore[attr-defined]


def guard_sentences(doc: Doc) -> Doc:
    """Tell the parser where no sentence can start, by spacing and signs alone; it decides all other places.

    No sentence starts inside a run of characters without white space (unless one ended there), at a closing or
    separating sign, or at a small letter after a word. The parser splits better with it (model card).
    """
    if not len(doc):
        return doc
    marks: Any = doc.to_array(["ORTH", "SPACY", "SENT_START"])
    strings = doc.vocab.strings
    last, spaced = "", 1
    for i, (orth, space, _) in enumerate(marks.tolist()):
        text = strings[orth]
        if last:
            if not spaced and not last.isspace():
                closed = last not in FINAL
            else:
                closed = text[0].islower() and last not in BEFORE_SMALL
            if closed or text in NEVER_FIRST:
                marks[i, 2] = _NOT_FIRST
        last, spaced = text[-1], space
    doc.from_array(["SENT_START"], marks[:, 2:])
    return doc
