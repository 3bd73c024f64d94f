"""The verb that governs a quantity and the noun phrase that is its subject: arcs first, order where arcs fail."""

from __future__ import annotations

from extractor.linker.frames import Draft, View
from extractor.linker.syntax import NounPhrase

CHANGE_NOUNS = ("change_increase", "change_decrease", "change_neutral")
REACH = 16
"""Tokens to the left within which a verb is looked for on the surface."""


def verb_before(view: View, j: int, floor: int) -> int | None:
    """The verb that ends at token `j`, over adverbs, dates and durations that stand between it and its complement.

    "s'établit [en 2024] à …", "a progressé [sur un an] de …": `j` is the token before the preposition.
    """
    if (j, floor) not in view.verbs_before:
        view.verbs_before[j, floor] = _verb_before(view, j, floor)
    return view.verbs_before[j, floor]


def _verb_before(view: View, j: int, floor: int) -> int | None:
    syntax, k, crossed = view.syntax, j, False
    for _ in range(REACH):
        if k < floor:
            return None
        if not syntax.blocked[k] and (syntax.verb(k) or (syntax.adjective(k) and view.cues.verb(k, "range"))):
            return k  # no "passé" of "l'an passé"
        if syntax.blocked[k]:
            if k in view.at_token and view.at_token[k].kind != "duration":
                return None
            while k > floor and syntax.blocked[k - 1]:
                k -= 1
            crossed = True
        elif (
            syntax.adverb(k)
            or view.word(k) == ","
            or (crossed and (syntax.preposition(k) or syntax.determiner(k) or k in view.cues.of_ends))
        ) or view.cues.ending(k, "restriction", "negation") is not None:
            pass
        elif (first := view.cues.ending(k, "baseline.year_on_year", "baseline.previous_period")) is not None:
            k = first
        else:
            above = _over_adjunct(view, k, floor)
            if above is None:
                return None
            k = above + 1
        k -= 1
    return None


def _over_adjunct(view: View, k: int, floor: int) -> int | None:
    """The verb left of a prepositional phrase that ends at `k`: "a progressé [en Europe] de 3 %"."""
    if not (view.syntax.noun(k) or view.syntax.adjective(k)) or view.syntax.blocked[k]:
        return None
    phrase = view.syntax.phrase_before(k, view.cues.of_ends, view.cues.split)
    if phrase is None:
        return None
    before = view.syntax.before_article(phrase.first)
    if before <= floor or not view.syntax.preposition(before) or before in view.cues.of_ends:
        return None
    k = before - 1
    while k > floor and view.syntax.adverb(k):
        k -= 1
    return k if k >= floor and view.syntax.verb(k) else None


def governing_verb(view: View, draft: Draft) -> int | None:
    """The verb (or predicate noun or adjective of a copula) that the quantity depends on."""
    if draft.verb is not None:
        return draft.verb
    syntax = view.syntax
    subject_of = _verb_after(view, draft)
    if subject_of is not None:
        draft.verb = subject_of
        return subject_of
    anchor = draft.phrase.head if draft.phrase is not None and draft.kind == "number" else None
    root = anchor if anchor is not None else syntax.root_of(draft.first, draft.last)
    start, stop = view.span(draft)
    verb = syntax.governor(root)
    if verb is None or not start <= verb <= stop:
        verb = nearest_verb(view, draft)
    draft.verb = verb
    return verb


def _verb_after(view: View, draft: Draft) -> int | None:
    """The verb whose subject the quantity is: the finite verb right after it ("3,4 millions d'enfants souffrent")."""
    syntax, stop = view.syntax, view.span(draft)[1]
    k = draft.end + 1
    if k > stop or not syntax.finite(k):
        return None
    return _main_verb(view, k, stop)


def _main_verb(view: View, k: int, stop: int) -> int:
    """The verb that an auxiliary belongs to: the first word right of it that is no adverb or auxiliary."""
    syntax = view.syntax
    if not syntax.auxiliary(k):
        return k
    ahead = next((i for i in range(k + 1, min(stop, k + 5) + 1) if not (syntax.adverb(i) or syntax.auxiliary(i))), k)
    return ahead if syntax.verb(ahead) else k


def nearest_verb(view: View, draft: Draft) -> int | None:
    """The nearest verb left of the quantity in its sentence, else the nearest right of it."""
    start, stop = view.span(draft)
    left = next((k for k in range(draft.first - 1, max(start, draft.first - 40) - 1, -1) if view.syntax.verb(k)), None)
    if left is not None:
        return left
    right = next((k for k in range(draft.last + 1, min(stop, draft.last + 40) + 1) if view.syntax.verb(k)), None)
    return _main_verb(view, right, stop) if right is not None else None


