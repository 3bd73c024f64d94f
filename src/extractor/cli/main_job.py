"""The main job, `extract FILE...`: documents in, JSON lines out."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from extractor.cli.arguments import Run, Version, add_reading, new_parser, size
from extractor.cli.messages import FAILED, OK, complain, internal
from extractor.errors import ExtractorError, InputError, MissingDependencyError, PackError

if TYPE_CHECKING:
    from extractor.records.model import Record
    from extractor.schema.document import Document, Extraction
    from extractor.writers.formats import Write

_USAGE = "extract FILE... [options]\n       extract COMMAND ...   (extract COMMAND --help)"
_EPILOG = """examples:
  extract corpus/*.txt > facts.jsonl
  extract news.jsonl --emit documents -o documents.jsonl
  cat article.txt | extract - --published 2025-04-30
  extract "archive/**/*.txt" --emit mentions --no-model
  extract corpus/*.txt --emit records --record summit
"""


def main_parser(commands: Mapping[str, str]) -> tuple[argparse.ArgumentParser, Run]:
    """The parser of `extract FILE...`.

    Args:
        commands: name of each other command → what it does.
    """
    width = max(map(len, commands)) + 2
    listed = "\n".join(f"  {name:{width}}{what}" for name, what in commands.items())
    parser = new_parser(
        None,
        usage=_USAGE,
        description="Read news texts and write the facts in them, one JSON object a line.",
        epilog=f"commands (a file of such a name is given as ./{next(iter(commands))}):\n{listed}\n\n{_EPILOG}",
    )
    parser.add_argument(
        "files", nargs="+", metavar="FILE",
        help="a text file (one document), a .jsonl file (one a line: text, id?, lang?, published?), a glob pattern, "
        "or - for standard input",
    )  # fmt: skip
    parser.add_argument(
        "-e", "--emit", choices=("facts", "mentions", "documents", "records"), default="facts",
        help="what to write (default: facts)",
    )  # fmt: skip
    parser.add_argument(
        "-r", "--record", action="append", metavar="RECORD",
        help="with --emit records: summit, results, release, a class of yours as module:Class, or a .yaml or .toml file; "
        "may be given more than once",
    )  # fmt: skip
    parser.add_argument(
        "--format", choices=("jsonl", "csv", "parquet"), default="jsonl",
        help="JSON lines (the default), or facts or mentions as a table, one row each",
    )  # fmt: skip
    parser.add_argument(
        "--csv-dialect", metavar="CODE",
        help="language of the spreadsheet that is to open the CSV, which decides on separator and decimal sign "
        "(default: en)",
    )  # fmt: skip
    parser.add_argument("-o", "--output", metavar="FILE", help="write there, once all is read, instead of to standard output")
    parser.add_argument(
        "--no-model", action="store_true",
        help="with --emit mentions or documents: numbers, amounts and dates only, without names and facts; much faster",
    )  # fmt: skip
    add_reading(parser)
    parser.add_argument(
        "--input-format", choices=("auto", "text", "jsonl"), default="auto",
        help="auto: .jsonl and .ndjson files, and standard input that begins with {, are JSON Lines; the rest is text",
    )  # fmt: skip
    parser.add_argument(
        "--max-size", type=size, metavar="SIZE", help="refuse larger documents (default: 10M; K, M and G are known)"
    )
    parser.add_argument("--version", action=Version, nargs=0, help="show the version and leave")
    return parser, _extract


class Progress:
    """What happened so far in a run: documents done, inputs failed; and how far it is, when somebody watches."""

    def __init__(self) -> None:
        self.done = 0
        self.failed = 0
        self._watched = sys.stderr.isatty() and not sys.stdout.isatty()
        self._next = time.monotonic() + 1
        self._line = ""

    def failure(self, error: Exception, document: Document | None = None) -> None:
        """Report one input that failed; what would fail all others too is raised."""
        if isinstance(error, PackError | MissingDependencyError):
            raise error
        self.failed += 1
        self.clear()
        complain(error if isinstance(error, ExtractorError) else internal(error), document.id if document else None)

    def tick(self) -> None:
        """Count a document."""
        self.done += 1
        if self._watched and time.monotonic() >= self._next:
            self._next = time.monotonic() + 0.2
            self._line = f"extract: {self.done:,} documents"
            print(f"\r{self._line}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the progress line away."""
        if self._line:
            print("\r" + " " * len(self._line) + "\r", end="", file=sys.stderr, flush=True)
            self._line = ""


class _NothingReadError(Exception):
    """No input could be read: what stood in the output file before is left alone."""


def _extract(args: argparse.Namespace) -> int:
    if args.no_model and args.emit == "facts":
        raise InputError("facts take the model", hint="--no-model goes with --emit mentions or --emit documents")
    from extractor import pipeline, readers, writers

    on_terminal = args.output in (None, "-") and sys.stdout.isatty()
    writers.check(args.emit, args.format, dialect=args.csv_dialect, terminal=on_terminal)
    records = _records(args)
    run = Progress()
    names = list(readers.expand(args.files, run.failure))
    check_names(names, args.output)
    documents = readers.read(
        names,
        lang=args.lang,
        published=args.published,
        encoding=args.encoding,
        input_format=args.input_format,
        max_bytes=args.max_size or readers.MAX_BYTES,
        on_error=run.failure,
    )
    if args.no_model:
        extractions = _without_model(documents, args.lang, run)
    else:
        extractions = pipeline.extract_all(documents, lang=args.lang, on_failure=lambda d, e: run.failure(e, d))
    try:
        with writers.open_output(args.output) as out:
            with _sink(out, args, records, run) as write:
                for extraction in extractions:
                    write(extraction)
                    run.tick()
            if run.failed and not run.done:
                raise _NothingReadError
    except _NothingReadError:
        pass
    finally:
        run.clear()
    return FAILED if run.failed else OK


def _records(args: argparse.Namespace) -> list[type[Record]]:
    """The classes of the records that are asked for."""
    if (args.emit == "records") != bool(args.record):
        what = "--record goes with --emit records" if args.record else "records are of a kind"
        raise InputError(what, hint="--emit records --record summit")
    if not args.record:
        return []
    if args.no_model:
        raise InputError("records take the model", hint="--no-model goes with --emit mentions or --emit documents")
    from extractor.records import loading

    return [loading.load_record(name) for name in args.record]


@contextmanager
def _sink(out: IO[bytes], args: argparse.Namespace, records: list[type[Record]], run: Progress) -> Iterator[Write]:
    """What writes extractions as they are asked for."""
    from extractor import writers
    from extractor.records import output

    if not records:
        with writers.sink(out, args.emit, args.format, dialect=args.csv_dialect) as write:
            yield write
        return

    def write_records(found: Extraction) -> None:
        lines = output.lines(found, records, lambda document, error: run.failure(error, document))
        out.write("".join(f"{line}\n" for line in lines).encode("utf-8"))
        out.flush()

    yield write_records


def _without_model(documents: Iterator[Document], lang: str | None, run: Progress) -> Iterator[Extraction]:
    """Extractions that have numeric mentions only."""
    from extractor import pipeline
    from extractor.schema.document import Extraction

    for document in documents:
        try:
            mentions = pipeline.load(lang or document.lang).mentions(document)
            yield Extraction(document=document, mentions=tuple(mentions))
        except Exception as error:
            run.failure(error, document)


def check_names(names: list[str], output: str | None) -> None:
    """Refuse to overwrite an input; warn of files that their ids do not tell apart."""
    seen: dict[str, str] = {}
    for name in names:
        base = os.path.basename(name)
        if name != "-" and base in seen and not base.lower().endswith((".jsonl", ".ndjson")):
            print(f"extract: {name}: warning: has the same id as {seen[base]}", file=sys.stderr)
        seen.setdefault(base, name)
        if output and name != "-" and os.path.isfile(output) and os.path.isfile(name) and os.path.samefile(name, output):
            raise InputError("is both input and output", where=name, hint="write to another file")
