"""Readers: files, JSON Lines and standard input become documents, one at a time.

- A text file is one document; its id is the file's name. A line of a `.jsonl` (or `.ndjson`) file is one document:
  `{"text", "id"?, "lang"?, "published"?}`; other fields are ignored, and a line without an id is called
  `<file name>:<line>`. `-` is standard input: JSON Lines when its first non-blank character is `{`, else one text.
- The text is the bytes decoded and nothing else: line ends stay as they are, only a byte-order mark is taken away.
  All offsets count code points of that text: `open(file, encoding="utf-8-sig", newline="").read()` gives the same.
- The publication date is the one given, else the JSON field, else a date at the head of the file's name.
- A file or line that cannot be read is reported and the others are still read.
"""

from __future__ import annotations

import codecs
import glob
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import IO, Any

from pydantic import ValidationError

from extractor.errors import InputError, PackError
from extractor.lang.pack import default_language, load_pack
from extractor.schema.document import PUBLISHED, Document

MAX_BYTES = 10_000_000
"""The largest document that is read unless the caller says otherwise: some 1.5 million words."""

STDIN = "-"
INPUT_FORMATS = ("auto", "text", "jsonl")
LINES_SUFFIXES = (".jsonl", ".ndjson")

OnError = Callable[[InputError], None]

_TAG = re.compile(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*")
_PUBLISHED = re.compile(PUBLISHED)
_HEAD_DATE = re.compile(r"(\d{4})([-_.]?)(\d\d)\2(\d\d)(?!\d)")
_HEAD_MONTH = re.compile(r"(\d{4})[-_.](\d\d)(?!\d)")
_MARKS = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True)
class _Settings:
    """What holds for all sources of one call of `read`."""

    lang: str | None
    published: str | None
    encoding: str
    input_format: str
    max_bytes: int
    on_error: OnError


@dataclass(frozen=True)
class _Source:
    """One file, or standard input."""

    name: str
    """as the user gave it, for messages"""
    id: str
    published: str | None
    """the date at the head of its name"""


def read(
    sources: Iterable[str | os.PathLike[str]],
    *,
    lang: str | None = None,
    published: str | None = None,
    encoding: str = "utf-8",
    input_format: str = "auto",
    max_bytes: int = MAX_BYTES,
    on_error: OnError | None = None,
) -> Iterator[Document]:
    """The documents of files, glob patterns and standard input (`-`), in order, none held longer than needed.

    Args:
        sources: file names, glob patterns, or `-`.
        lang: language tag (or pack folder) of all documents, over that of a JSON line; by default the default pack's.
        published: publication date of all documents, over a JSON line's or a file name's: "2025-04-30", "2025-04",
            "2025" or an ISO date-time.
        encoding: of the files.
        input_format: "text", "jsonl", or "auto" (by the file name; for standard input by its first character).
        max_bytes: size above which a document is refused.
        on_error: called with the error of each file or line that cannot be read, and reading goes on; without it
            the first error is raised.

    Raises:
        InputError: what cannot be read (without `on_error`); an unusable argument (always).

    >>> from pathlib import Path; from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "2025-04-30-note.txt").write_text("8 %\\n", encoding="utf-8")
    ...     [(d.id, d.text, d.published) for d in read([f"{folder}/*.txt"])]
    [('2025-04-30-note.txt', '8 %\\n', '2025-04-30')]
    """
    check_encoding(encoding)
    if lang is not None:
        language_tag(lang)  # a bad one is refused at once; a folder stays a folder, for its code finds no pack
    if published is not None:
        published = publication_date(published)
    if input_format not in INPUT_FORMATS:
        raise InputError(f"unknown input format {input_format!r}", hint=f"one of {', '.join(INPUT_FORMATS)}")
    settings = _Settings(lang, published, encoding, input_format, max_bytes, on_error or _raise)
    return _read_all(sources, settings)


def expand(sources: Iterable[str | os.PathLike[str]], on_error: OnError | None = None) -> Iterator[str]:
    """File names, with glob patterns replaced by the files they match, sorted; `**` is any depth of folders.

    A name that exists is taken as it is, even when it holds a `*` or a `[`.

    >>> list(expand(["-", "no such file"]))
    ['-', 'no such file']
    """
    for source in (os.fspath(source) for source in sources):
        if source == STDIN or os.path.lexists(source) or not glob.has_magic(source):
            yield source
            continue
        files = sorted(name for name in glob.iglob(source, recursive=True) if not os.path.isdir(name))
        if files:
            yield from files
        else:
            (on_error or _raise)(InputError("the pattern matches no file", where=source))


