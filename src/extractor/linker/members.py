"""Lists told by their members first or by their places: "À Gand, Mons et Arlon, trois dépôts fermeront"."""

from __future__ import annotations

from extractor.linker.headings import counted_label, plural, short
from extractor.linker.layout import Sentence
from extractor.linker.lists import Draft, Listed, counted, items_at
from extractor.linker.phrases import WINDOW, is_determiner, phrase
from extractor.linker.reading import VERBAL, Reading

PAIR = 2
"""Items of a list whose heading counts them at least."""
LEAD_WORDS = 6
"""Words of a lead without a verb in front of its colon at most."""
COUNT_REACH = 12
"""Words between the number of a heading and the comma behind it at most."""
LEAST = 3
"""Items of a list that nothing counts at least."""


def starts_list(r: Reading, i: int, s: Sentence) -> bool:
    """Whether names listed at word `i` may be told by what follows them: the sentence begins there, or a name that nothing lists before."""
    if i == s.first:
        return True
    if i not in r.names or r.names[i][1] == "PER" or not _joined(r, i, s) or not _count_ahead(r, i, s):
        return False
    before = i - 1
    while before > s.first and is_determiner(r, before):
        before -= 1
    return not (r.is_in(before, "coordinators") or r.low[before] == ",")


def _joined(r: Reading, i: int, s: Sentence) -> bool:
    """Whether a comma or a conjunction stands behind the name at word `i`."""
    last = r.names[i][0] if i in r.names else i + 1
    return last < s.last and (r.low[last] == "," or r.is_in(last, "coordinators"))


def _count_ahead(r: Reading, i: int, s: Sentence) -> bool:
    """Whether a number behind a comma, or behind its article, follows: only such a list can be told in mid-sentence."""
    ahead = range(i + 2, min(i + WINDOW, s.last))
    return any(
        k in r.mentions and (r.low[k - 1] == "," or (r.low[k - 2] == "," and r.is_in(k - 1, "definite"))) for k in ahead
    )


def fronted(r: Reading, start: int, s: Sentence) -> Draft | None:
    """Names, then what they are: "À A, B et C, trois dépôts …", "A, B et C, gouvernorats de l'intérieur, …"."""
    first = start == s.first
    if first and r.is_in(start, "locative") and start not in r.names:
        start += 1
    while start < s.last and r.is_in(start, "definite"):
        start += 1
    if start >= s.last or not (start in r.names or r.capital(start)) or r.names.get(start, (0, ""))[1] == "PER":
        return None
    if not _joined(r, start, s):
        return None
    listed = items_at(r, start, s, prepositions=False)
    end = listed.end
    if (
        len(listed.items) < PAIR
        or end + 1 >= s.last
        or r.low[end] != ","
        or not all(first in r.name_of or r.capital(first) for first, _ in listed.items)
    ):
        return None
    label = _counting(r, end + 1, s, len(listed.items)) or (
        _bare_plural(r, end + 1, s) if first and len(listed.items) >= LEAST else None
    )
    return (
        None if label is None else Draft(s, label, Listed(listed.items, label[1], False), True, "enumeration.fronted")
    )


def _counting(r: Reading, i: int, s: Sentence, count: int) -> tuple[int, int] | None:
    """The noun behind a number at word `i` (or behind its article) that is the number of the items."""
    while i < s.last and r.is_in(i, "definite"):
        i += 1
    end, mention = r.mentions.get(i, (0, None))
    if getattr(mention, "value", None) != count or end >= s.last:
        return None
    while end < s.last and r.is_in(end, "degrees"):
        end += 1  # "les trois plus grandes villes du pays"
    found = phrase(r, end, s.last)
    return None if found is None or r.pos[found.head] not in ("NOUN", "") else short(r, found)


def _bare_plural(r: Reading, i: int, s: Sentence) -> tuple[int, int] | None:
    """A plural noun without article at word `i`, closed by a comma: what the names in front of it are."""
    found = phrase(r, i, s.last) if not is_determiner(r, i) else None
    if found is None or found.last >= s.last or r.low[found.last] != "," or r.capital(found.first):
        return None
    return (found.first, found.last) if r.pos[found.head] in ("NOUN", "ADJ", "") and plural(r, found.head) else None


