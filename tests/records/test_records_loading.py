"""Records by name: of ours, of the user's own, out of YAML and TOML; and the command that fills them."""

import json
import sys
from pathlib import Path

import pytest

from extractor import MissingDependencyError, Quantity, RecordError, cli
from extractor.records import loading
from extractor.records.loading import load_record, shipped
from extractor.records.output import RecordsLine
from extractor.schema import export

ROOT = Path(__file__).parents[2]
TEXT = "Le 12e Salon du cidre, qui s'est tenu à Rouen, a accueilli 41 200 visiteurs. Le salon a compté 41 900 visiteurs.\n"

MODULE = '''
from extractor import Quantity, Record, pick

NUMBER = 3

class Fair(Record):
    name: str | None = pick("event", "name", type=["salon", "foire"], first=True)
    visitors: Quantity | None = pick("statistic", "quantity", role="level", measure=["visiteur"])
'''
YAML = """
record: fair
fields:
  name: {kind: event, field: name, type: [salon, foire], first: true}
  edition: {kind: event, field: edition, same: name}
  visitors:
    kind: statistic
    field: quantity
    role: level
    measure: [visiteur]
  places: {kind: event, field: places, many: true}
"""
TOML = """
[visitors]
kind = "statistic"
field = "quantity"
role = "level"
measure = ["visiteur"]
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A current directory with a module, YAML, TOML and a text."""
    monkeypatch.chdir(tmp_path)
    for name, text in {"my_fairs.py": MODULE, "fair.yaml": YAML, "stall.toml": TOML, "a.txt": TEXT}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    yield tmp_path
    for name in [name for name in sys.modules if name.startswith("my_")]:
        del sys.modules[name]


def run(capfdbinary, *arguments):
    status = cli.main(list(arguments))
    out, err = capfdbinary.readouterr()
    return status, [json.loads(line) for line in out.decode().splitlines()], err.decode()


@pytest.mark.parametrize("name", shipped())
def test_load_record_that_ships(name):
    assert load_record(name).record_name() == name


def test_load_record_of_a_module_in_the_current_directory(here):
    before = list(sys.path)
    assert load_record("my_fairs:Fair").record_name() == "Fair" and sys.path == before


def test_load_record_yaml(here):
    cls = load_record("fair.yaml")
    assert cls.record_name() == "fair" and list(cls.model_fields) == ["name", "edition", "visitors", "places"]
    assert cls.model_fields["visitors"].annotation == Quantity | None
    assert cls.model_fields["edition"].annotation == int | None


def test_load_record_toml_takes_its_name_from_the_file(here):
    assert load_record("stall.toml").record_name() == "stall"


@pytest.mark.parametrize(
    "name, says",
    [
        ("sumit", r"no record is named 'sumit'.*did you mean 'summit'"),
        ("my_nothing:Fair", r"there is no module 'my_nothing'.*looked for in"),
        ("my_fairs:Fare", r"my_fairs: has no class 'Fare'.*its records are: Fair"),
        ("my_fairs:NUMBER", r"NUMBER is no record.*subclass of extractor\.Record"),
        ("my_fairs:Record", r"has no class|is no record|its records are"),
        ("my_fairs:", r"is no name of a class"),
        ("../x:Fair", r"is no name of a class"),
        ("none.yaml", r"none\.yaml: cannot be read"),
    ],
)
def test_load_record_that_is_not_there_is_an_error(here, name, says):
    with pytest.raises(RecordError, match=says):
        load_record(name)


@pytest.mark.parametrize(
    "code, says",
    [
        ("import nowhere_at_all", r"cannot be imported: No module named 'nowhere_at_all'"),
        ("1 / 0", r"cannot be imported: ZeroDivisionError: division by zero"),
        ("def", r"cannot be imported: SyntaxError"),
        (
            'from extractor import Record, pick\nclass Fair(Record):\n    x: int | None = pick("event", "editon")',
            r"no field 'editon'.*did you mean 'edition'",
        ),
    ],
)
def test_load_record_of_a_module_that_fails_says_why(here, code, says):
    (here / "my_broken.py").write_text(code, encoding="utf-8")
    with pytest.raises(RecordError, match=says):
        load_record("my_broken:Fair")


