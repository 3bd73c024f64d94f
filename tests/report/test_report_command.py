"""`extract report` as a user calls it."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.cli import main

TEXT = "Le chômage atteint 7 % en 2022."


@pytest.fixture
def article(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "a.txt"


def test_report_is_written_where_it_is_wanted(article, tmp_path, capsys):
    assert main(["report", str(article), "-o", str(tmp_path / "r.html"), "--title", "Emploi"]) == 0
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "<title>Emploi</title>" in page and '"text":"7 %"' in page
    assert capsys.readouterr() == ("", "")


def test_report_names_what_it_cannot_read_and_reports_the_rest(article, tmp_path, capsys):
    assert main(["report", str(article), str(tmp_path / "missing.txt"), "-o", str(tmp_path / "r.html")]) == 1
    assert (tmp_path / "r.html").exists() and "missing.txt" in capsys.readouterr().err


def test_report_of_nothing_readable_leaves_the_old_one(tmp_path, capsys):
    (tmp_path / "r.html").write_text("old")
    assert main(["report", str(tmp_path / "missing.txt"), "-o", str(tmp_path / "r.html")]) == 1
    assert (tmp_path / "r.html").read_text() == "old" and "missing.txt" in capsys.readouterr().err


def test_report_never_overwrites_its_input(article):
    assert main(["report", str(article), "-o", str(article)]) == 2
    assert article.read_text(encoding="utf-8") == TEXT