def document(
    text: str, *, id: str = "text", lang: str | None = None, published: str | None = None, where: str | None = None
) -> Document:
    """A document, or an InputError that says what is wrong with the text or its date.

    >>> document("8 %", published="2025-02-30")
    Traceback (most recent call last):
    ...
    extractor.errors.InputError: '2025-02-30' is not a date (give an ISO date: 2025-04-30, 2025-04 or 2025)
    """
    published = None if published is None else publication_date(published, where)
    tag = default_language() if lang is None else language_tag(lang, where)
    try:
        for field in (id, text):
            field.encode("utf-8")
        return Document(id=id, text=text, lang=tag, published=published)
    except UnicodeEncodeError as error:
        found = f"\\u{ord(error.object[error.start]):04x}"
        raise InputError(f"not text: a lone surrogate, {found}, at character {error.start}", where=where) from None
    except ValidationError as error:
        raise InputError(error.errors()[0]["msg"], where=where) from None


def language_tag(lang: str, where: str | None = None) -> str:
    """The tag of a language there is a pack for: as given, or that of the pack in the folder `lang`.

    >>> language_tag(default_language()) == default_language()
    True
    """
    try:
        code = load_pack(lang).code
    except PackError as error:
        raise InputError(error.what, where=where, hint=error.hint) from None
    return lang if _TAG.fullmatch(lang) else code


def publication_date(value: str, where: str | None = None) -> str:
    """The same string when it is an ISO date, date-time, month or year that exists.

    >>> publication_date("2025-04"), publication_date("2025-04-30T08:00Z")
    ('2025-04', '2025-04-30T08:00Z')
    """
    try:
        if not _PUBLISHED.fullmatch(value):
            raise ValueError
        if "T" in value:
            datetime.fromisoformat(value)
        year, month, day = (*value[:10].split("-"), "1", "1")[:3]
        date(int(year), int(month), int(day))
    except ValueError:
        hint = "give an ISO date: 2025-04-30, 2025-04 or 2025"
        raise InputError(f"{value!r} is not a date", where=where, hint=hint) from None
    return value


def date_of_name(name: str) -> str | None:
    """The date, or the month, at the head of a file's name.

    >>> date_of_name("2025-04-30-foo.txt"), date_of_name("20250430_foo.txt"), date_of_name("2025-04-foo.txt")
    ('2025-04-30', '2025-04-30', '2025-04')
    >>> date_of_name("2025-13-01.txt"), date_of_name("foo-2025-04-30.txt")
    (None, None)
    """
    if match := _HEAD_DATE.match(name):
        stamp = f"{match[1]}-{match[3]}-{match[4]}"
    elif match := _HEAD_MONTH.match(name):
        stamp = f"{match[1]}-{match[2]}"
    else:
        return None
    try:
        return publication_date(stamp)
    except InputError:
        return None


def check_encoding(name: str) -> None:
    """Raise InputError unless `name` is a text encoding that Python knows."""
    try:
        b" ".decode(name)
    except UnicodeError:  # a known one, of which a space is half a character
        pass
    except (LookupError, ValueError):
        raise InputError(f"unknown encoding {name!r}", hint="utf-8, cp1252, latin-1, utf-16 …") from None


def _raise(error: InputError) -> None:
    raise error


def _read_all(sources: Iterable[str | os.PathLike[str]], settings: _Settings) -> Iterator[Document]:
    stdin_read = False
    for name in expand(sources, settings.on_error):
        if name == STDIN and stdin_read:
            settings.on_error(InputError("standard input is given twice", where=STDIN))
            continue
        stdin_read = stdin_read or name == STDIN
        base = "stdin" if name == STDIN else os.fsencode(os.path.basename(name)).decode("utf-8", "replace")
        source = _Source(name=name, id=base, published=None if name == STDIN else date_of_name(base))
        try:
            with _open(name) as stream:
                yield from _documents(stream, source, settings)
        except InputError as error:
            settings.on_error(error)
        except OSError as error:
            settings.on_error(InputError((error.strerror or str(error)).lower(), where=name))


def _open(name: str) -> AbstractContextManager[IO[bytes]]:
    if name == STDIN:
        return nullcontext(sys.stdin.buffer)
    if os.path.isdir(name):
        pattern = os.path.join(name, "*.txt")
        raise InputError("is a directory", where=name, hint=f'give its files: "{pattern}"')
    try:
        return open(name, "rb")  # closed by the caller
    except FileNotFoundError:
        raise InputError("no such file", where=name) from None
    except ValueError as error:  # a NUL in the name
        raise InputError(str(error), where=repr(name)) from None


def _documents(stream: IO[bytes], source: _Source, settings: _Settings) -> Iterator[Document]:
    """The documents of one source, by its format."""
    wanted, suffix = settings.input_format, os.path.splitext(source.name)[1].lower()
    head: list[bytes] = []
    if wanted == "auto" and suffix == ".json":
        hint = "JSON Lines, one document a line, end in .jsonl; or say --input-format"
        raise InputError("a .json file is neither text nor JSON Lines", where=source.name, hint=hint)
    if wanted == "auto" and source.name == STDIN:
        head = _head(stream, settings.max_bytes)
        wanted = "jsonl" if head and _unmarked(head[-1]).lstrip().startswith(b"{") else "text"
    if wanted == "jsonl" or (wanted == "auto" and suffix in LINES_SUFFIXES):
        yield from _lines(stream, head, source, settings)
    else:
        yield _text(stream, b"".join(head), source, settings)


