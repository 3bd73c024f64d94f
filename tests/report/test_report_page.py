"""The page as bytes: what is in it, and what must never be."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest

import extractor.report
from extractor.errors import InputError
from extractor.report.command import add_arguments, run
from extractor.report.page import embed, heading, write
from extractor.schema import Document, Extraction

from .articles import HOSTILE, attendance, hostile, many, unemployment

ROOM = Path(extractor.report.__file__).parent


def page_of(extractions: Iterable[Extraction], title: str | None = None) -> str:
    out = BytesIO()
    write(extractions, out, title)
    return out.getvalue().decode("utf-8")


class Elements(HTMLParser):
    """The elements of a page: (tag, attributes, text)."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs), []))

    def handle_data(self, data):
        if self.cdata_elem:  # inside a script or style
            self.found[-1][2].append(data)

    def all(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        return [(attributes, "".join(text)) for name, attributes, text in self.found if name == tag]


def data_of(page: str, part: str) -> list:
    scripts = Elements(page).all("script")
    return [json.loads(text) for attributes, text in scripts if attributes.get("data-part") == part]


@pytest.fixture(scope="module")
def page() -> str:
    return page_of([unemployment().extraction(), attendance().extraction(), hostile().extraction()], title=HOSTILE.replace("\x00", ""))


def test_embed_ends_no_script_element():
    assert re.search(r"[<>&\u2028\u2029]", embed({HOSTILE: HOSTILE})) is None


def test_embed_keeps_the_data():
    assert json.loads(embed({HOSTILE: [HOSTILE, "\x00\x7f\x85é\U0001f4c8"]})) == {HOSTILE: [HOSTILE, "\x00\x7f\x85é\U0001f4c8"]}


def test_page_keeps_texts_as_they_are(page):
    texts = [unemployment(), attendance(), hostile()]
    assert [data["text"] for data in data_of(page, "text")] == [article.document.text for article in texts]


def test_page_keeps_half_a_surrogate_pair():
    lone = "a \ud83d b"
    assert data_of(page_of([Extraction(document=Document(text=lone, lang="fr"))]), "text")[0]["text"] == lone


def test_page_has_one_script_that_runs(page):
    kinds = [attributes.get("type") for attributes, _ in Elements(page).all("script")]
    assert kinds.count(None) == 1 and set(kinds) == {None, "application/json"}


def test_page_has_no_element_of_a_hostile_article(page):
    elements = Elements(page)
    assert not elements.all("img") and not elements.all("svg") and not elements.all("b")


def test_page_escapes_its_title(page):
    assert "<title>&lt;/script&gt;&lt;script&gt;window.hacked = 1" in page
    assert page.count("{{") == page.count("{{style}}")  # those of the hostile article, not filled in


def test_page_loads_nothing(page):
    for _, attributes, _ in Elements(page).found:
        assert not {"src", "srcset", "action", "data", "poster", "background", "style"} & set(attributes)
        assert (attributes.get("href") or "#").startswith("#")
    assert not re.search(r"@import|url\(", page)
    assert set(re.findall(r"https?://[^\s\"']+", page)) == {"http://www.w3.org/2000/svg"}  # the name of a namespace


def test_page_allows_only_its_own_script_and_style(page):
    elements = Elements(page)
    policy = next(a["content"] for a, _ in elements.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    script = next(text for attributes, text in elements.all("script") if not attributes)
    (_, style), = elements.all("style")

    def hashed(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    assert policy.startswith("default-src 'none'") and "unsafe" not in policy
    assert f"script-src 'sha256-{hashed(script)}'" in policy and f"style-src 'sha256-{hashed(style)}'" in policy


def test_page_is_the_same_twice():
    articles = [unemployment().extraction(), hostile().extraction()]
    assert page_of(articles) == page_of(iter(articles))


def test_write_streams():
    """An article is written before the next one is asked for."""
    out, sizes = BytesIO(), []

    def watched():
        for extraction in many(3):
            sizes.append(out.tell())
            yield extraction

    assert write(watched(), out) == 3
    assert sizes[0] < sizes[1] < sizes[2]


def test_scripts_make_no_markup_of_text():
    for path in ROOM.glob("*.js"):
        source = path.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|new Function|DOMParser", source), path.name
        assert not re.search(r"fetch\(|XMLHttpRequest|WebSocket|import\(|sendBeacon", source), path.name


@pytest.mark.parametrize("text", ["", "\n\n", "une seule ligne", "mot " * 50 + "\nfin"])
def test_heading_is_the_id_without_a_short_first_line(text):
    assert heading(Document(id="a.txt", text=text, lang="fr")) == "a.txt"


def command(tmp_path: Path, *extra: str):
    import argparse

    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args(["a.txt", "-o", str(tmp_path / "report.html"), *extra])


def test_command_writes_the_page(tmp_path):
    assert run(command(tmp_path, "--title", "Un <titre>"), many(2)) == 2
    assert "<title>Un &lt;titre&gt;</title>" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_command_leaves_an_old_page_when_nothing_was_read(tmp_path):
    (tmp_path / "report.html").write_text("old")
    assert run(command(tmp_path), []) == 0
    assert (tmp_path / "report.html").read_text() == "old" and len(list(tmp_path.iterdir())) == 1


def test_command_leaves_nothing_half_done(tmp_path):
    def failing():
        yield from many(1)
        raise InputError("no more")

    with pytest.raises(InputError):
        run(command(tmp_path), failing())
    assert list(tmp_path.iterdir()) == []
