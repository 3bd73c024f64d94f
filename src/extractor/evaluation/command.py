"""The command `extract eval`: what it takes and what it does. The system to evaluate is handed in by the caller."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # `extract --help` imports this module, and must be quick
    from extractor.evaluation.floors import Breach, Floor
    from extractor.evaluation.report import Report
    from extractor.schema import Document, Extraction, Mention

DESCRIPTION = "Score the extractor against gold: mentions by type, facts by field, the worst misses in their sentence."
EXAMPLES = """\
examples:
  extract eval corpus/gold/*.gold.json
  extract eval news.jsonl --errors 30 --by file
  extract eval news.jsonl --mentions-only --json > scores.json

exit status: 0, or 1 if a score is below its floor in the floors file, or 2 if gold or floors cannot be read
"""
FLOORS = Path("corpus", "floors.toml")
"""Where the floors are looked up, in the current folder, unless `--floors` says otherwise."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `extract eval`."""
    parser.description = DESCRIPTION
    parser.epilog = EXAMPLES
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    add = parser.add_argument
    add(
        "gold",
        nargs="+",
        metavar="GOLD",
        help="an annotated article (.gold.json), a sentence set (.jsonl), or a pattern",
    )
    add("--lang", metavar="TAG", help="language of the gold files that do not say (default: that of the package)")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--mentions-only", action="store_true", help="score mentions alone; loads no model")
    how.add_argument(
        "--given-mentions",
        action="store_true",
        help="give the linker the mentions of gold, to see how well it links; no floors apply",
    )
    add("--errors", type=_count, default=10, metavar="N", help="show the N worst misses (default: %(default)s)")
    add("--by", choices=["file"], help="scores for each gold file too")
    add("--json", action="store_true", help="write the scores, misses and broken floors as one JSON object")
    floors = parser.add_mutually_exclusive_group()
    floors.add_argument(
        "--floors", type=Path, metavar="FILE", help=f"floors file (default: {FLOORS.as_posix()}, if there)"
    )
    floors.add_argument("--no-floors", action="store_true", help="apply no floors")


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"not a count: {text!r}")
    return int(text)


def run(
    args: argparse.Namespace,
    extract: Callable[[Document], Extraction],
    mentions: Callable[[Document], Sequence[Mention]],
    link: Callable[[Document, list[Mention]], Extraction],
) -> int:
    """Evaluate and report on standard output.

    Args:
        args: what `add_arguments` declared.
        extract: the whole system.
        mentions: its first step alone, for `--mentions-only`.
        link: its last step alone, for `--given-mentions`: from a document and its mentions to facts.

    Returns:
        The exit status: 0, or 1 if a score is below its floor.

    Raises:
        InputError: a gold or floors file cannot be read.
        GoldError: gold does not agree with its text.
    """
    from extractor.evaluation.floors import breaches
    from extractor.evaluation.gold import read_gold
    from extractor.evaluation.report import evaluate, evaluate_linking, evaluate_mentions

    floors = _floors(args)  # before the work, so that a mistake in them does not cost it
    gold = read_gold(*args.gold, lang=args.lang)
    if args.mentions_only:
        report = evaluate_mentions(gold, mentions)
    elif args.given_mentions:
        report = evaluate_linking(gold, link)
    else:
        report = evaluate(gold, extract)
    broken = breaches(report, floors)
    sys.stdout.write(_json(report, broken, args) if args.json else _text(report, broken, args))
    return 1 if broken else 0


def _floors(args: argparse.Namespace) -> list[Floor]:
    from extractor.evaluation.floors import read_floors

    if args.no_floors or args.given_mentions:
        return []
    if args.floors is not None:
        return read_floors(args.floors)
    return read_floors(FLOORS) if FLOORS.is_file() else []


def _text(report: Report, broken: Sequence[Breach], args: argparse.Namespace) -> str:
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    text = report.text(errors=args.errors, by_file=args.by == "file", colour=colour)
    return text + "".join(f"\nbelow floor: {breach}" for breach in broken) + "\n" * bool(broken)


def _json(report: Report, broken: Sequence[Breach], args: argparse.Namespace) -> str:
    from extractor.evaluation.scores import rounded

    out = report.as_dict(errors=args.errors, by_file=args.by == "file")
    out["below_floor"] = [
        {
            "gold": breach.floor.gold,
            "metric": breach.floor.metric,
            "at_least": str(breach.floor.at_least),
            "got": None if breach.got is None else str(rounded(breach.got)),
        }
        for breach in broken
    ]
    return json.dumps(out, ensure_ascii=False) + "\n"