def subject_head(view: View, verb: int) -> int | None:
    """Head token of the verb's subject, a noun or a pronoun; found on the surface where the parser has none."""
    head = view.syntax.subject(verb) if verb not in view.cues.mended else None
    start, stop = view.syntax.sentence(verb)
    if (apposed := _apposed_to(view, verb, start)) is not None:
        return apposed
    if head is not None and view.syntax.relative(head) and head > start:
        k = head - 2 if view.word(head - 1) == "," else head - 1  # "La consommation, qui était de …"
        phrase = view.syntax.phrase_before(k, view.cues.of_ends, view.cues.split) if k >= start else None
        return phrase.head if phrase is not None else None
    dated = head is not None and view.syntax.blocked[head] and (head not in view.at_token or head > verb)
    if (
        head is not None
        and start <= head <= stop
        and not view.syntax.punct[head]
        and not dated
        and not (view.syntax.pronoun(head) and view.word(head - 1) == "," and view.word(head + 1) == ",")
        and not _oblique(view, head)
        and not _verb_between(view, head, verb)
    ):
        return head
    found = _subject_on_surface(view, verb)
    if found is None and not view.syntax.finite(verb) and verb not in view.cues.mended:  # ", dépassant 12 000 dollars"
        main = next((k for k in range(verb - 1, max(start, verb - 30) - 1, -1) if view.syntax.finite(k)), None)
        found = subject_head(view, main) if main is not None else None
    return found


def _apposed_to(view: View, verb: int, start: int) -> int | None:
    """ "…, sous le seuil de pauvreté, fixé à 1 450 euros": the magnitude right before the comma of a bare participle."""
    syntax = view.syntax
    if verb < start + 3 or view.word(verb - 1) != "," or not syntax.past_participle(verb) or _tensed(view, verb):
        return None
    phrase = syntax.phrase_before(verb - 2, view.cues.of_ends, view.cues.split)
    named = phrase is not None and not syntax.blocked[phrase.head] and view.cues.noun(phrase.head, "magnitude", "rate")
    return phrase.head if phrase is not None and named else None


def _verb_between(view: View, head: int, verb: int) -> bool:
    """ "le résultat ressort à 12 et la marge s'établit à 23": an arc to a subject beyond another clause's verb errs."""
    syntax = view.syntax
    if not _tensed(view, verb) or head > verb or not syntax.noun(head):
        return False
    near = _subject_on_surface(view, verb)
    if near is None or near <= head or not syntax.noun(near):
        return False
    gap = range(head + 1, near)
    return any(syntax.finite(k) for k in gap) and any(view.cues.at(k, "conjunction") is not None for k in gap)


def _tensed(view: View, verb: int) -> bool:
    """Whether the verb or one of its auxiliaries is finite."""
    return any(view.syntax.finite(k) for k in view.syntax.verb_group(verb))


def _oblique(view: View, head: int) -> bool:
    """Whether a preposition other than "of" stands before the phrase: then it is no subject, whatever the arc says."""
    if not view.syntax.noun(head):
        return False
    before = view.syntax.before_article(view.syntax.phrase_of(head, view.cues.of).first)
    if before in view.at_token and view.cues.ending(view.at_token[before].left, "of") is not None:
        return True  # "un logement de deux chambres atteint …"
    floor = view.syntax.sentence(head)[0]
    if view.cues.ending(before, "of_indefinite") is not None or before + 1 in view.cues.split:
        return True
    return before >= floor and view.syntax.preposition(before) and view.cues.ending(before, "approximation", "of") is None


