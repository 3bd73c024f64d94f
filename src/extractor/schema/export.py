"""JSON Schemas of everything that leaves the package, made from the models; `extract schema` writes them.

The schemas of single things (`mention`, `fact` and each kind of fact) and those of the lines that the command writes
(`facts-line`, `mentions-line`, `documents-line`). The models of records come from above this room, so they are given to
these functions: `write(folder / "records", {"summit": SummitFacts, …})`. A field that a schema does not require is left out of a mention when
it holds its default.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Union, get_args

from pydantic import BaseModel, Field, TypeAdapter, create_model

from extractor.schema.document import PUBLISHED, Extraction
from extractor.schema.facts import Fact
from extractor.schema.mentions import Mention
from extractor.schema.spans import Strict

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class DocumentsLine(Strict):
    """A line of `extract --emit documents`: a document with all that was read out of it."""

    doc: str = Field(description="the document's id: its file name, or the id of its JSON line")
    lang: str = Field(description="BCP 47 language tag")
    published: str | None = Field(pattern=PUBLISHED)
    mentions: tuple[Mention, ...]
    facts: tuple[Fact, ...]


@cache
def models() -> dict[str, Any]:
    """Name of a schema → the type it describes.

    >>> sorted(models())[:4]
    ['documents-line', 'enumeration', 'event', 'extraction']
    """
    kinds = {kind.model_fields["kind"].default: kind for kind in _members(Fact)}
    return {
        "mention": Mention,
        "fact": Fact,
        **dict(sorted(kinds.items())),
        "extraction": Extraction,
        "facts-line": _lines_of(Fact, "kind"),
        "mentions-line": _lines_of(Mention, "type"),
        "documents-line": DocumentsLine,
    }


def json_schemas(given: Mapping[str, Any] | None = None) -> dict[str, str]:
    """File name → JSON Schema (draft 2020-12) as it stands in the file.

    Args:
        given: name → model; those of `models` if None.

    >>> '"title": "Mention"' in json_schemas()["mention.json"]
    True
    """
    return {f"{name}.json": schema(name, model) for name, model in (models() if given is None else given).items()}


def stale(folder: Path, given: Mapping[str, Any] | None = None) -> list[str]:
    """The names of the schema files in `folder` that are missing, out of date or left over."""
    wanted = json_schemas(given)
    there = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.json")}
    return sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))


def write(folder: Path, given: Mapping[str, Any] | None = None) -> list[Path]:
    """Write the schemas into `folder`, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    written = json_schemas(given)
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return [folder / name for name in written]


def schema(name: str, model: Any) -> str:
    """The JSON Schema of one model, as it stands in a file; `name` becomes its title.

    >>> json.loads(schema("a-line", DocumentsLine))["title"]
    'A line'
    """
    title = " ".join(name.split("-")).capitalize()
    made = _tidy(TypeAdapter(model).json_schema(mode="validation", by_alias=True))
    return json.dumps({"$schema": DIALECT, "title": title} | made, ensure_ascii=False, indent=2) + "\n"


def _tidy(schema: Any) -> Any:
    """The schema without titles that only repeat a name, and with `type` and `kind` required: they are always written."""
    if isinstance(schema, list):
        return [_tidy(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    tidy = {key: _tidy(value) for key, value in schema.items() if not (key == "title" and isinstance(value, str))}
    if tidy.get("type") == "object":
        fixed = [name for name, field in tidy.get("properties", {}).items() if "const" in field]
        required = [*fixed, *(name for name in tidy.get("required", ()) if name not in fixed)]
        tidy |= {"required": required} if required or "properties" in tidy else {}
    return tidy


def _members(union: Any) -> tuple[type[BaseModel], ...]:
    """The models of an annotated union."""
    return get_args(get_args(union)[0])


def _lines_of(union: Any, discriminator: str) -> Any:
    """The same union, each member with the id of its document in front."""
    doc = Field(description="the document's id: its file name, or the id of its JSON line")
    members = tuple(
        create_model(f"{member.__name__}Line", __base__=member, __doc__=member.__doc__, doc=(str, doc))
        for member in _members(union)
    )
    return Annotated[Union[members], Field(discriminator=discriminator)]  # noqa: UP007 (made at run time)
