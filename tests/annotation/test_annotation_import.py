"""What an import refuses, and what it says: file, item, what is wrong, what to do."""

import json
from pathlib import Path

import pytest
from annotation_cases import TEXT, everything

from extractor import cli, pipeline
from extractor.annotation import (
    Annotated,
    Region,
    Relation,
    brat,
    doccano,
    from_regions,
    label_studio,
    notes,
    to_regions,
)
from extractor.annotation.offsets import Offsets, digest
from extractor.errors import GoldError
from extractor.evaluation.gold import read_gold
from extractor.schema import Document, Percent

EIGHT = TEXT.index("8 %")


def annotated(*regions: Region, relations: tuple[Relation, ...] = ()) -> Annotated:
    return Annotated(Document(id="a.txt", text=TEXT, lang="fr"), regions, relations)


def percent(note: dict | None = None) -> Region:
    return Region("r1", EIGHT, EIGHT + 3, "percent", {"value": "8", "unit": "%"} if note is None else note)


STATISTIC = Region("f1", EIGHT, EIGHT + 3, "fact-statistic", {"role": "level"})


def refused(there: Annotated, **options) -> str:
    with pytest.raises(GoldError) as error:
        from_regions(there, where="a.ann", **options)
    return str(error.value)


# Offsets


def test_offsets_of_other_words_are_refused():
    with pytest.raises(GoldError, match=r"x: offsets 0:2 hold 'ab', not 'bc' \(import it against the text that was exported\)"):
        Offsets("abc").span(0, 2, "bc", "x")


def test_offsets_in_the_other_unit_are_told():
    with pytest.raises(GoldError, match="--offsets utf-16"):
        Offsets("📉 8 %").span(3, 6, "8 %", "x")


@pytest.mark.parametrize(("start", "end"), [(0, 9), (-1, 2), (2, 2), (2, 1), (None, 2), (0, "2")])
def test_offsets_that_mark_nothing_are_refused(start, end):
    with pytest.raises(GoldError, match="mark nothing"):
        Offsets("abc").span(start, end, None, "x")


def test_offsets_inside_a_character_are_refused():
    with pytest.raises(GoldError, match="cut a character in two"):
        Offsets("📉 8 %", "utf-16").span(1, 3, None, "x")


def test_offsets_take_the_words_whatever_their_white_space():
    assert Offsets("a\r\nb").span(0, 4, "a b", "x") == (0, 4)


@pytest.mark.parametrize("tool", ["label-studio", "doccano", "brat"])
def test_text_that_a_tool_rewrote_is_refused(tool):
    there = to_regions(everything())
    with pytest.raises(GoldError, match="not the one that was exported"):
        if tool == "brat":
            brat.read("", TEXT.replace("\r", ""), {"sha256": digest(TEXT)}, "a.ann")
        else:
            lines = doccano.lines([there]) if tool == "doccano" else label_studio.tasks([(there, True)], "1")
            text = "".join(lines).replace("\\r\\nbeurre", "\\nbeurre")
            list((doccano if tool == "doccano" else label_studio).read(text, "x"))


# Mentions


def test_mention_without_a_note_takes_the_value_that_is_read_off_its_words():
    known = Percent(start=EIGHT, end=EIGHT + 3, text="8 %", value="8", unit="%", rule="percent.sign")
    read = from_regions(annotated(percent({})), where="x", known=lambda document: [known])
    assert read.mentions == (known.model_copy(update={"rule": None}),)


def test_mention_without_a_value_that_can_be_read_is_refused():
    message = refused(annotated(percent({})), known=lambda document: [])
    assert "a.ann, percent '8 %'" in message and "without a value" in message and "value=3000000; unit=EUR" in message


def test_mention_with_a_field_that_the_contract_does_not_know_is_refused():
    assert "colour" in refused(annotated(percent({"value": "8", "unit": "%", "colour": "red"})))


def test_mention_with_a_float_for_a_value_is_exact_all_the_same():
    assert str(from_regions(annotated(percent({"value": "8.50", "unit": "%"})), where="x").mentions[0].value) == "8.5"


def test_label_that_the_contract_does_not_know_is_refused():
    assert "unknown label 'colour'" in refused(annotated(Region("r1", 0, 1, "colour")))


# Facts


def test_statistic_on_words_that_are_no_quantity_is_refused():
    assert "no quantity" in refused(annotated(STATISTIC))


def test_relation_that_its_kind_has_not_is_refused():
    there = annotated(percent(), STATISTIC, relations=(Relation("f1", "r1", "speaker"),))
    assert "a statistic has no relation 'speaker'" in refused(there)


def test_relation_from_a_mention_is_refused():
    assert "from no fact" in refused(annotated(percent(), STATISTIC, relations=(Relation("r1", "f1", "measure"),)))


def test_relation_of_to_a_mention_is_refused():
    assert "to the region of the other statistic" in refused(annotated(percent(), STATISTIC, relations=(Relation("f1", "r1", "of"),)))


