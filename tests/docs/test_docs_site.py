"""The site: it builds without a warning, holds every page, and loads nothing from the network."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path

import pytest
from doc_blocks import PAGES, ROOT

LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src"}
"""Elements that a browser loads by itself, and where they say what."""


class Loads(HTMLParser):
    """What a page loads by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag in LOADED and found.get(LOADED[tag]):
            self.names.append(str(found[LOADED[tag]]))
        elif tag == "link" and found.get("rel") in ("stylesheet", "icon", "preload", "preconnect"):
            self.names.append(str(found.get("href")))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    if find_spec("mkdocs") is None or find_spec("material") is None:
        pytest.skip("MkDocs Material is not installed (pip install '.[docs]')")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment, timeout=120)
    assert (done.returncode, done.stdout + done.stderr) == (0, ""), done.stdout + done.stderr
    return folder


def test_docs_site_builds_without_a_warning(site: Path) -> None:
    assert (site / "index.html").is_file()


def test_docs_site_holds_every_page(site: Path) -> None:
    pages = [page.stem for page in PAGES if page.parent.name == "docs"]
    assert [name for name in pages if not (site / f"{name}.html").is_file()] == []


def test_docs_site_loads_nothing_from_the_network(site: Path) -> None:
    for page in site.glob("*.html"):
        loads = Loads()
        loads.feed(page.read_text(encoding="utf-8"))
        assert [name for name in loads.names if re.match(r"(?:[a-z]+:)?//", name)] == [], page.name


def test_docs_readme_links_lead_somewhere() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#]+)", text)
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []
