"""Data frames and Arrow tables: one description of the columns behind all of them."""

import re
import sys
from datetime import date
from decimal import Decimal
from itertools import repeat
from pathlib import Path

import pytest
from table_cases import EMPTY, TEXT, filled, one_number

import extractor
from extractor.errors import InputError, MissingDependencyError
from extractor.schema import Document, Extraction, Ordinal
from extractor.schema.frames import BATCH_ROWS, arrow_schema
from extractor.schema.tables import columns, first_day, last_day, rows

EVERY_TABLE = ["facts", "mentions", "statistic", "event", "statement", "position", "publication", "enumeration"]
pandas = pytest.importorskip("pandas", reason="pandas is not installed")
polars = pytest.importorskip("polars", reason="polars is not installed")
pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")


@pytest.fixture
def extraction() -> Extraction:
    return filled()


# Columns


@pytest.mark.parametrize("what", EVERY_TABLE)
def test_columns_have_names_that_differ(what):
    names = [column.name for column in columns(what)]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("what", EVERY_TABLE)
def test_rows_fill_no_column_that_is_not_described(extraction, what):
    described = {column.name: column.type for column in columns(what)}
    python = {"string": str, "int64": int, "bool": bool, "decimal": Decimal, "date": date, "strings": tuple}
    for row in rows(extraction, what):
        wrong = {name: value for name, value in row.items() if value is not None and type(value) is not python[described[name]]}
        assert not wrong


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-04-29", date(2025, 4, 29), date(2025, 4, 29)),
        ("2025-04-01T14:30", date(2025, 4, 1), date(2025, 4, 1)),
        ("--04-29", None, None),
        ("-0048", None, None),
        ("0000", None, None),
        ("2023-02-30", None, None),
        ("T14:30", None, None),
        ("", None, None),
    ],
)
def test_days_of_a_date_as_precise_as_it_is_known(text, first, last):
    assert (first_day(text), last_day(text)) == (first, last)


# pandas


def test_to_pandas_of_facts(extraction):
    frame = extraction.to_pandas()
    first = frame.iloc[0]
    assert list(frame["id"]) == ["s1", "s2", "s3", "e1", "l1"]
    assert (first["doc"], first["quantity"], first["value"], first["unit"]) == ("a.txt", "3 M€", Decimal(3000000), "EUR")
    assert (first["measure"], first["measure_start"], first["measure_end"]) == ("<b>Salon</b>", 3, 15)
    assert (first["period"], first["period_from"], first["period_to"]) == ("mai 2024", "2024-05", "2024-05")
    assert (first["period_first_day"], first["period_last_day"]) == (pandas.Timestamp("2024-05-01"), pandas.Timestamp("2024-05-31"))
    assert frame["of"].tolist()[1] == "s1" and frame["items"].tolist()[4] == "Le · a"


def test_to_pandas_of_mentions(extraction):
    frame = extraction.to_pandas("mentions")
    assert list(frame.columns[:5]) == ["doc", "type", "start", "end", "text"]
    assert frame["value"].tolist()[2:5:2] == [Decimal(3000000), Decimal("-1.5")]
    assert frame["from"].tolist()[3] == "2024-05" and frame["last_day"].tolist()[3] == pandas.Timestamp("2024-05-31")


def test_to_pandas_writes_durations_as_iso(extraction):
    assert extraction.to_pandas("statistic").iloc[2]["iso"] == "P2D/P3D"


def test_to_pandas_ordinals_are_decimals():
    rank = Ordinal(start=0, end=2, text="8e", value=8)
    found = Extraction(document=Document(text="8e", lang="fr"), mentions=(rank,))
    assert found.to_pandas("mentions")["value"].tolist() == [Decimal(8)]


def test_to_pandas_of_one_kind_has_its_columns_alone(extraction):
    frame = extraction.to_pandas("statistic")
    assert len(frame) == 3 and "speaker" not in frame.columns


def test_to_pandas_holds_numbers_of_any_length():
    assert one_number("0." + "0" * 20 + "1").to_pandas("mentions")["value"][0] == Decimal("1E-21")


# Arrow and Polars


def test_to_arrow_types(extraction):
    table = extraction.to_arrow()
    types = {name: str(table.schema.field(name).type) for name in ("value", "quantity_start", "period_first_day", "items", "first")}
    assert types == {
        "value": "decimal128(38, 9)", "quantity_start": "int64", "period_first_day": "date32[day]",
        "items": "list<item: string>", "first": "bool",
    }  # fmt: skip


def test_to_arrow_cells(extraction):
    row = extraction.to_arrow().to_pylist()
    assert (row[0]["value"], row[0]["exact"], row[0]["period_last_day"]) == (Decimal(3000000), "3000000", date(2024, 5, 31))
    assert (row[3]["edition"], row[3]["first_day"], row[3]["last_day"]) == (8, date(2024, 1, 1), date(2024, 2, 29))
    assert (row[4]["items"], row[4]["complete"], row[4]["value"]) == (["Le", "a"], True, None)


