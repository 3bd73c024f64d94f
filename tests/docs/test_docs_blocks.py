"""Every code block of the pages and of the README is run, and prints what the page says."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from doc_blocks import LANGUAGES, PAGES, ROOT, Block, blocks_of, difference, new_space, prepare, run

NEEDED = {"to_pandas": "pandas", "to_polars": "polars", "to_arrow": "pyarrow", "tables(": "pyarrow", "parquet": "pyarrow", ".yaml": "yaml"}
"""What a page that uses a word needs beside the package."""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """An empty folder with the corpus, as the current one; modules that a page writes there are forgotten after it."""
    prepare(tmp_path)
    before, known = Path.cwd(), set(sys.modules)
    path = list(sys.path)
    os.chdir(tmp_path)
    yield tmp_path
    os.chdir(before)
    sys.path[:] = path
    for name in set(sys.modules) - known:
        if name.startswith("page_") or str(tmp_path) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


def ids(page: Path) -> str:
    return page.name


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_docs_blocks_run_and_print_what_the_page_says(page: Path, folder: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for word, module in NEEDED.items():
        if word in text and importlib.util.find_spec(module) is None:
            pytest.skip(f"{page.name} needs {module}, which is not installed")
    space = new_space(page)
    for block in blocks_of(page):
        if block.is_run and (block.language != "text" or "file" in block.marks):
            wrong = difference(block, _run(block, space))
            assert wrong is None, wrong


def _run(block: Block, space: dict[str, object]) -> str:
    try:
        return run(block, space)
    except Exception as error:
        raise AssertionError(f"{block.where}: {type(error).__name__}: {error}") from error


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_docs_blocks_have_a_language(page: Path) -> None:
    assert [block.where for block in blocks_of(page) if block.language not in LANGUAGES] == []


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_docs_blocks_that_are_not_run_say_why(page: Path) -> None:
    assert [block.where for block in blocks_of(page) if block.marks.get("not run") == ""] == []


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_docs_excerpts_stand_in_their_file(page: Path) -> None:
    for block in blocks_of(page):
        if "part of" in block.marks:
            whole = (ROOT / block.marks["part of"]).read_text(encoding="utf-8")
            assert block.code in whole, f"{block.where} is not in {block.marks['part of']}:\n{block.code}"


def test_docs_lines_with_an_ellipsis_agree_with_longer_ones() -> None:
    block = Block(ROOT / "README.md", 1, "sh", "extract x", output="a …\n…\nz\n")
    assert difference(block, "a b c\nd\ne\nz\n") is None
    assert difference(block, "b\nz\n") is not None
