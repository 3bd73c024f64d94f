"""The page in a real browser: Debian's Chromium, driven by Playwright. Skipped, saying why, where either is not there."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from extractor import extract_all, read
from extractor.report.page import write

from .articles import HOSTILE, attendance, endless, hostile, many, unemployment

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed (pip install -e '.[dev]')")
expect = playwright.expect
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
if CHROMIUM is None:
    pytest.skip("Chromium is not installed (apt-get install chromium)", allow_module_level=True)

REPOSITORY = Path(__file__).parents[2]
CORPUS = REPOSITORY / "corpus"
ARTEFACTS = Path(os.environ.get("EXTRACT_ARTEFACTS") or REPOSITORY / "build" / "artefacts")
DESKTOP, PHONE, SMALL_PHONE = (1280, 860), (390, 780), (320, 640)
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as driver:
        root = hasattr(os, "geteuid") and os.geteuid() == 0
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"] if root else [])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("report")
    made = {"news": [unemployment(), attendance(), hostile()], "single": [unemployment()], "endless": [endless(), endless()]}
    reports = {name: [article.extraction() for article in articles] for name, articles in made.items()} | {"many": many(250), "none": []}
    corpus = [str(CORPUS / f"{name}.txt") for name in ("sommet-chine-numerique-2025", "inflation-mai-2024", "exportations-horlogeres-2024")]
    reports["corpus"] = list(extract_all(read(corpus)))
    for name, extractions in reports.items():
        with (folder / f"{name}.html").open("wb") as out:
            write(extractions, out, title=HOSTILE.replace("\x00", "") if name == "single" else "News")
    return {name: folder / f"{name}.html" for name in reports}


@pytest.fixture
def open_page(browser: Any, files: dict[str, Path]) -> Iterator[Open]:
    """Opens a report without network; at the end nothing may have been asked for, complained of, or run."""
    contexts, complaints = [], []

    def open_(address: str = "", name: str = "news", size: tuple[int, int] = DESKTOP, scheme: str = "light") -> Any:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, offline=True, accept_downloads=True, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append(dialog.message))
        page.on("request", lambda request: request.url.startswith("file:") or request.url.startswith("blob:") or complaints.append(request.url))
        page.goto(files[name].as_uri() + address)
        return page

    yield open_
    for context in contexts:
        for page in context.pages:
            assert page.evaluate("window.hacked") is None
        context.close()
    assert complaints == []


def overflow(page: Any) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def chosen(page: Any) -> str:
    return str(page.inner_text("#detail .count"))


@pytest.mark.parametrize("address", ["", "#/article/1", "#/article/0/f4", "#/facts", "#/series", "#/series/1", "#/article/99/nothing", "#/%E0%A4%A"])
def test_page_opens_without_complaint(open_page: Open, address: str) -> None:
    page = open_page(address)
    assert page.inner_text("#summary") == "3 articles · 8 facts · 2 series"
    assert page.locator(".view:visible").count() == 1


def test_report_of_nothing_opens(open_page: Open) -> None:
    for address in ("", "#/facts", "#/series"):
        assert overflow(open_page(address, "none")) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_screenshots_are_kept(open_page: Open, scheme: str, size: tuple[int, int]) -> None:
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    for view, address in {"article": "#/article/0/s2", "facts": "#/facts", "series": "#/series/0"}.items():
        path = ARTEFACTS / f"report-{view}-{scheme}-{'desktop' if size == DESKTOP else 'phone'}.png"
        open_page(address, "corpus", size=size, scheme=scheme).screenshot(path=path)
        assert path.stat().st_size > 5000


def test_theme_follows_the_system_and_the_toggle(open_page: Open) -> None:
    page = open_page(scheme="dark")
    lightness = "(() => { const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number); return r + g + b })()"
    assert page.evaluate(lightness) < 150
    page.click("#theme")
    assert page.evaluate(lightness) > 700 and page.get_attribute("#theme", "aria-label") == "Theme: light"
    page.click("#theme")
    assert page.evaluate(lightness) < 150


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_contrast_enough(open_page: Open, scheme: str) -> None:
    """WCAG AA: 4.5 for words, 3 for what only marks."""
    page = open_page(scheme=scheme)
    ratio = """([front, back]) => {
      const probe = document.body.appendChild(document.createElement("canvas")).getContext("2d", { willReadFrequently: true });
      const style = document.body.appendChild(document.createElement("i")).style;
      const light = (name) => {
        style.color = `var(--${name})`;
        probe.fillStyle = getComputedStyle(document.body.lastChild).color;
        probe.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...probe.getImageData(0, 0, 1, 1).data].map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
      };
      const [a, b] = [light(front), light(back)];
      return Math.max(a, b) / Math.min(a, b);
    }"""
    roles = ["quantity", "measure", "subject", "period", "source", "place", "per", "baseline", "of"]
    words = [(f"role-{role}", back) for role in roles for back in ("paper", "raised")]
    words += [(name, back) for name in ("ink", "soft", "accent") for back in ("paper", "raised", "sunk", "wash")]
    types = ["number", "ordinal", "percent", "money", "quantity", "duration", "date", "entity", "edge"]
    found = {pair: page.evaluate(ratio, list(pair)) for pair in words}
    assert {pair: value for pair, value in found.items() if value < 4.5} == {}
    marks = {name: page.evaluate(ratio, [name, "paper"]) for name in types}
    assert {name: value for name, value in marks.items() if value < 3} == {}


@pytest.mark.parametrize("name", ["news", "endless"])
@pytest.mark.parametrize("address", ["#/article/0/f1", "#/facts", "#/series/0", "#/series/1"])
def test_page_fits_narrow_screens(open_page: Open, address: str, name: str) -> None:
    page = open_page(address, name)
    for keys in ("", "?"):
        if keys:
            page.keyboard.press(keys)
        for width, height in (SMALL_PHONE, PHONE, (400, 800), (768, 1024)):
            page.set_viewport_size({"width": width, "height": height})
            assert overflow(page) == 0, f"{width} wide"


def test_keys_walk_the_facts(open_page: Open) -> None:
    page = open_page()
    seen = []
    for key in ("j", "j", "j", "j", "j", "k"):
        page.keyboard.press(key)
        seen.append(chosen(page))
    assert seen == ["1 of 4", "2 of 4", "3 of 4", "4 of 4", "4 of 4", "3 of 4"]
    page.keyboard.press("Escape")
    assert page.locator("#detail .count").count() == 0


def test_arrows_walk_the_list_of_facts(open_page: Open) -> None:
    page = open_page()
    page.focus("#fact-list button")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert chosen(page) == "2 of 4"
    assert page.evaluate("document.activeElement.textContent").startswith("statistic · level8 %")


def test_keys_change_view_article_and_mention(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("n")
    page.wait_for_url("**#/article/1")
    assert page.inner_text("#article-title") == "Trois foires"
    page.keyboard.press("m")
    assert page.evaluate("document.activeElement.textContent") == "1234567"
    assert "number.test" in page.inner_text("#card")
    page.keyboard.press("Enter")
    assert chosen(page) == "1 of 3"
    page.keyboard.press("3")
    page.wait_for_selector("#chart svg")
    page.keyboard.press("2")
    page.wait_for_selector("#rows tr")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "filter-text"


def test_keys_are_told_and_can_be_turned_off(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("?")
    assert page.is_visible("#keys")
    page.click("#keys-on")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert not page.is_visible("#keys") and page.locator("#detail .count").count() == 0


def test_chosen_fact_marks_its_words(open_page: Open) -> None:
    """A letter outside the basic plane stands before them: offsets are code points in the data."""
    page = open_page("#/article/0/f2")
    marked = {role: page.inner_text(f"#text [data-role={role}]") for role in ("quantity", "measure", "subject", "period", "source")}
    assert marked == {"quantity": "8 %", "measure": "chômage", "subject": "jeunes", "period": "2023", "source": "Insee"}
    assert set(page.locator("#labels span").all_inner_texts()) == set(marked)
    detail = page.inner_text("#detail")
    assert "statistic.test" in detail and "value 8" in detail


def test_spans_inside_spans_are_both_marked(open_page: Open) -> None:
    page = open_page("#/article/0/f4")
    inside = page.locator("#text [data-role=content]").all_inner_texts()
    assert "".join(inside) == "le chômage des jeunes est de 7,5 % en 2022"


def test_press_on_words_chooses_their_fact(open_page: Open) -> None:
    page = open_page()
    page.click("#text mark[data-type=percent] >> nth=1")
    assert chosen(page) == "2 of 4"


def test_pointer_on_a_mention_shows_value_and_rules(open_page: Open) -> None:
    page = open_page()
    page.hover("#text mark[data-type=percent] >> nth=0")
    card = page.inner_text("#card")
    assert "value 7.5" in card and "percent.test" in card and "statistic.test" in card


def test_legend_hides_a_type_of_mentions(open_page: Open) -> None:
    page = open_page()
    page.click("#legend [data-type=percent]")
    assert page.get_attribute("#legend [data-type=percent]", "aria-pressed") == "false"
    assert page.evaluate("getComputedStyle(document.querySelector('#text mark[data-type=percent]')).boxShadow") == "none"


def rows(page: Any, column: str) -> list[str]:
    return page.locator(f"#rows td[data-column={column}]").all_inner_texts()  # type: ignore[no-any-return]


def test_table_sorts_numbers_as_numbers(open_page: Open) -> None:
    page = open_page("#/facts")
    page.click("th[data-column=value] button")
    assert rows(page, "value")[:4] == ["7.5", "8", "8", "9"] and rows(page, "value")[-1] == ""
    page.click("th[data-column=value] button")
    assert rows(page, "value")[:2] == ["1\u202f234\u202f567", "90\u202f000"] and rows(page, "value")[-1] == ""
    assert page.get_attribute("th[data-column=value]", "aria-sort") == "descending"


def test_table_is_filtered_by_words_kind_and_role(open_page: Open) -> None:
    page = open_page("#/facts")
    page.fill("#filter-text", "CHOMAGE 2023")
    expect(page.locator("#rows tr")).to_have_count(4)
    page.select_option("#filter-kind", "statement")
    assert page.inner_text("#facts-count") == "1 of 8 facts"
    page.click("#clear-filters")
    expect(page.locator("#rows tr")).to_have_count(8)
    page.select_option("#filter-modality", "forecast")
    assert rows(page, "subject") == ["Nice"]
    page.select_option("#filter-role", "level")
    assert page.inner_text("#facts-count") == "1 of 8 facts"


def test_row_leads_to_the_evidence(open_page: Open) -> None:
    page = open_page("#/facts")
    page.click("#rows tr:nth-child(6) td[data-column=value]")
    page.wait_for_selector("#text [data-role=quantity]:visible")
    assert page.inner_text("#text [data-role=quantity]") == "90000"
    page.go_back()
    assert page.is_visible("#table")


def test_keys_walk_the_rows(open_page: Open) -> None:
    page = open_page("#/facts")
    for _ in range(3):
        page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("#text [data-role=quantity]:visible")
    assert page.inner_text("#text [data-role=quantity]") == "9 %"


def test_long_table_is_drawn_as_it_is_scrolled(open_page: Open) -> None:
    page = open_page("#/facts", "many")
    drawn = page.locator("#rows tr").count()
    assert drawn == 100
    page.evaluate("document.getElementById('more-rows').scrollIntoView()")
    expect(page.locator("#rows tr")).to_have_count(200)


def test_articles_are_searched(open_page: Open) -> None:
    page = open_page("", "many")
    page.fill("#search", "A123.TXT")
    expect(page.locator("#article-list li")).to_have_count(1)
    page.click("#article-list a")
    assert page.inner_text("#article-title") == "Article 123"


def test_download_is_safe_for_spreadsheets(open_page: Open) -> None:
    page = open_page("#/facts")
    with page.expect_download() as waiting:
        page.click("#download")
    lines = Path(waiting.value.path()).read_bytes().decode("utf-8-sig").split("\r\n")
    assert lines[0].startswith("doc,id,kind,role,quantity,value") and lines[1].startswith('jobs.txt,f1,statistic,level,"7,5 %",7.5,,,%,')


def test_chart_shows_exact_values(open_page: Open) -> None:
    page = open_page("#/series/0")
    assert page.locator("#chart circle").count() == 3
    assert "chômage (%)" in page.text_content("#chart svg") and "Period" in page.text_content("#chart svg")
    page.hover("#chart .point >> nth=0")
    assert page.inner_text("#card").startswith("7.5 %")
    assert page.locator("#figures tbody tr").first.inner_text().split("\t")[:3] == ["2022", "jeunes", "7.5"]
    page.click("#chart .point >> nth=1")
    page.wait_for_selector("#text [data-role=quantity]:visible")
    assert page.inner_text("#text [data-role=quantity]") == "8 %"


def test_series_is_chosen_from_the_list(open_page: Open) -> None:
    page = open_page("#/series")
    page.click("#series-list a >> nth=1")
    page.wait_for_selector("#chart rect")
    assert page.inner_text("#figure-title") == "Visiteurs, by subject"
    assert page.locator("#chart .point[data-open]").count() == 1


def test_hostile_article_is_only_text(open_page: Open) -> None:
    page = open_page("#/article/2/f1")
    page.hover("#text mark")
    for address in ("#/facts", "#/series", "#/article/2"):
        page.evaluate(f"location.hash = '{address}'")
        page.wait_for_timeout(50)
    assert page.inner_text("#article-title").startswith("</script><script>window.hacked = 1")
    assert page.locator("main img, main svg[onload], main b b, #text b").count() == 0
    assert open_page("", "single").title().startswith("</script>")


def test_paper_has_the_whole_article_and_no_controls(open_page: Open) -> None:
    page = open_page("#/article/0/f1", scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    for hidden in (".tools", ".views", ".articles", ".legend", ".pager", "#detail"):
        assert not page.is_visible(hidden)
    assert page.is_visible("#text") and page.locator("#fact-list li:visible").count() == 4
    assert "statistic.test" in page.inner_text("#fact-list")


def test_paper_has_all_rows(open_page: Open) -> None:
    page = open_page("#/facts", "many")
    assert len(page.pdf()) > 10000
    assert page.locator("#rows tr").count() == 250
