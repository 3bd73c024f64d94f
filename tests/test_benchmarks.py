"""The benchmarks: what the fuzzer found is read, and the peers' adapters turn what they give into what the scorer reads."""

from __future__ import annotations

import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).resolve().parent.parent / "benchmarks"
sys.path.insert(0, str(BENCHMARKS))

import fuzz  # noqa: E402
import peers  # noqa: E402
from adapters import Adapter, eds_nlp, installed, ours, recognizers_text  # noqa: E402

from reading import read  # noqa: E402

FOUND = [
    ("vendredi 4", "0001-01-01"),
    ("samedi 8", "0001-01-01"),
    ("samedi 8", "9999-12-31"),
    ("le 15 du mois dernier", "0001-01-01"),
    ("le 15 du mois prochain", "9999-12-31"),
    ("Le Noel ", "2025-04"),
    ("mardi  gras 2024", None),
    ("la veille de Noel", None),
    ("8 % mais 1", None),
    ("8 % ni 1", None),
]
"""Texts on which `fuzz.py` failed once, shrunk."""


@pytest.mark.parametrize(("text", "published"), FOUND, ids=repr)
def test_text_that_the_fuzzer_found_keeps_the_laws(text: str, published: str | None) -> None:
    fuzz.check(text, published)


def test_fuzz_tells_a_failure_once_and_shrunk(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def check(text: str, published: str | None) -> None:
        if "ab" in text:
            raise fuzz.BrokenPropertyError("rule: text")

    monkeypatch.setattr(fuzz, "check", check)
    failures = fuzz.Failures()
    for text in ("xxab xx", "ab 1234", "nothing"):
        failures.run(fuzz.timed_check, text, None)
    assert failures.tell() == 1
    assert "text 'ab'" in capsys.readouterr().out


@pytest.mark.parametrize("data", [b"", b"\x00", b"\xff\xfe\x80", "\x033,5 M€".encode()], ids=repr)
def test_fuzz_decodes_any_bytes(data: bytes) -> None:
    text, published = fuzz.decoded(data)
    assert published in fuzz.PUBLISHED
    text.encode("utf-8")


def test_peers_leave_out_what_is_not_installed() -> None:
    found = dict(installed(("ours", "nothing_of_this_name")))
    assert isinstance(found["ours"], Adapter)
    assert isinstance(found["nothing_of_this_name"], ImportError)


def test_peers_sample_is_of_all_paragraphs() -> None:
    assert peers.sample(["a b"] * 10, 8) == ["a b"] * 5
    assert peers.sample(["a b"], 8) == ["a b"]


def test_peers_score_is_empty_where_nothing_is_expected() -> None:
    assert peers.f1(Counter(fp=3)) == ""
    assert peers.f1(Counter(tp=1, fp=1, fn=1)) == "50"


def test_our_mentions_in_the_form_of_the_scorer() -> None:
    text = "âgé de 84 ans, il a 3 à 4 euros depuis le 29 avril 2025, un tiers, lundi"
    found = [(p["dim"], p["value"], p["unit"]) for p in ours.predictions(text, read(text))]
    assert found == [
        ("age", "84", "year"), ("money", "3..4", "EUR"), ("date", "2025-04-29", None), ("number", "1/3", None), ("date", None, None),
    ]  # fmt: skip


def test_our_interval_leaves_its_end_out() -> None:
    assert ours._interval("2025-01", "2025-03") == "2025-01/2025-04-01"
    assert ours._interval("2025-01-31", None) == "2025-01-31/.."


def test_recognizers_values_in_the_form_of_the_scorer() -> None:
    first = {"values": [{"timex": "2018", "type": "daterange", "start": "2018-01-01", "end": "2019-01-01"}]}
    assert recognizers_text._moment("daterange", first) == "2018-01-01/2019-01-01"
    assert recognizers_text._moment("timerange", {"values": [{"start": "03:00:00"}]}) == "T03:00:00/.."
    assert recognizers_text._moment("duration", {"values": [{"timex": "P3W", "value": "1814400"}]}) == "P3W"
    assert recognizers_text._moment("date", {"values": [{"value": "not resolved"}]}) is None
    assert Decimal(recognizers_text._number("0,5%") or "0") == Decimal("0.5")


def test_eds_quantity_in_the_form_of_the_scorer() -> None:
    class Span:
        start_char, end_char = 3, 10

    class Speed:
        value, unit = (5, 7), "km_per_hour"

    assert eds_nlp._quantity(Span(), Speed()) == {"start": 3, "end": 10, "dim": "quantity", "value": "5..7", "unit": "km/hour"}
