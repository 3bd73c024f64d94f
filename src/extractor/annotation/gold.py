"""Gold files of what came back from a tool, in the shape that `extractor.evaluation.gold` reads."""

from __future__ import annotations

import json
from typing import Any

from extractor.schema import Extraction

_OF_FACT = frozenset({"evidence", "rule", "warnings"})


def gold_data(extraction: Extraction, facts: bool = True) -> dict[str, Any]:
    """The mentions, names and facts of a document as gold data, without its text.

    Args:
        extraction: what people marked.
        facts: whether facts were marked at all; a gold file without them is not scored for facts.

    >>> from extractor.schema import Document
    >>> gold_data(Extraction(document=Document(id="a.txt", text="", lang="xx")), facts=False)
    {'lang': 'xx', 'published': None, 'mentions': [], 'entities': []}
    """
    document = extraction.document
    marked = [mention.model_dump(mode="json", by_alias=True) for mention in extraction.mentions]
    data: dict[str, Any] = {"lang": document.lang, "published": document.published}
    data["mentions"] = [m for m in marked if m["type"] != "entity"]
    data["entities"] = [m for m in marked if m["type"] == "entity"]
    if facts:
        written = (fact.model_dump(mode="json", by_alias=True) for fact in extraction.facts)
        data["facts"] = [{name: value for name, value in fact.items() if name not in _OF_FACT} for fact in written]
    return data


def article(extraction: Extraction, text_file: str, facts: bool = True) -> str:
    """A gold file of one article, whose text lies beside it in `text_file`."""
    return json.dumps({"document": text_file} | gold_data(extraction, facts), ensure_ascii=False, indent=1) + "\n"


def sentence(extraction: Extraction, facts: bool = True) -> str:
    """A line of a set of many documents, each with its text."""
    document = extraction.document
    return json.dumps({"id": document.id, "text": document.text} | gold_data(extraction, facts), ensure_ascii=False) + "\n"
