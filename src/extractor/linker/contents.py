"""What was said: the words of a statement around its cue.

Direct speech without its marks; a clause without its "que"; a noun phrase with its article. The full stop is left out
where it ends the reporting sentence, and kept where it stands inside closed quotation marks.
"""

from __future__ import annotations

from typing import NamedTuple

from extractor.linker.layout import Quote, Sentence
from extractor.linker.phrases import phrase
from extractor.linker.reading import UNKNOWN, VERBAL, Reading
from extractor.linker.sequences import insertion_after, opening
from extractor.linker.speech import Cue, lemmas
from extractor.linker.verbs import GERUND, verb_forms
from extractor.schema.facts import Modality

SPEECH_WORDS = 3
"""Words between quotation marks that make a clause quoted rather than a name or a title."""
FRAGMENT_WORDS = 2
"""The same right in front of a verb of saying ("…, « sans licenciement », assure X")."""
CLAUSE_REACH = 24
"""Words between a verb of saying and its "que" at most ("a indiqué mardi, lors d'une visite à Gand, que")."""
TOPIC_WORDS = 5
"""Words of the topic of a headline in front of its colon at most."""
PUNCTUATION = frozenset(".,;:…-—")


class Content(NamedTuple):
    """Words `first` to `last` (exclusive) of what was said; whether it is direct speech; the construction's name."""

    first: int
    last: int
    quoted: bool
    rule: str


class Draft(NamedTuple):
    """A statement before it has an id: words of its speaker, cue and content."""

    sentence: Sentence
    at: int
    speaker: tuple[int, int] | None
    cue: str | None
    content: Content
    modality: Modality = "asserted"
    adjuncts: bool = True


def interior(r: Reading, quote: Quote, s: Sentence) -> tuple[int, int]:
    """The words between quotation marks, as far as the sentence goes; empty ranges are possible."""
    first = quote.first + 1 if quote.opened else quote.first
    last = quote.last if quote.closed else quote.last + 1
    first, last = max(first, s.first), min(last, s.last)
    while not quote.closed and last > first and r.low[last - 1] == ".":
        last -= 1
    while last > first and r.low[last - 1] == ",":
        last -= 1
    return first, last


def quote_at(r: Reading, i: int, s: Sentence) -> Quote | None:
    """The quotation that opens at word `i`."""
    if not s.first <= i < s.last or r.quote_of[i] < 0:
        return None
    quote = r.quotes[r.quote_of[i]]
    return quote if quote.first == i and quote.opened else None


def trimmed(r: Reading, first: int, last: int) -> tuple[int, int]:
    """A range without punctuation and spaces at its ends."""
    while (
        last > first
        and r.low[last - 1] in PUNCTUATION
        and not (r.quote_of[last - 1] >= 0 and r.quotes[r.quote_of[last - 1]].last == last - 1)
    ):
        last -= 1
    while first < last and r.low[first] in PUNCTUATION:
        first += 1
    return first, last


def words_of(r: Reading, quote: Quote) -> int:
    """How many words stand between quotation marks."""
    return sum(r.low[k][0].isalnum() for k in range(quote.first, quote.last + 1))


def spoken(r: Reading, first: int, last: int, s: Sentence, rule: str) -> Content | None:
    """A range as content: freed of marks when it is one quotation, quoted when it holds one of some words."""
    first, last = trimmed(r, first, last)
    if first >= last:
        return None
    quote = quote_at(r, first, s)
    if quote is not None and (quote.last >= last - 1 or not quote.closed or r.low[quote.last + 1] == ","):
        inner = interior(r, quote, s)
        return Content(*inner, True, rule) if inner[0] < inner[1] else None
    quoted = any(
        q >= 0 and words_of(r, r.quotes[q]) >= SPEECH_WORDS for q in {r.quote_of[k] for k in range(first, last)}
    )
    return Content(first, last, quoted, rule)


