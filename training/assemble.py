"""Put the trained parts together into the one pipeline that ships."""

from __future__ import annotations

import shutil
import warnings
from pathlib import Path
from typing import Any


def assemble(syntax: Path, entities: Path, output: Path, meta: dict[str, Any]) -> Any:
    """Syntax pipeline plus entity recogniser with a tok2vec of its own, saved to `output`. Returns the pipeline."""
    import spacy

    nlp = spacy.load(syntax)
    other = spacy.load(entities)
    other.replace_listeners("tok2vec", "ner", ["model.tok2vec"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nlp.add_pipe("ner", source=other)
    config = nlp.config.interpolate()
    for section in ("paths", "corpora", "system"):
        config[section] = {}
    config["initialize"]["init_tok2vec"] = None
    nlp.config = config
    nlp.meta.update(meta)
    if output.exists():
        shutil.rmtree(output)
    nlp.to_disk(output)
    return nlp
