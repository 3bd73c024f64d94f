"""Notes: the fields of a mention or fact on one line, as people read and correct them in an annotation tool.

>>> write({"value": "3000000", "unit": "EUR"})
'value=3000000; unit=EUR'
>>> read("value=3000000; unit=EUR")
{'value': '3000000', 'unit': 'EUR'}
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from extractor.errors import GoldError

_JSON = json.JSONDecoder(strict=False)
_QUOTED = frozenset(';="\\')
"""Characters for which a value is written as a JSON string."""


def write(fields: Mapping[str, str]) -> str:
    """The fields as a note, in their order; a value with a sign of the notation's own is written as a JSON string.

    >>> write({"label": 'a "b"; c'})
    'label="a \\\\"b\\\\"; c"'
    """
    return "; ".join(f"{name}={_value(value)}" for name, value in fields.items())


def read(note: str, where: str | None = None) -> dict[str, str]:
    """The fields of a note, in their order; line breaks part fields as semicolons do.

    Raises:
        GoldError: it is no note of this kind.

    >>> read('label="a \\\\"b\\\\"; c"\\nmodality=forecast;')
    {'label': 'a "b"; c', 'modality': 'forecast'}
    """
    fields: dict[str, str] = {}
    at = 0
    while at < len(note):
        if note[at] in "; \t\r\n":
            at += 1
            continue
        sign = note.find("=", at)
        name = note[at:sign].strip()
        if sign < 0 or not name.isidentifier():
            raise _no_note(note, where)
        if name in fields:
            raise GoldError(f"a note that says {name!r} twice: {note!r}", where=where, hint="leave one of them")
        at = sign + 1
        if note[at : at + 1] == '"':
            try:
                value, at = _JSON.raw_decode(note, at)
            except ValueError:
                raise _no_note(note, where) from None
        else:
            ends = (end for end in (note.find(";", at), note.find("\n", at)) if end >= 0)
            end = min(ends, default=len(note))
            value, at = note[at:end].strip(), end
        fields[name] = value
    return fields


def _value(value: str) -> str:
    if value and value == value.strip() and value.isprintable() and not _QUOTED & set(value):
        return value
    return json.dumps(value, ensure_ascii=False)


def _no_note(note: str, where: str | None) -> GoldError:
    return GoldError(f"not a note: {note!r}", where=where, hint="write fields as value=3000000; unit=EUR")
