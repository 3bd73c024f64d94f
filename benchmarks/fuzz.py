"""A fuzzer for the reading of mentions: no text may raise, hang, or give a span that does not agree.

    python benchmarks/fuzz.py --seconds 600 [--seed 1]     ten minutes; a few seconds in CI
    python benchmarks/fuzz.py --atheris --seconds 600      guided by coverage, where `atheris` is installed

Without atheris, texts are sentences of the corpus and of the packs' examples with random damage (letters dropped,
words of the tables put in, parts doubled, signs of figures between), words of the tables in a row, and soups of
digits; a text that makes the program run a line it never ran before is kept and damaged further. What is checked of each
text and a publication date: no exception, `text[start:end] == text`, mentions in order and apart, sentences too, the same
again when read twice, and time by the character below a bound (measured three times before it counts).

Prints each failure with its shortest text. Exit status 1 when there is one.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import extractor
from extractor.lang import default_language, load_pack
from extractor.lang.examples import load_examples
from extractor.lang.fold import fold
from extractor.lexer import sentence_spans
from extractor.lexer.tables import entries_of
from extractor.recognizers import recognize
from extractor.schema import Document

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = str(Path(extractor.__file__).parent)
PUBLISHED = (None, "2025", "2025-04", "2025-04-30", "2024-02-29T10:00", "0001-01-01", "9999-12-31")
SIGNS = [*" -,./:'’()%€$£°+\n0123456789", "\u00a0", "\u202f", "²", "٣", "①", "½", "İ", "ﬁ", "𝟘", "\u0300", "ß", "\0", "\u2028", "h", "e", "\r\n", "😀"]
KEPT = 400
"""Texts that reached something new and are damaged further."""
SLOW = 0.0001
"""Seconds by the character (and a twentieth of a second for any text), some two hundred times what news takes."""

PACK = load_pack(default_language())


class BrokenPropertyError(Exception):
    """A property that does not hold."""


def check(text: str, published: str | None) -> None:
    """Raise when anything that must hold of a text does not."""
    document = Document(id="fuzz", text=text, lang=PACK.code, published=published)
    mentions = recognize(document, PACK)
    end = 0
    for mention in mentions:
        if text[mention.start : mention.end] != mention.text:
            raise BrokenPropertyError(f"span: {mention.model_dump_json()}")
        if mention.start < end or mention.end <= mention.start:
            raise BrokenPropertyError(f"overlap, order or empty: {mention.model_dump_json()}")
        if mention.text != mention.text.strip():
            raise BrokenPropertyError(f"white space: {mention.model_dump_json()}")
        end = mention.end
        mention.model_dump_json(by_alias=True)
    if recognize(document, PACK) != mentions:
        raise BrokenPropertyError("read otherwise the second time")
    if len(fold(text)) != len(text):
        raise BrokenPropertyError("fold changes the length")
    end = 0
    for start, stop in sentence_spans(text, PACK):
        if not end <= start < stop:
            raise BrokenPropertyError(f"sentence {start}:{stop}")
        end = stop


def is_slow(text: str, published: str | None) -> bool:
    """Whether a text takes too long by the character, three times of three."""
    bound = 0.05 + SLOW * len(text)
    for _ in range(3):
        start = time.process_time()
        recognize(Document(id="fuzz", text=text, lang=PACK.code, published=published), PACK)
        if time.process_time() - start <= bound:
            return False
    return True


class Texts:
    """Random texts, from a seed.

    Args:
        seed: the same texts come from the same seed, as long as what is kept is the same.
    """

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        corpus = [line for path in sorted((ROOT / "corpus").glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()]
        examples = [example.text for example in load_examples(PACK.path)]
        self.sentences = [line for line in corpus + examples if line.strip()]
        self.words = [surface for surface, _, _ in entries_of(PACK)]
        self.kept: list[str] = []

    def __iter__(self) -> Iterator[str]:
        while True:
            kind = self.random.random()
            if self.kept and kind < 0.4:
                yield self.damaged(self.random.choice(self.kept))
            elif kind < 0.65:
                yield self.damaged(self.random.choice(self.sentences))
            elif kind < 0.9:
                yield self.row()
            else:
                yield "".join(self.random.choices(SIGNS, k=self.random.randint(1, 60)))

    def row(self) -> str:
        """Words of the tables, figures and signs in a row."""
        pick = self.random
        makers: tuple[Callable[[], str], ...] = (
            lambda: pick.choice(self.words),
            lambda: pick.choice(self.words).capitalize(),
            lambda: str(pick.randrange(10 ** pick.randint(1, 9))),
            lambda: pick.choice(SIGNS),
        )
        return "".join(pick.choice(makers)() + pick.choice((" ", " ", "", "-", ", ", "\u00a0")) for _ in range(pick.randint(1, 14)))

    def damaged(self, text: str) -> str:
        """A text with some letters dropped, put in, doubled or repeated."""
        pick, letters = self.random, list(text)
        for _ in range(pick.randint(1, 10)):
            at = pick.randrange(len(letters) + 1)
            kind = pick.random()
            if kind < 0.25:
                del letters[at : at + pick.randint(1, 3)]
            elif kind < 0.5:
                letters.insert(at, pick.choice(SIGNS))
            elif kind < 0.75:
                letters[at:at] = f"{pick.choice(('', ' '))}{pick.choice(self.words)}{pick.choice(('', ' '))}"
            elif kind < 0.98:
                start = pick.randrange(len(letters) + 1)
                letters[at:at] = letters[start : start + pick.randint(1, 20)]
            else:
                letters[at:at] = letters[at : at + pick.randint(1, 8)] * pick.randint(2, 300)
        return "".join(letters[:20_000])


class Lines:
    """The lines of the package that ever ran, by sys.settrace: costly, so only some texts are traced."""

    def __init__(self) -> None:
        self.seen: set[tuple[CodeType, int]] = set()

    def reaches_new(self, run: Callable[[], Any]) -> bool:
        """Run, and say whether a line ran that never had."""
        before = len(self.seen)
        sys.settrace(self._call)
        try:
            run()
        finally:
            sys.settrace(None)
        return len(self.seen) > before

    def _call(self, frame: FrameType, event: str, argument: Any) -> Any:
        return self._line if frame.f_code.co_filename.startswith(PACKAGE) else None

    def _line(self, frame: FrameType, event: str, argument: Any) -> Any:
        self.seen.add((frame.f_code, frame.f_lineno))
        return self._line


def fuzz(seconds: float, seed: int) -> int:
    """Read random texts for so long; the number of different failures."""
    texts, lines = Texts(seed), Lines()
    failures: dict[str, tuple[str, str | None, str]] = {}
    count, stop = 0, time.monotonic() + seconds
    for text in texts:
        if time.monotonic() > stop:
            break
        published = texts.random.choice(PUBLISHED)
        count += 1
        start = time.process_time()
        try:
            if count % 5:
                check(text, published)
                if time.process_time() - start > 2 * (0.05 + SLOW * len(text)) and is_slow(text, published):
                    raise BrokenPropertyError("too slow")
            elif lines.reaches_new(lambda text=text, published=published: check(text, published)):  # type: ignore[misc]
                texts.kept = [*texts.kept, text][-KEPT:]
        except Exception as error:
            key = _place(error)
            if key not in failures or len(text) < len(failures[key][0]):
                failures[key] = (text, published, f"{type(error).__name__}: {error}".splitlines()[0])
    for key, (text, published, what) in failures.items():
        print(f"{key}: {what}\n  text {text!r}, published {published!r}")
    print(f"{count:,} texts, {len(lines.seen):,} lines reached, {len(failures)} failures (seed {seed})")
    return len(failures)


def _place(error: Exception) -> str:
    """Where in the package an error comes from, so that each is told once."""
    inside = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(PACKAGE)]
    if isinstance(error, BrokenPropertyError) or not inside:
        return str(error).split(":")[0]
    return f"{Path(inside[-1].filename).relative_to(PACKAGE)}:{inside[-1].lineno}"


def fuzz_by_coverage(seconds: int, seed: int) -> None:
    """The same checks under atheris (libFuzzer), which ends the process itself."""
    import atheris  # type: ignore[import-untyped,import-not-found,unused-ignore]

    def one(data: bytes) -> None:
        provider = atheris.FuzzedDataProvider(data)
        published = PUBLISHED[provider.ConsumeIntInRange(0, len(PUBLISHED) - 1)]
        check(provider.ConsumeUnicodeNoSurrogates(2000), published)

    atheris.instrument_all()
    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", f"-seed={seed}", "-timeout=10"], one)
    atheris.Fuzz()


def main() -> int:
    """Run the fuzzer; see the module's text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60, help="how long to run")
    parser.add_argument("--seed", type=int, default=1, help="which texts")
    parser.add_argument("--atheris", action="store_true", help="guided by coverage, with atheris")
    args = parser.parse_args()
    if args.atheris:
        fuzz_by_coverage(args.seconds, args.seed)
        return 0
    return 1 if fuzz(args.seconds, args.seed) else 0


if __name__ == "__main__":
    sys.exit(main())
