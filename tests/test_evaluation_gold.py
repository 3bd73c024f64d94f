"""Gold is read leniently and aligned strictly: a span that is not where gold says must never go unnoticed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import GoldError, InputError
from extractor.evaluation import GoldDocument, evaluate, read_gold
from extractor.evaluation.gold import locate
from extractor.schema import Span, Statistic

ROOT = Path(__file__).resolve().parent.parent
ARTICLE = ROOT / "corpus" / "gold" / "sommet-chine-numerique-2025.gold.json"
SENTENCES = ROOT.parent / "shared" / "dev" / "est-republicain.jsonl"


def read_rows(folder: Path, *rows: dict[str, Any]) -> list[GoldDocument]:
    """Write rows as a sentence set and read it."""
    path = folder / "set.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return read_gold(path, lang="fr")


def number(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "number", "text": text, "value": "3"} | more


@pytest.mark.parametrize("path", [ARTICLE, SENTENCES], ids=lambda path: path.name)
def test_read_gold_scores_perfectly_against_itself(path: Path) -> None:
    """Whatever the score punishes, it must not punish the gold itself: every tally is full."""
    if not path.exists():
        pytest.skip(f"{path.name} is not beside this checkout (it lies in ../shared/dev)")
    gold = read_gold(path, lang="fr")
    itself = {one.document: one.extraction for one in gold}
    scores = evaluate(gold, itself.__getitem__).scores()
    assert sum(tally.gold for tally in scores.values()) > 0
    assert {name: tally for name, tally in scores.items() if not tally.right == tally.gold == tally.system} == {}


def test_read_gold_article_finds_its_text_in_the_folder_above() -> None:
    (gold,) = read_gold(ARTICLE)
    assert gold.document.id == "sommet-chine-numerique-2025.txt"
    assert gold.annotated == {"mentions", "entities", "facts"}
    assert len([m for m in gold.extraction.mentions if m.type != "entity"]) == 32


def test_read_gold_article_period_given_by_offsets_becomes_the_mention() -> None:
    (gold,) = read_gold(ARTICLE)
    periods = {f.id: f.period for f in gold.extraction.facts if isinstance(f, Statistic) and f.period}
    assert periods["s13"].from_ == "2024"


def test_read_gold_names_by_surface_become_spans_and_ids(tmp_path: Path) -> None:
    text = "En 2024, 3 clubs, dont 2 en Corse."
    row = {
        "text": text,
        "mentions": [
            {"type": "date", "text": "2024", "from": "2024", "to": "2024"},
            number("3"),
            number("2", value="2"),
        ],
        "statistics": [
            {"quantity": "3", "role": "level", "measure": "clubs", "period": "2024"},
            {"quantity": "2", "role": "share", "measure": "clubs", "of": "3", "period": "2024"},
        ],
    }
    (gold,) = read_rows(tmp_path, row)
    level, share = gold.extraction.facts
    assert isinstance(share, Statistic) and share.of == level.id and share.period is not None
    assert share.evidence.text == text


def test_read_gold_passes_over_fields_that_the_contract_does_not_know(tmp_path: Path) -> None:
    row = {"text": "3 clubs", "comment": "?", "mentions": [number("3", n=1, qn=1, note="sure")]}
    assert len(read_rows(tmp_path, row)[0].extraction.mentions) == 1


def test_read_gold_knows_what_was_annotated(tmp_path: Path) -> None:
    """No entities in the file means nobody looked for any; the system's are then not spurious."""
    (gold,) = read_rows(tmp_path, {"text": "Paris", "mentions": []})
    assert gold.annotated == {"mentions"}


def test_read_gold_statistic_with_n_means_the_nth_occurrence(tmp_path: Path) -> None:
    row = {
        "text": "3 hommes et 3 femmes",
        "mentions": [number("3"), number("3", n=2)],
        "statistics": [{"quantity": "3", "qn": 2, "role": "level", "measure": "femmes"}],
    }
    (fact,) = read_rows(tmp_path, row)[0].extraction.facts
    assert isinstance(fact, Statistic) and fact.quantity.start == 12


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ({"mentions": [number("4")]}, "'4' is not in the text"),
        ({"mentions": [number("3", n=2)]}, "'3' (occurrence 2) is not in the text"),
        ({"mentions": [number("3", start=1, end=2)]}, "offsets 1:2 hold ' ', not '3'"),
        ({"mentions": [{"type": "money", "text": "3", "value": "3", "unit": "euro"}]}, "unit"),
        ({"mentions": [{"type": "colour", "text": "3"}]}, "'colour' is no type of mention"),
        ({"mentions": [], "statistics": [{"quantity": "3", "role": "level"}]}, "'3'"),
        ({"mentions": [number("3")], "statistics": [{"quantity": "3", "role": "level", "of": "clubs"}]}, "'clubs'"),
        ({"facts": [{"kind": "position", "person": "Jean", "title": "chef"}]}, "'Jean' is not in the text"),
        ({"facts": [{"kind": "rumour"}]}, "'rumour' is no kind of fact"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_read_gold_refuses_what_does_not_align(tmp_path: Path, row: dict[str, Any], complaint: str) -> None:
    """The error names file, row and surface, so that the gold can be mended."""
    with pytest.raises(GoldError) as error:
        read_rows(tmp_path, {"sent_id": "r1", "text": "3 clubs"} | row)
    assert "set.jsonl: r1" in str(error.value) and complaint in str(error.value)


def test_read_gold_missing_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.gold.json").write_text('{"document": "a.txt", "mentions": []}')
    with pytest.raises(GoldError, match=r"a\.gold\.json: its text 'a\.txt' is missing"):
        read_gold(tmp_path / "a.gold.json")


@pytest.mark.parametrize(
    ("content", "complaint"), [(b"{", "line 1: not JSON"), (b'"\xe9"', "not UTF-8: byte 0xe9 at offset 1")]
)
def test_read_gold_unreadable_file_is_named(tmp_path: Path, content: bytes, complaint: str) -> None:
    (tmp_path / "a.jsonl").write_bytes(content)
    with pytest.raises(InputError, match=complaint):
        read_gold(tmp_path / "a.jsonl")


def test_read_gold_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\*\.jsonl: no such gold file"):
        read_gold(tmp_path / "none*.jsonl")


def test_read_gold_expands_patterns_in_order_of_names(tmp_path: Path) -> None:
    for name in ("b.jsonl", "a.jsonl"):
        (tmp_path / name).write_text('{"text": "3"}\n')
    assert [gold.file for gold in read_gold(tmp_path / "*.jsonl", lang="fr")] == ["a.jsonl", "b.jsonl"]


def test_read_gold_offsets_count_the_line_ends_as_they_stand(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"un\r\n3 clubs")
    gold = {"document": "a.txt", "lang": "fr", "mentions": [number("3", start=4, end=5)]}
    (tmp_path / "a.gold.json").write_text(json.dumps(gold))
    assert read_gold(tmp_path / "a.gold.json")[0].document.text == "un\r\n3 clubs"


def test_locate_takes_the_occurrence_closest_to_the_fact() -> None:
    text = "il court, 12 ans, et il nage, 20 ans"
    assert locate(text, "il", where="", near=Span.of(text, 30, 36)).start == 21


def test_locate_prefers_an_occurrence_outside_of_the_fact() -> None:
    """A speaker "il" stands beside what he says, though an "il" within it would be closer."""
    text = 'Puis il poursuit : "Demain il vient"'
    assert locate(text, "il", where="", near=Span.of(text, 20, 35)).start == 5
