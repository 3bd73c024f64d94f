"""The room where a text becomes a spaCy Doc, and a Doc gives names.

>>> from extractor.nlp import analyse, entities
>>> from extractor.lang import load_pack, default_language
>>> from extractor.schema import Document
>>> pack = load_pack(default_language())
>>> document = Document(text="A b.\\nC", lang=pack.code)
>>> doc = analyse(document, pack)
>>> doc.text == document.text, [token.idx for token in doc][-1]
(True, 5)

Nothing heavy is imported before it is needed: `import extractor.nlp` loads no spaCy.
"""

from __future__ import annotations

from extractor.nlp.naming import entities
from extractor.nlp.parsing import analyse, analyse_all

__all__ = ["analyse", "analyse_all", "entities"]
