"""The small pack of docs/language.md: another language, without a line of Python."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from doc_blocks import ROOT

from extractor.lang.examples import load_examples, run_examples
from extractor.lang.pack import load_pack
from extractor.pipeline import load
from extractor.recognizers import recognize
from extractor.schema import Document

PACK = ROOT / "docs" / "italian"


def test_docs_language_examples_pass() -> None:
    report = run_examples(load_pack(str(PACK)), recognize)
    assert [str(failure) for failure in report.failures] == []


def test_docs_language_examples_cover_numbers_percentages_money_and_dates() -> None:
    types = {name for example in load_examples(PACK) for name in example.types}
    assert types >= {"number", "percent", "money", "date"}


@pytest.mark.parametrize(
    ("text", "type_", "value"),
    [
        ("un aumento del 3,25 %", "percent", "3.25"),
        ("circa 120 milioni di euro", "money", "120000000"),
        ("su 1.500 km", "quantity", "1500"),
        ("quaranta aziende", "number", "40"),
    ],
)
def test_docs_language_reads_what_no_example_has(text: str, type_: str, value: str) -> None:
    (mention,) = load(str(PACK)).mentions(Document(text=text, lang="it"))
    assert (mention.type, str(mention.value)) == (type_, value)


def test_docs_language_reads_a_month() -> None:
    (date,) = load(str(PACK)).mentions(Document(text="dal settembre 2023", lang="it"))
    assert (date.from_, date.to) == ("2023-09", "2023-09")


def test_docs_language_example_that_fails_names_the_file(tmp_path: Path) -> None:
    copy = tmp_path / "pack"
    shutil.copytree(PACK, copy)
    (copy / "examples" / "first.toml").write_text(
        '[[example]]\ntexts = ["[cinque] fiere"]\nexpect = { type = "number", value = "6" }\n', encoding="utf-8"
    )
    (failure,) = run_examples(load_pack(str(copy)), recognize).failures
    assert failure.where.startswith("first.toml") and "'cinque'" in str(failure)
