"""Extractions for people: HTML and terminal lines."""

from html.parser import HTMLParser

import pytest

from extractor.schema import (
    Date,
    Document,
    Duration,
    Entity,
    Enumeration,
    Extraction,
    Money,
    Percent,
    Span,
    Statistic,
)
from extractor.schema.display import explain, html

TEXT = 'Le <b>Salon</b> "a" & coûté 3 M€ en 2024, dont 8 %.\nIl a duré deux ou trois jours.'


def span(words: str, model: type = Span, **fields):
    start = TEXT.index(words)
    return model(start=start, end=start + len(words), text=words, **fields)


MONEY = span("3 M€", Money, value="3000000", unit="EUR", rule="money.symbol")
DATE = span("2024", Date, from_="2024", to="2024", grain="year")
PERCENT = span("8 %", Percent, value="8", unit="%", modifier="at_least")
DURATION = span("deux ou trois jours", Duration, low="P2D", high="P3D")


@pytest.fixture
def extraction() -> Extraction:
    evidence = Span.of(TEXT, 0, TEXT.index("\n"))
    name = span("<b>Salon</b>", Entity, label="EVENT")
    facts = (
        Statistic(id="s1", evidence=evidence, quantity=MONEY, role="level", period=DATE, measure=name, rule="statistic.cost"),
        Statistic(id="s2", evidence=evidence, quantity=PERCENT, role="share", of="s1"),
        Statistic(id="s3", evidence=evidence, quantity=DURATION, role="level"),
        Enumeration(id="l1", evidence=evidence, label="x", items=(span("Le"), span("a"))),
    )
    return Extraction(
        document=Document(id="a.txt", text=TEXT, lang="fr"),
        mentions=(name, span("Salon", Entity, label="ORG"), MONEY, DATE, PERCENT, DURATION),
        facts=facts,
    )


class Text(HTMLParser):
    """The text of a page, the tags it has, and the text in its marks."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.tags, self.marks, self.titles, self.at = "", [], [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag != "br":
            self.at.append(tag)
        self.titles += [value for key, value in attrs if key == "title"]
        if tag == "mark":
            self.marks.append("")

    def handle_endtag(self, tag):
        assert self.at.pop() == tag

    def handle_data(self, data):
        if "style" not in self.at:
            self.text += data
        if "mark" in self.at:
            self.marks[-1] += data


def test_html_shows_the_text_and_marks_the_mentions(extraction):
    page = Text(html(extraction))
    assert TEXT in page.text
    assert page.marks == ["<b>Salon</b>", "3 M€", "2024", "8 %", "deux ou trois jours"]
    assert page.at == []


def test_html_escapes_what_comes_from_the_text(extraction):
    page = Text(html(extraction))
    assert "b" not in page.tags and "script" not in page.tags


def test_html_hostile_text_stays_text():
    text = '"><script>alert(1)</script>'
    name = Entity(start=0, end=len(text), text=text, label="MISC", rule=text)
    found = Extraction(document=Document(id=text, text=text, lang="fr"), mentions=(name,))
    assert "script" not in Text(html(found)).tags


def test_html_says_value_and_rule_on_hover(extraction):
    assert "money · value 3000000 · unit EUR · rule money.symbol" in Text(html(extraction)).titles


def test_html_lists_the_facts(extraction):
    page = html(extraction)
    assert page.count("<tr title") == 4 and "statistic · share" in page and "statistic.cost" in page


def test_html_asks_for_nothing_from_outside(extraction):
    assert "http" not in html(extraction) and "url(" not in html(extraction)


def test_html_of_an_empty_document():
    assert "<mark" not in html(Extraction(document=Document(text="", lang="fr")))


def test_repr_html_is_the_display_of_a_notebook(extraction):
    assert extraction._repr_html_() == html(extraction)


def test_explain_names_every_rule(extraction):
    text = explain(extraction)
    assert "money.symbol" in text and "statistic.cost" in text and "\x1b" not in text


def test_explain_in_colour(extraction):
    assert "\x1b[" in explain(extraction, colour=True)


def test_explain_lets_no_text_steer_the_terminal():
    text = "8\x1b[2J %"
    found = Percent(start=0, end=len(text), text=text, value="8", unit="%")
    assert "\x1b" not in explain(Extraction(document=Document(text=text, lang="fr"), mentions=(found,)))
