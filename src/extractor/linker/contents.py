"""What was said: the words of a statement around its cue.

Direct speech without its marks; a clause without its "que"; a noun phrase with its article. The full stop is left out
where it ends the reporting sentence, and kept where it stands inside closed quotation marks.
"""

from __future__ import annotations

from typing import NamedTuple

from extractor.linker.phrases import begins_phrase, insertion_after, mentions_in, opening, phrase
from extractor.linker.reading import NOMINAL, UNKNOWN, VERBAL, Quote, Reading, Sentence
from extractor.linker.speech import Cue, lemmas
from extractor.linker.verbs import GERUND, verb_forms
from extractor.schema.facts import Modality

SPEECH_WORDS = 3
"""Words between quotation marks that make a clause quoted rather than a name or a title."""
FRAGMENT_WORDS = 2
"""The same right in front of a verb of saying ("…, « sans licenciement », assure X")."""
SHORT_WORDS = 7
"""Words of an insertion between a verb of saying and what depends on it at most."""
CLAUSE_REACH = 24
"""Words between a verb of saying and its "que" at most ("a indiqué mardi, lors d'une visite à Gand, que")."""
TOPIC_WORDS = 5
"""Words of the topic of a headline in front of its colon at most."""
PUNCTUATION = frozenset(".,;:…-—")
MEASURED = frozenset({"money", "duration", "quantity"})


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
            last = _clause_end(r, j + 1, s)
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


def _clause_end(r: Reading, first: int, s: Sentence) -> int:
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
            last = _comma(r, start, s)
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


def _comma(r: Reading, first: int, s: Sentence) -> int:
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


def infinitive(r: Reading, cue: Cue, s: Sentence) -> Content | None:
    """ "affirme vouloir …", "promet de …": the infinitive and what follows."""
    start = insertion_after(r, cue.last, s.last)
    if start < s.last and r.low[start] == ",":
        start = _over_commas(r, start, s)  # "a indiqué, dans un communiqué, avoir déposé plainte"
    elif start < s.last:
        start = _over_place(r, start, s)
    k = start
    if (
        cue.lemma in lemmas(r.pack, "infinitive_linked")
        and k < s.last
        and r.low[k] in lemmas(r.pack, "infinitive_links")
    ):
        k += 1
    elif cue.lemma not in lemmas(r.pack, "infinitive") or cue.lemma in lemmas(r.pack, "infinitive_linked"):
        return None
    j = k
    while j < s.last and r.is_in(j, "clitics"):
        j += 1
    while j < s.last and r.is_in(j, "negations"):
        j += 1
    if j < s.last and is_infinitive(r, j):
        return spoken(r, k, _clause_end(r, k, s), s, "infinitive")
    return None


def _over_place(r: Reading, i: int, s: Sentence) -> int:
    """The word after a place or means between a verb and its infinitive ("annonce sur son site avoir trouvé …")."""
    where = phrase(r, i + 1, s.last, listed=False) if r.is_in(i, "locative") and i + 1 < s.last else None
    return where.last if where is not None and where.last - i < SHORT_WORDS else i


def _over_commas(r: Reading, i: int, s: Sentence) -> int:
    """The word after an insertion between the comma at word `i` and the next one, when no verb of its own stands there."""
    for j in range(i + 1, min(i + CLAUSE_REACH, s.last - 1)):
        if r.low[j] == ",":
            return j + 1
        if r.quote_of[j] >= 0 or (r.pos[j] in VERBAL and r.token[j] >= 0 and r.syntax.finite(r.token[j])):
            break
    return i


def is_infinitive(r: Reading, i: int) -> bool:
    """Whether the parse has an infinitive at word `i`."""
    return r.token[i] >= 0 and r.pos[i] in VERBAL and r.syntax.infinitive(r.token[i])


def state(r: Reading, cue: Cue, s: Sentence) -> Content | None:
    """ "s'est dit satisfait de …": what somebody says to be."""
    if cue.lemma not in lemmas(r.pack, "stating") or not any(
        r.is_in(k, "reflexives") for k in range(cue.first, cue.verb)
    ):
        return None
    start = insertion_after(r, cue.last, s.last)
    if start < s.last and (r.pos[start] in ("ADJ", "VERB") or r.low[start] in lemmas(r.pack, "stances")):
        return spoken(r, start, _comma(r, start, s), s, "state")
    return None


