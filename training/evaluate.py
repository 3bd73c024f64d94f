"""Scores of a pipeline on what was held back: syntax on Sequoia dev, entities on three sets."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.corpus import documents, load_units
from training.units import Unit

CORE = ("PER", "LOC", "ORG")


@dataclass
class Tally:
    """Hits, predictions and gold items of a count, and the F1 of it in per cent."""

    hits: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def f1(self) -> float:
        return 200.0 * self.hits / max(1, self.predicted + self.gold)


def score_names(nlp: Any, units: list[Unit]) -> dict[str, Tally]:
    """Exact spans by label, and "core" for PER, LOC and ORG together."""
    tallies: dict[str, Tally] = {}
    for unit, doc in zip(units, nlp.pipe([u.text for u in units]), strict=True):
        gold = {(n.start, n.end, n.label) for n in unit.names or ()}
        found = {(e.start_char, e.end_char, e.label_) for e in doc.ents}
        for label in ("PER", "LOC", "ORG", "EVENT", "MISC", "core"):
            keep = CORE if label == "core" else (label,)
            tally = tallies.setdefault(label, Tally())
            here, there = {g for g in gold if g[2] in keep}, {f for f in found if f[2] in keep}
            tally.hits += len(here & there)
            tally.predicted += len(there)
            tally.gold += len(here)
    return tallies


def syntax_documents(units: list[Unit], seed: int = 11) -> list[Unit]:
    """Sequoia dev as documents of one to eight consecutive sentences."""
    return list(documents(units, random.Random(seed), 8, shuffle=False))


def score_syntax(nlp: Any, units: list[Unit]) -> dict[str, float]:
    """Per cent, over surface words (a multiword token is one) from raw text: a word that is not a token is wrong.

    `las` compares full labels, `las_plain` labels without subtype, as the CoNLL shared tasks do.
    """
    counts: Counter[str] = Counter()
    sentences = Tally()
    for unit, doc in zip(units, nlp.pipe([u.text for u in units]), strict=True):
        words = unit.words or ()
        at = {(t.idx, t.idx + len(t)): t for t in doc}
        for index, word in enumerate(words):
            token = at.get((word.start, word.end))
            counts["words"] += 1
            if token is None:
                continue
            root = word.head == index
            counts["pos"] += token.pos_ == word.pos
            counts["morph"] += str(token.morph) == "|".join(sorted(word.morph.split("|")))
            counts["lemma"] += token.lemma_.lower() == word.lemma.lower()
            if word.pos in {"VERB", "AUX"}:
                counts["verbs"] += 1
                counts["verb_lemma"] += token.lemma_.lower() == word.lemma.lower()
            head = (token.head.idx, token.head.idx + len(token.head))
            right = token.dep_ == "ROOT" if root else head == (words[word.head].start, words[word.head].end)
            counts["uas"] += right
            label = "ROOT" if root else word.dep
            counts["las"] += right and token.dep_ == label
            counts["las_plain"] += right and token.dep_.split(":")[0] == label.split(":")[0]
        starts = sorted(unit.sentences)
        gold = set(zip(starts, [*starts[1:], len(unit.text)], strict=True))
        ends = [s.start_char for s in doc.sents]
        found = set(zip(ends, [*ends[1:], len(unit.text)], strict=True))
        sentences.hits += len(gold & found)
        sentences.predicted += len(found)
        sentences.gold += len(gold)
    total = counts["words"]
    scores = {k: 100.0 * counts[k] / total for k in ("pos", "morph", "lemma", "uas", "las", "las_plain")}
    scores["verb_lemma"] = 100.0 * counts["verb_lemma"] / max(1, counts["verbs"])
    scores["sentences"] = sentences.f1
    return scores


def spacy_scores(nlp: Any, units: list[Unit]) -> dict[str, float]:
    """Part of speech and LAS as `spacy evaluate` gives them: words that align with tokens, punctuation left out."""
    from spacy.scorer import Scorer
    from spacy.tokens import Doc
    from spacy.training import Example

    examples = []
    for unit in units:
        words = unit.words or ()
        ends = [w.start for w in words[1:]] + [len(unit.text)]
        gold = Doc(
            nlp.vocab,
            words=[unit.text[w.start : w.end] for w in words],
            spaces=[unit.text[w.end : w.end + 1] == " " and end > w.end for w, end in zip(words, ends, strict=True)],
            pos=[w.pos for w in words],
            heads=[i if w.dep == "root" else w.head for i, w in enumerate(words)],
            deps=["ROOT" if w.dep == "root" else w.dep for w in words],
        )
        examples.append(Example(nlp(unit.text), gold))
    found = Scorer(nlp).score(examples)
    return {"spacy_pos": 100 * found["pos_acc"], "spacy_las": 100 * found["dep_las"]}


def evaluate(nlp: Any, data: Path) -> dict[str, dict[str, float]]:
    """All scores of a pipeline, by set."""
    held = load_units(data, True)
    result: dict[str, dict[str, float]] = {}
    if "parser" in nlp.pipe_names:
        units = syntax_documents(held["sequoia"])
        result["sequoia dev, syntax"] = score_syntax(nlp, units) | spacy_scores(nlp, units)
    if "ner" in nlp.pipe_names:
        sets = {
            "sequoia dev": held["sequoia"],
            "wikinews held back": held["wikinews"],
            "gsd held back": held["gsd"],
            "wikinews + gsd held back": held["wikinews"] + held["gsd"],
        }
        for name, units in sets.items():
            result[name] = {label: tally.f1 for label, tally in score_names(nlp, units).items()}
    return result