def before(r: Reading, cue: Cue, s: Sentence) -> Content | None:
    """The words in front of an inserted cue: "« … », a déclaré X", "…, a-t-il ajouté"."""
    k = cue.first
    while k > s.first and r.low[k - 1] in PUNCTUATION:
        k -= 1
    if k <= s.first:
        return None
    number = r.quote_of[k - 1]
    if number >= 0 and r.quotes[number].last == k - 1:
        quote = r.quotes[number]
        first, last = interior(r, quote, s)
        lead = trimmed(r, s.first, quote.first)
        if quote.first <= s.first or lead[0] >= lead[1] or r.low[quote.first - 1] in (":", ";", "-", "—"):
            return Content(first, last, True, "quotation_before") if first < last else None
        if (
            last - first >= SPEECH_WORDS
            and r.capital(first)
            and r.quote_of[quote.first - 1] < 0
            and r.low[quote.first - 1] in ".!?"
        ):
            return Content(first, last, True, "quotation_before")
        whole = spoken(r, s.first, k, s, "quotation_before")
        return whole if whole is None else whole._replace(quoted=whole.quoted or words_of(r, quote) >= FRAGMENT_WORDS)
    found = spoken(r, _after_other_clause(r, s, k), k, s, "clause_before")
    if found is not None and in_dialogue(r, s):
        found = found._replace(quoted=True)
    return _completed(r, cue, found, s) if cue.pronoun >= 0 else found


def in_dialogue(r: Reading, s: Sentence) -> bool:
    """Whether a dash opens the sentence, as it does for the lines of a dialogue ("– Et maintenant ? demande le juge.")."""
    return r.low[s.first] in r.pack.table("phrases")["quotes"]["dashes"] and not r.text[r.starts[s.first]].isalnum()


def _completed(r: Reading, cue: Cue, found: Content | None, s: Sentence) -> Content | None:
    """An insertion soon after the start: the clause goes on behind it ("Il est, disent-ils, la langue …")."""
    goes_on = cue.last + 2 < s.last and r.low[cue.last] == ","
    if found is None or not goes_on:
        return found
    if not any(r.pos[k] in VERBAL for k in range(found.first, found.last)):
        return spoken(r, cue.last + 1, s.last, s, "clause_after")
    return spoken(r, found.first, s.last, s, "clause_around") if found.last - found.first <= 3 else found


def _after_other_clause(r: Reading, s: Sentence, k: int) -> int:
    """Where the clause before word `k` begins: the sentence, or what follows a quotation and its cue."""
    for j in range(k - 1, s.first, -1):
        if r.low[j] in (";", "»"):
            return j + 1
        if r.low[j] == ":" and j - s.first <= TOPIC_WORDS and not any(r.pos[i] in VERBAL for i in range(s.first, j)):
            return j + 1  # "Océans : les stocks s'effondrent, alerte une étude"
    return s.first


def that_clause(r: Reading, cue: Cue, s: Sentence) -> Content | None:
    """What follows "que", right after the verb or after an addressee, a date, an occasion between."""
    if cue.lemma not in lemmas(r.pack, "clause"):
        return None
    for j in range(cue.last, min(cue.last + CLAUSE_REACH, s.last - 1)):
        if r.is_in(j, "complementisers"):
            if j > cue.last and not _complementiser(r, j, cue):
                return None
            last = clause_end(r, j + 1, s)
            found = spoken(r, j + 1, last, s, "that_clause")
            return found
        if r.low[j] in (":", ";") or r.quote_of[j] >= 0 or r.is_in(j, "relatives"):
            return None
        if GERUND in verb_forms(r.pack, "statements").get(r.low[j], ()):
            return None
        if r.pos[j] == "AUX" or (
            r.pos[j] in VERBAL and r.low[j - 1] != "," and (r.token[j] < 0 or r.syntax.finite(r.token[j]))
        ):
            return None
    return None


def after_colon(r: Reading, cue: Cue, s: Sentence) -> Content | None:
    """A clause without quotation marks right behind "préviennent :"."""
    k = insertion_after(r, cue.last, s.last)
    if cue.lemma not in lemmas(r.pack, "clause") or k + SPEECH_WORDS >= s.last or r.low[k] != ":":
        return None
    if r.quote_of[k + 1] >= 0:
        return None
    return spoken(r, k + 1, s.last, s, "clause_after_colon")


def _complementiser(r: Reading, j: int, cue: Cue) -> bool:
    """Whether "que" at some distance opens the clause of the verb, and not a comparison or a relative clause."""
    if r.is_in(j - 1, "conjunction_heads") or r.low[j - 1] == ",":
        return r.low[j - 1] == "," and r.pos[j] in ("SCONJ", UNKNOWN)
    apart = cue.last in r.dates or any(r.is_in(cue.last, group) for group in ("prepositions", "adverbs", "adverb_like"))
    if (
        r.pos[j] not in ("SCONJ", UNKNOWN)
        and cue.lemma not in lemmas(r.pack, "addressed")
        and not (apart and j - cue.last < 10)
    ):
        return False
    return not any(r.low[k] in lemmas(r.pack, "comparing") for k in range(cue.last, j))


