"""The command `extract`. Nothing heavy is imported before it is needed, so that `--help` comes at once.

Exit status: 0 when all went well, 1 when some input failed (what could be read is written all the same) or a score is
below its floor, 2 for a wrong command line. With EXTRACT_DEBUG set, errors come with their traceback.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from extractor.errors import ExtractorError, GoldError, InputError, MissingDependencyError, PackError

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline
    from extractor.schema.document import Document, Extraction

Run = Callable[[argparse.Namespace], int]
"""What a command does; its exit status."""

OK, FAILED, USAGE = 0, 1, 2
COMMANDS = {
    "eval": "score the extractor against gold files",
    "check": "check a language pack and run its examples",
    "schema": "write the JSON Schemas of all output",
    "explain": "show what is read in a text, and by which rule",
}

_USAGE = "extract FILE... [options]\n       extract COMMAND ...   (extract COMMAND --help)"
_EPILOG = """examples:
  extract corpus/*.txt > facts.jsonl
  extract news.jsonl --emit documents -o documents.jsonl
  cat article.txt | extract - --published 2025-04-30
  extract "archive/**/*.txt" --emit mentions --no-model
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with these arguments (those of the process if None); its exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")  # on any locale
    name = arguments[0] if arguments and arguments[0] in COMMANDS else None
    parser, run = PARSERS[name]()
    args = parser.parse_intermixed_args(arguments[1:] if name else arguments)
    try:
        return run(args)
    except BrokenPipeError:  # whoever read the output has seen enough
        _drop_output()
        return OK
    except KeyboardInterrupt:
        return 130
    except ExtractorError as error:
        _complain(error)
        return USAGE if isinstance(error, InputError | GoldError) else FAILED
    except OSError as error:
        _drop_output()
        _complain(InputError(error.strerror or str(error), where=error.filename))
        return FAILED
    except Exception as error:
        _complain(_internal(error))
        return FAILED


def _parser(name: str | None, **options: Any) -> argparse.ArgumentParser:
    return argparse.ArgumentParser(
        prog=f"extract {name}" if name else "extract",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
        **options,
    )


