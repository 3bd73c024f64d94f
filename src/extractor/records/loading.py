"""A record by its name: one that ships, a class of the user's own ("module:Class"), or a file without any Python."""

from __future__ import annotations

import difflib
import importlib
import keyword
import os
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import create_model

from extractor.errors import MissingDependencyError
from extractor.records.model import Record
from extractor.records.selectors import pick, value_type
from extractor.schema.mentions import Date
from extractor.schema.records import Quantity, RecordError
from extractor.schema.spans import Span

SHIPPED = {
    "summit": "extractor.records.summit:SummitFacts",
    "results": "extractor.records.results:CompanyResults",
    "release": "extractor.records.release:StatisticRelease",
}
"""Name of a record that ships → where its class is."""

_YAML, _TOML = (".yaml", ".yml"), (".toml",)
_NAME, _FIELDS = "record", "fields"


def load_record(name: str) -> type[Record]:
    """The record class of a name.

    Args:
        name: "summit", "results", "release"; "module:Class", looked for in the current directory first; or the path of a
            YAML or TOML file (docs: records).

    Raises:
        RecordError: there is no such record, module, class or file, or it is declared wrongly.
        MissingDependencyError: a YAML file, without PyYAML.

    >>> load_record("summit").record_name()
    'summit'
    >>> load_record("sumit")
    Traceback (most recent call last):
    ...
    extractor.schema.records.RecordError: no record is named 'sumit' (did you mean 'summit'?)
    """
    if name in SHIPPED:
        return _imported(SHIPPED[name])
    if name.lower().endswith(_YAML + _TOML):
        return from_file(Path(name))
    if ":" in name:
        with _current_directory():
            return _imported(name)
    close = difflib.get_close_matches(name, SHIPPED, n=1)
    hint = f"did you mean {close[0]!r}?" if close else f"one of {', '.join(SHIPPED)}, or module:Class, or a .yaml or .toml file"
    raise RecordError(f"no record is named {name!r}", hint=hint)


def shipped() -> dict[str, type[Record]]:
    """Name → class of the records that ship.

    >>> list(shipped())
    ['summit', 'results', 'release']
    """
    return {name: _imported(where) for name, where in SHIPPED.items()}


# A class --------------------------------------------------------------------------------------------------------------


@contextmanager
def _current_directory() -> Iterator[None]:
    """While this lasts, modules are looked for in the current directory first."""
    here = os.getcwd()
    sys.path.insert(0, here)
    importlib.invalidate_caches()
    try:
        yield
    finally:
        sys.path.remove(here)


def _imported(name: str) -> type[Record]:
    module_name, _, class_name = name.partition(":")
    if not class_name or not all(part.isidentifier() for part in [*module_name.split("."), class_name]):
        raise RecordError(f"{name!r} is no name of a class", hint="module:Class, for example facts:FairFacts")
    try:
        module = importlib.import_module(module_name)
    except RecordError:
        raise
    except ModuleNotFoundError as error:
        if error.name is None or not f"{module_name}.".startswith(f"{error.name}."):
            raise RecordError(f"cannot be imported: {error}", where=module_name) from error
        hint = f"it is looked for in {os.getcwd()} and among installed packages"
        raise RecordError(f"there is no module {module_name!r}", hint=hint) from None
    except Exception as error:
        raise RecordError(f"cannot be imported: {type(error).__name__}: {error}", where=module_name) from error
    found = getattr(module, class_name, None)
    if isinstance(found, type) and issubclass(found, Record) and found is not Record:
        return found
    if found is not None:
        raise RecordError(f"{class_name} is no record", where=module_name, hint="a record is a subclass of extractor.Record")
    there = [key for key, value in vars(module).items() if isinstance(value, type) and issubclass(value, Record) and value is not Record]
    raise RecordError(f"has no class {class_name!r}", where=module_name, hint=f"its records are: {', '.join(there) or 'none'}")


# A file ---------------------------------------------------------------------------------------------------------------


def from_file(path: Path) -> type[Record]:
    """A record class out of a YAML or TOML file: field → the arguments of `pick`; the types follow from the facts.

    Raises:
        RecordError: the file cannot be read, or says what can never match; the message names the field.
        MissingDependencyError: a YAML file, without PyYAML.
    """
    data = _read(path)
    if not isinstance(data, Mapping):
        raise RecordError("holds no mapping of fields", where=str(path), hint="field: {kind: …, field: …}")
    name = data.get(_NAME, path.stem)
    given = data.get(_FIELDS, {key: value for key, value in data.items() if key != _NAME})
    if not isinstance(name, str) or not isinstance(given, Mapping) or not given:
        raise RecordError("declares no field", where=str(path), hint="field: {kind: …, field: …}")
    fields: dict[str, Any] = {key: _declared(f"{path}: {key}", key, value) for key, value in given.items()}
    model = create_model("FileRecord", __base__=Record, **fields)
    model.record = name
    return model


def _declared(where: str, key: Any, given: Any) -> tuple[Any, Any]:
    """Annotation and selector of a field of a file."""
    if not isinstance(key, str) or not key.isidentifier() or keyword.iskeyword(key) or key.startswith("_") or hasattr(Record, key):
        raise RecordError("is no name for a field", where=where, hint="letters, digits and _, and no word of Python's")
    if not isinstance(given, Mapping) or not all(isinstance(one, str) for one in given):
        raise RecordError("is no selector", where=where, hint="{kind: statistic, field: quantity, measure: [visiteur]}")
    missing = [one for one in ("kind", "field") if not isinstance(given.get(one), str)]
    if missing:
        raise RecordError(f"lacks {' and '.join(missing)}", where=where)
    for flag in ("many", "first", "rest"):
        if not isinstance(given.get(flag, False), bool):
            raise RecordError(f"{flag} is true or false", where=where)
    if given.get("of") is not None and not isinstance(given["of"], str):
        raise RecordError("of is the name of a field above", where=where)
    try:
        selector = pick(**given)
    except RecordError as error:
        raise RecordError(error.what, where=f"{where}: {error.where}", hint=error.hint) from None
    return _annotation(given["kind"], given["field"], bool(given.get("many"))), selector


def _annotation(kind: str, path: str, many: bool) -> Any:
    """The type that the values of a fact's field have in a record."""
    found = value_type(kind, path)
    if getattr(found, "__args__", None):  # a tuple of spans, a union of mentions, a choice of words
        found = found.__args__[0]
    value: Any = str
    if found in (int, bool):
        value = found
    elif path == "quantity":
        value = Quantity
    elif isinstance(found, type) and not issubclass(found, Span | Date | str):
        value = found
    return tuple[value, ...] if many else value | None


def _read(path: Path) -> Any:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise RecordError("is not UTF-8", where=str(path)) from None
    except OSError as error:
        raise RecordError(f"cannot be read: {error.strerror}", where=str(path)) from None
    if path.suffix.lower() in _TOML:
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise RecordError(f"is no TOML: {error}", where=str(path)) from None
    try:
        import yaml
    except ImportError:
        raise MissingDependencyError("a YAML file takes PyYAML", where=str(path), hint='pip install "extractor[yaml]", or write it in TOML') from None
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise RecordError(f"is no YAML: {' '.join(str(error).split())}", where=str(path)) from None
