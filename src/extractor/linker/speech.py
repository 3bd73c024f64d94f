"""The verbs of saying in a sentence.

A cue is a verb group: clitics, auxiliary and verb, with an inverted pronoun if it has one ("a-t-il ajouté").
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from extractor.lang.pack import LanguagePack
from extractor.linker.layout import Sentence
from extractor.linker.phrases import is_determiner, label_at, phrase, phrase_ending
from extractor.linker.reading import NOMINAL, UNKNOWN, VERBAL, Reading
from extractor.linker.sequences import insertion_after, insertion_before, is_adverb, opening
from extractor.linker.speakers import says, speaks
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


def cues(r: Reading, s: Sentence) -> Iterator[Cue]:
    """The verbs of saying of a sentence outside its quotations, in text order."""
    forms = verb_forms(r.pack, "statements")
    group: Cue | None = None
    for t in range(s.first, s.last) if r.has_quotation(s) else r.among(s, forms.keys()):
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
    return who is not None and label_at(r, who.head) in ("ORG", "PER") and opens_clause(r, who.start, s)


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


def opens_clause(r: Reading, i: int, s: Sentence) -> bool:
    """Whether a phrase at word `i` can be the subject of its clause: nothing in front governs it."""
    return i == s.first or not (
        r.is_in(i - 1, "prepositions") or r.pos[i - 1] in VERBAL or r.is_in(i - 1, "wide_links")
    )
