"""Extractions become JSON lines (docs: contract, section 5).

What a line holds is said by the schemas of `extractor.schema.export`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from extractor.errors import InputError
from extractor.schema.document import Extraction
from extractor.schema.facts import Fact
from extractor.schema.mentions import Mention

EMIT = ("facts", "mentions", "documents")

_FIRST = ("id", "kind", "role")
_LAST = ("source", "modality", "rule", "warnings", "evidence")


def lines(extraction: Extraction, emit: str = "facts") -> Iterator[str]:
    """The JSON lines of an extraction, without line ends.

    Args:
        extraction: what was read out of a document.
        emit: "facts" (one a line, with `doc` and `id` in front), "mentions" (one a line, with `doc`), or "documents"
            (a single line).

    >>> from extractor.schema.document import Document
    >>> from extractor.schema.mentions import Percent
    >>> m = Percent(start=0, end=3, text="8 %", value="8", unit="%")
    >>> read = Extraction(document=Document(id="a.txt", text="8 %", lang="xx"), mentions=(m,))
    >>> next(lines(read, "mentions"))
    '{"doc":"a.txt","type":"percent","start":0,"end":3,"text":"8 %","value":"8","unit":"%"}'
    >>> next(lines(read, "documents"))[:49]
    '{"doc":"a.txt","lang":"xx","published":null,"ment'
    """
    document = extraction.document
    if emit == "facts":
        yield from (_line({"doc": document.id} | fact_data(fact)) for fact in extraction.facts)
    elif emit == "mentions":
        head = _line({"doc": document.id})[:-1] + ","
        yield from (head + _mention(mention)[1:] for mention in extraction.mentions)
    elif emit == "documents":
        head = _line({"doc": document.id, "lang": document.lang, "published": document.published})
        mentions = ",".join(map(_mention, extraction.mentions))
        facts = ",".join(_line(fact_data(fact)) for fact in extraction.facts)
        yield f'{head[:-1]},"mentions":[{mentions}],"facts":[{facts}]}}'
    else:
        raise InputError(f"cannot emit {emit!r}", hint=f"one of {', '.join(EMIT)}")


def mention_data(mention: Mention) -> dict[str, Any]:
    """A mention as JSON data, its fields named as in the contract."""
    return mention.model_dump(mode="json", by_alias=True)


def fact_data(fact: Fact) -> dict[str, Any]:
    """A fact as JSON data: what it is first, where it comes from last."""
    data = fact.model_dump(mode="json", by_alias=True)
    if not fact.warnings:
        del data["warnings"]
    first = {name: data.pop(name) for name in _FIRST if name in data}
    last = {name: data.pop(name) for name in _LAST if name in data}
    return first | data | last


def _mention(mention: Mention) -> str:
    return _one_line(mention.model_dump_json(by_alias=True))


def _line(data: dict[str, Any]) -> str:
    return _one_line(json.dumps(data, ensure_ascii=False, separators=(",", ":")))


def _one_line(line: str) -> str:
    """Escape what JSON lets stand but many readers of lines take for the end of one."""
    return line.replace("\x85", "\\u0085").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
