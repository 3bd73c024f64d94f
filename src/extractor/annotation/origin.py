"""Where an annotated text comes from: the fields that travel through a tool beside it, so that the import can make the
same document of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from extractor.annotation.offsets import digest
from extractor.errors import GoldError
from extractor.schema import Document


def origin(document: Document) -> dict[str, Any]:
    """The fields that say which document it is, and the digest of its text.

    >>> sorted(origin(Document(id="a.txt", text="", lang="xx")))
    ['doc', 'lang', 'published', 'sha256']
    """
    return {"doc": document.id, "lang": document.lang, "published": document.published, "sha256": digest(document.text)}


def document_of(text: str, fields: Mapping[str, Any], default: str, lang: str | None, where: str) -> Document:
    """The document that an annotated text is.

    Args:
        text: the text.
        fields: what `origin` wrote, as far as the tool gives it back.
        default: the id of a document that does not say.
        lang: language of a document that does not say; that of the default pack if None.
        where: file and item, for the error.

    Raises:
        GoldError: a field is not what it should be.
    """
    from extractor.lang.pack import default_language

    id, language, published = fields.get("doc"), fields.get("lang"), fields.get("published")
    try:
        return Document(id=id or default, text=text, lang=language or lang or default_language(), published=published or None)
    except (ValidationError, ValueError) as error:
        what = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
        raise GoldError(f"its doc, lang or published: {what}", where=where, hint="leave them as exported") from error