def test_relation_period_to_no_date_is_refused():
    assert "to no date" in refused(annotated(percent(), STATISTIC, relations=(Relation("f1", "r1", "period"),)))


def test_relation_twice_is_refused():
    twice = (Relation("f1", "r1", "measure"),) * 2
    assert "two relations 'measure'" in refused(annotated(percent(), STATISTIC, relations=twice))


def test_relation_with_a_region_that_is_not_there_is_refused():
    assert "'r9' that is not there" in refused(annotated(percent(), STATISTIC, relations=(Relation("f1", "r9", "measure"),)))


def test_facts_that_people_add_get_ids_of_their_own():
    new = Region("f2", EIGHT, EIGHT + 3, "fact-statistic", {"role": "level"})
    copied = Region("f3", EIGHT, EIGHT + 3, "fact-statistic", {"role": "share", "id": "s1"})
    first = Region("f1", EIGHT, EIGHT + 3, "fact-statistic", {"role": "level", "id": "s1"})
    assert [fact.id for fact in from_regions(annotated(percent(), first, new, copied), where="x").facts] == ["s1", "s2", "s3"]


# Notes


@pytest.mark.parametrize("note", ["value", "=3", 'a="x', "a b=3", "value=1; value=2", '"a"=1'])
def test_note_that_is_none_is_refused(note):
    with pytest.raises(GoldError, match="note"):
        notes.read(note, "x")


# Files of the tools


def task(**fields) -> str:
    return json.dumps([{"id": 7, "data": {"text": "8 %"}} | fields])


REGION = {"id": "r", "type": "labels", "value": {"start": 0, "end": 3, "text": "8 %", "labels": ["percent"]}}


def test_label_studio_task_that_nobody_annotated_is_refused():
    with pytest.raises(GoldError, match=r"tasks\.json, task 7: .*nobody has annotated.*--predictions"):
        list(label_studio.read(task(predictions=[{"result": [REGION]}]), "tasks.json"))


def test_label_studio_predictions_are_taken_when_asked_for():
    read = next(label_studio.read(task(predictions=[{"result": [REGION]}]), "tasks.json", predictions=True))
    assert read.regions == (Region("r", 0, 3, "percent"),)


def test_label_studio_two_annotations_are_refused():
    with pytest.raises(GoldError, match=r"2 annotations of one task .*ground truth"):
        list(label_studio.read(task(annotations=[{"result": []}, {"result": []}]), "x"))


def test_label_studio_ground_truth_counts_among_several():
    made = [{"result": []}, {"result": [REGION], "ground_truth": True}, {"result": [], "was_cancelled": True}]
    assert len(next(label_studio.read(task(annotations=made), "x")).regions) == 1


def test_label_studio_region_that_slipped_is_named():
    slipped = REGION | {"value": REGION["value"] | {"start": 1}}
    with pytest.raises(GoldError, match="x, task 7, region r: offsets 1:3 hold ' %', not '8 %'"):
        list(label_studio.read(task(annotations=[{"result": [slipped]}]), "x"))


def test_label_studio_other_exports_are_refused():
    with pytest.raises(GoldError, match="export as JSON"):
        list(label_studio.read('[{"text": "8 %", "label": []}]', "x"))


@pytest.mark.parametrize(
    "result", [3, [3], [{"type": "labels"}], [{"type": "labels", "id": 1, "value": 2}], [{"type": "relation"}], [{"type": "textarea"}]]
)
def test_label_studio_result_that_is_broken_is_named(result):
    with pytest.raises(GoldError, match="x, task 7"):
        list(label_studio.read(task(annotations=[{"result": result}]), "x"))


@pytest.mark.parametrize(
    "line",
    ["3", "[]", "{}", '{"text": 3}', '{"text": "a", "label": [[0]]}', '{"text": "a", "entities": [{}]}', '{"text": "a", "relations": [{}]}',
     '{"text": "a", "extractor": "{"}', '{"text": "a", "extractor": {"notes": [3]}}', '{"text": "a", "label": 5}'],
)  # fmt: skip
def test_doccano_line_that_is_broken_is_named(line):
    with pytest.raises(GoldError, match="x, line 1"):
        list(doccano.read(line, "x"))


def test_doccano_lines_of_spans_alone_are_read():
    read = next(doccano.read('{"id": 3, "text": "📉 8 %", "label": [[3, 6, "percent"]], "Comments": []}\n', "x"))
    assert (read.document.id, read.regions) == ("3", (Region("0", 2, 5, "percent"),))


def test_doccano_line_that_is_no_json_is_named():
    with pytest.raises(GoldError, match="x, line 2"):
        list(doccano.read('{"text": "a"}\n{', "x"))


@pytest.mark.parametrize("line", ["E1\tfact:T1 a:T2", "A1\tx T1", "T1\tpercent 0\t8", "R1\tof Arg1:T1", "T1\tpercent 0 1;3 5\tL hi"])
def test_brat_lines_that_are_none_of_ours_are_named(line):
    with pytest.raises(GoldError, match=r"x\.ann, line 1"):
        brat.read(line, "Le chiffre", {}, "x.ann")


