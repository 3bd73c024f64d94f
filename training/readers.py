"""The corpora as units: UD treebanks (conllu), entity rows (JSON lines) and written news with inline names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from training.units import Name, Unit, Word

LABELS = ("PER", "LOC", "ORG", "EVENT", "MISC")
INLINE = re.compile(rf"\[({'|'.join(LABELS)}) ([^\[\]]+)\]")
MAPPED = {"PROD": "MISC", "PERS": "PER"}


def read_names(path: Path) -> dict[str, tuple[str, tuple[Name, ...]]]:
    """Rows of `path` by id: text and names, labels mapped to the five of the guide, overlaps resolved (longest)."""
    rows = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        kept: list[Name] = []
        for start, end, label, *_ in sorted(row["ents"], key=lambda e: (e[0] - e[1], e[0])):
            label = MAPPED.get(label, label)
            if label in LABELS and all(end <= k.start or start >= k.end for k in kept):
                kept.append(Name(start, end, label))
        rows[row["id"]] = (row["text"], tuple(sorted(kept, key=lambda n: n.start)))
    return rows


def name_units(path: Path, source: str) -> list[Unit]:
    """Units with entities only, one a row; `group` is the article or file the row belongs to."""
    units = []
    for key, (text, names) in read_names(path).items():
        units.append(Unit(text, None, names, key.rsplit("-", 1)[0].rsplit(":", 1)[0], source))
    return units


def inline_units(path: Path, source: str) -> list[Unit]:
    """Units of a text file with one item a line and its names in brackets: "à [LOC Dakar]"; each item a group of its own."""
    units = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        text, names, here = "", [], 0
        for match in INLINE.finditer(line):
            text += line[here : match.start()]
            names.append(Name(len(text), len(text) + len(match[2]), match[1]))
            text += match[2]
            here = match.end()
        text += line[here:]
        if "[" in text or "]" in text:
            raise ValueError(f"{path.name}: line {number}: a bracket that marks no name: {line!r}")
        units.append(Unit(text, None, tuple(names), f"{source}:{number}", source))
    return units


def _sentences(path: Path) -> Iterator[tuple[str, str, list[list[str]]]]:
    key, text, rows = "", "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# sent_id ="):
            key = line.split("=", 1)[1].strip()
        elif line.startswith("# text ="):
            text = line.split("=", 1)[1].strip()
        elif line and line[0].isdigit():
            rows.append(line.split("\t"))
        elif not line and rows:
            yield key, text, rows
            rows = []


def _merge(group: list[list[str]]) -> list[str]:
    """One row for a multiword token: the part whose head lies outside, its features joined with the others'."""
    inside = {r[0] for r in group}
    main = next(r for r in group if r[6] not in inside)
    features = dict(f.split("=", 1) for r in group for f in r[5].split("|") if "=" in f)
    merged = list(main)
    merged[5] = "|".join(f"{k}={v}" for k, v in sorted(features.items())) or "_"
    return merged


def _surface(rows: list[list[str]]) -> tuple[list[tuple[str, list[str]]], dict[str, int]]:
    """Surface words (form, row) with multiword tokens merged, and the index of the word each id went into."""
    by_id = {r[0]: r for r in rows}
    surface: list[tuple[str, list[str]]] = []
    index: dict[str, int] = {}
    skip_to = 0
    for row in rows:
        if "." in row[0]:
            continue
        if "-" in row[0]:
            low, high = map(int, row[0].split("-"))
            for i in range(low, high + 1):
                index[str(i)] = len(surface)
            surface.append((row[1], _merge([by_id[str(i)] for i in range(low, high + 1)])))
            skip_to = high
        elif int(row[0]) > skip_to:
            index[row[0]] = len(surface)
            surface.append((row[1], row))
    return surface, index


def treebank_units(path: Path, names: Path | None, source: str) -> list[Unit]:
    """Units with syntax, one a sentence, and entities where a names file goes with the treebank."""
    known = read_names(names) if names else {}
    units = []
    for key, text, rows in _sentences(path):
        surface, index = _surface(rows)
        words, position = [], 0
        for form, row in surface:
            start = text.find(form, position)
            if start < 0 or text[position:start].strip():
                raise ValueError(f"{path.name}: {key}: {form!r} is not at {position} of {text!r}")
            head = index.get(row[6], len(words))
            pos, morph, lemma = row[3], "" if row[5] == "_" else row[5], row[2] if row[2] != "_" else form
            words.append(Word(start, start + len(form), pos, morph, lemma, head, row[7]))
            position = start + len(form)
        entities = known[key][1] if key in known and known[key][0] == text else None
        units.append(Unit(text, tuple(words), entities, key.rsplit("_", 1)[0], source))
    return units
