"""The page itself: its template, the data in it, and what keeps a hostile article from running script.

The data stand in `<script type="application/json">` blocks, two for an article (its facts, which the table needs at once, and
its text with the mentions, which the page parses when the article is shown), one at the end for the series. Nothing in
a block can end it: `<`, `>` and `&` are written as JSON escapes. The page builds its elements from text alone, and its
content security policy lets run and apply nothing but the script and the style that were put in here, by their hashes
(CSP level 3, https://www.w3.org/TR/CSP3/).
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib import resources
from typing import IO, Any

from extractor.errors import ExtractorError
from extractor.report.series import Point, points_of, series_of
from extractor.schema.document import Document, Extraction
from extractor.writers import fact_data, mention_data

TITLE = "Report"
"""The title of a page that is given none."""

_SCRIPTS = ("words.js", "data.js", "article.js", "table.js", "chart.js", "page.js")
_STYLES = ("page.css", "views.css")
_LONGEST_TITLE = 160
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029\x7f\x85"}


def write(extractions: Iterable[Extraction], out: IO[bytes], title: str | None = None) -> int:
    """Write a report on a stream of extractions, article by article; the same extractions give the same bytes.

    Args:
        extractions: what was read out of each document; only the points of possible series are kept in memory.
        out: where to, as UTF-8 (`extractor.writers.open_output`).
        title: of the page; "Report" if None.

    Returns:
        How many articles there are.

    >>> from io import BytesIO
    >>> page = BytesIO()
    >>> write([Extraction(document=Document(id="a.txt", text="</script> & 8 %", lang="xx"))], page)
    1
    >>> page.getvalue().decode().count("</script> & 8 %")
    0
    """
    head, tail = _template(title or TITLE)
    out.write(head.encode("utf-8"))
    points: list[tuple[tuple[str, ...], Point]] = []
    count = 0
    for extraction in extractions:
        out.write(_block("facts", _facts(extraction)) + _block("text", _text(extraction)))
        points.extend(points_of(count, extraction))
        count += 1
    out.write(_block("series", [series.as_dict() for series in series_of(points)]))
    out.write(tail.encode("utf-8"))
    return count


def embed(data: Any) -> str:
    """Data as JSON that can stand inside a script element and in any JavaScript.

    >>> print(embed({"a": "</script><!-- & \u2028"}))
    {"a":"\\u003c/script\\u003e\\u003c!-- \\u0026 \\u2028"}
    """
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def heading(document: Document) -> str:
    """What an article is called in a list: its first line when it is short, else its id.

    >>> heading(Document(id="a.txt", text="\\nLe titre\\nEt le texte.", lang="xx"))
    'Le titre'
    >>> heading(Document(id="a.txt", text="Le texte, " * 30, lang="xx"))
    'a.txt'
    """
    first, _, rest = document.text.lstrip().partition("\n")
    first = " ".join(first.split())
    return first if first and rest.strip() and len(first) <= _LONGEST_TITLE else document.id


def policy(script: str, style: str) -> str:
    """The content security policy of a page that holds this script and this style, and nothing else that acts.

    >>> policy("", "").split("; ")[0]
    "default-src 'none'"
    """
    allowed = {"script-src": _hash(script), "style-src": _hash(style), "base-uri": "'none'", "form-action": "'none'"}
    return "; ".join(["default-src 'none'", *(f"{name} {value}" for name, value in allowed.items())])


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _facts(extraction: Extraction) -> dict[str, Any]:
    document = extraction.document
    about = {"doc": document.id, "title": heading(document), "lang": document.lang, "published": document.published}
    return about | {"facts": [fact_data(fact) for fact in extraction.facts]}


def _text(extraction: Extraction) -> dict[str, Any]:
    return {"text": extraction.text, "mentions": [mention_data(mention) for mention in extraction.mentions]}


def _block(part: str, data: Any) -> bytes:
    """A block of data; what no UTF-8 can hold, half a surrogate pair, is written as the JSON escape of the same spelling."""
    block = f'<script type="application/json" data-part="{part}">{embed(data)}</script>\n'
    return block.encode("utf-8", "backslashreplace")


def _template(title: str) -> tuple[str, str]:
    """What stands before the data and what stands after them."""
    script, style = _joined(_SCRIPTS), _joined(_STYLES)
    head, mark, tail = _resource("page.html").partition("<!--data-->\n")
    if not mark or "</" in script or "</" in style:
        raise ExtractorError("the template of the report is broken", where="report/page.html")
    head = head.replace("{{policy}}", policy(script, style)).replace("{{style}}", style)
    return head.replace("{{title}}", escape(title)), tail.replace("{{script}}", script)


def _joined(names: Iterable[str]) -> str:
    return "\n" + "\n".join(_resource(name) for name in names)


@cache
def _resource(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
