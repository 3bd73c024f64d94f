"""The commands `extract export` and `extract import`: what they take and what they do. Who reads the documents is handed
in by the caller."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.errors import GoldError, InputError

if TYPE_CHECKING:  # `extract --help` imports this module, and must be quick
    from extractor.annotation.regions import Annotated, Known
    from extractor.schema import Document, Extraction

TOOLS = ("label-studio", "doccano", "brat")
GOLD = ".gold.json"

EXPORT_EXAMPLES = """\
examples:
  extract export --to label-studio corpus/*.txt -o tasks.json --config setup
  extract export --to brat corpus/gold/*.gold.json -o annotated
  extract export --to doccano news.jsonl --mentions-only > news.doccano.jsonl
"""
IMPORT_EXAMPLES = """\
examples:
  extract import --from label-studio project-1.json -o corpus/gold
  extract import --from brat annotated -o corpus/gold/article.gold.json
  extract import --from doccano all.jsonl -o news.jsonl
"""

Extract = Callable[[list[str]], Iterator["Extraction"]]
"""Reads files, patterns or `-`, and gives what stands in them."""


def add_export_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `extract export`, those of reading aside."""
    parser.description = "Write texts with what is read in them for an annotation tool, to be corrected by people."
    parser.epilog = EXPORT_EXAMPLES
    add = parser.add_argument
    add("files", nargs="*", metavar="FILE", help=f"texts, as for extract itself; or gold files (*{GOLD}), as they are")
    add("--to", dest="tool", choices=TOOLS, required=True, help="the tool")
    add("-o", "--output", metavar="FILE", help="the file to write (default: standard output); for brat a folder")
    add("--mentions-only", action="store_true", help="mentions and names alone, without facts")
    add("--config", metavar="FOLDER", help="write the tool's configuration (labels and relations) there too")


def add_import_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `extract import`."""
    from extractor.annotation.offsets import UNITS

    parser.description = "Make gold files, as extract eval reads them, of what people marked in an annotation tool."
    parser.epilog = IMPORT_EXAMPLES
    add = parser.add_argument
    add("files", nargs="+", metavar="FILE", help="what the tool exported; for brat .ann files or folders of them")
    add("--from", dest="tool", choices=TOOLS, required=True, help="the tool")
    add(
        "-o", "--output", metavar="FILE", required=True,
        help=f"name{GOLD} for one document (its text is put beside it), name.jsonl for any number, or a folder for a {GOLD} "
        "file of each",
    )  # fmt: skip
    add("--offsets", choices=UNITS, help="what the offsets count (default: utf-16 for doccano, code-points for the others)")
    add("--predictions", action="store_true", help="label-studio: take the predictions of tasks that nobody annotated")
    add("--mentions-only", action="store_true", help="leave facts out, so that they are not scored")
    add("--lang", metavar="CODE", help="language of the texts that do not say")


# Export -------------------------------------------------------------------------------------------------------------


def export(args: argparse.Namespace, extract: Extract) -> None:
    """Write documents for a tool.

    Args:
        args: what `add_export_arguments` declared.
        extract: reads texts.

    Raises:
        InputError: nothing to do, or an output that cannot be written.
        GoldError: a gold file that does not agree with its text.
    """
    from extractor.annotation import brat, doccano, label_studio

    configs = {"label-studio": label_studio.config, "doccano": doccano.config, "brat": brat.config}
    if args.config:
        _write_all(Path(args.config), configs[args.tool]())
    if not args.files:
        if args.config:
            return
        raise InputError("no file to export", hint="give texts, gold files, or --config FOLDER alone")
    documents = _documents(args, extract)
    if args.tool == "brat":
        if not args.output:
            raise InputError("brat takes a folder", hint="give one with -o")
        _export_brat(Path(args.output), (annotated for annotated, _ in documents))
        return
    from extractor.writers import open_output

    with open_output(args.output) as out:
        if args.tool == "doccano":
            marked = (annotated for annotated, _ in documents)
            pieces: Iterable[str] = (f"{line}\n" for line in doccano.lines(marked, relations=not args.mentions_only))
        else:
            from importlib.metadata import version

            pieces = label_studio.tasks(documents, version("extractor"))
        for piece in pieces:
            out.write(piece.encode("utf-8"))


def _documents(args: argparse.Namespace, extract: Extract) -> Iterator[tuple[Annotated, bool]]:
    """The documents to export, and whether people marked them."""
    from extractor.annotation.regions import to_regions
    from extractor.evaluation.gold import read_gold

    for name in args.files:
        if name.endswith(GOLD):
            for gold in read_gold(name, lang=args.lang):
                yield to_regions(gold.extraction, not args.mentions_only), True
        else:
            for found in extract([name]):
                yield to_regions(found, not args.mentions_only), False


def _export_brat(folder: Path, documents: Iterable[Annotated]) -> None:
    from extractor.annotation import brat

    taken: set[str] = set()
    manifest = []
    for annotated in documents:
        stem = brat.file_stem(annotated.document.id, taken)
        files = {f"{stem}.txt": annotated.document.text, f"{stem}.ann": brat.ann(annotated)}
        for name, text in files.items():
            if (folder / name).exists() and (folder / name).read_bytes() != text.encode("utf-8"):
                hint = "people may have worked on it; export to another folder"
                raise InputError("is there already, and holds something else", where=str(folder / name), hint=hint)
        _write_all(folder, files)
        manifest.append(brat.manifest_line(stem, annotated))
    _write_all(folder, {brat.MANIFEST: "".join(manifest)} | brat.config())


# Import -------------------------------------------------------------------------------------------------------------


def import_(args: argparse.Namespace, known: Known) -> int:
    """Make gold files of what a tool exported; nothing is written unless all of it can be read.

    Args:
        args: what `add_import_arguments` declared.
        known: reads the mentions of a document, for the values of those that people marked without one.

    Returns:
        How many documents there were.

    Raises:
        InputError: a file cannot be read, or the output cannot be written.
        GoldError: what the tool gives does not agree with its text, or says what the contract does not know.
    """
    from extractor.annotation.regions import from_regions

    found = [from_regions(annotated, where=where, known=known) for where, annotated in _annotated(args)]
    if not found:
        raise InputError("no document in what is to be imported", where=args.files[0])
    facts = not args.mentions_only and any(extraction.facts for extraction in found)
    _write_gold(Path(args.output), found, facts, into_folder=args.output.endswith(("/", "\\")))
    return len(found)


def _annotated(args: argparse.Namespace) -> Iterator[tuple[str, Annotated]]:
    """The documents of the files, each with where it stands."""
    from extractor.annotation import brat, doccano, label_studio

    if args.predictions and args.tool != "label-studio":
        raise InputError("only Label Studio has predictions", hint="leave --predictions away")
    for name in args.files:
        path = Path(name)
        if args.tool == "brat":
            yield from ((file.name, annotated) for file, annotated in _brat_files(path, args.offsets or brat.UNIT, args.lang))
            continue
        text = _read(path)
        if args.tool == "doccano":
            documents = doccano.read(text, path.name, args.offsets or doccano.UNIT, args.lang)
        else:
            unit = args.offsets or label_studio.UNIT
            documents = label_studio.read(text, path.name, unit, args.predictions, args.lang)
        for annotated in documents:
            yield f"{path.name}, {annotated.document.id}", annotated


def _brat_files(path: Path, unit: str, lang: str | None) -> Iterator[tuple[Path, Annotated]]:
    import json

    from extractor.annotation import brat

    files = sorted(path.glob("*.ann")) if path.is_dir() else [path]
    folder = path if path.is_dir() else path.parent
    manifest = folder / brat.MANIFEST
    lines = _read(manifest).split("\n") if manifest.is_file() else []
    try:
        fields = {row["file"]: row for row in (json.loads(line) for line in lines if line.strip())}
    except (ValueError, KeyError, TypeError) as error:
        raise GoldError("not as it was exported", where=manifest.name, hint="put it back, or take it away") from error
    for file in files:
        text = _read(file.with_suffix(".txt"))
        yield file, brat.read(_read(file), text, fields.get(file.stem, {}), file.name, unit, lang)  # type: ignore[arg-type]


def _write_gold(output: Path, found: list[Extraction], facts: bool, into_folder: bool) -> None:
    from extractor.annotation import brat, gold

    if output.suffix == ".jsonl" and not into_folder:
        _write_all(output.parent, {output.name: "".join(gold.sentence(extraction, facts) for extraction in found)})
        return
    if output.name.endswith(GOLD) and not into_folder:
        if len(found) > 1:
            hint = "give a folder, or a name that ends in .jsonl"
            raise InputError(f"{len(found)} documents for one gold file", where=str(output), hint=hint)
        stems = [output.name.removesuffix(GOLD)]
        output = output.parent
    elif output.suffix and not (into_folder or output.is_dir()):
        raise InputError("no name of a gold file", where=str(output), hint=f"name{GOLD}, name.jsonl, or a folder")
    else:
        taken: set[str] = set()
        stems = [brat.file_stem(extraction.document.id, taken) for extraction in found]
    files: dict[str, str] = {}
    for stem, extraction in zip(stems, found, strict=True):
        text_file = _text_file(output, stem, extraction.document, files)
        files[stem + GOLD] = gold.article(extraction, text_file, facts)
    _write_all(output, files)


def _text_file(folder: Path, stem: str, document: Document, files: dict[str, str]) -> str:
    """The name of the text beside a gold file, or one folder up, where corpora keep it; written if it is in neither."""
    for name in dict.fromkeys((document.id, f"{stem}.txt")):
        for there in (folder / name, folder.parent / name):
            if Path(name).name == name and there.is_file():
                if _read(there) != document.text:
                    hint = "the gold file needs the text that was annotated; write to another folder"
                    raise GoldError("is another text than the one that was annotated", where=str(there), hint=hint)
                return name
    files[f"{stem}.txt"] = document.text
    return f"{stem}.txt"


def _read(path: Path) -> str:
    """A file of UTF-8, its line ends as they are."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise InputError(f"not UTF-8: byte 0x{error.object[error.start]:02x} at offset {error.start}", where=str(path)) from error


def _write_all(folder: Path, files: dict[str, str]) -> None:
    from extractor.writers import open_output

    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        with open_output(str(folder / name)) as out:
            out.write(text.encode("utf-8"))


def report(count: int, output: str) -> None:
    """Say on standard error what was imported."""
    print(f"{count} document{'' if count == 1 else 's'} imported into {output}", file=sys.stderr)
