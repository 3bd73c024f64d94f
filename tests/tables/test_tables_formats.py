"""CSV and Parquet: what the writers write, and what the command does with --format."""

import csv
import io
import os
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from table_cases import EMPTY, filled, one_number

from extractor import cli, writers
from extractor.errors import InputError, MissingDependencyError
from extractor.schema import Document, Entity, Extraction
from extractor.schema.frames import arrow_schema
from extractor.schema.tables import columns


def written(extractions, *arguments, **options) -> bytes:
    out = io.BytesIO()
    with writers.sink(out, *arguments, **options) as write:
        for found in extractions:
            write(found)
    return out.getvalue()


def table(data: bytes, delimiter: str = ",") -> list[dict]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def name(text: str) -> Extraction:
    return Extraction(
        document=Document(text=text, lang="fr"), mentions=(Entity(start=0, end=len(text), text=text, label="ORG"),)
    )


# JSON lines


def test_sink_writes_json_lines_by_default():
    found = filled()
    assert written([found]).decode().splitlines() == list(writers.lines(found))


# CSV


def test_csv_has_the_columns_of_the_table():
    assert list(table(written([filled()], "mentions", "csv"))[0]) == [column.name for column in columns("mentions")]


def test_csv_of_nothing_is_its_header():
    assert written([EMPTY], "facts", "csv").count(b"\r\n") == 1


def test_csv_cells():
    rows = table(written([filled()], "facts", "csv"))
    assert (rows[0]["value"], rows[0]["period_first_day"], rows[0]["measure"]) == ("3000000", "2024-05-01", "<b>Salon</b>")
    assert (rows[1]["value"], rows[1]["direction"]) == ("-1.5", "")
    assert (rows[4]["items"], rows[4]["complete"]) == ("Le · a", "TRUE")


def test_csv_for_a_french_spreadsheet():
    data = written([filled()], "facts", "csv", dialect="fr")
    rows = table(data, ";")
    assert data.startswith(b"\xef\xbb\xbf")
    assert (rows[1]["value"], rows[1]["exact"], rows[4]["complete"]) == ("-1,5", "-1,5", "VRAI")


@pytest.mark.parametrize("text", ["=1+1", "+33", "-1 %", "@SUM(A1)", "\tx", "\rx", "＝1"])
def test_csv_text_is_no_formula(text):
    assert table(written([name(text)], "mentions", "csv"))[0]["text"] == f"'{text}"


def test_csv_numbers_stay_numbers():
    row = table(written([one_number("-1.3")], "mentions", "csv"))[0]
    assert (row["value"], row["exact"]) == ("-1.3", "-1.3")


@pytest.mark.parametrize("text", ['a "b", c; d', "two\nlines", "two\r\nlines", "👩‍🚒 ;é"])
@pytest.mark.parametrize(("dialect", "delimiter"), [("en", ","), ("fr", ";")])
def test_csv_gives_text_back(text, dialect, delimiter):
    assert table(written([name(text)], "mentions", "csv", dialect=dialect), delimiter)[0]["text"] == text


def test_csv_numbers_of_any_length_stand_whole():
    value = "0." + "0" * 20 + "1"
    assert table(written([one_number(value)], "mentions", "csv"))[0]["value"] == value


# Parquet


def test_parquet_has_the_schema_of_the_table():
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    file = parquet.ParquetFile(io.BytesIO(written([filled(), filled()], "facts", "parquet")))
    assert file.schema_arrow.equals(arrow_schema("facts"), check_metadata=False)
    assert file.schema_arrow.metadata[b"table"] == b"facts"
    assert file.read().to_pylist() == filled().to_arrow().to_pylist() * 2


def test_parquet_of_nothing_has_the_columns_too():
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    read = parquet.read_table(io.BytesIO(written([], "mentions", "parquet")))
    assert read.num_rows == 0 and read.schema.equals(arrow_schema("mentions"))


def test_parquet_is_written_in_row_groups_as_it_goes(monkeypatch):
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    monkeypatch.setattr("extractor.writers.parquet.BATCH_ROWS", 10)
    out, sizes = io.BytesIO(), []
    with writers.sink(out, "mentions", "parquet") as write:
        for _ in range(5):
            write(filled())
            sizes.append(len(out.getvalue()))
    file = parquet.ParquetFile(out)
    assert [file.metadata.row_group(i).num_rows for i in range(file.num_row_groups)] == [10, 10, 10]
    assert sizes[-1] > sizes[0]


def test_parquet_is_read_by_polars_with_its_decimals():
    polars = pytest.importorskip("polars", reason="polars is not installed")
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    frame = polars.read_parquet(io.BytesIO(written([filled()], "facts", "parquet")))
    assert frame["value"].to_list()[:2] == [Decimal(3000000), Decimal("-1.5")]


# What does not go together


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_check_documents_are_no_table(format):
    with pytest.raises(InputError, match=r"documents are no table .*--format jsonl"):
        writers.check("documents", format)


def test_check_parquet_is_not_for_a_terminal():
    with pytest.raises(InputError, match="not for a terminal"):
        writers.check("facts", "parquet", terminal=True)


def test_check_parquet_without_pyarrow_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingDependencyError, match=r"needs pyarrow.*extractor\[parquet\]"):
        writers.check("facts", "parquet")


def test_check_a_dialect_goes_with_csv():
    with pytest.raises(InputError, match="says nothing about jsonl"):
        writers.check("facts", "jsonl", dialect="fr")


def test_check_a_dialect_that_is_not_there():
    with pytest.raises(InputError, match="one of en, fr"):
        writers.check("facts", "csv", dialect="xx")


# The command


@pytest.fixture
def article(tmp_path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("8,5 % en 2024", encoding="utf-8")
    return path


def test_command_writes_csv(article, tmp_path):
    out = tmp_path / "out.csv"
    assert cli.main([str(article), "-e", "mentions", "--no-model", "--format", "csv", "--csv-dialect", "fr", "-o", str(out)]) == 0
    assert [row["value"] for row in table(out.read_bytes(), ";")] == ["8,5", ""]


def test_command_writes_parquet_that_is_there_only_when_whole(article, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    out = tmp_path / "out.parquet"
    assert cli.main([str(article), "-e", "mentions", "--no-model", "--format", "parquet", "-o", str(out)]) == 0
    assert parquet.read_table(out).column("text").to_pylist() == ["8,5 %", "2024"]
    assert sorted(os.listdir(tmp_path)) == ["a.txt", "out.parquet"]


def test_command_parquet_of_nothing_read_leaves_what_was_there(tmp_path):
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    out = tmp_path / "out.parquet"
    out.write_bytes(b"old")
    assert cli.main([str(tmp_path / "missing.txt"), "-e", "mentions", "--no-model", "--format", "parquet", "-o", str(out)]) == 1
    assert out.read_bytes() == b"old" and os.listdir(tmp_path) == ["out.parquet"]


def test_command_refuses_documents_as_csv(article, capsys):
    assert cli.main([str(article), "--emit", "documents", "--format", "csv"]) == 2
    assert "--emit facts or --emit mentions" in capsys.readouterr().err
