"""An extraction with something in most columns, and one with nothing in it."""

from extractor.schema import (
    Date,
    Document,
    Duration,
    Entity,
    Enumeration,
    Event,
    Extraction,
    Money,
    Percent,
    Span,
    Statistic,
)

TEXT = 'Le <b>Salon</b> "a" & coûté 3 M€ en mai 2024, dont -1,5 %.\n=Il a duré deux ou trois jours.'


def span(words: str, model: type = Span, **fields):
    start = TEXT.index(words)
    return model(start=start, end=start + len(words), text=words, **fields)


MONEY = span("3 M€", Money, value="3000000", unit="EUR", rule="money.symbol")
DATE = span("mai 2024", Date, from_="2024-05", to="2024-05", grain="month")
PERCENT = span("-1,5 %", Percent, value="-1.5", unit="%", modifier="at_least")
DURATION = span("deux ou trois jours", Duration, low="P2D", high="P3D")
NAME = span("<b>Salon</b>", Entity, label="EVENT")
EVIDENCE = Span.of(TEXT, 0, TEXT.index("\n"))
EMPTY = Extraction(document=Document(text="", lang="fr"))


def filled() -> Extraction:
    facts = (
        Statistic(id="s1", evidence=EVIDENCE, quantity=MONEY, role="level", period=DATE, measure=NAME, rule="statistic.cost"),
        Statistic(id="s2", evidence=EVIDENCE, quantity=PERCENT, role="share", of="s1"),
        Statistic(id="s3", evidence=EVIDENCE, quantity=DURATION, role="level", subject=span("=Il")),
        Event(id="e1", evidence=EVIDENCE, name=NAME, type="salon", edition=8, from_="2024", to="2024-02"),
        Enumeration(id="l1", evidence=EVIDENCE, label="x", items=(span("Le"), span("a"))),
    )
    mentions = (NAME, span("Salon", Entity, label="ORG"), MONEY, DATE, PERCENT, DURATION)
    return Extraction(document=Document(id="a.txt", text=TEXT, lang="fr"), mentions=mentions, facts=facts)


def one_number(value: str, **fields) -> Extraction:
    found = Percent(start=0, end=1, text="x", value=value, unit="%", **fields)
    return Extraction(document=Document(text="x", lang="fr"), mentions=(found,))
