"""Lemmas from the tables of spaCy's rule lemmatizer, several times faster than by its own loop.

spaCy tries all suffix rules of a part of speech one after the other, 1,300 for verbs, for each form it meets. The rules
are sorted longest first and every suffix is there once, so that the first that fits is found by looking up the
word's own endings. What comes out is the same (tests/test_nlp_lemmas.py), but that a verb that is the lemma of a listed form, and a
compound that is its own lemma, stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.lookups import Lookups
    from spacy.tokens import Doc

REMEMBERED = 100_000
"""Forms whose lemma is kept at most, so that no stream of documents fills the memory."""

_ATTRIBUTES: list[int | str] = ["ORTH", "POS"]
_SPACE, _VERBS = "space", ("verb",)


class Lemmas:
    """A spaCy component that writes the lemma of each token.

    Args:
        lookups: "lemma_rules" ({part of speech: [[suffix, replacement]]}, longest suffix first) and "lemma_exc"
            ({part of speech: {form: [lemma]}}), as spaCy's lemmatizer has them in mode "rule".

    >>> from spacy.lookups import Lookups
    >>> tables = Lookups()
    >>> _ = tables.add_table("lemma_rules", {"verb": [["ions", "er"], ["e", "er"]]})
    >>> _ = tables.add_table("lemma_exc", {"verb": {"vais": ["aller"]}})
    >>> lemmas = Lemmas(tables)
    >>> [lemmas.lemma(form, "verb") for form in ("chantions", "Monte", "vais", "dort")], lemmas.lemma("Paris", "propn")
    (['chanter', 'monter', 'aller', 'dort'], 'Paris')
    """

    def __init__(self, lookups: Lookups) -> None:
        rules = lookups.get_table("lemma_rules", {})
        self._exceptions: Any = lookups.get_table("lemma_exc", {})
        self._rules: dict[str, tuple[dict[str, str], int]] = {}
        self._tables: Any = rules
        self._known: dict[tuple[int, int], int] = {}
        self._lemmas: frozenset[str] | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Write the lemmas of a tagged Doc."""
        if not len(doc):
            return doc
        strings = doc.vocab.strings
        rows: Any = doc.to_array(_ATTRIBUTES)
        known = self._known
        keys = []
        for orth, pos in rows.tolist():
            key = known.get((orth, pos))
            if key is None:
                if len(known) >= REMEMBERED:
                    known.clear()
                key = known[orth, pos] = strings.add(self.lemma(strings[orth], strings[pos].lower()))
            keys.append(key)
        rows[:, 0] = keys
        doc.from_array(["LEMMA"], rows[:, :1])
        return doc

    def lemma(self, form: str, pos: str) -> str:
        """The lemma of a form by its part of speech (a universal tag in small letters)."""
        low = form.lower()
        if pos in ("", _SPACE):
            return low
        suffixes, longest = self._suffixes(pos)
        exceptions = self._exceptions.get(pos) or {}
        if not suffixes and not exceptions:
            return form if pos == "propn" else low
        special = exceptions.get(low)
        if special:
            return str(special[-1])
        if pos in _VERBS and low in self._infinitives(exceptions):
            return low  # "croître" is the lemma of "croît": the rules would make "croîtrer" of it
        for start in range(max(0, len(low) - longest), len(low) + 1):
            new = suffixes.get(low[start:])
            if new is not None and (start or new):
                return low[:start] + new
        return form

    def _infinitives(self, exceptions: Any) -> frozenset[str]:
        """The verbs that are the lemma of some listed form."""
        if self._lemmas is None:
            self._lemmas = frozenset(lemma for lemmas in exceptions.values() for lemma in lemmas)
        return self._lemmas

    def _suffixes(self, pos: str) -> tuple[dict[str, str], int]:
        """The rules of a part of speech as a table, and the length of the longest suffix."""
        found = self._rules.get(pos)
        if found is None:
            table: dict[str, str] = {}
            for old, new in self._tables.get(pos) or ():
                table.setdefault(old, new)
            found = self._rules[pos] = (table, max(map(len, table), default=0))
        return found
