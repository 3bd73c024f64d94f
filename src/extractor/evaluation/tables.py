"""The report as plain text: scores by type, scores by field, and a miss in its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from extractor.evaluation.gold import line_around
from extractor.evaluation.misses import Miss
from extractor.evaluation.scores import Scores, Tally, rounded

_WINDOW = 90
"""How many characters of the sentence to show on either side of a miss."""

_COLOURS = {"words": 33, "expected": 32, "came": 31}
"""Terminal colours: yellow, green, red."""


def mention_table(scores: Scores) -> str:
    """Mentions by type and entities by label, strict and relaxed; empty if there are none.

    >>> print(mention_table({"mentions.strict": Tally(1, 2, 2), "mentions.relaxed": Tally(2, 2, 2)}))
    mentions            gold  system    strict P       R      F1   relaxed P       R      F1
      all                  2       2        50.0    50.0    50.0       100.0   100.0   100.0
    """
    blocks = []
    for part in ("mentions", "entities"):
        rows = []
        for name, strict in scores.items():
            if name.split(".")[:2] == [part, "strict"] and (strict.gold or strict.system):
                relaxed = scores.get(name.replace(".strict", ".relaxed", 1), Tally())
                title = name.removeprefix(f"{part}.strict").removeprefix(".") or "all"
                counts = f"  {title:<14}{strict.gold:>8}{strict.system:>8}"
                rows.append(counts + "".join(f"{p:>12}{r:>8}{f:>8}" for p, r, f in map(_prf, (strict, relaxed))))
        if rows:
            head = f"{part:<16}{'gold':>8}{'system':>8}" + "".join(
                f"{how + ' P':>12}{'R':>8}{'F1':>8}" for how in ("strict", "relaxed")
            )
            blocks.append("\n".join([head, *rows]))
    return "\n\n".join(blocks)


def fact_table(scores: Scores) -> str:
    """Facts by kind and field; empty if there are none. `of found`: how often the field of a found fact is right.

    >>> print(fact_table({"event.found": Tally(1, 2, 1, 1), "event.type": Tally(0, 2, 1, 1)}))
    facts               gold  system   right           P       R      F1    of found
    event
      found                2       1       1       100.0    50.0    66.7
      type                 2       1       0         0.0     0.0     0.0         0.0
    """
    head = f"{'facts':<16}{'gold':>8}{'system':>8}{'right':>8}{'P':>12}{'R':>8}{'F1':>8}{'of found':>12}"
    rows = list(_fact_rows(scores))
    return "\n".join([head, *rows]) if rows else ""


def _fact_rows(scores: Scores) -> Iterator[str]:
    block = None
    for name, tally in scores.items():
        kind, _, field = name.partition(".")
        if kind in ("mentions", "entities") or not (tally.gold or tally.system):
            continue
        if kind != block:
            yield kind
            block = kind
        precision, recall, f1 = _prf(tally)
        share = "" if field in ("found", "quantity") else _percent(tally.accuracy)
        counts = f"  {field:<14}{tally.gold:>8}{tally.system:>8}{tally.right:>8}"
        yield f"{counts}{precision:>12}{recall:>8}{f1:>8}{share:>12}".rstrip()


def _prf(tally: Tally) -> tuple[str, str, str]:
    return _percent(tally.precision), _percent(tally.recall), _percent(tally.f1)


def _percent(ratio: Fraction | None) -> str:
    return "-" if ratio is None else str(rounded(ratio * 100, 1))


def show_miss(number: int, miss: Miss, colour: bool) -> str:
    """A miss in its sentence: the place, what was expected, what came and the rule that fired.

    Args:
        number: its number in the list.
        miss: the miss.
        colour: use terminal colours; otherwise the place is in brackets.
    """

    def paint(text: str, what: str) -> str:
        return f"\033[{_COLOURS[what]}m{text}\033[0m" if colour else text

    line = line_around(miss.text, miss.span)
    start, end = max(line.start, miss.span.start - _WINDOW), min(line.end, miss.span.end + _WINDOW)
    before, after = miss.text[start : miss.span.start], miss.text[miss.span.end : end]
    words = miss.text[miss.span.start : miss.span.end].replace("\n", " ")
    marked = paint(words, "words") if colour else f"[{words}]"
    sentence = f"{'… ' * (start > line.start)}{before}{marked}{after}{' …' * (end < line.end)}"
    came = (miss.came or "nothing") + (f"  (rule {miss.rule})" if miss.rule else "")
    return "\n".join(
        [
            f"{number}. {miss.what}: {miss.verdict}  ({miss.file}: {miss.document})",
            f"   {sentence}",
            f"   expected  {paint(miss.expected or 'nothing', 'expected')}",
            f"   came      {paint(came, 'came')}",
        ]
    )
