"""Put the trained parts together into the one pipeline that ships."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

STALE = ("paths", "corpora", "system")


def assemble(parts: list[Path], meta: dict[str, Any]) -> Any:
    """The first of `parts` plus the entity recogniser of the second, if there is one, with the tok2vec it was trained with."""
    import spacy

    from training.tokenizer import install

    nlp = spacy.load(parts[0])
    install(nlp)
    for part in parts[1:]:
        other = spacy.load(part)
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
