"""The verbs of saying in a sentence, and who is speaking.

A cue is a verb group: clitics, auxiliary and verb, with an inverted pronoun if it has one ("a-t-il ajouté").
Who speaks is found next to it: before it, after it, or through the parser's subject arc.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractor.lang.pack import LanguagePack
from extractor.linker.phrases import (
    Phrase,
    begins_phrase,
    insertion_after,
    insertion_before,
    is_adverb,
    is_determiner,
    label_at,
    opening,
    person_at,
    phrase,
    phrase_ending,
)
from extractor.linker.reading import NOMINAL, UNKNOWN, VERBAL, Reading, Sentence
from extractor.linker.verbs import FINITE, GERUND, INFINITIVE, PARTICIPLE, verb_forms

QUOTED_WORDS = 3
"""Words of a quotation in front of a verb that make any verb one of saying."""
REACH = 8
"""Words between an auxiliary and its participle at most."""


class Cue(NamedTuple):
    """A verb of saying: words `first` to `last` (exclusive), its lemma, the inverted pronoun's word or -1.

    `shared` is the first word of an earlier group whose subject and auxiliary it takes over ("a salué A et regretté B").
    """

    first: int
    last: int
    verb: int
    lemma: str
    kind: str
    pronoun: int = -1
    negated: bool = False
    conditional: bool = False
    shared: int = -1


@cache
def lemmas(pack: LanguagePack, group: str) -> frozenset[str]:
    """The lemmas of one list of `verbs` in statements.toml."""
    return frozenset(pack.table("statements")["verbs"][group])


@cache
def speakers(pack: LanguagePack, group: str) -> frozenset[str]:
    """One list of `speakers` in statements.toml; "nouns" includes the offices of positions.toml."""
    heads = pack.table("positions")["heads"]
    if group == "offices":
        return frozenset(heads["offices"]) | frozenset(heads["jobs"])
    words = frozenset(pack.table("statements")["speakers"][group])
    if group == "nouns":
        words |= frozenset(heads["offices"]) | frozenset(heads["jobs"])
    return words


@cache
def silent(pack: LanguagePack) -> frozenset[str]:
    """Heads that are data, not speakers."""
    return frozenset(pack.table("statements")["sources"]["silent"])


def cues(r: Reading, s: Sentence) -> Iterator[Cue]:
    """The verbs of saying of a sentence outside its quotations, in text order."""
    forms = verb_forms(r.pack, "statements")
    group: Cue | None = None
    for t in range(s.first, s.last):
        if r.quote_of[t] >= 0 and r.quotes[r.quote_of[t]].closed:
            continue
        kinds = forms.get(r.low[t]) or _unknown_verb(r, t, s)
        if kinds is None:
            continue
        cue = (
            _perfect(r, t, s, kinds)
            or _joined(r, t, kinds, group)
            or _simple(r, t, s, kinds)
            or _infinitive(r, t, s, kinds)
        )
        group = cue if cue is not None and cue.kind == PARTICIPLE and cue.pronoun < 0 else group
        if cue is not None and (cue.lemma not in lemmas(r.pack, "needs_addressee") or _told(r, cue, s)):
            yield cue


def _told(r: Reading, cue: Cue, s: Sentence) -> bool:
    """Whether a verb of learning is one of telling: with an addressee ("nous apprend"), or with its source behind."""
    if is_clitic(r, cue.verb - 1) or (cue.kind == PARTICIPLE and is_clitic(r, cue.first)):
        return True
    behind = (
        opening(r, j, "statements", "sources", "behind") for j in range(cue.last + 1, min(cue.last + REACH, s.last))
    )
    return cue.kind == PARTICIPLE and any(words is not None and len(words) > 1 for words in behind)


def _unknown_verb(r: Reading, t: int, s: Sentence) -> dict[str, str] | None:
    """Any verb right behind a quotation of some words is one of saying: "« … », a réagi le maire", "soufflait-elle"."""
    if r.pos[t] != "VERB" or r.token[t] < 0 or r.low[t] == r.lemma[t] or r.is_in(t, "be") or r.is_in(t, "have"):
        return None
    k = t - 1
    while (
        k > s.first
        and t - k < 5
        and (r.is_in(k, "have") or r.is_in(k, "clitics") or r.is_in(k, "inversions") or r.is_in(k, "be"))
    ):
        k -= 1
    comma = r.low[k] == ","
    k -= comma
    if k < s.first or r.quote_of[k] < 0 or not comma:
        return None
    quote = r.quotes[r.quote_of[k]]
    if quote.last != k or sum(r.low[j][0].isalnum() for j in range(quote.first, k)) < QUOTED_WORDS:
        return None
    finite = r.syntax.finite(r.token[t])
    return {FINITE if finite else PARTICIPLE: r.lemma[t]}


def _perfect(r: Reading, t: int, s: Sentence, kinds: dict[str, str]) -> Cue | None:
    """Auxiliary and participle: "a déclaré", "a-t-il ajouté", "s'est réjoui"; a passive is none."""
    if PARTICIPLE not in kinds:
        return None
    k = t
    for _ in range(3):  # insertions between commas: "a, pour sa part, déclaré"
        k = insertion_before(r, k, s.first)
        if k > s.first and r.low[k - 1] == "," and t - k < REACH:
            k -= 1
        else:
            break
    pronoun = -1
    if k - 1 >= s.first and r.is_in(k - 1, "inversions"):
        pronoun, k = k - 1, k - 1
        if r.is_in(pronoun, "impersonal_inversions"):
            return None
    aux = k - 1
    if aux < s.first or t - aux > REACH + 2:
        return None
    have = r.is_in(aux, "have")
    reflexive = r.is_in(aux, "be") and r.is_in(aux - 1, "reflexives")
    if not (have or reflexive):
        return None
    first = _clitics(r, aux, s.first)
    return Cue(
        first, t + 1, t, kinds[PARTICIPLE], PARTICIPLE, pronoun,
        negated=any(r.is_in(j, "negators") for j in range(first, aux)) and not _undone(r, t, s),
        conditional=r.is_in(aux, "conditional_auxiliaries"),
    )  # fmt: skip


def _joined(r: Reading, t: int, kinds: dict[str, str], group: Cue | None) -> Cue | None:
    """A second participle under the auxiliary of the first: "a dénoncé « … » et regretté l'abandon de …"."""
    if (
        group is None
        or PARTICIPLE not in kinds
        or r.pos[t] not in VERBAL
        or r.token[t] < 0
        or r.syntax.finite(r.token[t])
    ):
        return None
    k = t - 1
    while k > group.last and is_adverb(r, k):
        k -= 1
    if k < group.last or not (r.is_in(k, "coordinators") or r.is_in(k, "adversatives")):
        return None
    shared = group.shared if group.shared >= 0 else group.first
    return Cue(t, t + 1, t, kinds[PARTICIPLE], PARTICIPLE, shared=shared)


def _undone(r: Reading, t: int, s: Sentence) -> bool:
    """Whether a negation is one of emphasis ("n'en justifie pas moins")."""
    return any(r.is_in(j, "negation_undone") for j in range(t + 1, min(t + 4, s.last)))


def _clitics(r: Reading, i: int, lower: int) -> int:
    """The first of the clitic pronouns before word `i`."""
    while i > lower and is_clitic(r, i - 1):
        i -= 1
    return i


def is_clitic(r: Reading, i: int) -> bool:
    """Whether word `i` is a clitic pronoun and no article ("comme l'explique X": taggers see an article there)."""
    return r.is_in(i, "clitics") and (r.pos[i] != "DET" or (i > 0 and r.is_in(i - 1, "clause_starts")))


def _simple(r: Reading, t: int, s: Sentence, kinds: dict[str, str]) -> Cue | None:
    """A finite form or present participle that stands alone: "explique", "déclara", "expliquant que"."""
    kind = FINITE if FINITE in kinds else GERUND if GERUND in kinds else None
    if kind is None:
        return None
    pronoun = t + 1 if t + 1 < s.last and r.is_in(t + 1, "inversions") else -1
    last = t + 2 if pronoun >= 0 else t + 1
    if pronoun >= 0 and not r.is_in(pronoun, "inversion_speakers"):
        return None
    if pronoun < 0:
        clitic = is_clitic(r, t - 1)
        if t > s.first and not clitic and (is_determiner(r, t - 1) or r.is_in(t - 1, "prepositions")):
            return None
        if (
            r.pos[t] not in VERBAL
            and r.pos[t] != UNKNOWN
            and not (_strong(r, t, s) or _only_verb(r, t, s) or _of_name(r, t, s, kinds[kind]))
        ):
            return None
    first = _clitics(r, t, s.first)
    negated = any(r.is_in(j, "negators") for j in range(first, t)) and not _undone(r, t, s)
    return Cue(first, last, t, kinds[kind], kind, pronoun, negated)


def _only_verb(r: Reading, t: int, s: Sentence) -> bool:
    """Whether a form that no noun has stands where a verb does, whatever its tag ("La start-up revendique 35 clients")."""
    if r.low[t] in lemmas(r.pack, "nouns_too") or t + 1 >= s.last or r.capital(t):
        return False
    following = is_determiner(r, t + 1) or r.pos[t + 1] == "NUM" or t + 1 in r.mentions or t + 1 in r.dates
    following = following or (
        t + 2 < s.last
        and r.low[t + 1] in lemmas(r.pack, "infinitive_links")
        and r.token[t + 2] >= 0
        and r.syntax.infinitive(r.token[t + 2])
    )
    return (
        following
        and t > s.first
        and (r.pos[t - 1] in (*NOMINAL, UNKNOWN) or r.low[t - 1] == "," or is_clitic(r, t - 1))
    )


def _of_name(r: Reading, t: int, s: Sentence, lemma: str) -> bool:
    """Whether a verb with its preposition follows a name that opens the clause ("La Banque mondiale table sur")."""
    apposed = r.low[t - 1] == "," and t - 2 >= s.first and label_at(r, t - 2) == "PER" and is_determiner(r, t + 1)
    if apposed and not r.is_in(t + 1, "contracted"):
        return True  # "Le porte-parole de l'opposition, X, juge le plan « trop timide »"
    links = r.pack.table("statements")["verbs"]["calling"].get(lemma)
    who = phrase_ending(r, t, s.first)
    if who is not None and who.start == s.first and r.is_in(t + 1, "articles") and not r.is_in(t + 1, "contracted"):
        return speaks(
            r, who
        )  # an article behind a whole phrase: the word between is its verb ("La Cour des comptes pointe un …")
    if links is None or t + 1 >= s.last or r.low[insertion_after(r, t + 1, s.last)] not in links:
        return False
    return who is not None and label_at(r, who.head) in ("ORG", "PER") and _opens_clause(r, who.start, s)


def _strong(r: Reading, t: int, s: Sentence) -> bool:
    """Whether what follows or precedes a form speaks for a verb, whatever its tag: "que", a colon, a quotation."""
    following = t + 1 < s.last and (r.is_in(t + 1, "complementisers") or r.low[t + 1] == ":" or r.quote_of[t + 1] >= 0)
    quoted = t > s.first and (
        r.quote_of[t - 1] >= 0 or (r.low[t - 1] == "," and t - 2 >= s.first and r.quote_of[t - 2] >= 0)
    )
    named = (
        t > s.first and r.low[t - 1] == "," and (label_at(r, t + 1) in ("PER", "ORG") or _speaker_closes(r, t + 1, s))
    )
    return following or quoted or named


def _speaker_closes(r: Reading, i: int, s: Sentence) -> bool:
    """Whether somebody who can speak stands at word `i` and ends the sentence or its clause (", alerte une étude")."""
    who = phrase(r, i, s.last) if i < s.last and is_determiner(r, i) else None
    return who is not None and says(r, who) and (who.last >= s.last or r.low[who.last] in (".", ",", "!", "…"))


def says(r: Reading, p: Phrase) -> bool:
    """Whether a phrase can say something, documents such as reports included."""
    return speaks(r, p) or r.low[p.head] in speakers(r.pack, "things")


def _infinitive(r: Reading, t: int, s: Sentence, kinds: dict[str, str]) -> Cue | None:
    """An infinitive after a verb of the recent past: "vient d'annoncer"."""
    if INFINITIVE in kinds and t - 1 > s.first and r.is_in(t - 1, "wishing"):
        return Cue(t - 1, t + 1, t, kinds[INFINITIVE], PARTICIPLE)  # "veut croire X"
    if INFINITIVE not in kinds or t - 2 < s.first or not r.is_in(t - 1, "links"):
        return None
    k = insertion_before(r, t - 1, s.first) - 1
    if k < s.first or not r.is_in(k, "recent_past"):
        return None
    return Cue(_clitics(r, k, s.first), t + 1, t, kinds[INFINITIVE], PARTICIPLE)


def speaks(r: Reading, p: Phrase) -> bool:
    """Whether a phrase names somebody who can speak: a name, an office, a body, a noun for persons."""
    if label_at(r, p.head) in ("PER", "ORG", "LOC", "MISC"):
        return True
    word = r.low[p.head]
    if word in speakers(r.pack, "nouns") or (
        word[-1:] in r.words["plural_endings"] and word[:-1] in speakers(r.pack, "nouns")
    ):
        return True
    if word in speakers(r.pack, "not_persons") or word in silent(r.pack):
        return False
    if any(word.endswith(end) for end in speakers(r.pack, "endings")) and r.pos[p.head] in (*NOMINAL, UNKNOWN):
        return True
    named = r.name_of.get(p.last - 1, p.first)
    if (
        named > p.head
        and r.names[named][1] in ("PER", "ORG")
        and not r.is_in(named - 1, "links")
        and not is_determiner(r, named - 1)
    ):
        return True  # "son label Harbour Records"
    return r.capital(p.head) and p.head > 0 and r.pos[p.head] in ("PROPN", "NOUN", UNKNOWN)


def subject(r: Reading, cue: Cue, s: Sentence) -> Phrase | None:
    """The subject in front of a verb group: a pronoun or a phrase, over insertions and appositions."""
    if cue.kind == GERUND:
        return _of_participle(r, cue, s)
    k = insertion_before(r, cue.shared if cue.shared >= 0 else cue.first, s.first)
    if k > s.first and r.low[k - 1] == ",":
        j = insertion_before(r, k - 1, s.first)
        k = j - 1 if s.first < j < k - 1 and r.low[j - 1] == "," else k  # "X, de son côté, a déclaré"
    if k - 1 >= s.first and r.is_in(k - 1, "subject_pronouns"):
        return Phrase(k - 1, k - 1, k - 1, k)
    if k - 1 >= s.first and r.is_in(k - 1, "relative_subject"):
        end = k - 2 if k - 2 >= s.first and r.low[k - 2] == "," else k - 1
        return _named_before(r, end, s) or _antecedent(r, end, s)
    direct = (
        phrase_ending(r, k, _clause_start(r, k, s)) if k > s.first and r.low[k - 1] not in (",", ")", "]") else None
    )
    if direct is not None and _opens_clause(r, direct.start, s):
        return direct
    return _before_apposition(r, k, s) or _by_arc(r, cue, s) or direct or _inherited(r, cue, s)


def _named_before(r: Reading, end: int, s: Sentence) -> Phrase | None:
    """The person whose office stands between commas in front of a relative pronoun: "X, porte-parole de Y, qui réclame"."""
    if end >= s.last or r.low[end] != ",":
        return None
    j = end
    while j > s.first and r.low[j - 1] not in (",", ":", ";") and r.quote_of[j - 1] < 0:
        j -= 1
    office = phrase(r, j, end) if j > s.first and r.low[j - 1] == "," else None
    if office is None or r.low[office.head] not in speakers(r.pack, "offices") or is_determiner(r, j):
        return None
    for k in range(j - 2, max(s.first - 1, j - 6), -1):
        person = person_at(r, k, j)
        if person is not None and person[1] == j - 1:
            return Phrase(k, person[0], person[0], person[1])
    return None


def _antecedent(r: Reading, end: int, s: Sentence) -> Phrase | None:
    """The antecedent of a relative pronoun: the phrase before it, or the complement in it that can speak."""
    whole = phrase_ending(r, end, s.first)
    if whole is None or speaks(r, whole):
        return whole
    for p in range(whole.first + 1, end):
        inner = phrase(r, p, end) if r.is_in(p - 1, "links") or is_determiner(r, p) else None
        if inner is not None and inner.last == end and speaks(r, inner):
            return inner
    return whole


def _of_participle(r: Reading, cue: Cue, s: Sentence) -> Phrase | None:
    """The subject of a present participle: that of the sentence, if it can speak ("Le maire doute, expliquant que …")."""
    for candidate in (phrase(r, s.first, cue.first), _by_arc(r, cue, s), phrase_ending(r, cue.first, s.first)):
        if candidate is not None and speaks(r, candidate):
            return candidate
    return Phrase(s.first, s.first, s.first, s.first + 1) if r.is_in(s.first, "speaking_pronouns") else None


def _clause_start(r: Reading, k: int, s: Sentence) -> int:
    """The word after the last comma, colon or quotation before word `k`."""
    j = k
    while j > s.first and r.low[j - 1] not in (",", ":", ";", "(", ")") and r.quote_of[j - 1] < 0:
        j -= 1
    return s.first if j > s.first and r.quote_of[j - 1] >= 0 and r.quote_of[s.first] == r.quote_of[j - 1] else j


def _opens_clause(r: Reading, i: int, s: Sentence) -> bool:
    """Whether a phrase at word `i` can be the subject of its clause: nothing in front governs it."""
    return i == s.first or not (
        r.is_in(i - 1, "prepositions") or r.pos[i - 1] in VERBAL or r.is_in(i - 1, "wide_links")
    )


def _by_arc(r: Reading, cue: Cue, s: Sentence) -> Phrase | None:
    """The parser's subject, when it stands before the verb in the same sentence."""
    token = r.token[cue.verb]
    if token < 0:
        return None
    head = r.syntax.subject(token)
    if head is None:
        return None
    for i in range(cue.first - 1, s.first - 1, -1):
        if r.token[i] == head:
            return phrase_around(r, i, s)
    return None


