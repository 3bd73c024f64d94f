"""The commands beside the main job: eval, check, schema, report, explain."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.cli.arguments import Run, add_reading, new_parser
from extractor.cli.main_job import Progress, check_names
from extractor.cli.messages import FAILED, OK, colours, complain
from extractor.errors import InputError

if TYPE_CHECKING:
    from extractor.pipeline import Pipeline
    from extractor.schema.document import Extraction


def eval_parser() -> tuple[argparse.ArgumentParser, Run]:
    from extractor.evaluation import command

    parser = new_parser("eval")
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


def check_parser() -> tuple[argparse.ArgumentParser, Run]:
    from extractor.lang.pack import pack_codes

    code = (pack_codes() or ["CODE"])[0]
    parser = new_parser(
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


def schema_parser() -> tuple[argparse.ArgumentParser, Run]:
    parser = new_parser(
        "schema",
        description="Write the JSON Schemas (draft 2020-12) of mentions, facts and the lines that extract writes.",
        epilog="examples:\n  extract schema -o schemas\n  extract schema --check\n  extract schema mymodule:MyFacts\n",
    )
    parser.add_argument(
        "record", nargs="?", metavar="RECORD",
        help="write the schema of this record to standard output: a name, module:Class, or a .yaml or .toml file",
    )  # fmt: skip
    parser.add_argument("-o", "--output", metavar="FOLDER", default="schemas", help="default: schemas")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the files there are not up to date")
    return parser, _schema


def _schema(args: argparse.Namespace) -> int:
    from pathlib import Path

    from extractor.records import loading, output
    from extractor.schema import export

    if args.record is not None:
        cls = loading.load_record(args.record)
        print(export.schema(cls.record_name(), cls), end="")
        return OK
    folder = Path(args.output)
    records = {**loading.shipped(), "records-line": output.RecordsLine}
    if not args.check:
        for path in [*export.write(folder), *export.write(folder / "records", records)]:
            print(str(path))
        return OK
    stale = [*export.stale(folder), *(f"records/{name}" for name in export.stale(folder / "records", records))]
    for name in stale:
        complain(InputError("is not up to date", where=str(folder / name), hint="run extract schema"))
    return FAILED if stale else OK


def report_parser() -> tuple[argparse.ArgumentParser, Run]:
    from extractor.report import command

    parser = new_parser("report")
    command.add_arguments(parser)
    add_reading(parser)
    return parser, _report


def _report(args: argparse.Namespace) -> int:
    from extractor import readers
    from extractor.report import command

    run = Progress()
    names = list(readers.expand(args.files, run.failure))
    check_names(names, args.output)
    try:
        command.run(args, _counted(_extractions(args, names, run), run))
    finally:
        run.clear()
    return FAILED if run.failed else OK


def _extractions(args: argparse.Namespace, names: list[str], run: Progress) -> Iterator[Extraction]:
    """What the pipeline finds in the named files, each failure told and counted by the run."""
    from extractor import pipeline, readers

    reading = {"lang": args.lang, "published": args.published, "encoding": args.encoding}
    documents = readers.read(names, on_error=run.failure, **reading)
    return pipeline.extract_all(documents, lang=args.lang, on_failure=lambda d, e: run.failure(e, d))


def _counted(extractions: Iterator[Extraction], run: Progress) -> Iterator[Extraction]:
    for extraction in extractions:
        yield extraction
        run.tick()


def explain_parser() -> tuple[argparse.ArgumentParser, Run]:
    parser = new_parser(
        "explain",
        description="Show each mention and fact of a text with its value and the rule that read it.",
        epilog='example:\n  extract explain "+8,5 % (12 M€)"\n',
    )
    parser.add_argument("text", metavar="TEXT", help="a text, the name of a text file, or - for standard input")
    parser.add_argument("--json", action="store_true", help="as JSON, like a line of --emit documents")
    parser.add_argument("--no-model", action="store_true", help="numbers, amounts and dates only")
    add_reading(parser)
    return parser, _explain


def _explain(args: argparse.Namespace) -> int:
    from extractor import pipeline, readers, writers
    from extractor.schema import display
    from extractor.schema.document import Extraction

    text = os.fsencode(args.text).decode("utf-8", "replace")  # whatever the locale made of the command line
    run = Progress()
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
        print(next(writers.lines(found, "documents")) if args.json else display.explain(found, colours()))
    return FAILED if run.failed else OK


def export_parser() -> tuple[argparse.ArgumentParser, Run]:
    from extractor.annotation import command

    parser = new_parser("export")
    command.add_export_arguments(parser)
    add_reading(parser)
    return parser, _export


def _export(args: argparse.Namespace) -> int:
    from extractor import readers
    from extractor.annotation import command

    run = Progress()
    args.files = list(readers.expand(args.files, run.failure))
    check_names(args.files, args.output)
    command.export(args, lambda files: _extractions(args, files, run))
    return FAILED if run.failed else OK


def import_parser() -> tuple[argparse.ArgumentParser, Run]:
    from extractor.annotation import command

    parser = new_parser("import")
    command.add_import_arguments(parser)
    return parser, _import


def _import(args: argparse.Namespace) -> int:
    from extractor import pipeline
    from extractor.annotation import command

    count = command.import_(args, known=lambda document: pipeline.load(document.lang).mentions(document))
    command.report(count, args.output)
    return OK
