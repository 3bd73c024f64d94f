"""The JSON Schemas in `schemas/` are those of the models, and describe the lines that are written."""

import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from extractor.schema import (
    Baseline,
    Date,
    Document,
    Entity,
    Enumeration,
    Event,
    Extraction,
    Money,
    Number,
    Percent,
    Position,
    Publication,
    Span,
    Statement,
    Statistic,
    export,
)
from extractor.writers import lines

SCHEMAS = Path(__file__).parent.parent / "schemas"
TEXT = "Le Salon a coûté 3 M€ en 2024, soit 8 % de plus."


def span(words: str, model: type = Span, **fields):
    start = TEXT.index(words)
    return model(start=start, end=start + len(words), text=words, **fields)


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    """One mention of several types and one fact of each kind."""
    whole = Span.of(TEXT, 0, len(TEXT))
    money = span("3 M€", Money, value="3000000", unit="EUR", rule="money.symbol")
    date = span("2024", Date, from_="2024", to="2024", edtf="2024", grain="year")
    percent = span("8 %", Percent, value="8", unit="%", modifier="more_than")
    common = {"evidence": whole, "source": span("Le Salon")}
    facts = (
        Statistic(id="s1", quantity=money, role="level", period=date, place=span("Salon"), **common),
        Statistic(
            id="s2", quantity=percent, role="change", of="s1", direction="increase",
            baseline=span("de plus", Baseline, type="other"), **common,
        ),
        Event(id="e1", name=span("Salon"), type="salon", from_="2024", to="2024", places=(span("Salon"),), **common),
        Statement(id="t1", speaker=span("Salon"), cue="dire", content=whole, **common),
        Position(id="p1", person=span("Le"), title=span("Salon"), **common),
        Publication(id="b1", title=span("Salon"), **common),
        Enumeration(id="l1", label="x", items=(span("Le"), span("Salon")), **common),
    )  # fmt: skip
    mentions = (span("Salon", Entity, label="EVENT"), span("3", Number, value="3", fraction="3/1"), money, date, percent)
    return Extraction(document=Document(id="a.txt", text=TEXT, lang="fr"), mentions=mentions, facts=facts)


def test_schemas_in_the_repository_are_those_of_the_models():
    assert export.stale(SCHEMAS) == [], "run: extract schema"


def test_write_then_nothing_is_stale(tmp_path):
    assert {path.name for path in export.write(tmp_path / "new")} == set(export.json_schemas())
    assert export.stale(tmp_path / "new") == []


def test_stale_names_what_is_missing_changed_and_left_over(tmp_path):
    export.write(tmp_path)
    (tmp_path / "mention.json").write_text("{}")
    (tmp_path / "fact.json").unlink()
    (tmp_path / "gone.json").write_text("{}")
    assert export.stale(tmp_path) == ["fact.json", "gone.json", "mention.json"]


@pytest.mark.parametrize("emit", ["facts", "mentions", "documents"])
def test_lines_written_are_valid_by_their_schema(extraction, emit):
    adapter = TypeAdapter(export.models()[f"{emit}-line"])
    rows = list(lines(extraction, emit))
    assert len(rows) == {"facts": 7, "mentions": 5, "documents": 1}[emit]
    for row in rows:
        adapter.validate_json(row)


@pytest.mark.parametrize("emit", ["facts", "mentions", "documents"])
def test_lines_written_are_valid_by_an_independent_validator(extraction, emit):
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(json.loads(export.json_schemas()[f"{emit}-line.json"]))
    validator.check_schema(validator.schema)
    for row in lines(extraction, emit):
        validator.validate(json.loads(row))


def test_every_schema_requires_type_and_kind():
    schema = json.loads(export.json_schemas()["fact.json"])
    for name in ("Statistic", "Event", "Statement", "Position", "Publication", "Enumeration"):
        assert "kind" in schema["$defs"][name]["required"], name
    assert "type" in schema["$defs"]["Money"]["required"]


def test_numbers_are_strings_in_the_schema():
    value = json.loads(export.json_schemas()["mention.json"])["$defs"]["Money"]["properties"]["value"]
    assert value["anyOf"][0]["type"] == "string"
