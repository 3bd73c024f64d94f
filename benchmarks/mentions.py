"""Speed of reading a text and writing its mentions, without a model; and whether it stays linear.

    python benchmarks/mentions.py [FILE …]      default: the corpus

Prints words a second on one core (processor time of this process, so that a busy machine counts less), the best of
several rounds, and for hostile texts the ratio of the time for a megabyte to that for a quarter of it: 4 is linear.
Exit status 1 when a ratio says that some input is not linear, or `--at-least N` words a second are not reached.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from extractor.lang import default_language, load_pack
from extractor.recognizers import recognize
from extractor.schema import Document

ROOT = Path(__file__).resolve().parent.parent
PACK = load_pack(default_language())
MEGABYTE = 1_000_000
HOSTILE = ("123 ", "vingt-", "(", "1, ", "1-", "2024 et ", "29 avril ", "un ", "€", "1.1", "a@")
PEER_SAMPLE = 4000
MOST = 6.0
"""A quadratic reading would take 16 times as long on four times the text; noise alone stays well below this."""


def timed(text: str) -> tuple[float, int]:
    """Processor seconds for reading a text and writing its mentions as JSON lines, and how many there are."""
    start = time.process_time()
    mentions = recognize(Document(text=text, lang=PACK.code), PACK)
    lines = [m.model_dump_json(by_alias=True) for m in mentions]
    return time.process_time() - start, len(lines)


def peer(text: str) -> float:
    """Words a second of dateparser's search for dates in a text: one kind of mention, where this package reads all."""
    from dateparser.search import search_dates

    sample = text[:PEER_SAMPLE]
    search_dates(sample[:500], languages=[default_language()])  # loads its tables
    start = time.process_time()
    search_dates(sample, languages=[default_language()])
    return len(sample.split()) / (time.process_time() - start)


def main() -> int:
    """Run the benchmark; see the module's text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="texts to read")
    parser.add_argument("--rounds", type=int, default=5, help="rounds, of which the best counts")
    parser.add_argument("--words", type=int, default=200_000, help="words to read in a round")
    parser.add_argument("--hostile", type=int, default=MEGABYTE, help="characters of each hostile text")
    parser.add_argument("--peer", action="store_true", help="time dateparser's search too (needs dateparser)")
    parser.add_argument("--at-least", type=int, default=0, metavar="N", help="exit 1 below N words a second")
    args = parser.parse_args()
    files = args.files or sorted((ROOT / "corpus").glob("*.txt"))
    texts = [path.read_text(encoding="utf-8") for path in files]
    words = sum(len(text.split()) for text in texts)
    texts *= max(1, args.words // max(1, words))
    words = sum(len(text.split()) for text in texts)
    timed("1 m")  # loads the tables
    best = 0.0
    for _ in range(args.rounds):
        spent = found = 0
        for text in texts:
            seconds, count = timed(text)
            spent, found = spent + seconds, found + count
        best = max(best, words / spent)
    print(f"{len(files)} texts, {words} words a round, {found} mentions: {best:,.0f} words a second on one core")
    if args.peer:
        print(f"dateparser.search_dates on the same machine in the same run: {peer(texts[0]):,.0f} words a second")
    slow = best < args.at_least
    for part in HOSTILE:
        text = part * (args.hostile // len(part))
        again = 3 if len(text) < MEGABYTE // 4 else 1  # short times are noisy on a busy machine
        small, large = (min(timed(text[: len(text) // k])[0] for _ in range(again)) for k in (4, 1))
        ratio = large / max(small, 1e-9)
        slow = slow or ratio > MOST
        print(f"  {part!r:20} {large:6.2f} s, {ratio:4.1f} times a quarter of it{'   NOT LINEAR' if ratio > MOST else ''}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
