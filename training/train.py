"""Train one config into a folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any


def train(config: Path, data: Path, output: Path, overrides: dict[str, Any] | None = None) -> Any:
    """Train the pipeline of `config` on the corpora under `data`; best weights into `output`. Returns the pipeline."""
    from spacy import util
    from spacy.training.initialize import init_nlp
    from spacy.training.loop import train as train_loop
    from thinc.api import NumpyOps, set_current_ops

    import training.corpus  # noqa: F401  registers the reader
    from training.tokenizer import install

    set_current_ops(NumpyOps(use_blis=False))
    settings = util.load_config(config, overrides={"paths.data": str(data), **(overrides or {})}, interpolate=False)
    nlp = init_nlp(settings)
    install(nlp)
    output.mkdir(parents=True, exist_ok=True)
    train_loop(nlp, output, stdout=sys.stdout, stderr=sys.stderr)
    return nlp