def clause_end(r: Reading, first: int, s: Sentence) -> int:
    """Where a clause ends: before an inserted source or a second cue after a comma, else with the sentence."""
    openings = [o["words"] for o in r.pack.table("statements")["sources"]["openings"] if not o.get("quoted")]
    j = first
    while j < s.last:
        number = r.quote_of[j]
        if number >= 0 and r.quotes[number].closed and r.quotes[number].first == j:
            j = min(r.quotes[number].last + 1, s.last)
            continue
        if r.low[j] == "," and j + 1 < s.last:
            source = next((words for words in openings if r.low[j + 1 : j + 1 + len(words)] == words), None)
            if source is not None and _runs_to_end(r, j + 1 + len(source), s):
                return j
            if any(r.is_in(k, "inversions") for k in range(j + 2, min(j + 5, s.last))):
                return j
        elif r.low[j] == ";" or _says_more(r, j, s) or (r.low[j] == ":" and quote_at(r, j + 1, s) is not None):
            return j
        j += 1
    return s.last


def _says_more(r: Reading, j: int, s: Sentence) -> bool:
    """Whether a second verb of saying follows a conjunction: "a indiqué que A et précisé que B"."""
    if not (r.is_in(j, "coordinators") or r.is_in(j, "adversatives")):
        return False
    k = j + 1
    while k < s.last and (r.is_in(k, "have") or r.is_in(k, "clitics") or r.is_in(k, "adverbs")):
        k += 1
    return k + 1 < s.last and r.low[k] in verb_forms(r.pack, "statements") and r.is_in(k + 1, "complementisers")


def _runs_to_end(r: Reading, i: int, s: Sentence) -> bool:
    """Whether the source at word `i` closes the sentence, so that the clause does not go on behind it."""
    found = phrase(r, i, s.last)
    last = found.last if found is not None else i + 1
    return not any(r.low[k] == "," and r.pos[k + 1 : k + 2] not in (["PROPN"], ["NOUN"]) for k in range(last, s.last))


def colon(r: Reading, cue: Cue | None, s: Sentence, start: int) -> Content | None:
    """The quotation after a colon somewhere behind word `start`."""
    for j in range(start, s.last - 1):
        if r.quote_of[j] >= 0:
            return None
        if r.low[j] == ":":
            quote = quote_at(r, j + 1, s)
            if quote is not None:
                first, last = interior(r, quote, s)
                return Content(first, last, True, "quotation_after_colon") if first < last else None
            return None
    return None


def quotation(r: Reading, cue: Cue, s: Sentence) -> Content | None:
    """A quotation that the verb governs: "juge « inadmissible » …", "s'est dit « très préoccupé » par …"."""
    start = insertion_after(r, cue.last, s.last)
    if not any(cue.lemma in lemmas(r.pack, group) for group in ("clause", "speech", "object")):
        return None
    reach = 2 if cue.lemma in lemmas(r.pack, "perceiving") else 5
    for j in range(start, min(start + reach, s.last)):
        quote = quote_at(r, j, s)
        if quote is not None:
            if quote.last - quote.first <= SPEECH_WORDS - 1 and cue.lemma not in lemmas(r.pack, "clause"):
                return None
            last = comma_from(r, start, s)
            if (
                j == start
                and cue.lemma in lemmas(r.pack, "stating")
                and opening(r, quote.last + 1, "statements", "occasions", "openings")
            ):
                last = quote.last + 1  # "s'est dit « optimiste » lors de …"
            found = spoken(r, start, last, s, "quotation_after")
            return found._replace(quoted=True) if found is not None else None
        if r.low[j] in (",", ";", ":") or r.is_in(j, "complementisers"):
            return None
    return None


def comma_from(r: Reading, first: int, s: Sentence) -> int:
    """The first comma, dash or semicolon outside quotations and parentheses from word `first` on."""
    depth = 0
    j = first
    while j < s.last:
        number = r.quote_of[j]
        if number >= 0 and r.quotes[number].closed:
            j = max(r.quotes[number].last + 1, j + 1)
            continue
        depth += (r.low[j] == "(") - (r.low[j] == ")")
        if depth <= 0 and r.low[j] in (",", ";", ":", "-", "—", ")"):
            return min(j, s.last)
        if (
            (r.is_in(j, "coordinators") or r.is_in(j, "adversatives"))
            and j + 1 < s.last
            and (r.pos[j + 1] in VERBAL or (r.is_in(j + 1, "clitics") and r.pos[j + 2 : j + 3] in (["VERB"], ["AUX"])))
        ):
            return j
        j += 1
    return s.last
