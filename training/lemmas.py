"""Lemma tables for spaCy's own rule lemmatizer, made from the treebanks and a dictionary.

For each part of speech the known (form, lemma) pairs are folded into a decision list of suffix rules, longest first,
plus the exceptions to it: exact on everything known, and sensible on words never seen.
"""

from __future__ import annotations

import gzip
import json
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from training.units import Unit

ENDINGS = Path(__file__).parent / "lemmas.toml"
PLAIN = frozenset({"PUNCT", "SPACE", "SYM", "X", "PROPN", "NUM"})
LONGEST = 7
ENOUGH = 6
Pairs = dict[str, dict[str, Counter[str]]]


def treebank_pairs(units: Iterable[Unit]) -> Pairs:
    """Forms and lemmas of the treebanks, by part of speech."""
    pairs: Pairs = defaultdict(lambda: defaultdict(Counter))
    for unit in units:
        for word in unit.words or ():
            form = unit.text[word.start : word.end].lower().replace("’", "'")
            if word.pos not in PLAIN and " " not in form and word.lemma != "_":
                pairs[word.pos][form][word.lemma.lower()] += 1
    return pairs


def add_dictionary(pairs: Pairs, language: str) -> list[str]:
    """Add verbs, adjectives and nouns of spacy-lookups-data (MIT) that the treebanks lack; returns its adverbs."""
    import spacy_lookups_data

    folder = Path(spacy_lookups_data.__file__).parent / "data"

    def table(name: str) -> Any:
        with gzip.open(folder / f"{language}_lemma_{name}.json.gz", "rt", encoding="utf-8") as file:
            return json.load(file)

    exceptions, index = table("exc"), table("index")
    frequency: Counter[str] = Counter()
    for forms in pairs.values():
        for lemmas in forms.values():
            frequency.update(lemmas)
    for pos, key in (("VERB", "verb"), ("AUX", "aux"), ("ADJ", "adj"), ("NOUN", "noun")):
        known = {form.lower(): [lemma.lower() for lemma in lemmas] for form, lemmas in exceptions[key].items()}
        for lemma in index.get(key, ()):
            known.setdefault(lemma.lower(), [lemma.lower()])
        for form, lemmas in sorted(known.items()):
            if form not in pairs[pos] and form.replace("-", "").isalpha():
                pairs[pos][form][max(lemmas, key=lambda lemma: (frequency[lemma], -len(lemma)))] += 1
        for form, lemma in _regular(key, sorted(index.get(key, ()))):
            if form not in pairs[pos]:
                pairs[pos][form][lemma] += 1
    auxiliaries = {lemma for lemmas in pairs["AUX"].values() for lemma in lemmas}
    for form, lemmas in pairs["VERB"].items():
        if not auxiliaries.isdisjoint(lemmas):
            pairs["AUX"].setdefault(form, Counter(lemmas))
    return sorted(index.get("adv", ()))


def _regular(key: str, index: list[str]) -> Iterator[tuple[str, str]]:
    """The regular forms of the dictionary's lemmas, by the endings of lemmas.toml."""
    endings = tomllib.loads(ENDINGS.read_text(encoding="utf-8"))
    closed = tuple(endings.get(f"closed_{key}", endings["closed"]))
    for lemma in index:
        for new, old in endings.get(key, ()):
            if lemma.endswith(old) and (old or not lemma.endswith(closed)):
                yield (lemma[: len(lemma) - len(old)] + new).lower(), lemma.lower()


def _change(form: str, lemma: str) -> tuple[int, str]:
    """How many characters to cut from the end of the form, and what to put there."""
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    return len(form) - same, lemma[same:]


def decision_list(best: dict[str, str]) -> tuple[list[list[str]], dict[str, list[str]]]:
    """Suffix rules (longest first) and exceptions that together give every lemma of `best`."""
    changes = {form: _change(form, lemma) for form, lemma in best.items()}
    votes: dict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
    for form, change in changes.items():
        for length in range(change[0], min(LONGEST, len(form)) + 1):
            votes[form[len(form) - length :]][change] += 1
    seen: Counter[str] = Counter()
    for form in changes:
        for length in range(min(LONGEST, len(form)) + 1):
            seen[form[len(form) - length :]] += 1
    rules: dict[str, tuple[int, str]] = {"": (0, "")}
    for suffix in sorted(votes, key=lambda s: (len(s), s)):
        winner, count = min(votes[suffix].items(), key=lambda item: (-item[1], item[0]))
        inherited = next(rules[suffix[i:]] for i in range(len(suffix) + 1) if suffix[i:] in rules)
        if winner != inherited and count - votes[suffix][inherited] >= ENOUGH and 2 * count > seen[suffix]:
            rules[suffix] = winner
    ordered = sorted(rules, key=lambda s: (-len(s), s))
    written = [[s, s[: len(s) - rules[s][0]] + rules[s][1]] for s in ordered]
    exceptions = {}
    for form, lemma in sorted(best.items()):
        cut, new = next(rules[form[i:]] for i in range(max(0, len(form) - LONGEST), len(form) + 1) if form[i:] in rules)
        if form[: len(form) - cut] + new != lemma:
            exceptions[form] = [lemma]
    return written, exceptions


def tables(pairs: Pairs) -> dict[str, dict[str, Any]]:
    """The three tables of spaCy's rule lemmatizer."""
    rules, exceptions = {}, {}
    for pos, forms in sorted(pairs.items()):
        best = {f: min(c.items(), key=lambda item: (-item[1], item[0]))[0] for f, c in forms.items()}
        if pos in {"VERB", "AUX", "NOUN", "ADJ"}:
            rules[pos.lower()], exceptions[pos.lower()] = decision_list(best)
        else:
            rules[pos.lower()] = [["", ""]]
            exceptions[pos.lower()] = {f: [lemma] for f, lemma in sorted(best.items()) if lemma != f}
    return {"lemma_rules": rules, "lemma_exc": exceptions, "lemma_index": {}, "lemma_lookup": {}}


def install(nlp: Any, units: Iterable[Unit]) -> None:
    """Add a rule lemmatizer with these tables at the end of the pipeline."""
    from spacy.lookups import Lookups

    pairs = treebank_pairs(units)
    add_dictionary(pairs, nlp.lang)
    lookups = Lookups()
    for name, table in tables(pairs).items():
        lookups.add_table(name, table)
    pipe = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    pipe.initialize(lookups=lookups)
