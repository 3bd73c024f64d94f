"""Mentions: numbers, amounts, dates and ranks with exact values, read by the patterns of a language pack."""

from __future__ import annotations

from decimal import localcontext

from extractor.lang.fold import fold
from extractor.lang.pack import LanguagePack
from extractor.lexer import lex, vocabulary
from extractor.recognizers.arbitration import choose
from extractor.recognizers.currencies import settle_currencies
from extractor.recognizers.ellipsis import complete
from extractor.recognizers.matching import Context, matches
from extractor.recognizers.resolution import resolve
from extractor.schema import Document, Mention

__all__ = ["recognize"]


def recognize(document: Document, pack: LanguagePack) -> list[Mention]:
    """All numeric and date mentions of a document, by position; they never overlap. Linear in the text.

    >>> from extractor.lang import default_language, load_pack
    >>> document = Document(text="un marché de 228 milliards de yuans", lang=default_language())
    >>> [(m.text, str(m.value), m.unit) for m in recognize(document, load_pack(default_language()))]
    [('228 milliards de yuans', '228000000000', 'CNY')]
    """
    with localcontext() as exact:  # products of long numerals stay exact
        exact.prec = PRECISION
        return _recognize(document, pack)


PRECISION = 100


def _recognize(document: Document, pack: LanguagePack) -> list[Mention]:
    words = vocabulary(pack)
    folded = fold(document.text)
    context = Context(document, folded, pack, words)
    mentions: list[Mention] = []
    for island in lex(document.text, folded, words):
        found = matches(island, words)
        if found:
            mentions.extend(choose(found, context))
    mentions.sort(key=lambda m: m.start)
    mentions = settle_currencies(complete(mentions, context), context)
    return resolve(mentions, context)
