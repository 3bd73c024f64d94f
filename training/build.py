"""Rebuild the shipped model from the corpora: check, prepare, train, assemble, measure, write the card."""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
import tempfile
import time
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DATA = HERE.parent.parent / "shared" / "data"
TARGET = HERE.parent / "src" / "extractor" / "nlp" / "models"
PARTS = ("joint",)
LANGUAGE = tomllib.loads((HERE / "model.toml").read_text(encoding="utf-8"))["language"]


def corpora() -> list[dict[str, str]]:
    """The files of corpora.toml."""
    files: list[dict[str, str]] = tomllib.loads((HERE / "corpora.toml").read_text(encoding="utf-8"))["file"]
    return files


def check(data: Path) -> list[str]:
    """What is missing or different under `data`; empty when every sum agrees."""
    problems = []
    for file in corpora():
        path = data / file["path"]
        if not path.is_file():
            problems.append(f"{path}: missing ({file['corpus']}: {file['source']})")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != file["sha256"]:
            problems.append(f"{path}: not the file this model is made from ({file['corpus']})")
    return problems


def build(data: Path, target: Path, work: Path, steps: int | None = None) -> dict[str, dict[str, float]]:
    """Train both parts under `work`, ship them to `target`, and return the scores of what ships."""
    import spacy

    from training import card, gazetteer, lemmas
    from training.assemble import assemble
    from training.corpus import SYNTAX, load_units
    from training.evaluate import evaluate
    from training.tokenizer import install as compact
    from training.train import train

    meta = tomllib.loads((HERE / "model.toml").read_text(encoding="utf-8"))
    started = time.time()
    work.mkdir(parents=True, exist_ok=True)
    lists = spacy.blank(LANGUAGE)
    compact(lists)
    gazetteer.install(lists, gazetteer.flags(data, LANGUAGE, gazetteer.NEAR))
    lists.to_disk(work / "lists")
    overrides: dict[str, Any] = {"paths.lists": str(work / "lists")}
    if steps:
        overrides |= {"training.max_steps": steps, "training.eval_frequency": max(1, steps // 2)}
    for name in PARTS:
        train(HERE / "configs" / f"{name}.cfg", data, work / name, overrides)
        print(f"{name}: done after {time.time() - started:.0f} s", flush=True)
    units = load_units(data, False)
    nlp = assemble([work / name / "model-last" for name in PARTS], meta)
    lemmas.install(nlp, [u for source in SYNTAX for u in units[source]])
    if target.exists():
        shutil.rmtree(target)
    nlp.to_disk(target)
    # the words of the corpora: no part needs them, each adds its own labels when it is read
    (target / "vocab" / "strings.json").write_text("[]", encoding="utf-8")
    from extractor.nlp.model import load_folder

    scores = evaluate(load_folder(target, LANGUAGE), data)
    minutes = (time.time() - started) / 60
    text = card.write(scores, corpora(), meta, minutes, target, date.today().isoformat())
    (target / "MODEL_CARD.md").write_text(text, encoding="utf-8")
    return scores


def main(arguments: list[str] | None = None) -> int:
    """Command line: see README.md."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the corpora (default: ../shared/data)")
    parser.add_argument("--output", type=Path, default=TARGET / LANGUAGE, help="where the model goes")
    parser.add_argument("--steps", type=int, help="train this few steps only, to try the command out")
    parser.add_argument("--work", type=Path, help="keep the trained parts in this folder")
    parser.add_argument("--check", action="store_true", help="only compare the checksums")
    options = parser.parse_args(arguments)
    problems = check(options.data)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems or options.check:
        return 1 if problems else 0
    with tempfile.TemporaryDirectory() as scratch:
        scores = build(options.data, options.output, options.work or Path(scratch), options.steps)
    for name, values in scores.items():
        print(name, {key: round(value, 1) for key, value in values.items()})
    return 0