def placed(r: Reading, i: int, s: Sentence) -> Draft | None:
    """Counted things by their places, each with its preposition: "trois haltes, à A, à B et dans C"."""
    if i + 2 >= s.last or not r.is_in(i + 1, "prepositions") or r.is_in(i + 1, "links") or i + 1 in r.date_of:
        return None
    if not any(k in r.mentions for k in range(max(s.first, i - COUNT_REACH), i)):
        return None
    listed = items_at(r, i + 1, s, prepositions=True, repeated=True, mixed=True)
    if len(listed.items) < PAIR:
        listed = items_at(r, i + 2, s, prepositions=False)  # "quatre lignes, vers A, B, C et D"
    if len(listed.items) < PAIR or not all(first in r.name_of or r.capital(first) for first, _ in listed.items):
        return None
    label = counted_label(r, i, s, len(listed.items))
    return None if label is None or label[1] != i else Draft(s, label, listed, not listed.open, "enumeration.placed")


def told_behind(r: Reading, i: int, s: Sentence) -> Draft | None:
    """A heading noun with names right behind it: "les syndicats CGT, FO et SUD"."""
    if i + 1 >= s.last or not r.capital(i + 1) or r.pos[i + 1] in VERBAL or not r.is_in(i - 1, "plural_determiners"):
        return None
    listed = items_at(r, i + 1, s, prepositions=False, verb_follows=True)
    named = all(r.capital(first) for first, _ in listed.items)
    return (
        Draft(s, (i, i + 1), listed, not listed.open, "enumeration.names")
        if named and len(listed.items) >= LEAST
        else None
    )


def verbless_lead(r: Reading, i: int, s: Sentence) -> tuple[int, int] | None:
    """The noun in front of a colon that nothing but a preposition introduces: "Au programme : A, B et C"."""
    if i - s.first > LEAD_WORDS or not (r.is_in(s.first, "prepositions") or r.is_in(s.first, "contracted")):
        return None
    found = phrase(r, s.first + 1, i)
    if found is None or found.last != i or found.head in r.name_of or r.pos[found.head] not in ("NOUN", ""):
        return None
    return found.first, found.last


def infinitives(r: Reading, i: int, s: Sentence) -> Listed | None:
    """Things to do, each an infinitive with what follows: "trois objectifs : réduire A, développer B et former C"."""
    starts = [k for k in range(i, s.last) if _to_do(r, k, i)]
    if len(starts) < PAIR or starts[0] != i + (r.is_in(i, "links")):
        return None
    end = s.last - 1 if r.low[s.last - 1] == "." else s.last
    if any(r.pos[k] in VERBAL and r.token[k] >= 0 and r.syntax.finite(r.token[k]) for k in range(i, end)):
        return None
    items = []
    for number, first in enumerate(starts):
        stop = starts[number + 1] if number + 1 < len(starts) else end
        while stop > first + 1 and (
            r.low[stop - 1] in (",", ";") or r.is_in(stop - 1, "coordinators") or r.is_in(stop - 1, "links")
        ):
            stop -= 1
        items.append((first, stop))
    return Listed(items, end, False)


def _to_do(r: Reading, k: int, start: int) -> bool:
    """Whether an infinitive that a list joins stands at word `k`: at its start, behind a comma or a conjunction."""
    if r.pos[k] != "VERB" or r.token[k] < 0 or not r.syntax.infinitive(r.token[k]):
        return False
    before = k - 1 - r.is_in(k - 1, "links")
    return before < start or r.low[before] in (",", ";") or r.is_in(before, "coordinators")


def complements(r: Reading, i: int, s: Sentence) -> Draft | None:
    """ "les secteurs de la pêche, des mines et du tourisme"."""
    links = r.pack.table("enumerations")["headings"]["links"]
    j = i + 1
    while j < s.last and r.pos[j] == "ADJ":
        j += 1
    if j >= s.last or r.low[j] not in links:
        return None
    listed = items_at(r, j, s, prepositions=True, repeated=True, verb_follows=True)
    if len(listed.items) < LEAST and not r.is_in(j, "contracted"):
        listed = items_at(r, j + 1, s, prepositions=False, verb_follows=True)  # "les villes de Tunis, Sfax et Sousse"
        if not all(first in r.name_of or r.capital(first) for first, _ in listed.items):
            return None
    if len(listed.items) < LEAST or counted(r, listed):
        return None
    return Draft(s, (i, j), listed, not listed.open, "enumeration.complements")