def phrase_around(r: Reading, i: int, s: Sentence) -> Phrase | None:
    """The phrase whose head is word `i`: adjectives and determiners to its left belong to it."""
    if r.is_in(i, "subject_pronouns"):
        return Phrase(i, i, i, i + 1)
    if i in r.name_of and r.name_of[i] >= s.first:
        i = r.name_of[i]
    j = i
    while j > s.first and r.pos[j - 1] in ("ADJ", "NUM") and not is_determiner(r, j - 1) and j - 1 not in r.dates:
        j -= 1
    while j > s.first and (is_determiner(r, j - 1) or r.is_in(j - 1, "civilities")):
        j -= 1
    found = phrase(r, j, s.last)
    return None if found is None else found._replace(head=max(found.head, found.first))


def _before_apposition(r: Reading, k: int, s: Sentence) -> Phrase | None:
    """ "X, président du club, a déclaré": the phrase before the first comma of the clause."""
    if k <= s.first or r.low[k - 1] not in (",", ")"):
        return None
    for j in range(s.first, k - 1):
        if (j == s.first or r.low[j - 1] in (",", ":", ";")) and r.quote_of[j] < 0 and begins_phrase(r, j, k):
            found = phrase(r, j, k)
            wide = (
                found
                if found is not None and found.last < k and r.low[found.last] in (",", "(")
                else phrase(r, j, k, wide=True)
            )
            if wide is not None and wide.last < k and r.low[wide.last] in (",", "(") and speaks(r, wide):
                return wide
    return None


def _inherited(r: Reading, cue: Cue, s: Sentence) -> Phrase | None:
    """The phrase at the head of the sentence, for a second verb of the same subject ("…, mais reconnaît que")."""
    if cue.kind != GERUND and not (
        cue.first > s.first and (r.is_in(cue.first - 1, "coordinators") or r.is_in(cue.first - 1, "clause_starts"))
    ):
        return None
    return phrase(r, s.first, cue.first) or (
        Phrase(s.first, s.first, s.first, s.first + 1) if r.is_in(s.first, "subject_pronouns") else None
    )
