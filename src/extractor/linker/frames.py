"""What stands around each quantity on the surface: the draft of a statistic and the view that rules work on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from extractor.lang.pack import LanguagePack
from extractor.linker.lexicon import Cues, lexicon
from extractor.linker.syntax import NounPhrase, Syntax
from extractor.schema import (
    Date,
    Document,
    Duration,
    Entity,
    Measured,
    Mention,
    Money,
    Number,
    Ordinal,
    Percent,
    Quantity,
)

BRACKET_WINDOW = 25
"""Tokens within which a bracket must close to be skipped."""


@dataclass(slots=True)
class Draft:
    """A statistic in the making: the mention, its frame, and the fields filled so far.

    Token indexes throughout; `measure` and `subject` are pairs of tokens, first and last.
    """

    mention: Measured
    first: int
    last: int
    sentence: int
    left: int = -1
    """The token left of the quantity, its article and modifier skipped ("de" in "de plus de 3 %")."""
    after: int = -1
    """The token right of the quantity, a bracket that holds another amount skipped."""
    phrase: NounPhrase | None = None
    """The noun phrase that the quantity counts or is made of: "455 [projets]", "2 t de [maïs]"."""
    phrase_of: str = ""
    """How the phrase is joined: "" directly, "bare" by "de", "definite" by "du", "des", "de la"."""
    continues: Draft | None = None
    """The quantity that this one is coordinated to."""
    role: str | None = None
    measure: tuple[int, int] | None = None
    subject: tuple[int, int] | None = None
    predicate: str | None = None
    verb: int | None = None
    of: Draft | None = None
    direction: str | None = None
    baseline: tuple[int, int, str] | None = None
    period: Date | None = None
    source: tuple[int, int] | None = None
    place: tuple[int, int] | None = None
    modality: str = "asserted"
    per: tuple[int, int] | None = None
    rule: str = ""
    skipped: bool = False
    """True when the quantity measures nothing."""
    kind: str = field(default="")

    @property
    def end(self) -> int:
        """Last token of the quantity with its noun phrase."""
        return self.phrase.last if self.phrase is not None else self.last

    def settle(self, role: str, rule: str) -> bool:
        """Fix the role by a named rule; always true, so that a rule can end with it."""
        self.role, self.rule = role, rule
        return True

    def skip(self, rule: str) -> bool:
        """Say that the quantity measures nothing; always true."""
        self.skipped, self.rule = True, rule
        return True


class View:
    """One document for the rules: syntax, cues, drafts in text order, dates and entities.

    Args:
        document, mentions, syntax, pack: as given to `statistics`; the mentions sorted, without overlap.
    """

    def __init__(self, document: Document, mentions: list[Mention], syntax: Syntax, pack: LanguagePack) -> None:
        self.document = document
        self.pack = pack
        self.syntax = syntax
        self.cues = Cues(syntax, lexicon(pack))
        self.entities = [m for m in mentions if isinstance(m, Entity)]
        self.dates: list[tuple[int, int, Date]] = []
        self.drafts: list[Draft] = []
        self.at_token: dict[int, Draft] = {}
        self._date_starts: list[int] = []
        for m in sorted(mentions, key=lambda m: m.start):
            if isinstance(m, Entity) or not syntax.size:
                continue
            first, last = syntax.tokens(m.start, m.end)
            if isinstance(m, Ordinal):
                continue
            for i in range(first, last + 1):
                syntax.blocked[i] = 1
            if isinstance(m, Date):
                self.dates.append((first, last, m))
            elif isinstance(m, Number | Percent | Money | Quantity | Duration):
                draft = Draft(m, first, last, syntax.sentence_of[first], kind=m.type)
                self.drafts.append(draft)
                for i in range(first, last + 1):
                    self.at_token[i] = draft
        self._date_starts = [first for first, _, _ in self.dates]
        self._draft_starts = [d.first for d in self.drafts]
        self._lefts: dict[tuple[int, int], list[Draft]] = {}
        self._rights: dict[int, list[Draft]] = {}
        self._brackets: dict[int, int | None] = {}
        self.verbs_before: dict[tuple[int, int], int | None] = {}
        """What `predicates.verb_before` found, by its token and floor."""
        self.verb_groups: dict[int, list[int]] = {}
        """Verb groups as `modality` widens them, by their verb."""
        self.headed: dict[int, tuple[NounPhrase | None, int | None]] = {}
        """What `predicates.phrase_before_preposition` found, by the first token of the draft."""
        for draft in self.drafts:
            self._frame(draft)
        latest: dict[bool, Draft] = {}
        for draft in self.drafts:
            timed = draft.kind == "duration"
            if timed in latest:
                self._coordinate(latest[timed], draft)
            latest[timed] = draft

    # ---- look-ups ---------------------------------------------------------------------------------------------------

    def span(self, draft: Draft) -> tuple[int, int]:
        """First and last token of the draft's sentence."""
        return self.syntax.sentences[draft.sentence]

    def entities_at(self, i: int) -> list[Entity]:
        """Names that begin at token `i`."""
        return [e for e in self.entities if e.start == self.syntax.starts[i]]

    def dates_between(self, first: int, last: int) -> list[tuple[int, int, Date]]:
        """Date mentions that begin between two tokens."""
        return self.dates[bisect_left(self._date_starts, first) : bisect_right(self._date_starts, last)]

    def drafts_between(self, first: int, last: int) -> list[Draft]:
        """Drafts that begin between two tokens."""
        return self.drafts[bisect_left(self._draft_starts, first) : bisect_right(self._draft_starts, last)]

    def index(self, draft: Draft) -> int:
        """Position of the draft in text order."""
        return bisect_left(self._draft_starts, draft.first)

    def before(self, draft: Draft, sentences_back: int = 0) -> list[Draft]:
        """Drafts left of this one, nearest first, in its sentence and so many before it."""
        known = self._lefts.get((draft.first, sentences_back))
        if known is not None:
            return known
        found = self._lefts[draft.first, sentences_back] = []
        i = self.index(draft) - 1
        while i >= 0 and self.drafts[i].sentence >= draft.sentence - sentences_back and len(found) < 60:
            found.append(self.drafts[i])
            i -= 1
        return found

    def following(self, draft: Draft) -> list[Draft]:
        """Drafts right of this one in its sentence, nearest first."""
        known = self._rights.get(draft.first)
        if known is not None:
            return known
        i = self.index(draft) + 1
        found = self._rights[draft.first] = []
        while i < len(self.drafts) and self.drafts[i].sentence == draft.sentence and len(found) < 60:
            found.append(self.drafts[i])
            i += 1
        return found

    def at_phrase(self, i: int) -> Draft | None:
        """The quantity whose own noun phrase holds token `i`: "[quatre] pays" for "pays"."""
        found = self.drafts_between(max(i - 8, 0), i)
        return next((d for d in reversed(found) if d.first <= i <= d.end), None)

    def word(self, i: int) -> str:
        """The folded word at token `i`, or "" outside the text."""
        return self.syntax.words[i] if 0 <= i < self.syntax.size else ""

    # ---- frames -----------------------------------------------------------------------------------------------------

    def skip_left(self, i: int, floor: int) -> int:
        """The first token left of `i` (inclusive) that is no modifier, article or opening quote."""
        while i >= floor:
            first = self.cues.ending(i, "approximation")
            if first is not None and self.cues.ending(i, "part_of", "comparison_clause") is None:
                i = first - 1
            elif (self.syntax.determiner(i) and i not in self.cues.of_ends) or self.word(i) in ("«", '"', "“"):
                i -= 1
            else:
                break
        return i

    def _frame(self, draft: Draft) -> None:
        first, last = self.span(draft)
        draft.left = self.skip_left(draft.first - 1, first)
        draft.after = self._after(draft.last + 1, last)
        j = draft.after
        if draft.kind == "number" and j <= last:
            draft.phrase = self._counted(j, last)
            fraction = getattr(draft.mention, "fraction", None) is not None
            if fraction:  # "un sur quatre prendra sa retraite" counts nothing by itself
                draft.phrase = None
            if draft.phrase is not None:
                return
        if self.cues.at(j, "forecast_after") is not None:  # "2,5 milliards d'euros d'ici à 2030"
            return
        if (
            self.cues.at(j, "baseline.year_on_year", "baseline.previous_period") is not None
        ):  # "de 2 % d'une année sur l'autre"
            return
        if j < last and self.syntax.adverb(j) and j + 1 in self.cues.of and draft.kind == "percent":  # "9 % seulement des crédits"
            j += 1
        of_last = self.cues.of.get(j)
        if of_last is not None and of_last < last and j <= last:
            if self.syntax.blocked[of_last + 1]:  # "12 des 27 pays"
                return
            draft.phrase = self.syntax.phrase_at(of_last + 1, self.cues.of)
            if draft.phrase is not None and self.cues.at(draft.phrase.head, "more_after", "less_after") is not None:
                draft.phrase = None
            definite = self.cues.at(j, "of_definite")
            article = draft.phrase is not None and any(
                self.syntax.determiner(k) for k in range(of_last + 1, draft.phrase.first)
            )
            draft.phrase_of = "definite" if definite is not None or article else "bare"

    def _counted(self, j: int, last: int) -> NounPhrase | None:
        """The noun phrase directly after a number, unless a verb or a preposition stands between."""
        if self.syntax.determiner(j) and self.syntax.definite(j):  # "porter à 650 le nombre de places"
            return None
        if self.cues.at(j, "more_after", "less_after", "offset_after") is not None or self.cues.of.get(j) is not None:
            return None
        if j < last and self.syntax.adverb(j) and self.syntax.adjective(j + 1):  # "les quarante plus grandes entreprises"
            j += 1
        return self.syntax.phrase_at(j, self.cues.of)

    def _after(self, j: int, last: int) -> int:
        """Skip a bracket that holds another quantity: "35 milliards de yuans (4,9 milliards de dollars) de revenus"."""
        if j <= last and self.word(j) == "(":
            close = next((k for k in range(j, min(last, j + BRACKET_WINDOW) + 1) if self.word(k) == ")"), None)
            if close is not None and any(self.syntax.blocked[j:close]) and close < last:
                return close + 1
        if j < last and self.word(j) == ")":
            return j + 1
        return j

    def _coordinate(self, before: Draft, draft: Draft) -> None:
        """Note that a quantity goes on with the list of the one before it: "de 8 % et de 12 %"."""
        if before.sentence != draft.sentence or before.kind != draft.kind:
            return
        j = draft.left
        for _ in range(2):
            prep = self.cues.ending(j, "of", "at", "on", "part_of")
            if prep is not None and prep > before.last:
                j = self.skip_left(prep - 1, before.last + 1)
        reaches = self.cues.ending(draft.left, "at") is not None and self.cues.ending(before.left, "at") is None
        leaves = self.bracketed(before) is not None and self.bracketed(draft) is None
        if reaches or leaves:  # "de 0,6 point, à 18,4 %"
            return
        conj = self.cues.ending(j, "conjunction")
        if conj is None and self.word(j) in (",", ";", "/"):
            conj = j
        if conj is None or conj <= before.last:
            return
        gap = range(before.last + 1, conj)
        if len(gap) > 12 or any(self.syntax.finite(k) and not self.syntax.blocked[k] for k in gap):
            return
        if any(self.word(k) in (";", ":") for k in gap):
            return
        opens = draft.end < self.span(draft)[1] and self.syntax.finite(
            draft.end + 1
        )  # "… et 54 000 cas ont été recensés"
        if opens and any(
            self.syntax.finite(k) for k in range(max(self.span(draft)[0], before.first - 40), before.first)
        ):
            return
        draft.continues = before

    def bracketed(self, draft: Draft) -> int | None:
        """The opening bracket the quantity stands in, or None."""
        if draft.first not in self._brackets:
            self._brackets[draft.first] = self._bracketed(draft)
        return self._brackets[draft.first]

    def _bracketed(self, draft: Draft) -> int | None:
        floor = self.span(draft)[0]
        for k in range(draft.first - 1, max(floor, draft.first - BRACKET_WINDOW) - 1, -1):
            if self.word(k) == ")":
                return None
            if self.word(k) == "(":
                return k
        return None
