"""Articles made up for the tests of the report, with their facts, so that no model is needed."""

from __future__ import annotations

from typing import Any

from extractor.schema import FACT, MENTION, Document, Extraction, Span
from extractor.schema.facts import Fact
from extractor.schema.mentions import Mention


class Article:
    """A text whose spans are named by their words."""

    def __init__(self, text: str, id: str = "article.txt", published: str | None = None) -> None:
        self.document = Document(id=id, text=text, lang="fr", published=published)
        self.mentions: list[Mention] = []
        self.facts: list[Fact] = []

    def span(self, words: str) -> Span:
        start = self.document.text.index(words)
        return Span.of(self.document.text, start, start + len(words))

    def mention(self, words: str, **fields: Any) -> Mention:
        found = MENTION.validate_python(self.span(words).model_dump() | {"rule": f"{fields['type']}.test"} | fields)
        self.mentions.append(found)
        return found

    def percent(self, words: str, value: str) -> Mention:
        return self.mention(words, type="percent", value=value, unit="%")

    def year(self, words: str) -> Mention:
        return self.mention(words, **{"type": "date", "from": words, "to": words, "edtf": words, "grain": "year"})

    def fact(self, kind: str = "statistic", **fields: Any) -> Fact:
        """A fact whose evidence is the whole text; strings that are words of the text become spans."""
        spanned = {"measure", "subject", "source", "place", "speaker", "content"}
        given = {name: self.span(value) if name in spanned else value for name, value in fields.items()}
        first = {"kind": kind, "id": f"f{len(self.facts) + 1}", "rule": f"{kind}.test", "evidence": self.span(self.document.text)}
        if kind == "statistic":
            first["role"] = "level"
        self.facts.append(FACT.validate_python(first | given))
        return self.facts[-1]

    def extraction(self) -> Extraction:
        return Extraction(document=self.document, mentions=tuple(self.mentions), facts=tuple(self.facts))


def unemployment() -> Article:
    """Three years of one rate: a series over time; a fact inside another's words; a letter outside the basic plane."""
    article = Article("\U0001f4c8 Selon l’Insee, le chômage des jeunes est de 7,5 % en 2022, 8 % en 2023 et 9 % en 2024.", "jobs.txt", "2025-01-31")
    article.mention("Insee", type="entity", label="ORG")
    for words, value, year in [("7,5 %", "7.5", "2022"), ("8 %", "8", "2023"), ("9 %", "9", "2024")]:
        quantity, period = article.percent(words, value), article.year(year)
        article.fact(quantity=quantity, measure="chômage", subject="jeunes", period=period, source="Insee")
    article.fact("statement", speaker="Insee", content="le chômage des jeunes est de 7,5 % en 2022", cue="selon")
    return article


def attendance() -> Article:
    """Three fairs and their visitors: a series over subjects; one of them was only forecast."""
    article = Article("Trois foires\nParis attire 1234567 visiteurs, Lyon 90000 et Nice 45000.", "fairs.txt")
    for words, city in [("1234567", "Paris"), ("90000", "Lyon"), ("45000", "Nice")]:
        quantity = article.mention(words, type="number", value=words)
        modality = "forecast" if city == "Nice" else "asserted"
        article.fact(quantity=quantity, measure="visiteurs", subject=city, modality=modality)
    return article


HOSTILE = "</script><script>window.hacked = 1</script><img src=x onerror=\"window.hacked = 2\"><!-- <script> ' \u2028 ]]> & {{style}}"


def hostile() -> Article:
    """A text, an id, a measure and a subject that would all like to be markup."""
    article = Article(f"{HOSTILE}\n<svg onload=window.hacked=3> vaut 8 % de <b>tout</b> \x00.", HOSTILE)
    article.fact(quantity=article.percent("8 %", "8"), measure="<b>tout</b>", subject="<svg onload=window.hacked=3>")
    return article


def endless() -> Article:
    """Words and numbers that no screen is wide enough for."""
    name = "Taux" + "inconstitutionnellement" * 8
    article = Article(f"{name} à Lyonnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn {'7' * 58}, Nice 2 en 2023, Metz 3 en 2024, en 2022.", "e" * 300)
    for city, value, year in [("Lyonnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn", "7" * 58, "2022"), ("Nice", "2", "2023"), ("Metz", "3", "2024")]:
        quantity = article.mention(value, type="number", value=value)
        article.fact(quantity=quantity, measure=name, subject=city, period=article.year(year))
    return article


def many(number: int) -> list[Extraction]:
    """A long report: the same articles again and again, each with its own id and heading."""
    found = []
    for place in range(number):
        article = Article(f"Article {place}\nLa part de {place} est de {place + 1} %.", f"a{place}.txt")
        article.fact(quantity=article.percent(f"{place + 1} %", str(place + 1)), measure="part", subject=f"{place}")
        found.append(article.extraction())
    return found
