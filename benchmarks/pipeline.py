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
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from extractor.lang import default_language, load_pack
from extractor.linker import link
from extractor.nlp import analyse_all, entities
from extractor.pipeline import load
from extractor.recognizers import recognize
from extractor.schema import Document

T = TypeVar("T")
U = TypeVar("U")
ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 3


def measured(name: str, words: int, work: Callable[[Sequence[U]], T], given: Callable[[], Sequence[U]]) -> tuple[T, float]:
    """Do some work a few times on what is given anew, print how long the fastest took, and give both."""
    seconds = float("inf")
    for _ in range(ROUNDS):
        items = given()
        start = time.process_time()
        result = work(items)
        seconds = min(seconds, time.process_time() - start)
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
    mentions, _ = measured("mentions", words, lambda items: [recognize(d, pack) for d in items], lambda: documents)
    docs, model = measured("model", words, lambda items: list(analyse_all(items, pack)), lambda: documents)
    read = list(zip(docs, mentions, strict=True))
    names, naming = measured("names", words, lambda items: [entities(d, pack, m) for d, m in items], lambda: read)
    both = [[*m, *n] for m, n in zip(mentions, names, strict=True)]
    _, linking = measured(
        "linking", words,
        lambda items: sum(len(link(d, m, p, pack)) for d, m, p in items),
        lambda: [(d, m, p.copy()) for d, m, p in zip(documents, both, docs, strict=True)],  # nothing read of a Doc is kept
    )  # fmt: skip
    measured("together", words, lambda items: sum(len(e.facts) for e in pipeline.extract_all(items)), lambda: documents)
    print(f"linking adds {linking / (model + naming):.0%} to the time of the model with its names, {linking / model:.0%} to the network's")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
