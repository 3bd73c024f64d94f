"""What was said without a clause: the infinitive, state, call or noun phrase that a verb of saying governs.

Light verbs with their nouns ("a fait part de …") have their content here too.
"""

from __future__ import annotations

from extractor.linker.contents import CLAUSE_REACH, Content, clause_end, comma_from, spoken
from extractor.linker.layout import Sentence
from extractor.linker.phrases import begins_phrase, mentions_in, phrase
from extractor.linker.reading import NOMINAL, UNKNOWN, VERBAL, Reading
from extractor.linker.sequences import insertion_after
from extractor.linker.speech import Cue, lemmas

SHORT_WORDS = 7
"""Words of an insertion between a verb of saying and what depends on it at most."""
MEASURED = frozenset({"money", "duration", "quantity"})


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
        return spoken(r, k, clause_end(r, k, s), s, "infinitive")
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
        return spoken(r, start, comma_from(r, start, s), s, "state")
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
            return spoken(r, k + 1, clause_end(r, k + 1, s), s, "call")
        directed = k > insertion_after(r, cue.last, s.last) and cue.lemma in lemmas(r.pack, "calling_up")
        if directed and r.low[min(k, s.last - 1)] in heads and begins_phrase(r, k + 1, s.last):
            return spoken(r, k + 1, comma_from(r, k + 1, s), s, "call")  # "a appelé la population au calme"
        if (
            k < s.last
            and r.low[k] in heads
            and begins_phrase(r, k + 1, s.last)
            and k == insertion_after(r, cue.last, s.last)
        ):
            found = phrase(r, k + 1, s.last)
            if found is not None and not (found.last < s.last and r.is_in(found.last, "links")):
                return spoken(r, k + 1, comma_from(r, k + 1, s), s, "call")
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
        return spoken(r, start, comma_from(r, start, s), s, "noun_phrase")
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
    return spoken(r, start, comma_from(r, start, s), s, "noun_phrase")


def light_cue(r: Reading, s: Sentence, i: int) -> tuple[Cue, list[str]] | None:
    """A light verb with its noun at word `i` ("a fait part", "a mis en garde") and the links of what follows, or None."""
    for entry in r.pack.table("statements")["verbs"]["light"]:
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
        content = spoken(r, k + 1, clause_end(r, k + 1, s), s, "that_clause")
        return (cue, content) if content else None
    if not links and k < s.last and begins_phrase(r, k, s.last) and cue.last == i + 1:
        content = spoken(r, k, comma_from(r, k, s), s, "light_verb")  # "y voit une manœuvre"
        return (cue, content) if content else None
    if not links and cue.last == i + 1 and k < s.last and r.quote_of[k] >= 0:
        content = spoken(r, k, comma_from(r, k, s), s, "light_verb")
        return (cue, content) if content else None
    for j in range(k, min(k + 8, s.last - 1)):
        if r.low[j] in links:
            content = spoken(r, j + 1, comma_from(r, j + 1, s), s, "light_verb")
            return (cue, content) if content else None
        if r.pos[j] in VERBAL or r.low[j] in (",", ":", ";"):
            break
    return None
