"""Verb forms of the linkers' tables: from a word to its lemma, without a model.

Regular verbs are conjugated from the endings the pack gives; irregular ones are listed. A table of verbs has a
section of lists of lemmas, and maybe `irregular` entries {lemma, finite, participle, gerund, infinitive}.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from extractor.lang.pack import LanguagePack

FINITE, PARTICIPLE, GERUND, INFINITIVE = "finite", "participle", "gerund", "infinitive"
KINDS = (FINITE, PARTICIPLE, GERUND, INFINITIVE)
VERB_LISTS = frozenset(
    {"clause", "speech", "object", "infinitive", "happening", "holding", "opening", "release", "appointing"}
)
"""Lists of lemmas in a section of verbs; other lists hold words."""


@cache
def verb_forms(pack: LanguagePack, table: str, section: str = "verbs") -> dict[str, dict[str, str]]:
    """Form → {kind of form: lemma}, of all verbs named in a section of a table.

    Args:
        pack: the language.
        table: the table whose `section` holds lists of lemmas and `irregular` entries.
        section: the section's name.

    >>> from extractor.lang.pack import default_language, load_pack
    >>> forms = verb_forms(load_pack(default_language()), "statements")
    >>> all(set(kinds) <= set(KINDS) for kinds in forms.values())
    True
    """
    verbs = pack.table(table)[section]
    irregular = {entry["lemma"]: entry for entry in pack.table("statements")["verbs"]["irregular"]}
    irregular |= {entry["lemma"]: entry for entry in verbs.get("irregular", ())}
    forms: dict[str, dict[str, str]] = {}
    for lemma in sorted(_lemmas(verbs)):
        for form, kind in _conjugate(pack, lemma, irregular.get(lemma)):
            forms.setdefault(form, {}).setdefault(kind, lemma)
    return forms


def _lemmas(verbs: dict[str, Any]) -> set[str]:
    """All lemmas that the lists of a section name."""
    found = {entry["lemma"] for entry in verbs.get("irregular", ())}
    for key, value in verbs.items():
        if isinstance(value, dict):
            found |= set(value)
        elif key in VERB_LISTS and isinstance(value, list):
            found |= {word for word in value if isinstance(word, str) and not word.endswith("'")}
    return found


def _conjugate(pack: LanguagePack, lemma: str, entry: dict[str, Any] | None) -> Iterable[tuple[str, str]]:
    if entry is not None:
        for kind in KINDS:
            yield from ((form, kind) for form in entry.get(kind, ()))
        return
    rules = pack.table("statements")["conjugation"]
    ending = rules["infinitive"]
    if not lemma.endswith(ending):
        return
    yield lemma, INFINITIVE
    for stem in rules["stems"].get(lemma, (lemma[: -len(ending)],)):
        for kind in (FINITE, PARTICIPLE, GERUND):
            yield from ((stem + tail, kind) for tail in rules[kind])
