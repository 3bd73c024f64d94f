"""Floors: figures that an evaluation must not fall below, so that a change that makes the output worse is noticed.

[sets]
test = ["a.gold.json", "b.gold.json"]            # names for several gold files together

[[floor]]
gold = "sommet-chine-numerique-2025.gold.json"   # name of a gold file, without its folder, or of a set
metric = "mentions.strict.f1"                    # as in `Report.metric`
at_least = 0.95
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from extractor.errors import InputError
from extractor.evaluation.report import Report
from extractor.evaluation.scores import rounded

_FIELDS = {"gold", "metric", "at_least"}


@dataclass(frozen=True)
class Floor:
    """A figure that a gold file must reach.

    Attributes:
        gold: name of the gold file, without its folder, or of a set of them.
        files: the gold files it speaks of.
        metric: name of the figure (`Report.metric`).
        at_least: 0 to 1.
    """

    gold: str
    files: tuple[str, ...]
    metric: str
    at_least: Decimal


@dataclass(frozen=True)
class Breach:
    """A floor that was not reached.

    Attributes:
        floor: the floor.
        got: the figure; None if there was nothing to count.
    """

    floor: Floor
    got: Fraction | None

    def __str__(self) -> str:
        got = "nothing to count" if self.got is None else f"{rounded(self.got)}"
        return f"{self.floor.gold}: {self.floor.metric} is {got}, below the floor {self.floor.at_least}"


def read_floors(path: Path) -> list[Floor]:
    """Read a floors file.

    Raises:
        InputError: it is missing, is not TOML, or a floor lacks a field or has one too many.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"not TOML: {error}", where=str(path)) from error
    rows, sets = table.get("floor", []), table.get("sets", {})
    floors = []
    for number, row in enumerate(rows, 1):
        if set(row) != _FIELDS or not isinstance(row["at_least"], Decimal | int) or not 0 <= row["at_least"] <= 1:
            hint = "a floor has gold, metric and at_least (0 to 1)"
            raise InputError(f"floor {number} cannot be used", where=str(path), hint=hint)
        files = tuple(map(str, sets.get(row["gold"], [row["gold"]])))
        floors.append(Floor(str(row["gold"]), files, str(row["metric"]), Decimal(row["at_least"])))
    return floors


def breaches(report: Report, floors: Iterable[Floor]) -> list[Breach]:
    """The floors that the report falls below.

    A floor for a gold file that was not evaluated, for a set of which one was not, or for a part that was not (facts, with mentions alone), does not
    count. A figure that cannot be computed, since there is nothing to count, is below.

    Raises:
        InputError: a floor names a figure that does not exist.
    """
    out = []
    for floor in floors:
        part = floor.metric.split(".")[0]
        part = part if part in ("mentions", "entities") else "facts"
        if set(floor.files) <= set(report.files) and part in report.parts:
            got = report.metric(floor.metric, *floor.files)
            if got is None or got < floor.at_least:
                out.append(Breach(floor, got))
    return out