@pytest.mark.parametrize(
    "text, says",
    [
        ("", r"holds no mapping"),
        ("- a\n- b", r"holds no mapping"),
        ("record: fair", r"declares no field"),
        ("x: 3", r"x\.yaml: x: is no selector"),
        ("x: {kind: event}", r"x\.yaml: x: lacks field"),
        ("x: {kind: event, field: nam}", r"x\.yaml: x: .*no field 'nam'.*did you mean 'name'"),
        ("x: {kind: statistic, field: quantity, role: lvl}", r"x\.yaml: x: .*'lvl' can never match"),
        ("x: {kind: event, field: name, many: 3}", r"many is true or false"),
        ("x: {kind: event, field: name, same: y}", r"same='y' names no field above it"),
        ("class: {kind: event, field: name}", r"is no name for a field"),
        ("no: {kind: event, field: name}", r"is no name for a field"),
        ("fill: {kind: event, field: name}", r"is no name for a field"),
        ("x: [", r"is no YAML"),
        ("x: !!python/object/apply:os.system [echo]", r"is no YAML"),
    ],
)
def test_load_record_wrong_yaml_says_where(here, text, says):
    (here / "x.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RecordError, match=says):
        load_record("x.yaml")


def test_load_record_wrong_toml_says_where(here):
    (here / "x.toml").write_text("x = [", encoding="utf-8")
    with pytest.raises(RecordError, match=r"x\.toml: is no TOML"):
        load_record("x.toml")


def test_load_record_yaml_without_pyyaml_names_the_extra(here, monkeypatch):
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(MissingDependencyError, match=r"extractor\[yaml\]"):
        load_record("fair.yaml")


# The command


def test_command_writes_one_line_a_document_and_record(here, capfdbinary):
    status, rows, _ = run(capfdbinary, "a.txt", "--emit", "records", "-r", "my_fairs:Fair", "--record", "fair.yaml")
    assert status == 0 and [row["record"] for row in rows] == ["Fair", "fair"]
    fair = rows[0]
    assert fair["doc"] == "a.txt" and fair["fields"]["name"] == "Salon du cidre"
    assert fair["fields"]["visitors"] == {"value": "41200", "modifier": "exact"} and fair["facts"]["name"] == ["e1"]
    (conflict,) = fair["conflicts"]
    assert conflict["field"] == "visitors" and [one["value"]["value"] for one in conflict["readings"]] == ["41200", "41900"]
    assert rows[1]["fields"] == fair["fields"] | {"edition": 12, "places": ["Rouen"]}
    for row in rows:
        RecordsLine.model_validate(row)


@pytest.mark.parametrize(
    "arguments, says",
    [
        (("a.txt", "--emit", "records"), "--emit records --record summit"),
        (("a.txt", "--record", "summit"), "--record goes with --emit records"),
        (("a.txt", "--emit", "records", "--record", "summit", "--no-model"), "records take the model"),
        (("a.txt", "--emit", "records", "--record", "sumit"), "did you mean 'summit'"),
    ],
)
def test_command_wrong_record_is_2(here, capfdbinary, arguments, says):
    status, rows, err = run(capfdbinary, *arguments)
    assert (status, rows) == (2, []) and says in err


def test_command_record_that_cannot_be_costs_a_line(here, capfdbinary):
    (here / "my_bad.py").write_text(
        "from pydantic import model_validator\nfrom extractor import Record, pick\n"
        'class Bad(Record):\n    name: str | None = pick("event", "name")\n'
        '    @model_validator(mode="after")\n    def _no(self):\n        raise ValueError("cannot be")\n',
        encoding="utf-8",
    )
    status, rows, err = run(capfdbinary, "a.txt", "--emit", "records", "-r", "my_bad:Bad", "-r", "summit")
    assert status == 1 and [row["record"] for row in rows] == ["summit"] and "cannot be" in err


def test_schema_of_a_record_goes_to_standard_output(here, capfdbinary):
    assert cli.main(["schema", "my_fairs:Fair"]) == 0
    schema = json.loads(capfdbinary.readouterr().out)
    assert list(schema["properties"]) == ["name", "visitors"] and not (here / "schemas").exists()


def test_schemas_in_the_repository_are_those_of_the_records():
    models = {**shipped(), "records-line": RecordsLine}
    assert export.stale(ROOT / "schemas" / "records", models) == [], "run: extract schema"


@pytest.mark.parametrize("name", shipped())
def test_fields_written_are_valid_by_the_schema(name):
    jsonschema = pytest.importorskip("jsonschema")
    from extractor import extract

    schema = json.loads((ROOT / "schemas" / "records" / f"{name}.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    found = extract(ROOT / "corpus" / "equipal-villepinte-2024.txt")
    validator.validate(json.loads(load_record(name).fill(found).model_dump_json()))


# The pages


def blocks(page: str, language: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return [block.split("```")[0] for block in text.split(f"```{language}\n")[1:]]


def test_readme_record_runs_as_written_and_is_under_ten_lines(capsys):
    (code,) = [block for block in blocks("README.md", "python") if "Record" in block]
    exec(compile(code, "README.md", "exec"), {"__name__": "readme"})
    said = [line.removeprefix("# ") for line in code.splitlines() if line.startswith("# ")]
    assert said and capsys.readouterr().out.splitlines() == said
    assert len([line for line in code.splitlines() if line and not line.startswith("# ")]) < 10


def test_docs_records_python_runs_as_written(capsys):
    space: dict[str, object] = {"__name__": "docs"}
    for code in blocks("docs/records.md", "python"):
        exec(compile(code, "docs/records.md", "exec"), space)
        said = [line.removeprefix("# ") for line in code.splitlines() if line.startswith("# ")]
        assert capsys.readouterr().out.splitlines() == said


@pytest.mark.parametrize("language", ["yaml", "toml"])
def test_docs_records_file_loads(here, language):
    for code in blocks("docs/records.md", language):
        (here / f"page.{language}").write_text(code, encoding="utf-8")
        assert loading.from_file(here / f"page.{language}").model_fields
