"""Load time, speed and memory of the shipped model. Run: python benchmarks/model.py [code] [text files …]

Prints one line a figure: load plus first document, words a second in batches (best of three), peak memory.
Without files it reads a made-up text. One thread: set OPENBLAS_NUM_THREADS=1 where numpy is imported earlier.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

MADE_UP = Path(__file__).with_name("sample.txt")
BATCH_TOKENS = 2500


def paragraphs(files: list[Path]) -> list[str]:
    """The non-empty lines of the files."""
    return [line for file in files for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def main(arguments: list[str]) -> None:
    """Measure and print."""
    begun = time.perf_counter()
    from extractor.nlp.model import load_model, model_codes

    code = arguments[0] if arguments else model_codes()[0]
    texts = paragraphs([Path(a) for a in arguments[1:]] or [MADE_UP])
    nlp = load_model(code)
    loaded = time.perf_counter() - begun
    nlp(texts[0])
    print(f"load: {loaded:.2f} s; load plus first document: {time.perf_counter() - begun:.2f} s")
    words = sum(len(text.split()) for text in texts)
    texts = texts * max(1, 40_000 // words)
    words = sum(len(text.split()) for text in texts)
    size = max(1, BATCH_TOKENS * len(texts) // (words * 12 // 10))
    best = 0.0
    for _ in range(3):
        start = time.perf_counter()
        tokens = sum(len(doc) for doc in nlp.pipe(texts, batch_size=size))
        best = max(best, words / (time.perf_counter() - start))
    print(f"speed: {best:,.0f} words a second ({words:,} words, {tokens:,} tokens, {size} paragraphs a batch)")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
