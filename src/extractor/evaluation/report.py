"""Evaluating a system against gold, and saying how it went: as tables, as the worst misses, as JSON.

>>> evaluate([], lambda document: Extraction(document=document)).metric("mentions.strict.f1") is None
True
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from extractor.evaluation.alignment import Head, first_word
from extractor.evaluation.fields import MODELS
from extractor.evaluation.gold import GoldDocument
from extractor.evaluation.misses import Miss, misses
from extractor.evaluation.scores import METRICS, Comparison, Scores, compare, metric, rounded, total
from extractor.evaluation.tables import fact_table, mention_table, show_miss
from extractor.schema import Document, Extraction, Mention

Heads = Callable[[Document], Head]
"""What finds the head tokens in a document."""

MOST_NAMED = 4
"""More gold files than this are counted in a title, not named."""
PARTS = frozenset({"mentions", "entities", "facts"})
"""What can be scored, as far as gold has it."""


@dataclass(frozen=True)
class Report:
    """The outcome of an evaluation.

    Attributes:
        comparisons: gold and system, document by document.
        parts: what was scored, as far as gold had it.
    """

    comparisons: tuple[Comparison, ...]
    parts: frozenset[str] = PARTS

    @property
    def files(self) -> list[str]:
        """The names of the gold files, in order."""
        return list(dict.fromkeys(c.gold.file for c in self.comparisons))

    def scores(self, *files: str | None) -> Scores:
        """The tallies of some gold files together, or of all when none is named."""
        wanted = {file for file in files if file is not None}
        return total(c.scores for c in self.comparisons if not wanted or c.gold.file in wanted)

    def metric(self, name: str, *files: str | None) -> Fraction | None:
        """A figure by its name, "statistic.role.recall", over some gold files or all; None where nothing was to count.

        Raises:
            InputError: there is no such figure.
        """
        return metric(self.scores(*files), name)

    def misses(self) -> list[Miss]:
        """All disagreements, the worst first, then in the order of the documents."""
        return sorted((m for c in self.comparisons for m in misses(c)), key=lambda m: m.badness)

    def text(self, errors: int = 10, by_file: bool = False, colour: bool = False) -> str:
        """The report for a reader.

        Args:
            errors: how many of the worst misses to show.
            by_file: tables for each gold file before those for all.
            colour: mark the misses with terminal colours.
        """
        blocks = [self._tables(file) for file in self.files] if by_file and len(self.files) > 1 else []
        blocks.append(self._tables(None))
        worst = self.misses() if errors else []
        if worst:
            shown = [show_miss(i, miss, colour) for i, miss in enumerate(worst[:errors], 1)]
            blocks.append(f"The worst {len(shown)} of {len(worst)} misses\n\n" + "\n\n".join(shown))
        return "\n\n".join(blocks) + "\n"

    def _tables(self, file: str | None) -> str:
        scores = self.scores(file)
        count = sum(file in (None, c.gold.file) for c in self.comparisons)
        named = " + ".join(self.files) if len(self.files) <= MOST_NAMED else f"{len(self.files)} gold files"
        title = f"{file or named or 'no gold'}: {count} document{'s' * (count != 1)}"
        return "\n\n".join(block for block in (title, mention_table(scores), fact_table(scores)) if block)

    def as_dict(self, errors: int = 0, by_file: bool = False) -> dict[str, Any]:
        """The report for a machine: counts as integers, ratios as decimal strings of four places."""
        out: dict[str, Any] = {"documents": len(self.comparisons), "scores": _plain(self.scores())}
        if by_file:
            out["files"] = {file: _plain(self.scores(file)) for file in self.files}
        if errors:
            out["misses"] = [
                {
                    "file": m.file,
                    "doc": m.document,
                    "what": m.what,
                    "verdict": m.verdict,
                    "span": m.span.model_dump(include={"start", "end", "text"}),
                    "expected": m.expected,
                    "came": m.came,
                    "rule": m.rule,
                }
                for m in self.misses()[:errors]
            ]
        return out


def _plain(scores: Scores) -> dict[str, dict[str, int | str | None]]:
    out: dict[str, dict[str, int | str | None]] = {}
    for name, tally in scores.items():
        counts = {"right": tally.right, "gold": tally.gold, "system": tally.system, "matched": tally.matched}
        ratios = {which: rounded(getattr(tally, which)) for which in METRICS}
        out[name] = counts | {which: None if ratio is None else str(ratio) for which, ratio in ratios.items()}
    return out


def evaluate(
    gold: Iterable[GoldDocument],
    extract: Callable[[Document], Extraction],
    *,
    heads: Heads | None = None,
    kinds: Collection[str] = tuple(MODELS),
) -> Report:
    """Score a system against gold (docs: contract, section 4).

    Args:
        gold: what `read_gold` gives.
        extract: the system.
        heads: finds head tokens; if None, the first word of a span is its head.
        kinds: the kinds of fact to score.
    """
    return _evaluate(gold, lambda one: extract(one.document), heads, kinds, PARTS)


def evaluate_mentions(gold: Iterable[GoldDocument], mentions: Callable[[Document], Sequence[Mention]]) -> Report:
    """Score mentions alone, of a system that gives no entities and no facts."""

    def extract(one: GoldDocument) -> Extraction:
        return Extraction(document=one.document, mentions=tuple(mentions(one.document)))

    return _evaluate(gold, extract, None, (), frozenset({"mentions"}))


def evaluate_linking(
    gold: Iterable[GoldDocument],
    link: Callable[[Document, list[Mention]], Extraction],
    *,
    heads: Heads | None = None,
    kinds: Collection[str] = tuple(MODELS),
) -> Report:
    """Score the linking apart: the system is given the mentions of gold (with its entities, where gold has them).

    Args:
        gold: what `read_gold` gives.
        link: from a document and its mentions to an extraction with facts.
        heads: as in `evaluate`.
        kinds: as in `evaluate`.
    """
    return _evaluate(
        gold, lambda one: link(one.document, list(one.extraction.mentions)), heads, kinds, frozenset({"facts"})
    )


def _evaluate(
    gold: Iterable[GoldDocument],
    extract: Callable[[GoldDocument], Extraction],
    heads: Heads | None,
    kinds: Collection[str],
    parts: frozenset[str],
) -> Report:
    order = [kind for kind in MODELS if kind in kinds]
    comparisons = (
        compare(one, extract(one), heads(one.document) if heads else first_word, order, parts) for one in gold
    )
    return Report(tuple(comparisons), parts)