def test_to_arrow_says_what_it_is(extraction):
    metadata = extraction.to_arrow("event").schema.metadata
    assert metadata[b"table"] == b"event" and metadata[b"extractor"]


@pytest.mark.parametrize("value", ["1" + "0" * 29, "0.0000000001", "1." + "0" * 20 + "1"])
def test_numbers_that_do_not_fit_are_left_out_and_stand_as_text(value):
    for table in (one_number(value).to_arrow("mentions").to_pylist(), one_number(value).to_polars("mentions").to_dicts()):
        assert (table[0]["value"], table[0]["exact"]) == (None, value)


@pytest.mark.parametrize("value", ["9" * 29, "-" + "9" * 29 + "." + "9" * 9, "0.000000001", "0", "1500000000"])
def test_numbers_that_fit_are_exact(value):
    for table in (one_number(value).to_arrow("mentions").to_pylist(), one_number(value).to_polars("mentions").to_dicts()):
        assert table[0]["value"] == Decimal(value)


def test_ranges_have_both_ends_and_no_value():
    found = Extraction(
        document=Document(text="3 à 5 %", lang="fr"),
        mentions=(one_number("1").mentions[0].model_copy(update={"value": None, "low": Decimal(3), "high": Decimal(5), "text": "3", "end": 1}),),
    )
    row = found.to_arrow("mentions").to_pylist()[0]
    assert (row["value"], row["low"], row["high"], row["exact"]) == (None, Decimal(3), Decimal(5), "3..5")


@pytest.mark.parametrize("what", EVERY_TABLE)
@pytest.mark.parametrize("as_", ["pandas", "polars", "arrow"])
def test_columns_and_types_do_not_depend_on_the_text(extraction, what, as_):
    def described(table):
        return dict(table.dtypes) if as_ == "pandas" else dict(table.schema) if as_ == "polars" else table.schema

    assert described(extractor.tables([EMPTY], what, as_)) == described(extractor.tables([extraction], what, as_))
    assert described(extractor.tables([], what, as_)) == described(extractor.tables([extraction], what, as_))


@pytest.mark.parametrize("what", ["facts", "mentions"])
def test_polars_and_arrow_hold_the_same(extraction, what):
    assert extraction.to_polars(what).to_dicts() == extraction.to_arrow(what).to_pylist()


@pytest.mark.parametrize("what", ["facts", "mentions"])
def test_polars_reads_our_arrow_as_its_own(extraction, what):
    assert polars.from_arrow(extraction.to_arrow(what)).schema == extraction.to_polars(what).schema


# Many documents


def test_tables_of_many_documents(extraction):
    table = extractor.tables([extraction, EMPTY, extraction], "mentions")
    assert table.num_rows == 12


def test_tables_as_batches_holds_one_batch_at_a_time():
    taken = 0

    def stream():
        nonlocal taken
        for found in repeat(filled(), 3000):
            taken += 1
            yield found

    reader = extractor.tables(stream(), "mentions", as_="batches")
    assert reader.schema == arrow_schema("mentions")
    assert reader.read_next_batch().num_rows == BATCH_ROWS
    assert taken <= BATCH_ROWS // 6 + 2


def test_tables_of_what_is_not_there(extraction):
    with pytest.raises(InputError, match="no table of 'figures'"):
        extraction.to_pandas("figures")


def test_tables_as_what_is_not_there():
    with pytest.raises(InputError, match="no tables as 'excel'"):
        extractor.tables([], as_="excel")


@pytest.mark.parametrize(("package", "method"), [("pandas", "to_pandas"), ("polars", "to_polars"), ("pyarrow", "to_arrow")])
def test_tables_without_their_package_say_what_to_install(extraction, monkeypatch, package, method):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingDependencyError, match=f"needs {package}.*pip install"):
        getattr(extraction, method)()


def test_offsets_in_tables_are_those_of_the_text(extraction):
    for row in extraction.to_arrow("mentions").to_pylist():
        assert TEXT[row["start"] : row["end"]] == row["text"]


# What the documentation says


@pytest.mark.parametrize("what", ["mentions", *EVERY_TABLE[2:]])
def test_docs_name_every_column(what):
    text = (Path(__file__).parents[2] / "docs" / "tables.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+)`", text))
    endings = ("_start", "_end", "_type", "_from", "_to", "_first_day", "_last_day")
    missing = []
    for column in columns(what):
        whole = {(column.name.removesuffix(ending), ending) for ending in endings if column.name.endswith(ending)}
        if column.name not in named and not any({base, ending} <= named for base, ending in whole):
            missing.append(column.name)
    assert not missing