def _main_parser() -> tuple[argparse.ArgumentParser, Run]:
    commands = "\n".join(f"  {name:9}{what}" for name, what in COMMANDS.items())
    parser = _parser(
        None,
        usage=_USAGE,
        description="Read news texts and write the facts in them, one JSON object a line.",
        epilog=f"commands (a file of such a name is given as ./{next(iter(COMMANDS))}):\n{commands}\n\n{_EPILOG}",
    )
    parser.add_argument(
        "files", nargs="+", metavar="FILE",
        help="a text file (one document), a .jsonl file (one a line: text, id?, lang?, published?), a glob pattern, "
        "or - for standard input",
    )  # fmt: skip
    parser.add_argument(
        "-e", "--emit", choices=("facts", "mentions", "documents"), default="facts", help="what to write (default: facts)"
    )
    parser.add_argument("-o", "--output", metavar="FILE", help="write there, once all is read, instead of to standard output")
    parser.add_argument(
        "--no-model", action="store_true",
        help="with --emit mentions or documents: numbers, amounts and dates only, without names and facts; much faster",
    )  # fmt: skip
    _add_reading(parser)
    parser.add_argument(
        "--input-format", choices=("auto", "text", "jsonl"), default="auto",
        help="auto: .jsonl and .ndjson files, and standard input that begins with {, are JSON Lines; the rest is text",
    )  # fmt: skip
    parser.add_argument(
        "--max-size", type=_size, metavar="SIZE", help="refuse larger documents (default: 10M; K, M and G are known)"
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and leave")
    return parser, _extract


def _add_reading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", metavar="CODE", help="language of the texts, or the folder of a language pack")
    parser.add_argument(
        "--published", metavar="DATE",
        help="publication date, for relative dates and missing years: 2025-04-30, 2025-04 or 2025 (default: the field "
        "of the JSON line, or a date at the head of the file's name)",
    )  # fmt: skip
    parser.add_argument("--encoding", metavar="NAME", default="utf-8", help="of the files (default: utf-8)")


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        from importlib.metadata import version

        print(f"extract {version('extractor')}")
        parser.exit()


def _size(text: str) -> int:
    scale = {"K": 10**3, "M": 10**6, "G": 10**9}.get(text[-1:].upper(), 1)
    digits = text if scale == 1 else text[:-1]
    if not digits.isdecimal() or int(digits) == 0:
        raise argparse.ArgumentTypeError(f"not a size: {text!r}")
    return int(digits) * scale


# The main job -------------------------------------------------------------------------------------------------------


class _Run:
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
        _complain(error if isinstance(error, ExtractorError) else _internal(error), document.id if document else None)

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

    run = _Run()
    names = list(readers.expand(args.files, run.failure))
    _check_names(names, args.output)
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
            for extraction in extractions:
                out.write("".join(f"{line}\n" for line in writers.lines(extraction, args.emit)).encode("utf-8"))
                out.flush()
                run.tick()
            if run.failed and not run.done:
                raise _NothingReadError
    except _NothingReadError:
        pass
    finally:
        run.clear()
    return FAILED if run.failed else OK


def _without_model(documents: Iterator[Document], lang: str | None, run: _Run) -> Iterator[Extraction]:
    """Extractions that have numeric mentions only."""
    from extractor import pipeline
    from extractor.schema.document import Extraction

    for document in documents:
        try:
            mentions = pipeline.load(lang or document.lang).mentions(document)
            yield Extraction(document=document, mentions=tuple(mentions))
        except Exception as error:
            run.failure(error, document)


def _check_names(names: list[str], output: str | None) -> None:
    """Refuse to overwrite an input; warn of files that their ids do not tell apart."""
    seen: dict[str, str] = {}
    for name in names:
        base = os.path.basename(name)
        if name != "-" and base in seen and not base.lower().endswith((".jsonl", ".ndjson")):
            print(f"extract: {name}: warning: has the same id as {seen[base]}", file=sys.stderr)
        seen.setdefault(base, name)
        if output and name != "-" and os.path.isfile(output) and os.path.isfile(name) and os.path.samefile(name, output):
            raise InputError("is both input and output", where=name, hint="write to another file")


# The other commands -------------------------------------------------------------------------------------------------


def _eval_parser() -> tuple[argparse.ArgumentParser, Run]:
    from extractor.evaluation import command

    parser = _parser("eval")
    command.add_arguments(parser)
    return parser, _eval


def _eval(args: argparse.Namespace) -> int:
    from extractor import pipeline
    from extractor.evaluation import command

    return command.run(
        args,
        extract=lambda document: pipeline.load(document.lang).extract(document),
        mentions=lambda document: pipeline.load(document.lang).mentions(document),
        link=lambda document, mentions: pipeline.load(document.lang).link(document, mentions),
    )


def _check_parser() -> tuple[argparse.ArgumentParser, Run]:
    from extractor.lang.pack import pack_codes

    code = (pack_codes() or ["CODE"])[0]
    parser = _parser(
        "check",
        description="Check language packs and run the examples that stand beside their tables.",
        epilog=f"examples:\n  extract check {code}\n  extract check ./my-language\n",
    )
    parser.add_argument("packs", nargs="*", metavar="CODE_OR_FOLDER", help=f"default: {code}")
    return parser, _check


def _check(args: argparse.Namespace) -> int:
    from extractor.lang.examples import run_examples
    from extractor.lang.pack import default_language, load_pack
    from extractor.recognizers import recognize

    failed = False
    for code in args.packs or [default_language()]:
        pack = load_pack(code)
        report = run_examples(pack, recognize)
        for failure in report.failures:
            print(f"{failure}\n")
        failed = failed or bool(report.failures)
        print(f"{pack.code}: {report.texts} examples, {len(report.failures)} failed, {report.pending} known to fail")
    return FAILED if failed else OK


def _schema_parser() -> tuple[argparse.ArgumentParser, Run]:
    parser = _parser(
        "schema",
        description="Write the JSON Schemas (draft 2020-12) of mentions, facts and the lines that extract writes.",
        epilog="examples:\n  extract schema -o schemas\n  extract schema --check\n",
    )
    parser.add_argument("-o", "--output", metavar="FOLDER", default="schemas", help="default: schemas")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the files there are not up to date")
    return parser, _schema


def _schema(args: argparse.Namespace) -> int:
    from pathlib import Path

    from extractor.schema import export

    folder = Path(args.output)
    if not args.check:
        for path in export.write(folder):
            print(str(path))
        return OK
    stale = export.stale(folder)
    for name in stale:
        _complain(InputError("is not up to date", where=str(folder / name), hint="run extract schema"))
    return FAILED if stale else OK


def _explain_parser() -> tuple[argparse.ArgumentParser, Run]:
    parser = _parser(
        "explain",
        description="Show each mention and fact of a text with its value and the rule that read it.",
        epilog='example:\n  extract explain "+8,5 % (12 M€)"\n',
    )
    parser.add_argument("text", metavar="TEXT", help="a text, the name of a text file, or - for standard input")
    parser.add_argument("--json", action="store_true", help="as JSON, like a line of --emit documents")
    parser.add_argument("--no-model", action="store_true", help="numbers, amounts and dates only")
    _add_reading(parser)
    return parser, _explain


def _explain(args: argparse.Namespace) -> int:
    from extractor import pipeline, readers, writers
    from extractor.schema import display
    from extractor.schema.document import Extraction

    text = os.fsencode(args.text).decode("utf-8", "replace")  # whatever the locale made of the command line
    run = _Run()
    reading = {"lang": args.lang, "published": args.published}
    if args.text == "-" or pipeline.is_file(args.text):
        documents = readers.read([args.text], encoding=args.encoding, on_error=run.failure, **reading)
    else:
        documents = iter([readers.document(text, **reading)])
    for document in documents:
        reader: Pipeline = pipeline.load(args.lang or document.lang)
        if args.no_model:
            found = Extraction(document=document, mentions=tuple(reader.mentions(document)))
        else:
            found = reader.extract(document)
        print(next(writers.lines(found, "documents")) if args.json else display.explain(found, _colours()))
    return FAILED if run.failed else OK


PARSERS: dict[str | None, Callable[[], tuple[argparse.ArgumentParser, Run]]] = {
    None: _main_parser,
    "eval": _eval_parser,
    "check": _check_parser,
    "schema": _schema_parser,
    "explain": _explain_parser,
}


# Output -------------------------------------------------------------------------------------------------------------


def _complain(error: ExtractorError, where: str | None = None) -> None:
    """Write an error to standard error, on one line."""
    place = f"{where}: " if where and where != error.where else ""
    print("extract: " + " ".join(f"{place}{error}".split()), file=sys.stderr)
    if os.environ.get("EXTRACT_DEBUG"):
        import traceback

        traceback.print_exception(error.__cause__ or error)


def _internal(error: Exception) -> ExtractorError:
    """An error of ours, not of the user's."""
    first = (str(error).splitlines() or [""])[0]
    found = ExtractorError(f"internal error: {type(error).__name__}: {first}", hint="EXTRACT_DEBUG=1 shows the traceback")
    found.__cause__ = error
    return found


def _colours() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _drop_output() -> None:
    """Send what is still buffered nowhere, so that Python does not fail on it once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