def _subject_on_surface(view: View, verb: int) -> int | None:
    """The noun or pronoun just left of the verb group."""
    syntax = view.syntax
    start = syntax.sentence(verb)[0]
    k = verb - 1
    for _ in range(REACH):
        if k < start:
            return None
        if (further := _past_aside(view, verb, k)) < k:
            k = further
            continue
        if syntax.pronoun(k):
            if view.cues.ending(k, "pronoun_subject") is not None:
                return k
            k -= 1
            continue
        if syntax.blocked[k] and (k not in view.at_token or view.at_token[k].skipped):  # "du premier trimestre"
            while k > start and syntax.blocked[k]:
                k -= 1
            k = view.skip_left(k, start)
            if syntax.preposition(k) or k in view.cues.of_ends or syntax.determiner(k):
                k = view.cues.of_ends.get(k, k) - 1
            continue
        if syntax.blocked[k]:
            return None
        if syntax.past_participle(k) and k > start and (syntax.noun(k - 1) or syntax.adjective(k - 1)):  # "le loyer demandé pour … atteint"
            k -= 1
            continue
        if view.word(k) == ")":
            k = next((i for i in range(k, max(start, k - REACH) - 1, -1) if view.word(i) == "("), start) - 1
            continue
        if view.word(k) == ",":  # an apposition between subject and verb
            k = next((i for i in range(k - 1, max(start, k - REACH) - 1, -1) if view.word(i) == ","), start) - 1
            if k < start:
                return None
        phrase = syntax.phrase_before(k, view.cues.of_ends, view.cues.split)
        if phrase is None:
            return _subject_shared(view, verb, k)
        over = syntax.before_article(phrase.first)
        counted = view.at_token.get(over)
        if counted is not None and view.cues.ending(counted.left, "of") is not None:  # "un logement de deux chambres"
            k = (view.cues.ending(counted.left, "of") or start) - 1
            continue
        present = syntax.participle(verb) and not syntax.past_participle(verb) and view.word(over - 1) != ","
        acting = _tensed(view, verb) or present
        if acting and over > start and syntax.preposition(over) and over not in view.cues.of_ends:  # "les contrats signés au salon"
            k = over - 1
            joint = view.cues.ending(k, "conjunction")  # "les liaisons avec l'Europe et avec la région"
            if joint is not None and joint > start and not syntax.verb(joint - 1):
                k = joint - 1
            continue
        return phrase.head
    return None


def _past_aside(view: View, verb: int, k: int) -> int:
    """The token left of what may stand between a subject and its verb; k itself where nothing of it does."""
    syntax = view.syntax
    modal = syntax.infinitive(verb) and syntax.verb(k)  # "devrait croître"
    if modal or syntax.auxiliary(k) or syntax.adverb(k) or view.cues.ending(k, "negation", "negation_head") is not None:
        return k - 1
    aside = view.cues.ending(k, "as_for")
    if aside is not None:  # "a quant à lui atteint"
        return aside - 1
    if syntax.pronoun(k) and view.word(k - 1) == "," and view.word(k + 1) == ",":  # "ont, elles, reculé"
        return k - 2
    return k - 3 if view.word(k) == "," and syntax.pronoun(k - 1) and view.word(k - 2) == "," else k


def _subject_shared(view: View, verb: int, k: int) -> int | None:
    """ "… a bondi de 22 % et dépasse de 80 000 …": the subject of the verb before, where only a conjunction is left."""
    start = view.syntax.sentence(verb)[0]
    if view.cues.ending(k, "conjunction") is None:
        return None
    main = next((i for i in range(k - 1, max(start, k - 30) - 1, -1) if view.syntax.finite(i)), None)
    return subject_head(view, main) if main is not None else None


def subject_phrase(view: View, verb: int) -> NounPhrase | None:
    """The noun phrase that is the verb's subject; None for a pronoun or when there is none."""
    head = subject_head(view, verb)
    if head is None or not view.syntax.noun(head) or view.syntax.blocked[head]:
        return None
    phrase = view.syntax.phrase_of(head, view.cues.of)
    joint = view.cues.of_ends.get(view.syntax.before_article(phrase.first), phrase.first)
    if joint == phrase.first:
        joint = view.cues.of_ends.get(phrase.first - 1, phrase.first)
    if joint < phrase.first and view.cues.ending(joint - 1, "that_of") is not None:  # "ceux des services"
        return None
    return phrase


def subject_points_back(view: View, draft: Draft) -> bool:
    """Whether the quantity's clause speaks of something named before: "il", "celui-ci", "ce résultat", or no subject."""
    verb = governing_verb(view, draft)
    head = subject_head(view, verb) if verb is not None else None
    if head is None:
        return verb is None
    if view.syntax.pronoun(head):
        return True
    first = view.syntax.phrase_of(head, view.cues.of).first if view.syntax.noun(head) else head
    return first > 0 and view.syntax.demonstrative(first - 1)


