"""A fuzzer for the reading of mentions: no text may raise, hang, or give a span that does not agree.

    python benchmarks/fuzz.py --seconds 600 [--seed 1]     ten minutes; a few seconds in CI
    python benchmarks/fuzz.py --guided --seconds 600       guided by coverage, with atheris (extra `benchmarks`)

Texts are sentences of the corpus and of the packs' examples with random damage (letters dropped, words of the tables put
in, parts doubled, signs of figures between), words of the tables in a row, and soups of digits; a text that makes the program
run a line it never ran before is kept and damaged further. With `--guided` libFuzzer decides which to keep, by the branches of
this package's own functions, and takes turns with that damage: the same sentences, as bytes, are its seeds, and the words of the
tables its dictionary. Without atheris it says so and does the other.

What is checked of each text and a publication date: no exception, `text[start:end] == text`, mentions in order and apart,
JSON that reads back as the same mention, sentences in order too, the same again when read twice, and time by the character
below a bound (measured three times before it counts).

Prints each failure with its shortest text, shrunk. Exit status 1 when there is one.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import extractor
from extractor.lang import default_language, load_pack
from extractor.lang.examples import load_examples
from extractor.lang.fold import fold, unaccented
from extractor.lexer import sentence_spans
from extractor.lexer.tables import entries_of
from extractor.recognizers import recognize
from extractor.schema import MENTION, Document

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = str(Path(extractor.__file__).parent)
PUBLISHED = (None, "2025", "2025-04", "2025-04-30", "2024-02-29T10:00", "0001-01-01", "9999-12-31")
SIGNS = [*" -,./:'’()%€$£°+\n0123456789", "\u00a0", "\u202f", "²", "٣", "①", "½", "İ", "ﬁ", "𝟘", "\u0300", "ß", "\0", "\u2028", "h", "e", "\r\n", "😀"]
KEPT = 400
"""Texts that reached something new and are damaged further."""
SLOW = 0.0001
"""Seconds by the character (and a twentieth of a second for any text), some two hundred times what news takes."""
CHECKING = 2.0
"""How many times longer than a reading the checks take, with the second reading."""
COUNTED = 5.0
"""How many times slower functions are that count their branches."""
LONGEST = 4096
"""Bytes of a text with --guided."""

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
        if MENTION.validate_json(mention.model_dump_json(by_alias=True)) != mention:
            raise BrokenPropertyError(f"JSON: {mention.model_dump_json()}")
    if recognize(document, PACK) != mentions:
        raise BrokenPropertyError("read otherwise the second time")
    if len(fold(text)) != len(text):
        raise BrokenPropertyError("fold changes the length")
    end = 0
    for start, stop in sentence_spans(text, PACK):
        if not end <= start < stop:
            raise BrokenPropertyError(f"sentence {start}:{stop}")
        end = stop


def is_slow(text: str, published: str | None, times: float = 1.0) -> bool:
    """Whether a text takes too long by the character, three times of three."""
    for _ in range(3):
        start = time.process_time()
        recognize(Document(id="fuzz", text=text, lang=PACK.code, published=published), PACK)
        if time.process_time() - start <= times * bound(text):
            return False
    return True


def bound(text: str) -> float:
    """Seconds that a reading may take."""
    return 0.05 + SLOW * len(text)


def timed_check(text: str, published: str | None, times: float = 1.0) -> None:
    """Check, and raise when it is too slow; `times` as long may it take."""
    start = time.process_time()
    check(text, published)
    if time.process_time() - start > CHECKING * times * bound(text) and is_slow(text, published, times):
        raise BrokenPropertyError("too slow")


class Failures:
    """What failed, each place once, with the shortest text."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[str, str | None, str]] = {}

    def run(self, checked: Callable[[str, str | None], object], text: str, published: str | None) -> None:
        """Run a check of a text, and keep what it raises."""
        try:
            checked(text, published)
        except Exception as error:
            key = place(error)
            if key not in self.found or len(text) < len(self.found[key][0]):
                self.found[key] = (text, published, f"{type(error).__name__}: {error}".splitlines()[0][:300])

    def tell(self) -> int:
        """Print them, shrunk, and give their number."""
        for key, (text, published, what) in self.found.items():
            print(f"{key}: {what}\n  text {shrunk(text, published, key)!r}, published {published!r}")
        return len(self.found)


def shrunk(text: str, published: str | None, key: str, seconds: float = 20.0) -> str:
    """A text that fails in the same place and of which no part can be left out; or as far as the time reaches."""
    size, stop = len(text) // 2, time.monotonic() + seconds
    while size:
        start = 0
        while start < len(text) and time.monotonic() < stop:
            shorter = text[:start] + text[start + size :]
            again = Failures()
            again.run(timed_check, shorter, published)
            if key in again.found:
                text = shorter
            else:
                start += size
        size //= 2
    return text


