"""Put the trained parts together into the one pipeline that ships."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

STALE = ("paths", "corpora", "system")


def assemble(syntax: Path, entities: Path, meta: dict[str, Any]) -> Any:
    """The syntax pipeline plus the entity recogniser, which keeps the tok2vec it was trained with."""
    import spacy

    from training.tokenizer import install

    nlp = spacy.load(syntax)
    install(nlp)
    other = spacy.load(entities)
    other.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nlp.add_pipe("ner", source=other)
    config = nlp.config.interpolate()
    for section in STALE:
        config[section] = {}
    config["initialize"]["vectors"] = None
    config["initialize"]["init_tok2vec"] = None
    nlp.config = config
    nlp.meta.update({key: value for key, value in meta.items() if key != "language"})
    return nlp