def call(r: Reading, cue: Cue, s: Sentence) -> Content | None:
    """ "a appelé à …", "a demandé aux habitants de …": what is called for."""
    calling = r.pack.table("statements")["verbs"]["calling"]
    if cue.lemma not in calling:
        return None
    heads = calling[cue.lemma]
    if cue.lemma in lemmas(r.pack, "calling_reflexive") and not any(
        r.is_in(k, "reflexives") for k in range(cue.first, cue.verb)
    ):
        return None
    addressed = cue.lemma in lemmas(r.pack, "calling_addressed")
    k = insertion_after(r, cue.last, s.last)
    for _ in range(2):
        if (
            k < s.last
            and r.low[k] in heads
            and (is_infinitive_after(r, k + 1, s) or (not addressed and begins_phrase(r, k + 1, s.last)))
        ):
            return spoken(r, k + 1, _clause_end(r, k + 1, s), s, "call")
        directed = k > insertion_after(r, cue.last, s.last) and cue.lemma in lemmas(r.pack, "calling_up")
        if directed and r.low[min(k, s.last - 1)] in heads and begins_phrase(r, k + 1, s.last):
            return spoken(r, k + 1, _comma(r, k + 1, s), s, "call")  # "a appelé la population au calme"
        if (
            k < s.last
            and r.low[k] in heads
            and begins_phrase(r, k + 1, s.last)
            and k == insertion_after(r, cue.last, s.last)
        ):
            found = phrase(r, k + 1, s.last)
            if found is not None and not (found.last < s.last and r.is_in(found.last, "links")):
                return spoken(r, k + 1, _comma(r, k + 1, s), s, "call")
        j = k + 1 if k < s.last and r.is_in(k, "addressing") else k
        named = phrase(r, j, s.last) if addressed and j < s.last else None
        if named is None:
            return None
        k = insertion_after(r, named.last, s.last)
    return None


def is_infinitive_after(r: Reading, i: int, s: Sentence) -> bool:
    """Whether an infinitive, with its clitics, begins at word `i`."""
    while i < s.last and (r.is_in(i, "clitics") or r.is_in(i, "negations")):
        i += 1
    return i < s.last and is_infinitive(r, i)


def noun_content(r: Reading, cue: Cue, s: Sentence) -> Content | None:
    """ "a dénoncé hier des violations …": a noun phrase up to the first comma."""
    start = insertion_after(r, cue.last, s.last)
    measured = cue.lemma in lemmas(r.pack, "measuring") and start + 1 < s.last and r.is_in(start, "addressing")
    if measured and start + 1 in r.mentions and begins_phrase(r, r.mentions[start + 1][0], s.last):
        return spoken(r, start, _comma(r, start, s), s, "noun_phrase")
    if cue.lemma not in lemmas(r.pack, "object") and cue.lemma not in lemmas(r.pack, "object_guarded"):
        return None
    while start < s.last and r.is_in(start, "negation_undone"):
        start = insertion_after(r, start + 1, s.last)
    if start >= s.last or not begins_phrase(r, start, s.last):
        return None
    found = phrase(r, start, s.last)
    if (
        found is None
        or r.pos[found.head] not in (*NOMINAL, UNKNOWN)
        or (found.start == found.first and r.pos[found.head] == "ADJ")
    ):
        return None
    if mentions_in(r, start, s.last, MEASURED) and cue.lemma in lemmas(r.pack, "sentencing"):
        return None
    return spoken(r, start, _comma(r, start, s), s, "noun_phrase")


def light_cue(r: Reading, s: Sentence, i: int) -> tuple[Cue, list[str]] | None:
    """A light verb with its noun at word `i` ("a fait part", "a mis en garde") and the links of what follows, or None."""
    for entry in r.pack.table("statements")["verbs"]["light"] if r.low[i] in lemmas(r.pack, "light_forms") else ():
        if (
            "before" in entry
            and (i == s.first or r.low[i - 1] not in entry["before"])
            and not (i - 1 > s.first and r.low[i - 2] in entry["before"])
        ):
            continue
        if r.low[i] not in entry["verb"] or r.low[i + 1 : i + 1 + len(entry["words"])] != entry["words"]:
            continue
        first = i
        pronoun = i - 1 if i - 1 > s.first and r.is_in(i - 1, "inversion_speakers") else -1
        first = pronoun if pronoun >= 0 else first
        while first > s.first and (r.is_in(first - 1, "have") or r.is_in(first - 1, "clitics")):
            first -= 1
        return Cue(first, i + 1 + len(entry["words"]), i, entry["cue"], "finite", pronoun), entry["links"]
    return None


def light(r: Reading, s: Sentence, i: int) -> tuple[Cue, Content] | None:
    """A light verb at word `i` with what follows: "a fait part de …", "a fait savoir que …"."""
    found = light_cue(r, s, i)
    if found is None:
        return None
    cue, links = found
    k = insertion_after(r, cue.last, s.last)
    if k < s.last and r.is_in(k, "complementisers"):
        content = spoken(r, k + 1, _clause_end(r, k + 1, s), s, "that_clause")
        return (cue, content) if content else None
    if not links and k < s.last and begins_phrase(r, k, s.last) and cue.last == i + 1:
        content = spoken(r, k, _comma(r, k, s), s, "light_verb")  # "y voit une manœuvre"
        return (cue, content) if content else None
    if not links and cue.last == i + 1 and k < s.last and r.quote_of[k] >= 0:
        content = spoken(r, k, _comma(r, k, s), s, "light_verb")
        return (cue, content) if content else None
    for j in range(k, min(k + 8, s.last - 1)):
        if r.low[j] in links:
            content = spoken(r, j + 1, _comma(r, j + 1, s), s, "light_verb")
            return (cue, content) if content else None
        if r.pos[j] in VERBAL or r.low[j] in (",", ":", ";"):
            break
    return None
