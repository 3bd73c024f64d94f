"""Event nouns and their names: a title in quotation marks, a name of its own, or the noun with its complements.

A bare complement ("préavis de grève") and a counted plural ("trois réunions") name no single event.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from extractor.lang.pack import LanguagePack
from extractor.linker.layout import Sentence
from extractor.linker.phrases import is_determiner, label_at, phrase
from extractor.linker.reading import Reading
from extractor.linker.sequences import opening
from extractor.schema import Ordinal


class Named(NamedTuple):
    """The noun of an event and its name: words of both, its type, whether the name is its own.

    `via` says how it is named ("edition", "acronym" or ""); `resume` is the word after its apposition, or 0.
    """

    at: int
    first: int
    last: int
    type: str
    proper: bool
    host: tuple[int, int] | None = None
    theme: tuple[int, int] | None = None
    via: str = ""
    resume: int = 0


@cache
def types(
    pack: LanguagePack,
) -> tuple[dict[str, list[list[str]]], frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Compound types by first word; then generic, plural, named-only and dated-only type nouns."""
    table = pack.table("events")["types"]
    compounds: dict[str, list[list[str]]] = {}
    for words in sorted(table["compound"], key=len, reverse=True):
        parts = words.replace("'", "' ").split()
        compounds.setdefault(parts[0], []).append(parts)
    return (
        compounds, frozenset(table["generic"]), frozenset(table["plural"]),
        frozenset(table["named_only"]), frozenset(table["dated_only"]),
    )  # fmt: skip


def noun_named(r: Reading, i: int, s: Sentence) -> Named | None:
    """The event noun at word `i` with its name, or None."""
    compounds, generic, plural, _, _ = types(r.pack)
    table = r.pack.table("events")["types"]
    number = r.quote_of[i]
    if number >= 0 and r.quotes[number].last - r.quotes[number].first > 12:
        return None
    if (
        r.name_of.get(i, i) < i
        and label_at(r, i) in ("LOC", "ORG")
        and r.low[r.name_of[i]] in r.pack.table("events")["places"]["heads"]
    ):
        return None  # "Parc Expo de Bamako"
    kind, end = None, i + 1
    for parts in compounds.get(r.low[i], ()):
        if r.low[i : i + len(parts)] == parts:
            kind, end = " ".join(parts).replace("' ", "'"), i + len(parts)
            kind = parts[0] if parts[0] in table["first_word"] else kind
            break
    if kind in table["not_events"]:
        return None
    if kind is None:
        if r.low[i] not in generic and r.low[i] not in plural:
            return None
        kind = r.low[i]
        if r.pos[i] in ("VERB", "AUX", "ADV", "ADP", "DET") and not (r.pos[i] == "VERB" and r.is_in(i - 1, "articles")):
            return None
        if r.pos[i] == "ADJ" and not (
            i > s.first
            and (is_determiner(r, i - 1) or r.is_in(i - 1, "contracted"))
            and r.pos[i + 1 : i + 2] != ["NOUN"]
        ):
            return None
    if _bare_complement(r, i, s) or r.is_in(i - 1, "demonstratives") or r.is_in(i - 1, "quantifiers") or _counted(r, i):
        return None
    return _name(r, i, end, kind, s)


def _bare_complement(r: Reading, i: int, s: Sentence) -> bool:
    """Whether the noun is a bare complement or an agent: "préavis de grève", "mode de scrutin", "reconnu par le Forum …"."""
    if r.is_in(i - 1, "possessives") and r.low[i] in r.pack.table("events")["types"]["personal"]:
        return True  # "depuis son élection"
    agent = i - 2 > s.first and r.is_in(i - 1, "articles") and r.low[i - 2] in r.pack.table("events")["types"]["agent"]
    bare = i - 1 > s.first and r.is_in(i - 1, "links") and not r.is_in(i - 1, "contracted") and not r.capital(i)
    return agent or (
        bare
        and r.pos[i - 2] in ("NOUN", "ADJ")
        and r.low[i - 2] not in r.pack.table("events")["types"]["compound_heads"]
    )


def _counted(r: Reading, i: int) -> bool:
    """Whether a cardinal stands in front: "trois réunions" are no single event."""
    return any(
        i > k >= 0 and k in r.mentions and r.mentions[k][0] == i and not isinstance(r.mentions[k][1], Ordinal)
        for k in range(i - 4, i)
    )


