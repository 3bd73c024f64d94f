"""Entity annotations without the text: what the project may keep of corpora whose text is not its own.

`python -m training.standoff --data … ` writes one file a corpus into training/annotations: a row an annotated text, with
its id, the SHA-256 of the text (first 12 digits) and the names as [start, end, label]. Whoever has the text (Universal
Dependencies, Wikinews) gets the annotated corpus back with `attach`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from training.build import DATA
from training.readers import read_names
from training.units import Name, Unit

FOLDER = Path(__file__).parent / "annotations"
CORPORA = {
    "gsd-dev": "ner/gsd-dev/gsd-dev.jsonl",
    "fqb": "ner/fqb/fqb.jsonl",
    "wikinews": "ner/wikinews/wikinews.jsonl",
}


def digest(text: str) -> str:
    """Twelve digits that tell whether a text is the annotated one."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def detach(rows: Path, output: Path) -> int:
    """Write the annotations of `rows` to `output` without their text; returns how many texts."""
    lines = []
    for key, (text, names) in read_names(rows).items():
        row = {"id": key, "text": digest(text), "ents": [[n.start, n.end, n.label] for n in names]}
        lines.append(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
    output.write_text("".join(lines), encoding="utf-8")
    return len(lines)


def attach(annotations: Path, texts: Mapping[str, str]) -> list[Unit]:
    """Units from `annotations` and the texts by id. Raises ValueError at a text that is not the annotated one."""
    units = []
    for line in annotations.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = texts[row["id"]]
        if digest(text) != row["text"]:
            raise ValueError(f"{annotations.name}: {row['id']}: another text than the annotated one")
        units.append(Unit(text, None, tuple(Name(*name) for name in row["ents"]), row["id"], annotations.stem))
    return units


def main() -> None:
    """Write the files of training/annotations."""
    parser = argparse.ArgumentParser(prog="python -m training.standoff", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    data = parser.parse_args().data
    FOLDER.mkdir(exist_ok=True)
    for name, path in CORPORA.items():
        print(name, detach(data / path, FOLDER / f"{name}.jsonl"))


if __name__ == "__main__":
    main()
