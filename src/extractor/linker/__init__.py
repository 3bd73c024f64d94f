"""From mentions and syntax to facts: of what, of whom, since when, says who (design, section 2)."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from extractor.lang.pack import LanguagePack
from extractor.linker.attribution import attributed
from extractor.schema import Document, Fact, Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

KINDS = ("statistics", "events", "statements", "positions", "publications", "enumerations")
"""One module for each kind of fact; each has a function of its own name."""


def link(document: Document, mentions: Sequence[Mention], doc: Doc, pack: LanguagePack) -> list[Fact]:
    """All facts of a document: statistics, events, statements, positions, publications, enumerations.

    Args:
        document: the text as read.
        mentions: numeric, date and entity mentions, without overlap among the numeric ones.
        doc: the parsed text, its tokens at offsets of the text.
        pack: the language.
    """
    facts: list[Fact] = []
    for kind in KINDS:
        function = getattr(import_module(f"extractor.linker.{kind}"), kind)
        facts.extend(function(document, list(mentions), doc, pack))
    return attributed(facts)
