"""The command `extract report`: what it takes and what it does. The extractions are handed in by the caller."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # `extract --help` imports this module, and must be quick
    from collections.abc import Iterable

    from extractor.schema import Extraction

DESCRIPTION = "Write one self-contained HTML page on which people look at articles, their facts, and the figures in them."
EXAMPLES = """\
examples:
  extract report article.txt
  extract report "archive/**/*.txt" -o archive.html --title "Archive"

The page needs no network. It opens in any current browser (2024 or newer), prints, and is operated by keyboard (? shows how).
"""
OUTPUT = "report.html"
"""Where the page goes unless `--output` says otherwise."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `extract report` that are its own; those of reading are the caller's."""
    parser.description = DESCRIPTION
    parser.epilog = EXAMPLES
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    add = parser.add_argument
    add("files", nargs="+", metavar="FILE", help="a text file, a .jsonl file, a glob pattern, or - for standard input")
    add("-o", "--output", metavar="FILE", default=OUTPUT, help="default: %(default)s; - is standard output")
    add("--title", metavar="TEXT", help="title of the page")


class NothingReadError(Exception):
    """There is no article to report on: what stood in the output file before is left alone."""


def run(args: argparse.Namespace, extractions: Iterable[Extraction]) -> int:
    """Write the report.

    Args:
        args: what `add_arguments` declared.
        extractions: what was read out of each document, in order.

    Returns:
        How many articles are on the page; 0 when there was none, and nothing was written.

    Raises:
        InputError: the file cannot be written.
    """
    from extractor import writers
    from extractor.report.page import write

    try:
        with writers.open_output(args.output) as out:
            count = write(extractions, out, args.title)
            if not count:
                raise NothingReadError
    except NothingReadError:
        return 0
    return count
