"""spaCy factories: the extractor in any spaCy pipeline.

    nlp = spacy.blank(lang)
    nlp.add_pipe("extractor_mentions")
    nlp("… text …")._.mentions

`extractor_mentions` sets `doc._.mentions` and `doc.spans["extractor"]`; `extractor_facts` sets `doc._.facts` as
well, and puts names among the mentions. What is stored is plain data in `doc.user_data`, which survives worker
processes and `DocBin(store_user_data=True)`; the getters build the Pydantic models from it.

spaCy imports this module whenever a pipeline is made, in every program on the machine: so it imports spaCy and the
standard library only, and the rest of the package when a component is built.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc

if TYPE_CHECKING:
    from extractor.lang.pack import LanguagePack
    from extractor.schema.document import Document
    from extractor.schema.facts import Fact
    from extractor.schema.mentions import Mention

MENTIONS_KEY = "extractor_mentions"
FACTS_KEY = "extractor_facts"
PUBLISHED_KEY = "published"
"""A Doc whose `user_data` has this key (an ISO date) resolves relative dates by it."""
SPANS_KEY = "extractor"


@Language.factory("extractor_mentions", default_config={"lang": None, "published": None})
def mentions_component(nlp: Language, name: str, lang: str | None, published: str | None) -> MentionComponent:
    """The component `extractor_mentions`.

    Args:
        nlp: the pipeline it becomes part of.
        name: its name there.
        lang: tag of the language pack; the pipeline's language by default.
        published: ISO publication date for documents that carry none in `doc.user_data["published"]`.

    Raises:
        PackError: there is no pack for the language.

    >>> import spacy
    >>> from extractor.lang import default_language
    >>> nlp = spacy.blank("xx")
    >>> pipe = nlp.add_pipe("extractor_mentions", config={"lang": default_language()})
    >>> doc = nlp("50 %")
    >>> doc._.mentions[0].unit, [span.label_ for span in doc.spans["extractor"]]
    ('%', ['percent'])
    """
    return MentionComponent(lang or str(nlp.lang), published)


@Language.factory("extractor_facts", default_config={"lang": None, "published": None})
def facts_component(nlp: Language, name: str, lang: str | None, published: str | None) -> FactComponent:
    """The component `extractor_facts`; arguments and errors as for `extractor_mentions`.

    A Doc that a parser has read is used as it stands; another is read by the package's own model.
    """
    return FactComponent(lang or str(nlp.lang), published)


class MentionComponent:
    """Sets `doc._.mentions` and `doc.spans["extractor"]`; holds a language tag and a date, so that it pickles."""

    def __init__(self, lang: str, published: str | None) -> None:
        self.lang = lang
        self.published = published
        self._pack()

    def __call__(self, doc: Doc) -> Doc:
        from extractor.recognizers import recognize

        document = self._document(doc)
        _store_mentions(doc, recognize(document, self._pack()))
        return doc

    def _pack(self) -> LanguagePack:
        from extractor.lang.pack import load_pack

        return load_pack(self.lang)

    def _document(self, doc: Doc) -> Document:
        from extractor.schema.document import Document

        return Document(
            id="doc",
            text=doc.text,
            lang=self._pack().code,
            published=doc.user_data.get(PUBLISHED_KEY, self.published),
        )


class FactComponent(MentionComponent):
    """Sets `doc._.facts`, and `doc._.mentions` with the names among them."""

    def __call__(self, doc: Doc) -> Doc:
        from extractor.linker import link
        from extractor.nlp import analyse, entities
        from extractor.recognizers import recognize

        document, pack = self._document(doc), self._pack()
        parsed = doc if doc.has_annotation("DEP") else analyse(document, pack)
        numeric = recognize(document, pack)
        names = entities(parsed, pack, numeric)
        mentions = sorted([*numeric, *names], key=lambda m: (m.start, m.end))
        _store_mentions(doc, mentions)
        doc.user_data[FACTS_KEY] = [_plain(fact) for fact in link(document, mentions, parsed, pack)]
        return doc


def _plain(model: Any) -> dict[str, Any]:
    """A mention or fact as plain data."""
    data: dict[str, Any] = model.model_dump(mode="json", by_alias=True)
    return data


def _store_mentions(doc: Doc, mentions: list[Mention]) -> None:
    doc.user_data[MENTIONS_KEY] = [_plain(mention) for mention in mentions]
    spans = []
    for mention in mentions:
        label = mention.label if mention.type == "entity" else mention.type
        span = doc.char_span(mention.start, mention.end, label=label, alignment_mode="expand")
        if span is not None:
            spans.append(span)
    doc.spans[SPANS_KEY] = spans


def _get_mentions(doc: Doc) -> list[Mention]:
    from extractor.schema.mentions import MENTION

    return [MENTION.validate_python(data) for data in doc.user_data.get(MENTIONS_KEY, [])]


def _get_facts(doc: Doc) -> list[Fact]:
    from extractor.schema.facts import FACT

    return [FACT.validate_python(data) for data in doc.user_data.get(FACTS_KEY, [])]


if not Doc.has_extension("mentions"):
    Doc.set_extension("mentions", getter=_get_mentions)
if not Doc.has_extension("facts"):
    Doc.set_extension("facts", getter=_get_facts)
