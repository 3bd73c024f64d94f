"""The report says how it went and where it went wrong; floors turn it into an exit status."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from extractor.errors import InputError
from extractor.evaluation import GoldDocument, Report, evaluate, evaluate_mentions, read_gold
from extractor.evaluation.command import add_arguments, run
from extractor.evaluation.floors import Floor, breaches, read_floors
from extractor.schema import Document, Extraction, Mention

ROOT = Path(__file__).resolve().parent.parent
TEXT = "Le maire cite 12 clubs.\nEn 2024, 40 % ont gagné 3 euros."
ROW: dict[str, Any] = {
    "sent_id": "r1",
    "text": TEXT,
    "mentions": [
        {"type": "number", "text": "12", "value": "12"},
        {"type": "date", "text": "2024", "from": "2024", "to": "2024", "grain": "year"},
        {"type": "percent", "text": "40 %", "value": "40", "unit": "%"},
        {"type": "money", "text": "3 euros", "value": "3", "unit": "EUR"},
    ],
    "statistics": [
        {"quantity": "12", "role": "level", "measure": "clubs"},
        {"quantity": "40 %", "role": "share", "of": "12", "period": "2024", "measure": "clubs"},
    ],
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps(ROW, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture
def gold(path: Path) -> list[GoldDocument]:
    return read_gold(path, lang="fr")


def damaged(gold: list[GoldDocument]) -> Extraction:
    """The gold with 40 % read as 4, the year not found, and the share left alone."""
    right = gold[0].extraction
    wrong = {"value": Decimal(4), "rule": "percent.symbol"}
    mentions = [m.model_copy(update=wrong) if m.type == "percent" else m for m in right.mentions if m.type != "date"]
    share = right.facts[1].model_copy(update={"of": None, "period": None, "rule": "statistic.alone"})
    return right.model_copy(update={"mentions": tuple(mentions), "facts": (right.facts[0], share)})


@pytest.fixture
def report(gold: list[GoldDocument]) -> Report:
    return evaluate(gold, lambda _: damaged(gold))


def test_report_text_shows_miss_in_its_sentence_with_expected_got_and_rule(report: Report) -> None:
    assert (
        "percent: wrong value  (set.jsonl: r1)\n"
        "   En 2024, [40 %] ont gagné 3 euros.\n"
        '   expected  "40 %" percent 40 %\n'
        '   came      "40 %" percent 4 %  (rule percent.symbol)\n'
    ) in report.text()


def test_report_text_shows_fact_by_its_wrong_fields_only(report: Report) -> None:
    assert (
        '   expected  "40 %" of="12" period="2024"\n   came      "40 %" of=none period=none  (rule statistic.alone)'
    ) in report.text()


def test_report_misses_come_worst_first(report: Report) -> None:
    """Two wrong fields, then one wrong value, then what was missed."""
    assert [(m.what, m.verdict) for m in report.misses()] == [
        ("statistic", "wrong of, period"),
        ("percent", "wrong value"),
        ("date", "missed"),
    ]


def test_report_misses_pair_what_overlaps(gold: list[GoldDocument]) -> None:
    """A statistic on a quantity with another span is one miss, not one missed and one spurious."""
    right = gold[0].extraction
    short = right.mentions[2].model_copy(update={"end": right.mentions[2].end - 2, "text": "40"})
    facts = (right.facts[0], right.facts[1].model_copy(update={"quantity": short}))
    report = evaluate(gold, lambda _: right.model_copy(update={"facts": facts}))
    assert [(m.what, m.verdict) for m in report.misses()] == [("statistic", "wrong span")]


def test_report_text_shows_as_many_misses_as_asked(report: Report) -> None:
    assert "The worst 1 of 3 misses" in report.text(errors=1)
    assert "misses" not in report.text(errors=0)


def test_report_text_is_coloured_only_on_demand(report: Report) -> None:
    assert "\033[" not in report.text() and "\033[33m40 %\033[0m" in report.text(colour=True)


def test_report_text_counts_by_type_and_field(report: Report) -> None:
    rows = {tuple(line.split()) for line in report.text().splitlines()}
    assert ("all", "4", "3", "66.7", "50.0", "57.1", "66.7", "50.0", "57.1") in rows
    assert ("percent", "1", "1", "0.0", "0.0", "0.0", "0.0", "0.0", "0.0") in rows
    assert ("date", "1", "0", "-", "0.0", "0.0", "-", "0.0", "0.0") in rows
    assert ("of", "2", "2", "1", "50.0", "50.0", "50.0", "50.0") in rows


def test_report_text_by_file_has_tables_for_each(path: Path, gold: list[GoldDocument]) -> None:
    other = path.with_name("other.jsonl")
    other.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    text = evaluate(read_gold(path, other, lang="fr"), lambda _: gold[0].extraction).text(by_file=True)
    titles = [line for line in text.splitlines() if "document" in line]
    assert titles == ["set.jsonl: 1 document", "other.jsonl: 1 document", "set.jsonl + other.jsonl: 2 documents"]


def test_report_as_dict_has_counts_and_exact_ratios(report: Report) -> None:
    out = json.loads(json.dumps(report.as_dict(errors=1)))
    expected = {"right": 2, "gold": 4, "system": 3, "precision": "0.6667", "recall": "0.5000", "f1": "0.5714"}
    assert expected.items() <= out["scores"]["mentions.strict"].items()
    assert [miss["verdict"] for miss in out["misses"]] == ["wrong of, period"]


def test_metric_unknown_name_is_refused(report: Report) -> None:
    with pytest.raises(InputError, match=r"no metric 'mentions\.strict\.f2'"):
        report.metric("mentions.strict.f2")


# --- floors ----------------------------------------------------------------------------------------------------------


def floor(metric: str, at_least: str, gold: str = "set.jsonl") -> Floor:
    return Floor(gold, (gold,), metric, Decimal(at_least))


def test_breaches_names_what_is_below(report: Report) -> None:
    (breach,) = breaches(report, [floor("mentions.strict.recall", "0.5"), floor("mentions.strict.f1", "0.95")])
    assert str(breach) == "set.jsonl: mentions.strict.f1 is 0.5714, below the floor 0.95"


def test_breaches_ignores_gold_that_was_not_evaluated(report: Report) -> None:
    assert breaches(report, [floor("mentions.strict.f1", "0.95", gold="other.jsonl")]) == []


def test_breaches_ignores_facts_when_only_mentions_were_scored(gold: list[GoldDocument]) -> None:
    report = evaluate_mentions(gold, lambda _: gold[0].extraction.mentions)
    assert breaches(report, [floor("statistic.whole.f1", "0.9")]) == []


def test_breaches_counts_what_cannot_be_measured_as_below(report: Report) -> None:
    """A floor on something that the gold file has not got would otherwise hold for ever and say nothing."""
    (breach,) = breaches(report, [floor("event.found.f1", "0")])
    assert "nothing to count" in str(breach)


@pytest.mark.parametrize(
    "toml", ['[[floor]]\ngold = "a"', '[[floor]]\ngold = "a"\nmetric = "b"\nat_least = 95', "[[floor]\n"]
)
def test_read_floors_refuses_what_it_cannot_use(tmp_path: Path, toml: str) -> None:
    (tmp_path / "floors.toml").write_text(toml)
    with pytest.raises(InputError, match=r"floors\.toml"):
        read_floors(tmp_path / "floors.toml")


def test_read_floors_of_this_repository_name_gold_and_figures_that_exist() -> None:
    floors = read_floors(ROOT / "corpus" / "floors.toml")
    gold = read_gold(str(ROOT / "corpus" / "gold" / "*"))
    itself = {one.document: one.extraction for one in gold}
    report = evaluate(gold, itself.__getitem__)
    assert breaches(report, floors) == []
    sentence_sets = {"est-republicain.jsonl"}  # not in this repository
    assert {file for floor in floors for file in floor.files} <= set(report.files) | sentence_sets


def test_read_floors_sets_stand_for_several_gold_files(tmp_path: Path) -> None:
    toml = '[sets]\ntest = ["a.gold.json", "b.gold.json"]\n[[floor]]\ngold = "test"\nmetric = "mentions.strict.f1"\nat_least = 0.5\n'
    (tmp_path / "floors.toml").write_text(toml)
    assert [floor.files for floor in read_floors(tmp_path / "floors.toml")] == [("a.gold.json", "b.gold.json")]


# --- the command -----------------------------------------------------------------------------------------------------


def evaluate_command(gold: list[GoldDocument], *arguments: str) -> int:
    """Run `extract eval` on the damaged output."""
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    found = damaged(gold)

    def link(document: Document, mentions: list[Mention]) -> Extraction:
        return Extraction(document=document, mentions=tuple(mentions), facts=found.facts)

    args = parser.parse_args([*arguments, "--lang", "fr"])
    return run(args, lambda _: found, lambda _: found.mentions, link)


@pytest.fixture
def floors(path: Path) -> str:
    file = path.with_name("floors.toml")
    file.write_text('[[floor]]\ngold = "set.jsonl"\nmetric = "mentions.strict.f1"\nat_least = 0.95\n')
    return str(file)


def test_run_below_a_floor_exits_with_1_and_names_it(
    gold: list[GoldDocument], path: Path, floors: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate_command(gold, str(path), "--floors", floors) == 1
    assert "below floor: set.jsonl: mentions.strict.f1 is 0.5714" in capsys.readouterr().out


def test_run_without_floors_exits_with_0(gold: list[GoldDocument], path: Path) -> None:
    assert evaluate_command(gold, str(path), "--no-floors") == 0


def test_run_json_is_one_object(
    gold: list[GoldDocument], path: Path, floors: str, capsys: pytest.CaptureFixture[str]
) -> None:
    evaluate_command(gold, str(path), "--json", "--floors", floors)
    out = json.loads(capsys.readouterr().out)
    assert out["below_floor"] == [
        {"gold": "set.jsonl", "metric": "mentions.strict.f1", "at_least": "0.95", "got": "0.5714"}
    ]


def test_run_mentions_only_and_given_mentions_score_apart(
    gold: list[GoldDocument], path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evaluate_command(gold, str(path), "--no-floors", "--json", "--mentions-only")
    mentions = json.loads(capsys.readouterr().out)["scores"]
    evaluate_command(gold, str(path), "--json", "--given-mentions")
    facts = json.loads(capsys.readouterr().out)["scores"]
    assert {name.split(".")[0] for name in mentions} == {"mentions"}
    assert "mentions.strict" not in facts and facts["statistic.of"]["right"] == 1


def test_add_arguments_loads_nothing_heavy() -> None:
    """`extract --help` imports this module."""
    code = "import sys, extractor.evaluation.command; print(sorted({'pydantic', 'spacy', 'pandas', 'babel'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
