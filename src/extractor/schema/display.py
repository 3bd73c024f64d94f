"""Extractions for people: HTML for a notebook or a page, and lines for a terminal.

The HTML is a snippet that needs nothing from outside; its colours are translucent over those of the page around it, so
it reads in the dark as in the light. All that comes from the text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from pydantic import BaseModel

from extractor.schema.document import Extraction
from extractor.schema.facts import Fact
from extractor.schema.mentions import BaseMention, Mention
from extractor.schema.spans import Span, plain

_HUES = {
    "number": "66,133,244", "ordinal": "120,120,220", "percent": "15,157,88", "money": "214,140,0",
    "quantity": "0,150,170", "duration": "171,71,188", "date": "219,68,85", "entity": "128,128,128",
}  # fmt: skip

_STYLE = """
.xtr{font-family:system-ui,sans-serif;line-height:1.7;color:inherit;max-width:70em}
.xtr .t{white-space:pre-wrap;overflow-wrap:anywhere}
.xtr mark{color:inherit;border-radius:.2em;padding:0 .15em;background:rgba(var(--c),.2);border-bottom:2px solid rgb(var(--c))}
.xtr .k span{margin-right:.8em;padding:0 .3em;border-bottom:2px solid rgb(var(--c));background:rgba(var(--c),.2)}
.xtr .s{overflow-x:auto}
.xtr summary{cursor:pointer;margin-top:1em;font-weight:600}
.xtr table{border-collapse:collapse;font-size:.9em;line-height:1.4;margin-top:.5em;color:inherit}
.xtr th,.xtr td{text-align:left;vertical-align:top;padding:.25em .7em;border-bottom:1px solid rgba(128,128,128,.4)}
.xtr i{opacity:.75}
"""

_SHOWN_APART = frozenset({"id", "kind", "role", "evidence", "rule"})
_SAID_LAST = frozenset({"modifier", "modality", "source", "rule", "warnings"})
_LEFT_OUT = frozenset({"start", "end", "text", "type"})


def html(extraction: Extraction) -> str:
    """The text with its mentions marked, and its facts in a table, as an HTML snippet.

    >>> from extractor.schema import Document, Percent
    >>> m = Percent(start=0, end=3, text="8 %", value="8", unit="%", rule="percent.sign")
    >>> page = html(Extraction(document=Document(text="8 % <b>", lang="xx"), mentions=(m,)))
    >>> page[page.index("<mark") : page.index("</div>", page.index("<mark"))]
    '<mark style="--c:15,157,88" title="percent · value 8 · unit % · rule percent.sign">8 %</mark> &lt;b&gt;'
    """
    parts = [f'<div class="xtr"><style>{_STYLE}</style>', f'<div class="t">{_marked(extraction)}</div>']
    if extraction.mentions:
        seen = {mention.type for mention in extraction.mentions}
        key = "".join(f'<span style="--c:{hue}">{name}</span>' for name, hue in _HUES.items() if name in seen)
        parts.append(f'<div class="k">{key}</div>')
    if extraction.facts:
        parts.append(_table(extraction.facts))
    return "\n".join([*parts, "</div>"])


def explain(extraction: Extraction, colour: bool = False) -> str:
    """What was read and by which rule, in lines for a terminal.

    >>> from extractor.schema import Document, Percent
    >>> m = Percent(start=0, end=3, text="8 %", value="8", unit="%", rule="percent.sign")
    >>> print(explain(Extraction(document=Document(text="8 %", lang="xx"), mentions=(m,))))
    1 mention
      0:3  percent  8 %  value 8 · unit %  ← percent.sign
    no facts
    """

    def paint(code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if colour else text

    rows = [_explained(mention) for mention in extraction.mentions]
    widths = [max((len(row[i]) for row in rows), default=0) for i in range(3)]
    said = [paint("1", _count(len(rows), "mention"))]
    for place, kind, text, value, rule in rows:
        name = paint("1;36", text.ljust(min(widths[2], 40)))
        line = f"  {place.rjust(widths[0])}  {kind.ljust(widths[1])}  {name}  {value}"
        said.append(f"{line}  {paint('2', f'← {rule}')}" if rule else line)
    said.append(paint("1", _count(len(extraction.facts), "fact")))
    sentence = None
    for fact in extraction.facts:
        if fact.evidence != sentence:
            sentence = fact.evidence
            said.append(paint("3", f"  “{_printable(sentence.text.strip())}”"))
        kind = f"{fact.kind} · {fact.role}" if fact.kind == "statistic" else fact.kind
        head = f"  {paint('1;36', fact.id)}  {kind}"
        said.append(f"{head}  {paint('2', f'← {fact.rule}')}" if fact.rule else head)
        said.extend(f"      {name.ljust(12)} {_printable(value)}" for name, value in fields(fact))
    return "\n".join(said)


def fields(model: BaseModel) -> Iterator[tuple[str, str]]:
    """The fields of a mention or fact that say something, by their names in the contract, as words.

    >>> from extractor.schema import Money
    >>> dict(fields(Money(start=0, end=4, text="3 M€", value="3000000", unit="EUR")))
    {'value': '3000000', 'unit': 'EUR'}
    """
    apart = _LEFT_OUT if isinstance(model, Span) else _SHOWN_APART
    for name, field in sorted(type(model).model_fields.items(), key=lambda pair: pair[0] in _SAID_LAST):
        value = getattr(model, name)
        if name not in apart and value not in (None, (), field.default):
            yield field.alias or name, words(value)


def words(value: Any) -> str:
    """A field's value for people: the words of a span, a plain number, yes.

    >>> words((Span(start=0, end=1, text="a"), Span(start=2, end=3, text="b"))), words(True)
    ('a · b', 'yes')
    """
    if isinstance(value, BaseMention):
        return f"{value.text} ({', '.join(f'{k} {v}' for k, v in fields(value) if k != 'rule')})"
    if isinstance(value, Span):
        kind = getattr(value, "type", None)
        return f"{value.text} ({kind})" if kind else value.text
    if isinstance(value, tuple):
        return " · ".join(map(words, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, str | int) else plain(value)


def _marked(extraction: Extraction) -> str:
    """The text as HTML, its mentions marked; of two that overlap the first."""
    text, parts, here = extraction.text, [], 0
    for mention in sorted(extraction.mentions, key=lambda m: (m.start, -m.end)):
        if mention.start < here or mention.end == mention.start:
            continue
        said = " · ".join([mention.type, *(f"{name} {value}" for name, value in fields(mention))])
        parts.append(escape(text[here : mention.start]))
        parts.append(f'<mark style="--c:{_HUES[mention.type]}" title="{escape(said)}">')
        parts.append(f"{escape(mention.text)}</mark>")
        here = mention.end
    return "".join([*parts, escape(text[here:])])


def _explained(mention: Mention) -> tuple[str, str, str, str, str]:
    value = " · ".join(f"{name} {value}" for name, value in fields(mention) if name != "rule")
    place = f"{mention.start}:{mention.end}"
    return place, mention.type, _printable(mention.text), _printable(value), mention.rule or ""


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def _printable(text: str) -> str:
    """The text on one line, without what would steer a terminal."""
    return "".join(c if c.isprintable() else " " if c.isspace() else "\ufffd" for c in text)


def _table(facts: Sequence[Fact]) -> str:
    rows = []
    for fact in facts:
        kind = f"{fact.kind} · {fact.role}" if fact.kind == "statistic" else fact.kind
        said = "<br>".join(f"<i>{escape(name)}</i> {escape(value)}" for name, value in fields(fact))
        cells = (escape(fact.id), escape(kind), said, escape(fact.rule or ""))
        rows.append(f'<tr title="{escape(fact.evidence.text)}">' + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    head = "<tr><th>id</th><th>kind</th><th>fact</th><th>rule</th></tr>"
    table = f'<div class="s"><table><thead>{head}</thead><tbody>{"".join(rows)}</tbody></table></div>'
    return f"<details open><summary>{_count(len(facts), 'fact')}</summary>{table}</details>"