def _head(stream: IO[bytes], limit: int) -> list[bytes]:
    """The lines up to the first that is not blank, which say what is coming."""
    lines: list[bytes] = []
    size = 0
    while size <= limit and (line := stream.readline(limit + 1)):
        lines.append(line)
        size += len(line)
        if _unmarked(line).strip():
            break
    return lines


def _text(stream: IO[bytes], head: bytes, source: _Source, settings: _Settings) -> Document:
    data = head + stream.read(max(0, settings.max_bytes + 1 - len(head)))
    if len(data) > settings.max_bytes:
        raise _too_large(source.name, settings)
    text = _decode(data, settings.encoding, source.name)
    published = settings.published or source.published
    return document(text, id=source.id, lang=settings.lang, published=published, where=source.name)


def _lines(stream: IO[bytes], head: list[bytes], source: _Source, settings: _Settings) -> Iterator[Document]:
    """The documents of a JSON Lines source; a bad line is reported and the next ones are read."""
    if not _is_utf8(settings.encoding) and "\n".encode(settings.encoding) != b"\n":
        hint = "convert it to UTF-8, for example with iconv"
        raise InputError(f"JSON Lines in {settings.encoding} cannot be read", where=source.name, hint=hint)
    offset = 0
    following = iter(lambda: stream.readline(settings.max_bytes + 1), b"")
    for number, line in enumerate(chain(head, following), 1):
        where, start = f"{source.name}: line {number}", offset
        offset += len(line)
        try:
            if len(line) > settings.max_bytes:
                offset += _skip_line(stream, line)
                raise _too_large(where, settings)
            row = _decode(line, settings.encoding, where, start)
            found = _row(row, number, source, settings) if row.strip() else None
        except InputError as error:
            settings.on_error(error)
            continue
        if found is not None:
            yield found


def _row(line: str, number: int, source: _Source, settings: _Settings) -> Document:
    """The document of one JSON line."""
    where = f"{source.name}: line {number}"
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON: {error.msg}", where=f"{where}, column {error.colno}") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"not JSON that can be read: {error}", where=where) from None
    if not isinstance(row, dict):
        raise InputError("not a JSON object", where=where, hint='one document a line: {"text": "…"}')
    if row.get("text") is None:
        raise InputError("no field 'text'", where=where, hint=f"its fields: {', '.join(map(repr, row)) or 'none'}")
    named = _field(row, "lang", where)
    if not settings.lang and named and not _TAG.fullmatch(named):  # a line may not name a folder of this machine
        raise InputError(f"{named!r} is not a language tag", where=where)
    return document(
        _field(row, "text", where),
        id=_field(row, "id", where) or f"{source.id}:{number}",
        lang=settings.lang or named or None,
        published=settings.published or _field(row, "published", where) or source.published,
        where=where,
    )


def _field(row: dict[str, Any], name: str, where: str) -> str:
    """A field as a string, empty when it is not there; a number is one for an id or a year."""
    value = row.get(name)
    if name in ("id", "published") and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is not None and not isinstance(value, str):
        raise InputError(f"field {name!r} is {type(value).__name__}, not a string", where=where)
    return value or ""


def _decode(data: bytes, encoding: str, where: str, offset: int = 0) -> str:
    """The text of bytes, `offset` bytes into their file, without a byte-order mark at the file's head."""
    mark = len(codecs.BOM_UTF8) if offset == 0 and data.startswith(codecs.BOM_UTF8) and _is_utf8(encoding) else 0
    try:
        text = data[mark:].decode("utf-8" if _is_utf8(encoding) else encoding)
    except UnicodeDecodeError as error:
        at = mark + error.start
        wide = [name for sign, name in _MARKS if offset == 0 and data.startswith(sign)]
        hint = f"give --encoding {wide[0]}" if wide else "give --encoding, for example --encoding cp1252"
        raise InputError(f"not {encoding}: byte 0x{data[at]:02x} at offset {offset + at}", where=where, hint=hint) from None
    except UnicodeError as error:  # no offset: a truncated or markless file
        raise InputError(f"not {encoding}: {error}", where=where) from None
    return text.removeprefix("\ufeff") if offset == 0 and not mark else text


def _is_utf8(encoding: str) -> bool:
    return codecs.lookup(encoding).name in ("utf-8", "utf-8-sig")


def _unmarked(line: bytes) -> bytes:
    return line.removeprefix(codecs.BOM_UTF8)


def _skip_line(stream: IO[bytes], line: bytes) -> int:
    """Read to the end of an overlong line, a piece at a time; how many bytes that was."""
    skipped = 0
    while line and not line.endswith(b"\n"):
        line = stream.readline(1 << 16)
        skipped += len(line)
    return skipped


def _too_large(where: str, settings: _Settings) -> InputError:
    size = settings.max_bytes
    return InputError(f"a document of more than {size:,} bytes", where=where, hint="split it, or raise --max-size")
