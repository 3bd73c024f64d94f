"""A language-neutral view of a parsed text: the only module that reads tags and dependency labels.

Parsers err on every sixth arc, so noun phrases are read from the order of tags, and arcs decide only what order
cannot: subjects, governing verbs. Tokens are indexes into the spaCy Doc; labels: https://universaldependencies.org.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractor.linker.columns import columns

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NOMINAL = ("NOUN", "PROPN")
_SUBJECT = ("nsubj", "csubj")
_CLIMB = 12
_PHRASE = 30
"""Bounds that keep the work linear on texts that are no language: arcs climbed, tokens of a phrase."""


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """Tokens `first` to `last` without article; `head` is the noun; `complement` the phrase it governs, if any."""

    first: int
    head: int
    last: int
    complement: NounPhrase | None = None


class Syntax:
    """Tags, lemmas and arcs of one Doc as plain lists, and the questions that the linker asks of them.

    Args:
        doc: a spaCy Doc over the document's text; tags and arcs may be missing, answers are then poorer.
        sentences: character spans of the sentences, in order; the Doc's own when None.
    """

    def __init__(self, doc: Doc, sentences: list[tuple[int, int]] | None = None) -> None:
        shared = columns(doc)
        self.size = len(doc)
        self.text, self.folded = shared.text, shared.folded
        self.starts, self.ends, self.words = shared.starts, shared.ends, shared.words
        self.lemmas, self.deps, self.heads = shared.lemmas, shared.deps, shared.heads
        self.pos, self.morphs, self.punct = list(shared.pos), list(shared.morphs), shared.punct  # the cues mend tags
        self.children = shared.children
        self._set_sentences((shared.sentences if sentences is None else sentences) or [(0, len(self.text))])
        self.blocked = bytearray(self.size)
        """Tokens of numeric mentions: a noun phrase does not run into them."""

    def _set_sentences(self, spans: list[tuple[int, int]]) -> None:
        self.sentences: list[tuple[int, int]] = []
        self.sentence_of = [0] * self.size
        if not self.size:
            return
        for start, end in spans if self.size else ():
            first, last = self.token_at(start), self.token_at(max(end - 1, start))
            if self.sentences and first <= self.sentences[-1][1]:
                first = self.sentences[-1][1] + 1
            if first > last:
                continue
            self.sentence_of[first : last + 1] = [len(self.sentences)] * (last + 1 - first)
            self.sentences.append((first, last))

    def token_at(self, offset: int) -> int:
        """The token that holds the character, or the last one before it."""
        return max(bisect_right(self.starts, offset) - 1, 0)

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """First and last token of a character span."""
        return self.token_at(start), self.token_at(max(end - 1, start))

    def sentence(self, i: int) -> tuple[int, int]:
        """First and last token of the sentence that holds token `i`."""
        return self.sentences[self.sentence_of[i]]

    def noun(self, i: int) -> bool:
        """A common or proper noun."""
        return self.pos[i] in _NOMINAL

    def proper(self, i: int) -> bool:
        """A proper noun."""
        return self.pos[i] == "PROPN"

    def adjective(self, i: int) -> bool:
        """An adjective."""
        return self.pos[i] == "ADJ"

    def adverb(self, i: int) -> bool:
        """An adverb."""
        return self.pos[i] == "ADV"

    def determiner(self, i: int) -> bool:
        """An article, a possessive, a demonstrative."""
        return self.pos[i] == "DET"

    def definite(self, i: int) -> bool:
        """A definite article, alone or swallowed by a preposition."""
        return "Definite=Def" in self.morphs[i]

    def demonstrative(self, i: int) -> bool:
        """A demonstrative determiner or pronoun."""
        return "PronType=Dem" in self.morphs[i]

    def possessive(self, i: int) -> bool:
        """A possessive determiner or pronoun."""
        return "Poss=Yes" in self.morphs[i]

    def pronoun(self, i: int) -> bool:
        """A pronoun."""
        return self.pos[i] == "PRON"

    def preposition(self, i: int) -> bool:
        """An adposition, with or without the article it has swallowed."""
        return self.pos[i] == "ADP"

    def verb(self, i: int) -> bool:
        """A verb or auxiliary, in any form."""
        return self.pos[i] in ("VERB", "AUX")

    def auxiliary(self, i: int) -> bool:
        """An auxiliary or copula."""
        return self.pos[i] == "AUX"

    def participle(self, i: int) -> bool:
        """A participle, past or present."""
        return "VerbForm=Part" in self.morphs[i]

    def past_participle(self, i: int) -> bool:
        """A past participle."""
        return "VerbForm=Part" in self.morphs[i] and "Tense=Pres" not in self.morphs[i]

    def passive(self, i: int) -> bool:
        """A participle with a passive auxiliary."""
        return "Voice=Pass" in self.morphs[i] or any(self.deps[c] == "aux:pass" for c in self.children[i])

    def infinitive(self, i: int) -> bool:
        """An infinitive."""
        return "VerbForm=Inf" in self.morphs[i]

    def finite(self, i: int) -> bool:
        """A finite verb or auxiliary."""
        return "VerbForm=Fin" in self.morphs[i]

    def future(self, i: int) -> bool:
        """A verb in the future tense."""
        return "Tense=Fut" in self.morphs[i] and "Mood=Cnd" not in self.morphs[i]

    def conditional(self, i: int) -> bool:
        """A verb in the conditional mood."""
        return "Mood=Cnd" in self.morphs[i]

    def plural(self, i: int) -> bool:
        """A plural form."""
        return "Number=Plur" in self.morphs[i]

    def relative(self, i: int) -> bool:
        """A relative pronoun."""
        return "PronType=Rel" in self.morphs[i]

    def phrase_at(self, i: int, of: dict[int, int], depth: int = 0) -> NounPhrase | None:
        """The noun phrase that begins at token `i`, its article skipped.

        Args:
            i: where it may begin.
            of: first token → last token of every "of" preposition (with its article) in the text.
            depth: how many complements deep; beyond 3 the phrase ends.
        """
        stop = self.sentence(i)[1] if i < self.size else -1
        j = i
        while j <= stop and self.determiner(j) and not self.blocked[j]:
            j += 1
        first = j
        while j <= stop and j < first + 4 and (self.adjective(j) or self.words[j] in '«"“') and not self.blocked[j]:
            j += 1
        if j <= stop and self.noun(j) and not self.blocked[j]:
            head = j
        elif first <= stop and not self.blocked[first] and self.nominal_adjective(first):
            head = first
        else:
            return None
        while self.words[first] in '«"“':
            first += 1
        last, complement = self._extend(head, stop, of, depth)
        return NounPhrase(first, head, last, complement)

    def nominal_adjective(self, i: int) -> bool:
        """An adjective or participle that stands for a noun: "trois blessés graves"."""
        return self.adjective(i) or (self.pos[i] == "VERB" and self.past_participle(i))

    def _extend(self, head: int, stop: int, of: dict[int, int], depth: int) -> tuple[int, NounPhrase | None]:
        """Where the phrase of `head` ends: adjectives, apposed names, "of" complements, bare coordination."""
        last, complement = head, None
        stop = min(stop, head + _PHRASE)
        j = head + 1
        while j <= stop and not self.blocked[j]:
            j = self._past_marks(j, head, stop, of)
            if self.adjective(j) or self.proper(j) or (self.pos[j] == "NOUN" and self.deps[j] == "amod"):
                last = j
            elif j in of and depth < 3 and complement is None and of[j] < stop:
                inner = self.phrase_at(of[j] + 1, of, depth + 1)
                if inner is None:
                    break
                complement, last = inner, inner.last
                j = inner.last
            elif (self._hyphen(j) and j < stop and self.pos[j + 1] in (*_NOMINAL, "ADJ")) or (
                self.pos[j] == "CCONJ" and j < stop and not self.blocked[j + 1] and self._joins(j + 1, head, stop)
            ):
                last = j + 1
                j += 1
            else:
                break
            j += 1
        return last, complement

    def _past_marks(self, j: int, head: int, stop: int, of: dict[int, int]) -> int:
        """The "of" beyond a footnote mark and the end of a quotation: "« usines phares* » de la Chine"; `j` if there is none."""
        k = j
        while k < stop and self.words[k] in '*†»"”':
            k += 1
        opened = any(self.words[q] in '«"“' for q in range(max(0, head - 3), head))
        return k if k in of and k > j and (opened or self.words[k - 1] in "*†") else j

    def _hyphen(self, j: int) -> bool:
        """A hyphen inside a word that the tokenizer cut: "Croix-Rouge"."""
        return self.words[j] == "-" and self.ends[j - 1] == self.starts[j]

    def _joins(self, j: int, head: int, stop: int) -> bool:
        """Whether token `j` after a conjunction goes on with the phrase: an adjective, or a noun without article."""
        if self.adjective(j):
            return j == stop or not self.noun(j + 1)
        return self.pos[j] == "NOUN" and self.pos[head] == "NOUN" and self.deps[j] == "conj"

    def phrase_before(self, j: int, of_ends: dict[int, int], split: dict[int, int]) -> NounPhrase | None:
        """The noun phrase that ends at token `j`, followed to the left through its "of" complements.

        Args:
            j: its last token.
            of_ends: last token → first token of every "of" preposition (with its article).
            split: last token → first token of prepositions that begin a new phrase ("d'un", "d'une").
        """
        start = self.sentence(j)[0]
        last, k = j, j
        found: NounPhrase | None = None
        for _ in range(4):
            head = self._head_leftwards(k, start)
            if head is None:
                break
            first = self._prenominal(head, start)
            found = NounPhrase(first, head, last, found)
            before = first - 1
            indefinite = False
            while before > start and self.determiner(before) and before not in of_ends and not self.blocked[before]:
                indefinite = indefinite or "Definite=Ind" in self.morphs[before]
                before -= 1
            if indefinite:  # "condamné la société à une amende de …": a phrase of its own
                break
            if before >= start and before in of_ends and before not in split:
                k = of_ends[before] - 1
            elif before > start and self.preposition(before) and before not in of_ends and self._modifiable(before - 1):
                k = before - 1
            else:
                arc = self.heads[head]
                if not (start <= arc < first and self.noun(arc) and head - arc <= 5 and self.deps[head] == "nmod"):
                    break
                if any(b in split for b in range(arc, first)) or any(self.blocked[arc:first]):
                    break
                if "," in self.words[arc:first] and self.preposition(self.before_article(arc)):
                    break  # "Selon l'Insee, le chômage recule"
                k = arc
            if k < start or self.blocked[k]:
                break
        return found

    def _prenominal(self, head: int, start: int) -> int:
        """The first of the adjectives before a noun, or the noun."""
        first = head
        while first > max(start, head - 4) and self.adjective(first - 1) and not self.blocked[first - 1]:
            first -= 1
        return first

    def _modifiable(self, k: int) -> bool:
        """A noun (or its adjective) that a prepositional phrase right of it can modify."""
        return not self.blocked[k] and (self.noun(k) or (self.adjective(k) and k > 0 and self.noun(k - 1)))

    def before_article(self, i: int) -> int:
        """The token left of a phrase that begins at `i`, its determiners skipped."""
        i -= 1
        while i > 0 and self.determiner(i):
            i -= 1
        return i

    def _head_leftwards(self, k: int, start: int) -> int | None:
        """The noun of the phrase that ends at `k`: over adjectives and participles, to the first of joined names."""
        for _ in range(5):
            if k < start or self.blocked[k]:
                return None
            if self.noun(k):
                floor = max(start, k - _PHRASE)
                while k > floor and self.noun(k - 1) and not self.blocked[k - 1] and not self.punct[k - 1]:
                    k -= 1
                return k
            numbered = self.pos[k] == "NUM" and k > start and self.proper(k - 1)  # "le CAC 40"
            if not (
                numbered
                or self.adjective(k)
                or self.adverb(k)
                or (self.verb(k) and self.past_participle(k))
                or self.words[k] in '»"”'
            ):
                return None
            k -= 1
        return None

    def phrase_of(self, head: int, of: dict[int, int]) -> NounPhrase:
        """The noun phrase around a head that the parser gave."""
        start, stop = self.sentence(head)
        first = self._prenominal(head, start)
        last, complement = self._extend(head, stop, of, 0)
        return NounPhrase(first, head, last, complement)

    def root_of(self, first: int, last: int) -> int:
        """The token of a span whose head lies outside it."""
        for i in range(first, last + 1):
            if not first <= self.heads[i] <= last or self.heads[i] == i:
                return i
        return last

    def governor(self, i: int) -> int | None:
        """The verb (or predicate with a copula or a subject) that governs token `i`; None at the root."""
        for _ in range(_CLIMB):
            head = self.heads[i]
            if self._clausal(i) and not self.deps[i].startswith(("nmod", "obl", "obj", "nummod", "appos")):
                return i
            if head == i:
                return i if self.verb(i) or self._clausal(i) else None
            i = head
            if self.verb(i) and not self.deps[i].startswith(("aux", "cop")):
                return i
        return None

    def _clausal(self, i: int) -> bool:
        return any(self.deps[c].startswith(("cop", "nsubj")) for c in self.children[i])

    def verb_chain(self, verb: int) -> list[int]:
        """The verb, then the verbs that govern it, innermost first."""
        chain = [verb]
        for _ in range(_CLIMB):
            above = self.governor(chain[-1]) if self.heads[chain[-1]] != chain[-1] else None
            if above == chain[-1]:
                head = self.heads[above]
                above = head if head != above and self.verb(head) else (self.governor(head) if head != above else None)
            if above is None or above in chain:
                break
            chain.append(above)
        return chain

    def verb_group(self, verb: int) -> list[int]:
        """The verb with its auxiliaries and copulas, and the modal verb over an infinitive, in text order."""
        group = [verb] + [c for c in self.children[verb] if self.deps[c].startswith(("aux", "cop"))]
        head = self.heads[verb]
        if head != verb and self.deps[verb].startswith("xcomp") and self.verb(head):
            group += [head] + [c for c in self.children[head] if self.deps[c].startswith("aux")]
        return sorted(group)

    def subject(self, verb: int, depth: int = 0) -> int | None:
        """Head token of the subject of a verb: its own, that of the verb it is joined to, or the noun it modifies."""
        found = [child for child in self.children[verb] if self.deps[child].split(":")[0] in _SUBJECT]
        if found:  # of two, the one of the clause before and its own, the nearest
            child = found[0]
            if len(found) > 1 and any(self.finite(k) for k in range(child, min(found[-1], verb))):
                child = next((c for c in reversed(found) if c < verb and self.noun(c)), child)
            if self.relative(child):
                return self.heads[verb] if self.deps[verb].startswith("acl") else child
            return child
        dep, head = self.deps[verb], self.heads[verb]
        if dep.startswith(("cop", "aux")) and head != verb and depth < 2:
            return self.subject(head, depth + 1)
        if head == verb or depth > 5:
            return None
        if dep.startswith("acl"):
            bare = self.finite(verb) and not any(self.relative(c) for c in self.children[verb])
            return None if bare and self.heads[head] != head else head  # "La chambre organise": its noun taken for the root
        if dep.startswith(("conj", "xcomp", "advcl", "parataxis", "ccomp")) or self.infinitive(verb):
            return self.subject(head, depth + 1) if self.verb(head) or self._clausal(head) else None
        return None

    def subject_left(self, verb: int) -> int | None:
        """The noun left of the verb that is its own subject."""
        found = (c for c in self.children[verb] if c < verb and self.noun(c))
        return next((c for c in found if self.deps[c].split(":")[0] in _SUBJECT), None)

    def conjuncts(self, head: int) -> list[int]:
        """The token and the ones coordinated to it, in text order."""
        return [head] + [c for c in self.children[head] if self.deps[c] == "conj"]
