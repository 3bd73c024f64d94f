"""Rebuild the shipped model from the corpora: check, prepare, train, assemble, measure, write the card."""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
import tempfile
import time
import tomllib
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DATA = HERE.parent.parent / "shared" / "data"
TARGET = HERE.parent / "src" / "extractor" / "nlp" / "models"
PARTS = ("joint",)
RUNS = {"measured": False, "shipped": True}
"""The two runs of one build: whether the held-back part of GSD and Wikinews is trained on."""
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
    """Train twice side by side, once without the held-back part to measure, once with all of it to ship; the scores."""
    import spacy

    from training import card, gazetteer
    from training.evaluate import evaluate
    from training.tokenizer import install as compact

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
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        runs = [
            pool.submit(_train, data, work / name, overrides | {"corpora.train.everything": everything})
            for name, everything in RUNS.items()
        ]
        for run in runs:
            run.result()
    print(f"trained after {time.time() - started:.0f} s", flush=True)
    measured, shipped = (_assembled(data, work / name, everything, meta) for name, everything in RUNS.items())
    if target.exists():
        shutil.rmtree(target)
    shipped.to_disk(target)
    measured.to_disk(work / "measured" / "whole")
    for folder in (target, work / "measured" / "whole"):
        # the words of the corpora: no part needs them, each adds its own labels when it is read
        (folder / "vocab" / "strings.json").write_text("[]", encoding="utf-8")
    from extractor.nlp.model import load_folder

    scores = evaluate(load_folder(work / "measured" / "whole", LANGUAGE), data)
    final = evaluate(load_folder(target, LANGUAGE), data)
    scores["sequoia dev, syntax, shipped weights"] = final["sequoia dev, syntax"]
    scores["sequoia dev, shipped weights"] = final["sequoia dev"]
    minutes = (time.time() - started) / 60
    text = card.write(scores, corpora(), meta, minutes, target, date.today().isoformat())
    (target / "MODEL_CARD.md").write_text(text, encoding="utf-8")
    return scores


def _train(data: Path, work: Path, overrides: dict[str, Any]) -> None:
    """Train all parts into `work`, in a process of its own."""
    from training.train import train

    for name in PARTS:
        train(HERE / "configs" / f"{name}.cfg", data, work / name, overrides)


def _assembled(data: Path, work: Path, everything: bool, meta: dict[str, Any]) -> Any:
    """The pipeline of the parts in `work`, with its lemma tables."""
    from training import lemmas
    from training.assemble import assemble
    from training.corpus import SYNTAX, load_units

    nlp = assemble([work / name / "model-last" for name in PARTS], meta)
    units = load_units(data, False, everything)
    lemmas.install(nlp, [u for source in SYNTAX for u in units[source]])
    return nlp


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
