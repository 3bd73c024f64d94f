"""To each tool and back: what was marked comes back as it was, whatever characters stand before it."""

import json
import tomllib
from pathlib import Path

import pytest
from annotation_cases import TEXT, essence, everything
from hypothesis import given
from hypothesis import strategies as st

from extractor.annotation import brat, doccano, from_regions, gold, label_studio, notes, to_regions
from extractor.evaluation.gold import read_gold
from extractor.schema import Document, Entity, Extraction

ROOT = Path(__file__).parents[2]
SETS = tomllib.loads((ROOT / "corpus" / "floors.toml").read_text(encoding="utf-8"))["sets"]
DEVELOPMENT = [ROOT / "corpus" / "gold" / name for name in SETS["development"]]


def through_label_studio(annotated):
    text = "".join(label_studio.tasks([(annotated, True)], "1"))
    return next(label_studio.read(text, "tasks.json"))


def through_doccano(annotated):
    return next(doccano.read("\n".join(doccano.lines([annotated])), "all.jsonl"))


def through_brat(annotated):
    fields = json.loads(brat.manifest_line("x", annotated))
    return brat.read(brat.ann(annotated), annotated.document.text, fields, "x.ann")


TOOLS = pytest.mark.parametrize("through", [through_label_studio, through_doccano, through_brat])


@TOOLS
def test_round_trip_keeps_one_of_everything(through):
    back = from_regions(through(to_regions(everything())), where="x")
    assert essence(back) == essence(everything())


@TOOLS
@pytest.mark.parametrize("path", DEVELOPMENT, ids=lambda path: path.name)
def test_round_trip_keeps_a_gold_article(through, path):
    article = read_gold(path)[0].extraction
    assert essence(from_regions(through(to_regions(article)), where="x")) == essence(article)


@TOOLS
def test_round_trip_of_mentions_alone(through):
    back = from_regions(through(to_regions(everything(), facts=False)), where="x")
    assert essence(back) == essence(everything().model_copy(update={"facts": ()}))


@TOOLS
@given(before=st.text(alphabet=st.sampled_from("a é\u0301📉👩\u200d🚒\n\r\t𝒳\u00a0\ufe0f")), name=st.text(min_size=1, alphabet="ab📉\u0301é"))
def test_round_trip_keeps_offsets_behind_any_characters(through, before, name):
    text = before + name
    found = Entity(start=len(before), end=len(text), text=name, label="ORG")
    read = Extraction(document=Document(text=text, lang="fr"), mentions=(found,))
    assert from_regions(through(to_regions(read)), where="x").mentions == (found,)


def test_doccano_offsets_are_utf_16():
    row = json.loads(next(doccano.lines([to_regions(everything())])))
    words = [TEXT.encode("utf-16-le")[2 * e["start_offset"] : 2 * e["end_offset"]].decode("utf-16-le") for e in row["entities"]]
    assert words[:3] == [mention.text for mention in everything().mentions[:3]]


def test_label_studio_offsets_are_code_points():
    task = json.loads("".join(label_studio.tasks([(to_regions(everything()), True)], "1")))[0]
    for item in task["annotations"][0]["result"]:
        if item["type"] == "labels":
            assert TEXT[item["value"]["start"] : item["value"]["end"]] == item["value"]["text"]


def test_label_studio_has_relations_from_facts_to_their_words():
    task = json.loads("".join(label_studio.tasks([(to_regions(everything()), True)], "1")))[0]
    result = task["annotations"][0]["result"]
    words = {item["id"]: item["value"]["text"] for item in result if item["type"] == "labels"}
    relations = {(words[r["from_id"]], r["labels"][0], words[r["to_id"]]) for r in result if r["type"] == "relation"}
    assert {("3 M€", "measure", "CA"), ("3 M€", "subject", "Renault"), ("8 %", "of", "3 M€")} <= relations


def test_label_studio_what_the_extractor_read_is_a_prediction():
    task = json.loads("".join(label_studio.tasks([(to_regions(everything()), False)], "1")))[0]
    assert "annotations" not in task and task["predictions"][0]["model_version"] == "1"


def test_brat_region_over_a_line_break_is_in_pieces():
    line = next(line for line in brat.ann(to_regions(everything())).splitlines() if "fact-statement" in line)
    assert line.endswith("\t« pain, beurre »") and ";" in line


def test_brat_files_of_documents_have_names_that_differ():
    taken: set[str] = set()
    stems = [brat.file_stem(id, taken) for id in ("a.txt", "a.jsonl", "../a", "a/../..", "📉", "")]
    assert len(set(stems)) == 6 and not any("/" in stem or stem.startswith(".") for stem in stems)


@given(st.dictionaries(st.from_regex(r"[a-z_]{1,8}", fullmatch=True), st.text(max_size=12), max_size=4))
def test_notes_give_their_fields_back(fields):
    assert notes.read(notes.write(fields)) == fields and "\n" not in notes.write(fields)


@pytest.mark.parametrize("facts", [True, False])
def test_gold_is_read_by_the_evaluation(tmp_path, facts):
    given = everything() if facts else everything().model_copy(update={"facts": ()})
    back = from_regions(to_regions(given), where="x")
    (tmp_path / "x.txt").write_bytes(TEXT.encode())
    (tmp_path / "x.gold.json").write_text(gold.article(back, "x.txt", facts), encoding="utf-8")
    (tmp_path / "x.jsonl").write_text(gold.sentence(back, facts), encoding="utf-8")
    for path, id in (("x.gold.json", "x.txt"), ("x.jsonl", given.document.id)):
        read = read_gold(tmp_path / path)[0]
        expected = essence(given) | {"document": given.document.model_dump() | {"id": id}}
        assert essence(read.extraction) == expected
        assert ("facts" in read.annotated) is facts
