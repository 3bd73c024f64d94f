"""Speed of the whole way from text to facts, how it divides, and peak memory.

    python benchmarks/pipeline.py [FILE …]      default: the corpus

One line a room: processor seconds and words a second for mentions, the model, names and linking, then all of it in
batches as the command does it; the time linking adds to the model's; peak memory of the process.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from extractor.lang import default_language, load_pack
from extractor.linker import link
from extractor.nlp import analyse_all, entities
from extractor.pipeline import load
from extractor.recognizers import recognize
from extractor.schema import Document

T = TypeVar("T")
ROOT = Path(__file__).resolve().parent.parent


def measured(name: str, words: int, work: Callable[[], T]) -> tuple[T, float]:
    """Do some work, print how long it took, and give both."""
    start = time.process_time()
    result = work()
    seconds = time.process_time() - start
    print(f"{name:10} {seconds:7.2f} s {words / max(seconds, 1e-9):12,.0f} words a second")
    return result, seconds


def main() -> int:
    """Run the benchmark; see the module's text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="texts to read")
    args = parser.parse_args()
    pack = load_pack(default_language())
    files = args.files or sorted((ROOT / "corpus").glob("*.txt"))
    documents = [Document(id=f.name, text=f.read_text(encoding="utf-8"), lang=pack.code) for f in files]
    words = sum(len(d.text.split()) for d in documents)
    pipeline = load(pack.code)
    pipeline.extract(documents[0])  # loads tables and model
    print(f"{len(documents)} texts, {words} words, one core")
    mentions, _ = measured("mentions", words, lambda: [recognize(d, pack) for d in documents])
    docs, model = measured("model", words, lambda: list(analyse_all(documents, pack)))
    names, _ = measured("names", words, lambda: [entities(d, pack, m) for d, m in zip(docs, mentions, strict=True)])
    both = [[*m, *n] for m, n in zip(mentions, names, strict=True)]
    _, linking = measured("linking", words, lambda: [link(d, m, p, pack) for d, m, p in zip(documents, both, docs, strict=True)])
    measured("together", words, lambda: sum(len(e.facts) for e in pipeline.extract_all(documents)))
    print(f"linking adds {linking / model:.0%} to the model's time")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
