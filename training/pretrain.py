"""Start weights for the tok2vec: guess the letters of each word of raw text from the words around it."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from training.gazetteer import DEBATES
from training.units import Unit

SENTENCES = 6


def write_raw(data: Path, units: Iterable[Unit], output: Path, debate_share: float, seed: int) -> int:
    """Write the raw text as spaCy's JSON lines, shuffled; returns the number of words."""
    rng = random.Random(seed)
    with gzip.open(data / DEBATES, "rt", encoding="utf-8") as lines:
        said = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    blocks = [" ".join(said[i : i + SENTENCES]) for i in range(0, len(said), SENTENCES)]
    blocks = [block for block in blocks if rng.random() < debate_share]
    own = [unit.text for unit in units]
    own = [" ".join(own[i : i + 3]) for i in range(0, len(own), 3)]
    texts = [text.replace("’", "'") for text in blocks + own]
    rng.shuffle(texts)
    output.write_text("".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts), encoding="utf-8")
    return sum(len(text.split()) for text in texts)


def pretrain(config: Path, raw: Path, output: Path, overrides: dict[str, Any]) -> Path:
    """Pretrain the tok2vec of `config` on `raw`; returns the file of the weights."""
    from spacy import util
    from spacy.training.pretrain import pretrain as run
    from thinc.api import NumpyOps, set_current_ops

    import training.corpus  # noqa: F401  registers the reader

    set_current_ops(NumpyOps(use_blis=False))
    settings = util.load_config(config, overrides={**overrides, "paths.raw": str(raw)}, interpolate=False)
    output.mkdir(parents=True, exist_ok=True)
    run(settings.interpolate(), output, use_gpu=-1)
    return max(output.glob("model*.bin"), key=lambda path: path.stat().st_mtime)
