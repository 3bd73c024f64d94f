"""Arguments that commands share, and what a command is."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

Run = Callable[[argparse.Namespace], int]
"""What a command does; its exit status."""

ParserFactory = Callable[[], tuple[argparse.ArgumentParser, Run]]
"""Makes the parser of a command, and says what runs on what was parsed; heavy imports belong into what runs."""


def new_parser(name: str | None, **options: Any) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(
        prog=f"extract {name}" if name else "extract",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        **options,
    )


def add_reading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", metavar="CODE", help="language of the texts, or the folder of a language pack")
    parser.add_argument(
        "--published", metavar="DATE",
        help="publication date, for relative dates and missing years: 2025-04-30, 2025-04 or 2025 (default: the field "
        "of the JSON line, or a date at the head of the file's name)",
    )  # fmt: skip
    parser.add_argument("--encoding", metavar="NAME", default="utf-8", help="of the files (default: utf-8)")


class Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib.metadata import version

        print(f"extract {version('extractor')}")
        parser.exit()


def size(text: str) -> int:
    scale = {"K": 10**3, "M": 10**6, "G": 10**9}.get(text[-1:].upper(), 1)
    digits = text if scale == 1 else text[:-1]
    if not digits.isdecimal() or int(digits) == 0:
        raise argparse.ArgumentTypeError(f"not a size: {text!r}")
    return int(digits) * scale
