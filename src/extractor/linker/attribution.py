"""Who the text says a quantity comes from: "selon …", "a indiqué …", "… prévoit que"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from extractor.linker.frames import View
from extractor.linker.predicates import subject_head
from extractor.schema import Fact, Statement, Statistic

_NEAR = 4
"""Statements looked at on either side of a figure: a bound on the work."""


def set_sources(view: View) -> None:
    """Fill `source` of every quantity of a sentence that names one."""
    for number in sorted({d.sentence for d in view.drafts}):
        first, last = view.syntax.sentences[number]
        drafts = [d for d in view.drafts_between(first, last) if not d.skipped]
        if not drafts:
            continue
        named = _after_cues(view, first, last)
        said = _said(view, first, last) if not named else None
        for draft in drafts:
            if named and not any(start <= draft.first <= stop for start, stop in named):
                # "1 800 personnes selon la préfecture, 3 500 selon les organisateurs": the next one behind
                draft.source = next((span for span in named if span[0] > draft.first), named[-1])
                if _parted(view, draft.last, draft.source[0]):
                    told = _said(view, first, last)
                    outside = told is not None and not told[0] <= draft.first <= told[1]
                    within = told is not None and outside and _in_content(draft.first, told[0], told[2])
                    draft.source = told[:2] if told is not None and within else draft.source
            elif said is not None:
                start, stop, verb = said
                if not start <= draft.first <= stop and _in_content(draft.first, start, verb):
                    draft.source = (start, stop)


def _parted(view: View, start: int, stop: int) -> bool:
    """ "L'institut table sur 2 % en 2026, quand il en faudrait 4 %, d'après l'économiste": the cue is of another clause."""
    return any(
        view.cues.at(k, "clause") is not None and view.cues.at(k, "source_before") is None and view.word(k - 1) == ","
        for k in range(start + 1, stop)
    )


def attributed(facts: Sequence[Fact]) -> list[Fact]:
    """The facts, with the figures that somebody states put down to whom the statement says.

    A figure inside the content of a statement comes from its speaker; one that stands outside it, in the speaker's
    own description, does not ("« … », raconte Ana Silva, 26 ans"). The innermost statement counts.
    """
    statements = sorted((f for f in facts if isinstance(f, Statement)), key=lambda f: f.content.start)
    starts = [f.content.start for f in statements]
    return [_attributed(f, statements, starts) if isinstance(f, Statistic) else f for f in facts]


def _attributed(fact: Statistic, statements: list[Statement], starts: list[int]) -> Statistic:
    quantity, source = fact.quantity, fact.source
    near = statements[max(0, bisect_right(starts, quantity.start) - _NEAR) : bisect_right(starts, quantity.start) + _NEAR]
    holding = [f for f in near if f.content.start <= quantity.start and quantity.end <= f.content.end]
    if holding:
        innermost = min(holding, key=lambda f: f.content.end - f.content.start)
        return fact if innermost.speaker is None else fact.model_copy(update={"source": innermost.speaker})
    if source is None:
        return fact
    for statement in near:
        speaker = statement.speaker
        if speaker is not None and speaker.start < source.end and source.start < speaker.end:
            return fact.model_copy(update={"source": None})
    return fact


def _after_cues(view: View, first: int, last: int) -> list[tuple[int, int]]:
    """The sources that "selon", "d'après" name in a sentence, in order."""
    spans = []
    while (found := view.cues.find(first, last, "source_before")) is not None:
        span = _after_cue(view, found, last)
        if span is not None:
            spans.append(span)
        first = found[1] + 1
    return spans


def _after_cue(view: View, found: tuple[int, int], last: int) -> tuple[int, int] | None:
    """The noun phrase after "selon", "d'après"; a name in apposition stands for it."""
    if view.cues.at(found[0], "not_source") is not None:
        return None
    start = found[1] + 1
    if start > last:
        return None
    if view.cues.ending(found[1], "source_noun") is not None:  # "de source policière": the noun belongs to the name
        start = found[1]
    if start in view.cues.of and view.cues.at(start, "of_definite") is None:
        start += 1
    if view.syntax.pronoun(start):
        return start, start
    if start in view.at_token and view.at_token[start].phrase is not None:  # "selon deux sources proches du dossier"
        phrase = view.at_token[start].phrase
    else:
        phrase = view.syntax.phrase_at(start, view.cues.of)
    if phrase is None or view.syntax.blocked[phrase.head]:
        return None
    return _named(view, phrase.first, phrase.last)


def _said(view: View, first: int, last: int) -> tuple[int, int, int] | None:
    """Subject span and token of a verb of saying that has a content: "que", a colon, quotes, or an inserted clause."""
    for verb in range(first, last + 1):
        if not view.cues.verb(verb, "saying", "telling", "inserted", "forecasting") or view.syntax.infinitive(verb) or not view.syntax.verb(verb):
            continue
        if not (view.syntax.finite(verb) or any(view.syntax.auxiliary(c) for c in view.syntax.children[verb])):
            continue
        inserted = _inserted(view, verb, first)
        opens = _opens_content(view, verb, last)
        if not inserted and view.cues.ending(verb - 1, "reflexive") is not None:  # "la campagne s'annonce mauvaise"
            continue
        if not (inserted or opens or view.cues.verb(verb, "forecasting", "telling")) or view.syntax.passive(verb):
            continue
        span = _speaker(view, verb, inserted)
        if span is not None and not (inserted or opens) and view.syntax.pronoun(span[0]):
            continue
        own = view.cues.verb(verb, "forecasting") and not view.cues.verb(verb, "telling") and not (inserted or opens)
        if span is not None and own and not _foretells(view, span):
            continue
        if span is not None:
            return span[0], span[1], verb
    return None


def _foretells(view: View, span: tuple[int, int]) -> bool:
    """ "L'Insee prévoit", "la banque centrale table sur": who foretells for others ("le groupe table sur" plans its own)."""
    return any(
        view.cues.noun(k, "forecaster")
        or any(e.label == "PER" for e in view.entities_at(k))
        or (len(view.word(k)) > 1 and view.document.text[view.syntax.starts[k] : view.syntax.ends[k]].isupper())
        for k in range(span[0], span[1] + 1)
    )


def _inserted(view: View, verb: int, first: int) -> bool:
    """The verb follows a comma or a closing quote, with only its auxiliary and pronoun between, and no subject left."""
    subject = view.syntax.subject_left(verb)
    if subject is not None and view.word(view.syntax.phrase_of(subject, view.cues.of).last + 1) == ",":
        return False  # "La ministre, en visite à Lyon, a annoncé …"
    if not view.cues.verb(verb, "saying_only", "inserted"):
        return False
    k = verb - 1
    while k >= first and (
        view.syntax.auxiliary(k)
        or view.syntax.pronoun(k)
        or view.word(k) == "-"
        or view.cues.ending(k, "inversion") is not None
    ):
        k -= 1
    return k >= first and view.word(k) in (",", "»", '"', "”")


def _opens_content(view: View, verb: int, last: int) -> bool:
    """ "que", a colon or a quotation mark soon after the verb."""
    for k in range(verb + 1, min(last, verb + 8) + 1):
        if k in view.at_token:
            return False
        if view.cues.at(k, "restriction") is not None or view.word(k) in (":", "«", "“"):
            return True
        if view.word(k) in (";",) or (view.syntax.finite(k) and not view.syntax.auxiliary(k)):
            return False
    return False


def _speaker(view: View, verb: int, inserted: bool) -> tuple[int, int] | None:
    """The subject of the verb of saying, after it where it is inserted."""
    if inserted:
        k, stop = verb + 1, view.syntax.sentence(verb)[1]
        while k <= stop and (view.syntax.blocked[k] or view.syntax.adverb(k)):
            k += 1
        if k <= stop and view.cues.at(k, "at") is not None:  # "a expliqué à l'AFP la climatologue"
            told = view.syntax.phrase_at(k + 1, view.cues.of)
            k = told.last + 1 if told is not None else k + 1
        phrase = view.syntax.phrase_at(k, view.cues.of) if k <= stop else None
        if phrase is not None and view.syntax.noun(phrase.head):
            return _named(view, phrase.first, phrase.last)
    head = subject_head(view, verb)
    if head is None or (head > verb and not inserted):
        return None
    if view.syntax.pronoun(head):
        return head, head
    if not view.syntax.noun(head) or view.syntax.blocked[head]:
        return None
    phrase = view.syntax.phrase_of(head, view.cues.of)
    return _named(view, phrase.first, phrase.last)


def _named(view: View, first: int, last: int) -> tuple[int, int]:
    """ "le PDG de Transazur, Luca Ferrandi": the name apposed to a description is who speaks."""
    if last + 2 >= view.syntax.size or view.word(last + 1) != ",":
        return first, last
    for entity in view.entities_at(last + 2):
        if entity.label in ("PER", "ORG"):
            return view.syntax.tokens(entity.start, entity.end)
    return first, last


def _in_content(token: int, speaker: int, verb: int) -> bool:
    """Whether a quantity lies in what is said: left of an inserted clause, or right of the verb that opens it."""
    if speaker > verb:
        return token < verb or token > speaker
    return token > verb
