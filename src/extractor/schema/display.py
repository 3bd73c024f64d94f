"""Extractions for people: HTML for a notebook or a page, lines for a terminal, and data frames.

The HTML is a snippet that needs nothing from outside; its colours are translucent over those of the page around it, so
it reads in the dark as in the light. All that comes from the text is escaped.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from extractor.errors import InputError, MissingDependencyError
from extractor.schema.document import Extraction
from extractor.schema.facts import Baseline, Fact
from extractor.schema.mentions import BaseMention, Date, Duration, Measured, Mention
from extractor.schema.spans import Span, plain

if TYPE_CHECKING:  # pandas is optional and heavy
    import pandas

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
.xtr table{border-collapse:collapse;font-size:.9em;line-height:1.4;margin-top:1em;color:inherit}
.xtr th,.xtr td{text-align:left;vertical-align:top;padding:.25em .7em;border-bottom:1px solid rgba(128,128,128,.4)}
.xtr i{opacity:.75}
"""

_NUMBERS = ("value", "low", "high")
_OF_SPAN = frozenset({"start", "end", "text", "type", "rule"})
_FIRST_OF_FACT = ("doc", "id", "kind", "role")
_FIRST_OF_MENTION = ("doc", "type", "start", "end", "text")
_LAST = ("source", "modality", "rule", "evidence")
_SHOWN_APART = frozenset({"id", "kind", "role", "evidence", "rule"})
_SAID_LAST = frozenset({"modifier", "modality", "source", "rule"})
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


def data_frame(extraction: Extraction, what: str = "facts") -> pandas.DataFrame:
    """Mentions or facts as a data frame, one row each; its columns depend on `what` alone, never on the text.

    A span takes three columns (`measure`, `measure_start`, `measure_end`); so does the quantity of a statistic, next to
    its `type`, `value`, `low`, `high` and `unit`. Numbers are `Decimal`; the value of a duration, an ISO 8601 duration,
    stands in `iso` (two joined by `/` for a range). Lists of spans hold their words, joined by " · ".

    Args:
        extraction: what was read out of a document.
        what: "facts", "mentions", or a kind of fact ("statistic", "event" …) for its own columns alone.

    Raises:
        MissingDependencyError: pandas is not installed.
        InputError: there is no such kind.
    """
    try:
        import pandas
    except ImportError:
        hint = "pip install 'extractor[notebook]'"
        raise MissingDependencyError("data frames need pandas, which is not installed", hint=hint) from None
    kinds = {kind.model_fields["kind"].default: kind for kind in _members(Fact)}
    rows: Sequence[BaseModel]
    if what == "mentions":
        models, rows = _members(Mention), extraction.mentions
    elif what == "facts":
        models, rows = tuple(kinds.values()), extraction.facts
    elif what in kinds:
        models, rows = (kinds[what],), [fact for fact in extraction.facts if fact.kind == what]
    else:
        raise InputError(f"no table of {what!r}", hint=f"one of facts, mentions, {', '.join(kinds)}")
    columns: dict[str, str] = {"doc": "string"}
    for model in models:
        columns |= {name: dtype for name, dtype in _columns(model) if name not in columns}
    first = _FIRST_OF_MENTION if what == "mentions" else _FIRST_OF_FACT
    columns = {name: columns[name] for name in sorted(columns, key=lambda name: _rank(name, first))}
    data = [{"doc": extraction.document.id} | dict(_cells(row)) for row in rows]
    return pandas.DataFrame(
        {name: pandas.Series([row.get(name) for row in data], dtype=dtype) for name, dtype in columns.items()}
    )


def _rank(column: str, first: tuple[str, ...]) -> int:
    """Where a column stands: what a row is comes first, where it comes from last, the rest as in the models."""
    if column in first:
        return first.index(column)
    return len(first) + (column.split("_")[0] in _LAST)


def _columns(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """The columns that a mention or fact fills, and their pandas types."""
    for name, field in model.model_fields.items():
        column, kinds = field.alias or name, set(_flat(field.annotation))
        if name in _NUMBERS:
            yield column, "object"
            if name == "value":
                yield "iso", "string"
        elif tuple not in kinds and any(issubclass(kind, Span) for kind in kinds):
            yield from ((column, "string"), (f"{column}_start", "Int64"), (f"{column}_end", "Int64"))
            if Baseline in kinds:
                yield f"{column}_type", "string"
            if Date in kinds:
                yield from ((f"{column}_from", "string"), (f"{column}_to", "string"))
            elif any(issubclass(kind, BaseMention) for kind in kinds):
                yield f"{column}_type", "string"
                for kind in (kind for kind in _members(Measured) if kind in kinds):
                    yield from (pair for pair in _columns(kind) if pair[0] not in _OF_SPAN)
        else:
            yield column, "boolean" if kinds == {bool} else "Int64" if kinds == {int} else "string"


def _cells(model: BaseModel) -> Iterator[tuple[str, Any]]:
    """What a mention or fact puts into its columns."""
    for name, field in type(model).model_fields.items():
        column, value = field.alias or name, getattr(model, name)
        if value is None:
            continue
        if name in _NUMBERS and isinstance(model, Duration):
            if name == "value":
                yield "iso", value
            elif name == "high":
                yield "iso", f"{model.low}/{value}"
        elif name in _NUMBERS:
            yield column, Decimal(value)
        elif isinstance(value, Span):
            yield from ((column, value.text), (f"{column}_start", value.start), (f"{column}_end", value.end))
            if isinstance(value, Date):
                yield from ((f"{column}_from", value.from_), (f"{column}_to", value.to))
            elif isinstance(value, Baseline | BaseMention):
                yield f"{column}_type", getattr(value, "type")  # noqa: B009 (each member of the union has one)
            if isinstance(value, BaseMention) and not isinstance(value, Date):
                yield from (pair for pair in _cells(value) if pair[0] not in _OF_SPAN)
        else:
            yield column, words(value) if isinstance(value, tuple) else value


def _flat(annotation: Any) -> Iterator[type]:
    """The plain types that an annotation allows; any tuple is `tuple`."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _flat(get_args(annotation)[0])
    elif origin in (Union, types.UnionType):
        for member in get_args(annotation):
            yield from _flat(member)
    elif origin is Literal:
        yield str
    elif annotation is not type(None):
        yield origin or annotation


def _members(union: Any) -> tuple[type[BaseModel], ...]:
    """The models of an annotated union."""
    return get_args(get_args(union)[0])


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
    return f'<div class="s"><table><thead>{head}</thead><tbody>{"".join(rows)}</tbody></table></div>'
