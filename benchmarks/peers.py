"""This package's mentions beside those of other packages: speed on the same text, quality on the conformance rows.

    python benchmarks/peers.py [FILE or FOLDER …] [--conformance DIR]      default text: the corpus

Needs the extra `benchmarks`; a peer that is not installed is named and left out. Prints a Markdown table: words a second on one
core (processor time, the best of several rounds that go through all readers in turn), how many times faster this package
reads the very same paragraphs, and, with `--conformance`, F1 by dimension (relaxed, tier core, by the scorer in that folder); a
dimension that a peer does not do is a dash. Every reader gets a text paragraph by paragraph: Recognizers-Text gives no date at
all of a text in which it stumbles once, and some take more than twice as long for twice the text. Slow peers get a sample:
every so many paragraphs of all texts.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy comes in, with some of the peers

import argparse
import importlib
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from adapters import DIMENSIONS, NAMES, Adapter, installed

ROOT = Path(__file__).resolve().parent.parent
PUBLISHED = "2025-04-30"
"""Reference date of the timed texts."""
SHORTEST = 0.3
"""Seconds below which a reading is repeated: the clock ticks too coarsely for less."""
GROUPS = {"dates": "(temporal)"}
"""The scorer's names of dimensions, where they differ."""

Counts = dict[str, Counter[str]]


def paragraphs(paths: Iterable[Path]) -> list[str]:
    """The paragraphs of files, and of the text files of folders."""
    files = [f for path in paths for f in (sorted(path.glob("*.txt")) if path.is_dir() else [path])]
    return [line for f in files for line in f.read_text(encoding="utf-8").splitlines() if line.strip()]


def words_of(texts: Iterable[str]) -> int:
    """Words, as white space divides them."""
    return sum(len(text.split()) for text in texts)


def sample(texts: Sequence[str], words: int) -> list[str]:
    """About so many words: every so many paragraphs, so that all texts are in it."""
    return list(texts[:: max(1, round(words_of(texts) / words))])


def seconds(adapter: Adapter, texts: Sequence[str]) -> float:
    """Processor seconds for reading texts once."""
    times, start = 0, time.process_time()
    while True:
        for text in texts:
            adapter.read(text, PUBLISHED)
        times += 1
        spent = time.process_time() - start
        if spent >= SHORTEST:
            return spent / times


def speeds(adapters: Sequence[Adapter], texts: Sequence[str], least: int, rounds: int) -> dict[str, tuple[int, float, float]]:
    """By adapter: words read, the fewest seconds it took, and the fewest that the first adapter took for the same."""
    given = {a.name: sample(texts, least) if a.slow else list(texts) for a in adapters}
    best = {a.name: (words_of(given[a.name]), float("inf"), float("inf")) for a in adapters}
    for adapter in adapters:
        for text in texts[:5]:
            adapter.read(text, PUBLISHED)  # loads its tables
    for _ in range(rounds):
        for adapter in adapters:
            words, own, first = best[adapter.name]
            chosen = given[adapter.name]
            best[adapter.name] = words, min(own, seconds(adapter, chosen)), min(first, seconds(adapters[0], chosen))
    return best


def quality(adapter: Adapter, rows: Sequence[dict[str, Any]], evaluate: Callable[..., Any]) -> Counts:
    """The scorer's relaxed counts by dimension: tp, fp and fn."""
    predicted = {row["id"]: adapter.predictions(row["text"], adapter.read(row["text"], row["ref"])) for row in rows}
    counts, _, _ = evaluate(rows, predicted)
    return {name: counts["relaxed"][GROUPS.get(name, name)] for name in DIMENSIONS}


def f1(counts: Counter[str], digits: int = 0) -> str:
    """In per cent; nothing where no row expects anything."""
    if not counts["tp"] + counts["fn"]:
        return ""
    return f"{200 * counts['tp'] / (2 * counts['tp'] + counts['fp'] + counts['fn']):.{digits}f}"


def scorer(folder: Path, tier: str) -> tuple[list[dict[str, Any]], Callable[..., Any]]:
    """The rows of a folder, and its scorer."""
    sys.path.insert(0, str(folder))
    score = importlib.import_module("score")
    rows = list(score.load_rows(sorted(str(f) for f in folder.glob("*.jsonl")), "all", tier, None))
    return rows, score.evaluate