def place(error: Exception) -> str:
    """Where in the package an error comes from, so that each is told once."""
    inside = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.startswith(PACKAGE)]
    if isinstance(error, BrokenPropertyError) or not inside:
        return str(error).split(":")[0]
    return f"{Path(inside[-1].filename).relative_to(PACKAGE)}:{inside[-1].lineno}"


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
        """A text with some letters dropped, put in, doubled or repeated; sometimes without accents, in capitals or with wide spaces."""
        pick = self.random
        letters = list(pick.choice((text, text, text, text, unaccented(text), text.upper(), text.replace(" ", "  "))))
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
    texts, lines, failures = Texts(seed), Lines(), Failures()
    count, stop = 0, time.monotonic() + seconds

    def traced(text: str, published: str | None) -> None:
        if lines.reaches_new(lambda: check(text, published)):
            texts.kept = [*texts.kept, text][-KEPT:]

    for text in texts:
        if time.monotonic() > stop:
            break
        count += 1
        failures.run(timed_check if count % 5 else traced, text, texts.random.choice(PUBLISHED))
    number = failures.tell()
    print(f"{count:,} texts, {len(lines.seen):,} lines reached, {number} failures (seed {seed})")
    return number


def encoded(text: str, published: str | None) -> bytes:
    """A text and its publication date as libFuzzer's bytes: the number of the date, then UTF-8."""
    return bytes([PUBLISHED.index(published)]) + text.encode("utf-8", "replace")


def decoded(data: bytes) -> tuple[str, str | None]:
    """Any bytes as a text and a publication date.

    >>> decoded(encoded("3 mai", "2025"))
    ('3 mai', '2025')
    """
    return data[1:].decode("utf-8", "replace"), PUBLISHED[data[0] % len(PUBLISHED)] if data else None


def fuzz_guided(seconds: int, seed: int) -> None:
    """The same checks under atheris (libFuzzer); ends the process."""
    import atheris  # type: ignore[import-untyped,import-not-found,unused-ignore]

    texts, failures, folder = Texts(seed), Failures(), Path(tempfile.mkdtemp(prefix="fuzz-"))
    count, stop = 0, time.monotonic() + seconds
    written(texts, folder)
    for function in [f for f in gc.get_objects() if isinstance(f, FunctionType) and (f.__module__ or "").startswith("extractor.")]:
        atheris.instrument_func(function)

    def one(data: bytes) -> None:
        nonlocal count
        count += 1
        failures.run(partial(timed_check, times=COUNTED), *decoded(data))
        if time.monotonic() > stop:
            number = failures.tell()
            kept = sum(1 for _ in (folder / "texts").iterdir())
            print(f"{count:,} texts, {kept:,} kept for what they reach, {number} failures (seed {seed}, guided)", flush=True)
            shutil.rmtree(folder)
            os._exit(1 if number else 0)  # libFuzzer has no other way out

    def mutated(data: bytes, longest: int, number: int) -> bytes:
        texts.random.seed(number)
        if texts.random.random() < 0.5:
            mutant: bytes = atheris.Mutate(data, len(data) + 64)
        else:
            text, published = decoded(data)
            mutant = encoded(texts.damaged(text), texts.random.choice((published, published, *PUBLISHED)))
        return mutant[:longest]

    options = [f"-seed={seed}", "-timeout=30", "-verbosity=0", f"-max_len={LONGEST}", f"-dict={folder / 'words'}", f"-artifact_prefix={folder}/"]
    atheris.Setup([sys.argv[0], *options, str(folder / "texts")], one, custom_mutator=mutated)
    atheris.Fuzz()


def written(texts: Texts, folder: Path) -> None:
    """libFuzzer's seeds, a file each, and its dictionary of words."""
    (folder / "texts").mkdir()
    for number, sentence in enumerate(texts.sentences):
        published = PUBLISHED[number % len(PUBLISHED)]
        (folder / "texts" / f"{number:05d}").write_bytes(encoded(sentence, published)[:LONGEST])
    lines = {"".join(f"\\x{byte:02x}" for byte in word.encode()[:60]) for word in texts.words}
    (folder / "words").write_text("".join(f'"{line}"\n' for line in sorted(lines) if line), encoding="ascii")


def main() -> int:
    """Run the fuzzer; see the module's text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60, help="how long to run")
    parser.add_argument("--seed", type=int, default=1, help="which texts")
    parser.add_argument("--guided", action="store_true", help="guided by coverage, with atheris")
    args = parser.parse_args()
    if args.guided:
        try:
            fuzz_guided(args.seconds, args.seed)
        except ImportError:
            print("atheris is not installed (pip install 'extractor[benchmarks]'): random texts instead", file=sys.stderr)
    return 1 if fuzz(args.seconds, args.seed) else 0


if __name__ == "__main__":
    sys.exit(main())