def object_after(view: View, draft: Draft) -> NounPhrase | None:
    """ "a réduit de 900 MW [la puissance]", "porter à 300 [le nombre de lits]": the object that follows the quantity.

    A bracket and the unit of a price ("1 800 francs le kilo") are skipped.
    """
    syntax, stop = view.syntax, view.span(draft)[1]
    k = draft.last + 1
    if draft.kind == "number" and draft.phrase is not None:
        return None
    for _ in range(4):
        if k > stop:
            return None
        if view.word(k) == "(":
            close = next((i for i in range(k, min(stop, k + REACH) + 1) if view.word(i) == ")"), None)
            if close is None:
                return None
            k = close + 1
            continue
        approximate = view.cues.at(k, "approximation")
        if approximate is not None and not syntax.determiner(k):
            k = approximate + 1
            continue
        if k >= stop or not syntax.determiner(k) or "Definite=Ind" in syntax.morphs[k] or syntax.blocked[k + 1]:
            return None
        phrase = syntax.phrase_at(k, view.cues.of)
        if phrase is None or syntax.proper(phrase.head):
            return None
        bare = draft.kind == "money" and phrase.first == phrase.last and not view.cues.noun(phrase.head, "magnitude")
        if not bare and not view.cues.noun(phrase.head, "period_noun"):
            return phrase
        k = phrase.head + 1
    return None


def split_measure(view: View, phrase: NounPhrase) -> tuple[tuple[int, int], tuple[int, int] | None]:
    """Measure and subject of a noun phrase: "coût | des bâtiments" are two, "taux de chômage" is one.

    A definite or proper complement of a noun of magnitude is whose measure it is.
    """
    inner = phrase.complement
    if inner is not None and view.cues.noun(phrase.head, "magnitude", "rate"):
        joint = next((k for k in range(phrase.head + 1, inner.first) if k in view.cues.of), None)
        definite = joint is not None and view.cues.at(joint, "of_definite") is not None
        article = joint is not None and any(
            view.syntax.determiner(k) for k in range(view.cues.of[joint] + 1, inner.first)
        )
        if joint is not None and (definite or article or view.syntax.proper(inner.head)):
            return (phrase.first, joint - 1), (inner.first, inner.last)
    return (phrase.first, phrase.last), None


def set_measure(view: View, draft: Draft, phrase: NounPhrase | None) -> None:
    """Give the draft the measure that a noun phrase names, and its subject where the phrase has one."""
    if phrase is None:
        return
    draft.measure, subject = split_measure(view, phrase)
    if subject is not None:
        draft.subject = subject


def phrase_before_preposition(view: View, draft: Draft) -> tuple[NounPhrase | None, int | None]:
    """The noun phrase before "de" (or "d'") at the quantity's left, and the first token of that preposition.

    Dates and durations between are skipped: "une hausse [sur un an] de 3 %".
    """
    if draft.first not in view.headed:
        view.headed[draft.first] = _phrase_before_preposition(view, draft)
    return view.headed[draft.first]


def _phrase_before_preposition(view: View, draft: Draft) -> tuple[NounPhrase | None, int | None]:
    prep = view.cues.ending(draft.left, "of")
    if prep is None:
        return None, None
    k, floor = prep - 1, view.span(draft)[0]
    for _ in range(3):
        if view.word(k) == ")":
            k = next((i for i in range(k, max(floor, k - REACH) - 1, -1) if view.word(i) == "("), floor) - 1
            continue
        first = view.cues.ending(k, "baseline.year_on_year", "baseline.previous_period")
        if view.word(k) == "," and k > floor and view.cues.noun(k - 1, *CHANGE_NOUNS):  # "une augmentation, de 2,8 %"
            k -= 1
        elif first is not None:
            k = first - 1
        elif k > floor and view.syntax.blocked[k] and k not in view.at_token:
            while k > floor and view.syntax.blocked[k]:
                k -= 1
            while k > floor and (view.syntax.preposition(k) or view.syntax.determiner(k) or k in view.cues.of_ends):
                k -= 1
    if k < floor:
        return None, prep
    attribute = view.syntax.past_participle(k) and k > floor and view.syntax.noun(k - 1)  # "un montant cumulé de"
    if view.syntax.verb(k) and not attribute:
        return None, prep
    phrase = view.syntax.phrase_before(k, view.cues.of_ends, view.cues.split)
    if phrase is not None and not view.cues.noun(phrase.head, "magnitude", "rate", "share", *CHANGE_NOUNS):
        verb = _over_adjunct(view, k, floor)
        if verb is not None and view.cues.verb(verb, "move", "change_increase", "change_decrease", "change_neutral"):
            return None, prep
    return phrase, prep


def same_head(view: View, a: tuple[int, int] | None, b: tuple[int, int] | None) -> bool:
    """Whether two measures begin with the same noun (form or lemma)."""
    if a is None or b is None:
        return False
    one, other = ({view.syntax.lemmas[head_of(view, x)], view.word(head_of(view, x))} for x in (a, b))
    return not one.isdisjoint(other)


def head_of(view: View, span: tuple[int, int]) -> int:
    """The first noun of a span, or its first token."""
    return next((k for k in range(span[0], span[1] + 1) if view.syntax.noun(k)), span[0])
