"""Scores names, exact spans: the model alone, with the rules, and what each rule brings or costs.

    python training/score_entities.py [--model FOLDER] [--labels PER LOC ORG] [--worst N] [--held] [--no-numbers] ROWS.jsonl …

Rows are {"id", "text", "ents": [[start, end, label, …]]}. Rows whose ids differ in their last number only are paragraphs
of one article and are read as one document. Not part of the package: a tool to decide which rules stay.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from extractor.lang import LanguagePack, default_language, load_pack
from extractor.nlp import entities, parsing
from extractor.nlp.naming import model_entities
from extractor.schema import Document, Mention

HELD_WIKINEWS, HELD_GSD = 4, 5
"""As in training/corpus.py."""
Gold = set[tuple[int, int, str]]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", nargs="+")
    parser.add_argument("--model", help="a spaCy model instead of the shipped one; 'none' for rules alone")
    parser.add_argument("--labels", nargs="+", default=["PER", "LOC", "ORG"])
    parser.add_argument("--worst", type=int, default=0, help="show that many errors of each rule")
    parser.add_argument("--held", action="store_true", help="only the part held back for measuring; the shipped weights were trained on it: give --model the measured ones")
    parser.add_argument("--no-numbers", action="store_true", help="do not let names give way to numeric mentions")
    options = parser.parse_args()
    if options.model:
        _use(options.model)
    score(list(documents(options.rows, options.held)), options.labels, options.worst, not options.no_numbers)


def _use(folder: str) -> None:
    import spacy

    nlp = None if folder == "none" else spacy.load(folder)
    parsing._model = lambda code: nlp  # type: ignore[assignment]


def documents(files: Iterable[str], held: bool = False) -> Iterator[tuple[str, Gold]]:
    """Text and gold names of each document; with `held` every fourth article of Wikinews, every fifth sentence of GSD."""
    articles: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for file in files:
        for order, line in enumerate(Path(file).read_text(encoding="utf-8").splitlines()):
            row = json.loads(line)
            news = "wikinews" in row["id"]
            stem = row["id"].rsplit("-", 1)[0] if news else row["id"]
            if not held or (int(stem.rsplit("-", 1)[1]) % HELD_WIKINEWS if news else order % HELD_GSD) == 0:
                articles[stem].append(row)
    for rows in articles.values():
        text, gold = "", set()
        for row in rows:
            gold |= {(s + len(text), e + len(text), label) for s, e, label, *_ in row["ents"]}
            text += row["text"] + "\n"
        yield text, gold


def score(documents: list[tuple[str, Gold]], labels: list[str], worst: int = 0, numbers: bool = True) -> None:
    """Print F1 of the model alone and with rules, and the account of each rule."""
    pack = load_pack(default_language())
    tables: dict[str, Counter[str]] = {"model": Counter(), "rules": Counter()}
    account: dict[str, Counter[str]] = defaultdict(Counter)
    examples: dict[str, list[str]] = defaultdict(list)
    for text, gold in documents:
        document = Document(text=text, lang=pack.code)
        doc = parsing.analyse(document, pack)
        numeric = _numeric(document, pack) if numbers else []
        plain = {(e.start, e.end, e.label) for e in model_entities(doc)}
        full = entities(doc, pack, numeric)
        keep = {g for g in gold if g[2] in labels}
        _count(tables["model"], {p for p in plain if p[2] in labels}, keep)
        _count(tables["rules"], {(e.start, e.end, e.label) for e in full if e.label in labels}, keep)
        for e in full:
            span = (e.start, e.end, e.label)
            right = span in gold
            account[str(e.rule)]["right" if right else "wrong"] += 1
            if span not in plain:
                account[str(e.rule)]["new right" if right else "new wrong"] += 1
                lost = [p for p in plain & gold if p[0] < e.end and e.start < p[1]]
                account[str(e.rule)]["lost"] += len(lost)
                if not right:
                    near = [text[s:t] + "/" + label for s, t, label in gold if s < e.end and e.start < t]
                    around = text[max(0, e.start - 25) : e.end + 25].replace("\n", "¶")
                    examples[str(e.rule)].append(f"{e.text}/{e.label} gold {near} in …{around}…")
    for name, table in tables.items():
        print(name, *(f"{label} {_prf(table, label)}" for label in [*labels, "all"]), sep="  ")
    for rule, counts in sorted(account.items()):
        print(f"{rule:24}", dict(counts))
        for example in examples[rule][:worst]:
            print("      ", example)


def _numeric(document: Document, pack: LanguagePack) -> list[Mention]:
    from extractor.recognizers import recognize

    return recognize(document, pack)


def _count(table: Counter[str], got: Gold, gold: Gold) -> None:
    for span in got:
        table[f"{span[2]} {'right' if span in gold else 'wrong'}"] += 1
        table[f"all {'right' if span in gold else 'wrong'}"] += 1
    for span in gold:
        table[f"{span[2]} gold"] += 1
        table["all gold"] += 1


def _prf(table: Counter[str], label: str) -> str:
    right, wrong, gold = (table[f"{label} {what}"] for what in ("right", "wrong", "gold"))
    precision, recall = right / max(1, right + wrong), right / max(1, gold)
    return f"P {100 * precision:.1f} R {100 * recall:.1f} F {200 * right / max(1, right + wrong + gold):.1f}"


if __name__ == "__main__":
    main()
