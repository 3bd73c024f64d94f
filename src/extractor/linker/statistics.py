"""Statistics: one fact for each quantity that measures something (contract, section 2).

A cascade of small rules settles the role of each quantity, in text order: what measures nothing, equivalents,
previous levels, changes, shares, levels. Then passes over the whole: the level a change belongs to,
"respectively", baselines, periods, sources, modality. Every fact carries the name of the rule that settled it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from extractor.lang.pack import LanguagePack
from extractor.linker import change, equivalents, exclusions, gapping, level, previous, share
from extractor.linker.antecedents import fill_pronouns, fill_topics, link_restated_change
from extractor.linker.attribution import set_sources
from extractor.linker.baselines import set_baselines, stretch_type
from extractor.linker.frames import Draft, View
from extractor.linker.modality import set_modality
from extractor.linker.moved import link_level
from extractor.linker.period import set_periods
from extractor.linker.places import set_places
from extractor.linker.predicates import governing_verb, subject_head
from extractor.linker.rates import rate_warnings
from extractor.linker.respectively import distribute
from extractor.linker.syntax import Syntax
from extractor.schema import Baseline, Document, Mention, Span, Statistic

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ACTORS = frozenset({"ORG", "PER", "LOC"})
Rule = Callable[[View, Draft], bool]

CASCADE: tuple[Rule, ...] = (
    *gapping.RULES, *exclusions.RULES, *equivalents.RULES, *previous.RULES, *change.RULES, *share.RULES, *level.RULES,
)  # fmt: skip


def statistics(document: Document, mentions: Sequence[Mention], doc: Doc, pack: LanguagePack) -> list[Statistic]:
    """The statistics of a document, in text order, with ids "s1", "s2" …

    Args:
        document: the text as read.
        mentions: all mentions, of any type, that do not overlap.
        doc: the parsed text; offsets of its tokens are those of the text.
        pack: the language's tables; "statistics" is read.

    >>> from extractor.lang.pack import default_language, load_pack
    >>> from extractor.nlp import analyse
    >>> from extractor.schema import Number
    >>> pack = load_pack(default_language())
    >>> document = Document(text="Le groupe emploie 455 personnes.", lang=pack.code)
    >>> mentions = [Number(start=18, end=21, text="455", value="455")]
    >>> facts = statistics(document, mentions, analyse(document, pack), pack)
    >>> [(f.quantity.text, f.role, f.measure.text, f.rule) for f in facts]
    [('455', 'level', 'personnes', 'statistic.level.counted')]
    """
    view = View(document, list(mentions), Syntax(doc, sentences(document, doc, pack)), pack)
    for draft in view.drafts:
        if draft.role is None and not draft.skipped:
            for rule in CASCADE:
                if rule(view, draft):
                    break
    finish(view)
    return _facts(view)


def sentences(document: Document, doc: Doc, pack: LanguagePack) -> list[tuple[int, int]]:
    """Character spans of the sentences, from punctuation and paragraph breaks (surer than the parser's)."""
    from extractor.lexer import sentence_spans

    return list(sentence_spans(document.text, pack))


def finish(view: View) -> None:
    """The passes that need every role settled."""
    for draft in view.drafts:
        if not draft.skipped:
            link_level(view, draft)
    fill_pronouns(view)
    fill_topics(view)
    link_restated_change(view)
    for draft in view.drafts:
        if not draft.skipped:
            _inherit(draft)
    _spread_counted(view)
    _spread_shares(view)
    _set_stretches(view)
    distribute(view)
    _name_no_measures(view)
    set_baselines(view)
    set_periods(view)
    set_places(view)
    set_sources(view)
    set_modality(view)
    _follow_changes(view)
    for draft in view.drafts:
        if not draft.skipped:
            _predicate(view, draft)


def _name_no_measures(view: View) -> None:
    """ "Médinet a bondi de 9,98 %": a company, a person or a place has a measure, it is none; of a share it is the whole."""
    named = {view.syntax.token_at(entity.start): entity for entity in view.entities if entity.label in _ACTORS}
    for draft in view.drafts:
        if draft.skipped or draft.measure is None or draft.role not in ("level", "change", "previous"):
            continue
        entity = named.get(draft.measure[0])
        if entity is None or view.cues.noun(draft.measure[0], "magnitude", "rate"):  # "L'Ebitda s'établit à 98 millions"
            continue
        if view.syntax.ends[draft.measure[1]] <= entity.end:
            draft.subject, draft.measure = draft.subject or draft.measure, None


def _follow_changes(view: View) -> None:
    """ "devrait croître de 11 % en 2025 pour atteindre 697 milliards": the level reached holds when the change does."""
    for draft in view.drafts:
        level = draft.of
        if (
            draft.skipped
            or level is None
            or draft.role != "change"
            or level.first < draft.first
            or level.sentence != draft.sentence
        ):
            continue
        if level.period is None:
            level.period = draft.period
        if level.modality == "asserted":
            level.modality = draft.modality


def _spread_counted(view: View) -> None:
    """ "100, 65 et 85 millions de touristes": the noun after the last number of a list counts for all."""
    for draft in reversed(view.drafts):
        before = draft.continues
        bare = before is not None and before.phrase is None and before.measure is None and before.role == "level"
        if before is not None and bare and draft.kind == "number" and not before.skipped:
            before.measure = draft.measure


def _spread_shares(view: View) -> None:
    """ "trois hommes et trois femmes par tranche de six": what is said of the last of a list holds for all."""
    for draft in reversed(view.drafts):
        before = draft.continues
        if draft.rule == "share.out_of" and before is not None and before.rule == "level.counted":
            before.of = draft.of
            before.settle("share", "share.out_of")


def _set_stretches(view: View) -> None:
    """ "est passé de A à B en deux ans": the stretch of a change is its baseline, no statistic of its own."""
    for draft in view.drafts:
        if draft.kind != "duration" or draft.skipped or view.cues.ending(draft.left, "over") is None:
            continue
        before = next((d for d in view.before(draft) if not d.skipped), None)
        moved = before is not None and (before.role == "change" or before.rule == "previous.from_to")
        if before is not None and moved and draft.first - before.end <= 8:
            target = (
                before.of
                if before.role == "change" and before.of is not None and before.rule == "previous.from_to"
                else before
            )
            source = next((d for d in view.before(draft) if d.of is before and d.role == "previous"), target)
            source.baseline = (draft.first, draft.last, stretch_type(draft))
            draft.skip("none.stretch")


def _inherit(draft: Draft) -> None:
    """Equivalents, previous levels and shares measure what the quantity they belong to measures."""
    target = draft.of
    if target is None or draft.role in ("level", "change"):
        return
    if draft.measure is None or draft.role in ("equivalent",):
        draft.measure = target.measure
    if draft.role != "share" and draft.subject is None:
        draft.subject = target.subject
    draft.verb = draft.verb if draft.verb is not None else target.verb


def _predicate(view: View, draft: Draft) -> None:
    """The lemma of the governing verb, and its subject where the draft has none."""
    verb = governing_verb(view, draft)
    if verb is None:
        return
    if view.syntax.verb(verb):
        draft.predicate = view.syntax.lemmas[verb] or None
    if draft.subject is None and draft.role != "share":
        head = subject_head(view, verb)
        inside = draft.measure is not None and head is not None and draft.measure[0] <= head <= draft.measure[1]
        if head is not None and not inside and not draft.first <= head <= draft.end:
            phrase = view.syntax.phrase_of(head, view.cues.of)
            draft.subject = (phrase.first, phrase.last) if view.syntax.noun(head) else (head, head)


def _facts(view: View) -> list[Statistic]:
    """The settled drafts as facts."""
    kept = [d for d in view.drafts if not d.skipped and d.role is not None]
    ids = {id(d): f"s{n}" for n, d in enumerate(kept, 1)}
    warnings = rate_warnings(kept, ids)
    return [_fact(view, d, ids, warnings.get(id(d), ())) for d in kept]


def _fact(view: View, draft: Draft, ids: dict[int, str], warnings: tuple[str, ...]) -> Statistic:
    first, last = view.span(draft)
    baseline = None
    if draft.baseline is not None:
        span = _span(view, draft.baseline[:2])
        assert span is not None
        baseline = Baseline(start=span.start, end=span.end, text=span.text, type=_any(draft.baseline[2]))
    return Statistic(
        id=ids[id(draft)],
        evidence=Span.of(view.document.text, view.syntax.starts[first], view.syntax.ends[last]),
        quantity=draft.mention,
        role=_any(draft.role),
        measure=_span(view, draft.measure),
        subject=_span(view, draft.subject),
        predicate=draft.predicate,
        of=ids.get(id(draft.of)) if draft.of is not None else None,
        direction=_any(draft.direction) if draft.role == "change" else None,
        baseline=baseline,
        period=draft.period,
        place=_span(view, draft.place),
        source=_span(view, draft.source),
        modality=_any(draft.modality),
        per=_span(view, draft.per),
        rule=f"statistic.{draft.rule}",
        warnings=warnings,
    )


def _any(value: Any) -> Any:
    """A string that the model checks against its literals."""
    return value


def _span(view: View, tokens: tuple[int, int] | None) -> Span | None:
    if tokens is None:
        return None
    return Span.of(view.document.text, view.syntax.starts[tokens[0]], view.syntax.ends[tokens[1]])