def _name(r: Reading, i: int, end: int, kind: str, s: Sentence) -> Named:
    """The name of the event whose noun is words `i` to `end`: a quoted title, a name of its own, or the noun with complements."""
    table = r.pack.table("events")["types"]
    whole = phrase(r, i, s.last)
    last = max(whole.last if whole is not None else end, end)
    quoted = _quoted_name(r, i, end, last, s) if kind not in table["mishaps"] else None
    if quoted is not None:
        return Named(i, quoted[0], quoted[1], kind, True)
    if (
        r.name_of.get(i) == i
        and label_at(r, i) in ("EVENT", "MISC")
        and r.names[i][0] > end
        and any(r.capital(k) for k in range(i + 1, r.names[i][0]))
    ):
        return Named(i, i, max(r.names[i][0], _tail(r, r.names[i][0], last)), kind, True)
    proper = (
        r.capital(i)
        and i > s.first
        and r.low[i - 1][0].isalnum()
        and not r.text[r.starts[i] : r.ends[i]].isupper()
        and (
            label_at(r, i) not in ("ORG", "PER", "LOC")
            or any(r.low[j] in table["edition"] for j in range(max(s.first, i - 3), i))
        )
    )
    proper = proper or (
        label_at(r, i) == "EVENT" and any(r.capital(k) for k in range(i + 1, min(r.names[r.name_of[i]][0], s.last)))
    )
    host = _host(r, end, last, kind) if not proper else None
    if host is not None:
        return Named(
            i,
            i,
            host[0] - 1 if not r.is_in(host[0] - 1, "articles") or r.is_in(host[0] - 1, "contracted") else host[0] - 2,
            kind,
            False,
            host,
        )
    theme = None
    themed = opening(r, last, "events", "themes", "openings") is not None
    if last < s.last and not themed and (r.low[last] in table["about"] or r.low[last] in table["before"]):
        more = phrase(r, last + 1, s.last)
        if more is not None and more.first not in r.date_of:
            theme = (more.first, more.last) if r.low[last] in table["about"] else None
            last = more.last
    if proper and last == end and label_at(r, i) != "EVENT":
        proper = False  # "le Congrès": a capital alone is no name
    capital_inside = end < last and r.capital(end) and label_at(r, end) not in ("PER", "LOC", "ORG")
    first = _ordinal_start(r, i, s) if kind in table["rounds"] else i
    return Named(
        i, first, _before_date(r, i, last), kind, proper or (capital_inside and not is_determiner(r, end)), None, theme
    )


def _ordinal_start(r: Reading, i: int, s: Sentence) -> int:
    """The ordinal right in front of a round, which belongs to its name ("second tour"), or the word itself."""
    return next(
        (
            k
            for k in range(max(s.first, i - 3), i)
            if isinstance(r.mentions.get(k, (0, None))[1], Ordinal) and r.mentions[k][0] == i
        ),
        i,
    )


def _tail(r: Reading, end: int, last: int) -> int:
    """A name goes on with its complement where the recogniser of names stopped short of a link ("Festival X de Lorient")."""
    return last if end < last and r.is_in(end, "links") else end


def _quoted_name(r: Reading, i: int, end: int, last: int, s: Sentence) -> tuple[int, int] | None:
    """A title in quotation marks right behind the noun, or behind "intitulée", "appelée"."""
    named = r.pack.table("events")["types"]["names"]
    for k in range(end, min(last + 14, s.last)):
        number = r.quote_of[k]
        if number >= 0 and r.quotes[number].first == k and r.quotes[number].opened and r.quotes[number].closed:
            quote = r.quotes[number]
            direct = k <= last or quote.last < last
            if (direct or any(r.low[j] in named for j in range(max(end, k - 4), k))) and 1 < quote.last - k <= 14:
                first = k + 1
                while first < quote.last - 1 and is_determiner(r, first):
                    first += 1
                return first, quote.last
            return None
        if r.low[k] in (";", ":", ".") or r.pos[k] == "AUX" or (k > end and r.low[k] in types(r.pack)[1]):
            return None
    return None


def _host(r: Reading, end: int, last: int, kind: str) -> tuple[int, int] | None:
    """The host in the complement of a noun like "conférence de presse": a name, or something with a capital."""
    if kind not in r.pack.table("events")["types"]["hosted"] or end >= last or not r.is_in(end, "links"):
        return None
    k = end + 1
    while k < last and is_determiner(r, k):
        k += 1
    return (k, last) if k < last and (r.capital(k) or label_at(r, k) in ("ORG", "PER")) else None


def _before_date(r: Reading, i: int, last: int) -> int:
    """A name ends before a date, and before a complement with a figure ("grève de 48 heures")."""
    for k in range(i + 1, last):
        if k in r.mentions:
            return next((j for j in range(k, i, -1) if r.is_in(j, "links")), last)
        if k in r.dates:
            return k - 1 if r.is_in(k - 1, "prepositions") and k - 1 > i else k
    return last
