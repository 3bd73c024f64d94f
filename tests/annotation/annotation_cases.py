"""Documents to send through the tools: with emoji, combining accents, line breaks, and one of everything in facts."""

from extractor.schema import (
    Baseline,
    Date,
    Document,
    Entity,
    Enumeration,
    Event,
    Extraction,
    Money,
    Percent,
    Position,
    Publication,
    Quantity,
    Span,
    Statement,
    Statistic,
)

TEXT = (
    "📉 Le 8e Sommet de l'été a réuni Zoé 👩‍🚒 Dupré, directrice de Renault 🚗.\n"
    'Le CA, de 3 M€ en 2024, recule de 8 % sur un an (soit "3 000 000 000 g"; dixit Dupré) :\n'
    "« pain,\r\nbeurre »."
)


def span(words: str, model: type = Span, **fields):
    start = TEXT.index(words)
    return model(start=start, end=start + len(words), text=words, **fields)


EVIDENCE = Span.of(TEXT, 0, TEXT.index("\n"))
MONEY = span("3 M€", Money, value="3000000", unit="EUR", rule="money.symbol", unit_ambiguous=True)
DATE = span("2024", Date, from_="2024", to="2024", grain="year", edtf="2024")
PERCENT = span("8 %", Percent, value="8", unit="%", modifier="at_least")
MASS = span("3 000 000 000 g", Quantity, value="3000000000", unit="g")
PERSON = span("Zoé 👩‍🚒 Dupré", Entity, label="PER")
EVENT = span("Sommet de l'été", Entity, label="EVENT")
ORG = span("Renault", Entity, label="ORG")


def everything() -> Extraction:
    common = {"evidence": EVIDENCE}
    turnover = {"measure": span("CA"), "period": DATE, "rule": "statistic.level"}
    facts = (
        Statistic(id="s1", quantity=MONEY, role="level", subject=ORG, source=span("Dupré"), **turnover, **common),
        Statistic(
            id="s2", quantity=PERCENT, role="change", of="s1", direction="decrease", modality="conditional", predicate="reculer",
            baseline=span("un an", Baseline, type="year_on_year"), measure=span("CA"), **common,
        ),
        Statistic(id="s3", quantity=MASS, role="equivalent", of="s1", per=span("an"), place=ORG, **common),
        Statistic(id="s4", quantity=MONEY, role="previous", of="s2", **common),
        Event(
            id="e1", name=EVENT, type="sommet", edition=8, from_="2025-04", to="2025-05", places=(ORG, span("été")),
            organisers=(PERSON,), theme=span("directrice"), **common,
        ),
        Statement(
            id="t1", content=span("« pain,\r\nbeurre »"), speaker=PERSON, cue='dire; "et" = plus', quoted=True, date="2025",
            occasion=EVENT, **common,
        ),
        Position(id="p1", person=PERSON, title=span("directrice"), organisation=ORG, former=True, **common),
        Publication(id="b1", title=span("Le CA"), first=True, occasion=EVENT, **common),
        Enumeration(id="l1", label="a = b; c\td", items=(span("pain"), span("beurre")), complete=False, **common),
        Enumeration(id="l2", label=span("CA"), items=(span("beurre"), span("pain")), **common),
    )  # fmt: skip
    mentions = sorted((MONEY, DATE, PERCENT, MASS, PERSON, EVENT, ORG), key=lambda m: m.start)
    document = Document(id="été 📉.txt", text=TEXT, lang="fr", published="2025-05-01")
    return Extraction(document=document, mentions=tuple(mentions), facts=facts)


def essence(extraction: Extraction) -> dict:
    """What a round trip must keep: all but the rules, and the sentences that gold files leave out."""

    def bare(data: dict) -> dict:
        kept = {name: value for name, value in data.items() if name not in ("rule", "evidence")}
        return {name: bare(value) if isinstance(value, dict) else value for name, value in kept.items()}

    return {
        "document": extraction.document.model_dump(),
        "mentions": [bare(mention.model_dump(by_alias=True)) for mention in sorted(extraction.mentions, key=lambda m: (m.start, m.end))],
        "facts": [_words(bare(fact.model_dump(by_alias=True))) for fact in extraction.facts],
    }


def _words(fact: dict) -> dict:
    """A fact whose names are words: which of them are names too, its mentions say."""
    plain = {}
    for name, value in fact.items():
        if isinstance(value, dict) and value.get("type") == "entity":
            value = {key: value[key] for key in ("start", "end", "text")}
        if isinstance(value, list | tuple):
            value = [{key: item[key] for key in ("start", "end", "text")} for item in value]
        plain[name] = value
    return plain