def test_brat_words_are_checked_against_the_text():
    with pytest.raises(GoldError, match=r"x\.ann, line 1: offsets 0:2 hold 'Le', not 'Un'"):
        brat.read("T1\tORG 0 2\tUn\n", "Le chiffre", {}, "x.ann")


# The commands


@pytest.fixture
def article(tmp_path) -> Path:
    (tmp_path / "a.txt").write_bytes("📉 8 % en 2024.\r\n".encode())
    return tmp_path / "a.txt"


@pytest.fixture
def numbers_only(monkeypatch):
    """Reads without a model, so that these tests are quick."""

    def extract_all(documents, **_):
        from extractor.schema import Extraction

        for document in documents:
            yield Extraction(document=document, mentions=tuple(pipeline.load(document.lang).mentions(document)))

    monkeypatch.setattr(pipeline, "extract_all", extract_all)


@pytest.mark.parametrize("tool", ["label-studio", "doccano", "brat"])
def test_commands_there_and_back(tool, article, tmp_path, numbers_only):
    there, back = tmp_path / "there", tmp_path / "back"
    assert cli.main(["export", "--to", tool, str(article), "-o", str(there), "--config", str(tmp_path / "setup")]) == 0
    predictions = ["--predictions"] if tool == "label-studio" else []
    assert cli.main(["import", "--from", tool, str(there), "-o", f"{back}/", *predictions]) == 0
    gold = read_gold(back / "a.gold.json")[0]
    assert gold.document.text == "📉 8 % en 2024.\r\n"
    assert [mention.text for mention in gold.extraction.mentions] == ["8 %", "2024"]
    assert "facts" not in gold.annotated and any((tmp_path / "setup").iterdir())


def test_import_puts_the_text_beside_the_gold_file(article, tmp_path, numbers_only):
    cli.main(["export", "--to", "doccano", str(article), "-o", str(tmp_path / "x.jsonl")])
    assert cli.main(["import", "--from", "doccano", str(tmp_path / "x.jsonl"), "-o", str(tmp_path / "far" / "b" / "n.gold.json")]) == 0
    assert (tmp_path / "far" / "b" / "n.txt").read_bytes() == article.read_bytes()


def test_import_refuses_another_text_of_the_same_name(article, tmp_path, numbers_only, capsys):
    cli.main(["export", "--to", "doccano", str(article), "-o", str(tmp_path / "x.jsonl")])
    article.write_text("another", encoding="utf-8")
    assert cli.main(["import", "--from", "doccano", str(tmp_path / "x.jsonl"), "-o", str(tmp_path / "a.gold.json")]) == 2
    assert "another text" in capsys.readouterr().err and not (tmp_path / "a.gold.json").exists()


def test_import_writes_nothing_when_something_is_wrong(article, tmp_path, numbers_only):
    cli.main(["export", "--to", "brat", str(article), "-o", str(tmp_path / "there")])
    with (tmp_path / "there" / "a.ann").open("a") as file:
        file.write("T9\tORG 0 1\tX\n")
    assert cli.main(["import", "--from", "brat", str(tmp_path / "there"), "-o", str(tmp_path / "x.jsonl")]) == 2
    assert not (tmp_path / "x.jsonl").exists()


def test_export_of_gold_keeps_it_as_it_is(tmp_path):
    gold = Path(__file__).parents[2] / "corpus" / "gold" / "sommet-chine-numerique-2025.gold.json"
    assert cli.main(["export", "--to", "label-studio", str(gold), "-o", str(tmp_path / "x.json")]) == 0
    assert "annotations" in json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))[0]


def test_export_config_alone(tmp_path):
    assert cli.main(["export", "--to", "brat", "--config", str(tmp_path)]) == 0
    assert "measure\tArg1:fact-statistic" in (tmp_path / "annotation.conf").read_text(encoding="utf-8")


def test_export_to_brat_wants_a_folder(article, capsys):
    assert cli.main(["export", "--to", "brat", str(article)]) == 2
    assert "give one with -o" in capsys.readouterr().err


def test_export_to_brat_overwrites_no_work(article, tmp_path, numbers_only, capsys):
    there = str(tmp_path / "there")
    assert cli.main(["export", "--to", "brat", str(article), "-o", there]) == 0
    assert cli.main(["export", "--to", "brat", str(article), "-o", there]) == 0
    (tmp_path / "there" / "a.ann").write_text("T1\tORG 0 1\t📉\n", encoding="utf-8")
    assert cli.main(["export", "--to", "brat", str(article), "-o", there]) == 2
    assert "people may have worked on it" in capsys.readouterr().err


def test_export_overwrites_no_text(article, numbers_only, capsys):
    assert cli.main(["export", "--to", "doccano", str(article), "-o", str(article)]) == 2
    assert "both input and output" in capsys.readouterr().err