def table(lines: Iterable[Sequence[str]], heads: Sequence[str]) -> str:
    """A Markdown table: the first column to the left, the others to the right."""
    ruled = ["---", *["---:"] * (len(heads) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [heads, ruled, *lines])


def speed_lines(adapters: Sequence[Adapter], best: dict[str, tuple[int, float, float]]) -> list[list[str]]:
    """One line an adapter: words a second, and the ratio."""
    lines = []
    for adapter in adapters:
        words, own, first = best[adapter.name]
        lines.append([adapter.name, f"{words:,}", f"{words / own:,.0f}", f"{own / first:.1f}" if adapter is not adapters[0] else "1"])
    return lines


def done(adapter: Adapter, counts: Counts) -> Counter[str]:
    """The counts of all dimensions that a reader does."""
    return sum((counts[name] for name in DIMENSIONS if name in adapter.reads), Counter())


def quality_lines(adapters: Sequence[Adapter], counts: Sequence[Counts]) -> list[list[str]]:
    """One line an adapter: F1 by dimension, of all that it does, and of this package on the same."""
    lines = []
    for adapter, own in zip(adapters, counts, strict=True):
        cells = (f1(own[name]) if name in adapter.reads else "–" for name in DIMENSIONS)
        lines.append([adapter.name, *cells, f1(done(adapter, own), 1), f1(done(adapter, counts[0]), 1)])
    return lines


def suite_line(adapters: Sequence[Adapter], suite: str, rows: Sequence[dict[str, Any]], evaluate: Callable[..., Any]) -> list[str]:
    """One suite: F1 of each peer in what it does, and behind a stroke that of this package in the same."""
    counts = [quality(adapter, rows, evaluate) for adapter in adapters]
    pairs = ((f1(done(a, own), 1), f1(done(a, counts[0]), 1)) for a, own in zip(adapters[1:], counts[1:], strict=True))
    return [suite, str(len(rows)), *(f"{own} / {ours}" if own else "" for own, ours in pairs)]


def print_quality(adapters: Sequence[Adapter], rows: Sequence[dict[str, Any]], evaluate: Callable[..., Any]) -> None:
    """The tables of all rows by dimension, and by the suite that they come from."""
    print(f"\n{len(rows)} rows, relaxed F1\n")
    counts = [quality(adapter, rows, evaluate) for adapter in adapters]
    print(table(quality_lines(adapters, counts), ("reader", *DIMENSIONS, "all it reads", "ours on these")))
    print("\nBy suite: the peer / ours on the same dimensions\n")
    suites = {suite: [row for row in rows if row["source"] == suite] for suite in sorted({row["source"] for row in rows})}
    lines = [suite_line(adapters, suite, given, evaluate) for suite, given in suites.items()]
    print(table(lines, ("suite", "rows", *(a.name for a in adapters[1:]))))


def main() -> int:
    """Run the benchmark; see the module's text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, help="texts, or folders of .txt files")
    parser.add_argument("--conformance", type=Path, metavar="DIR", help="folder with rows (*.jsonl), score.py and common.py")
    parser.add_argument("--tier", default="core", choices=["core", "core+wide"], help="which rows")
    parser.add_argument("--rounds", type=int, default=5, help="rounds, of which the best counts")
    parser.add_argument("--sample", type=int, default=2000, metavar="WORDS", help="words for slow peers")
    parser.add_argument("--only", nargs="+", default=NAMES[1:], choices=NAMES[1:], help="peers to run")
    args = parser.parse_args()
    found = list(installed((NAMES[0], *args.only)))
    adapters = [adapter for _, adapter in found if isinstance(adapter, Adapter)]
    for name, adapter in found:
        if isinstance(adapter, ImportError):
            print(f"left out: {name} ({adapter})", file=sys.stderr)
    texts = paragraphs(args.paths or [ROOT / "corpus"])
    print(f"{len(texts)} paragraphs, {words_of(texts):,} words\n")
    best = speeds(adapters, texts, args.sample, args.rounds)
    print(table(speed_lines(adapters, best), ("reader", "words read", "words a second", "times slower than ours")))
    for adapter in (a for a in adapters if a.gives_up):
        chosen = sample(texts, args.sample)
        failed = sum(adapter.gives_up(text) for text in chosen if adapter.gives_up)
        print(f"\n{adapter.name} gave up on the dates of {failed} of {len(chosen)} paragraphs.")
    if args.conformance:
        print_quality(adapters, *scorer(args.conformance, args.tier))
    return 0


if __name__ == "__main__":
    sys.exit(main())
