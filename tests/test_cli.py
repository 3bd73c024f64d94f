"""The command: what it writes, what it says, how it ends."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from extractor import cli, pipeline, recognizers
from extractor.evaluation import command

ROOT = Path(__file__).parent.parent
GOLD = ROOT / "corpus" / "sommet-chine-numerique-2025.txt"
EXTRACT = str(Path(sys.executable).with_name("extract"))
FAST = ("--emit", "mentions", "--no-model")


@pytest.fixture
def run(capsysbinary):
    """Run the command in this process: its status, standard output and standard error."""

    def run(*arguments):
        try:
            status = cli.main([str(argument) for argument in arguments])
        except SystemExit as end:
            status = end.code
        out, err = capsysbinary.readouterr()
        return status, out.decode("utf-8"), err.decode("utf-8")

    return run


@pytest.fixture
def files(tmp_path):
    """Two articles and a file that is not UTF-8."""
    (tmp_path / "a.txt").write_text("8 % en 2024", encoding="utf-8")
    (tmp_path / "b.txt").write_text("3 M€", encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\xff")
    return tmp_path


def rows(out: str) -> list[dict]:
    return [json.loads(line) for line in out.splitlines()]


# The main job


def test_extract_writes_facts_with_doc_and_id_in_front(run):
    status, out, err = run(GOLD)
    assert (status, err) == (0, "")
    found = rows(out)
    assert len(found) > 20
    assert all(list(row)[:3] == ["doc", "id", "kind"] and row["doc"] == GOLD.name for row in found)
    money = next(row for row in found if row["kind"] == "statistic" and row["quantity"].get("unit") == "CNY")
    assert money["quantity"]["value"] == "228000000000" and money["evidence"]["text"]


def test_extract_mentions_have_their_doc_and_agree_with_the_text(run):
    _, out, _ = run(GOLD, "--emit", "mentions")
    text = GOLD.read_text(encoding="utf-8")
    found = rows(out)
    assert {row["type"] for row in found} > {"money", "date", "entity"}
    assert all(row["doc"] == GOLD.name and text[row["start"] : row["end"]] == row["text"] for row in found)


def test_extract_documents_are_a_line_each(run, files):
    _, out, _ = run(files / "a.txt", files / "b.txt", "-e", "documents", "--published", "2025-04")
    found = rows(out)
    assert [list(row) for row in found] == [["doc", "lang", "published", "mentions", "facts"]] * 2
    assert [(row["doc"], row["lang"], row["published"]) for row in found] == [("a.txt", "fr", "2025-04"), ("b.txt", "fr", "2025-04")]


def test_extract_documents_without_model_have_no_facts(run, files):
    _, out, _ = run(files / "a.txt", "--emit", "documents", "--no-model")
    assert [m["text"] for m in rows(out)[0]["mentions"]] == ["8 %", "2024"]
    assert rows(out)[0]["facts"] == []


def test_extract_without_model_gives_the_numeric_mentions_of_the_whole(run):
    _, fast, _ = run(GOLD, *FAST)
    _, whole, _ = run(GOLD, "--emit", "mentions")
    assert rows(fast) == [row for row in rows(whole) if row["type"] != "entity"]


def test_extract_dates_are_written_with_from_and_to(run, files):
    _, out, _ = run(files / "a.txt", *FAST)
    date = rows(out)[1]
    assert (date["from"], date["to"]) == ("2024", "2024") and "from_" not in date


def test_extract_options_may_stand_between_files(run, files):
    status, out, _ = run(files / "a.txt", "--emit", "mentions", files / "b.txt", "--no-model")
    assert status == 0 and {row["doc"] for row in rows(out)} == {"a.txt", "b.txt"}


def test_extract_expands_patterns_itself(run, files):
    _, out, _ = run(files / "[ab].txt", *FAST)
    assert [row["doc"] for row in rows(out)] == ["a.txt", "a.txt", "b.txt"]


def test_extract_line_ends_of_other_kinds_are_escaped(run, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "8 %", "id": "a\u2028b\u0085c"}\n', encoding="utf-8")
    _, out, _ = run(tmp_path / "a.jsonl", *FAST)
    assert len(out.splitlines()) == 1 and rows(out)[0]["doc"] == "a\u2028b\u0085c"


def test_extract_json_lines_through_standard_input():
    given = '{"text": "8 %", "id": "x"}\n{"text": "9 %", "id": "y"}\n'
    done = subprocess.run([EXTRACT, "-", *FAST], input=given.encode(), capture_output=True, check=True)
    assert [(row["doc"], row["value"]) for row in rows(done.stdout.decode())] == [("x", "8"), ("y", "9")]


# What fails


def test_extract_bad_file_is_reported_and_the_rest_is_written(run, files):
    status, out, err = run(files / "a.txt", files / "bad.txt", files / "no.txt", files / "b.txt", *FAST)
    assert status == 1 and {row["doc"] for row in rows(out)} == {"a.txt", "b.txt"}
    assert err.splitlines() == [
        f"extract: {files}/bad.txt: not utf-8: byte 0xff at offset 0 (give --encoding, for example --encoding cp1252)",
        f"extract: {files}/no.txt: no such file",
    ]


def test_extract_pattern_without_a_match_is_reported(run, files):
    status, out, err = run(files / "*.md", *FAST)
    assert (status, out) == (1, "") and "the pattern matches no file" in err


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["--nonsense", "a.txt"], ["a.txt", "--emit", "nonsense"], ["a.txt", "--lang", "tlh"],
        ["a.txt", "--published", "soon"], ["a.txt", "--encoding", "nonsense"], ["a.txt", "--max-size", "much"],
        ["a.txt", "--no-model"], ["eval"], ["explain"],
    ],
)  # fmt: skip
def test_wrong_command_line_is_2(run, arguments, files, monkeypatch):
    monkeypatch.chdir(files)
    status, out, err = run(*arguments)
    assert (status, out) == (2, "") and "Traceback" not in err and err


def test_extract_unknown_language_lists_those_there_are(run, files):
    _, _, err = run(files / "a.txt", "--lang", "tlh")
    assert err.startswith("extract: no language pack 'tlh'") and "fr" in err and err.count("\n") == 1


def test_extract_files_with_the_same_id_are_warned_of(run, files):
    (files / "more").mkdir()
    (files / "more" / "a.txt").write_text("9 %", encoding="utf-8")
    status, _, err = run(files / "a.txt", files / "more" / "a.txt", *FAST)
    assert status == 0 and "warning: has the same id" in err


@pytest.mark.parametrize("model", [[], ["--no-model"]])
def test_extract_error_of_ours_costs_one_document(run, files, monkeypatch, model):
    real = recognizers.recognize

    def recognize(document, pack):
        if document.id == "a.txt":
            raise ZeroDivisionError("bad\nluck")
        return real(document, pack)

    monkeypatch.setattr(pipeline.recognizers, "recognize", recognize)
    status, out, err = run(files / "a.txt", files / "b.txt", "--emit", "mentions", *model)
    assert status == 1 and [row["doc"] for row in rows(out)] == ["b.txt"]
    assert err == "extract: a.txt: internal error: ZeroDivisionError: bad (EXTRACT_DEBUG=1 shows the traceback)\n"


def test_debug_shows_the_traceback(run, files, monkeypatch):
    monkeypatch.setenv("EXTRACT_DEBUG", "1")
    monkeypatch.setattr(pipeline.recognizers, "recognize", lambda document, pack: 1 // 0)
    _, _, err = run(files / "a.txt", *FAST)
    assert "Traceback" in err and "1 // 0" in err


def test_extract_closed_pipe_is_quiet(tmp_path):
    (tmp_path / "a.txt").write_text("8 % " * 20_000, encoding="utf-8")
    command = f"{EXTRACT} {tmp_path}/a.txt --emit mentions --no-model | head -1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stderr == "" and len(done.stdout.splitlines()) == 2 and done.stdout.endswith("\n0\n")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no full device here")
def test_extract_full_disk_is_an_error_of_one_line(files):
    with open("/dev/full", "wb") as full:
        done = subprocess.run([EXTRACT, str(files / "a.txt"), *FAST], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and "No space" in done.stderr


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1"])
def test_extract_writes_utf8_on_any_locale(tmp_path, locale):
    (tmp_path / "été.txt").write_text("3 €", encoding="utf-8")
    env = {**os.environ, "LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run([EXTRACT, "été.txt".encode(), *FAST], capture_output=True, env=env, cwd=tmp_path, check=True)
    (row,) = rows(done.stdout.decode("utf-8"))
    assert (row["doc"], row["text"]) == ("été.txt", "3 €")


# Output to a file


def test_output_is_written_to_the_file(run, files):
    status, out, _ = run(files / "a.txt", *FAST, "-o", files / "out.jsonl")
    assert (status, out) == (0, "")
    assert [row["text"] for row in rows((files / "out.jsonl").read_text(encoding="utf-8"))] == ["8 %", "2024"]
    assert sorted(path.name for path in files.iterdir()) == ["a.txt", "b.txt", "bad.txt", "out.jsonl"]


def test_output_is_there_only_when_all_is_read(run, files, monkeypatch):
    (files / "out.jsonl").write_text("before")
    seen = []
    monkeypatch.setattr(
        pipeline.recognizers, "recognize", lambda document, pack: seen.append((files / "out.jsonl").read_text()) or []
    )
    run(files / "a.txt", files / "b.txt", *FAST, "-o", files / "out.jsonl")
    assert seen == ["before", "before"] and (files / "out.jsonl").read_text() == ""


def test_output_broken_off_leaves_what_was_there(run, files, monkeypatch):
    (files / "out.jsonl").write_text("before")

    def interrupted(document, pack):
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline.recognizers, "recognize", interrupted)
    status, _, _ = run(files / "a.txt", *FAST, "-o", files / "out.jsonl")
    assert status == 130 and (files / "out.jsonl").read_text() == "before"
    assert not list(files.glob(".*"))


def test_output_of_nothing_leaves_what_was_there(run, files):
    (files / "out.jsonl").write_text("before")
    status, _, _ = run(files / "bad.txt", *FAST, "-o", files / "out.jsonl")
    assert status == 1 and (files / "out.jsonl").read_text() == "before" and not list(files.glob(".*"))


def test_output_keeps_the_mode_and_the_link(run, files):
    (files / "real").mkdir()
    target = files / "real" / "out.jsonl"
    target.write_text("")
    target.chmod(0o640)
    (files / "link.jsonl").symlink_to(target)
    run(files / "a.txt", *FAST, "-o", files / "link.jsonl")
    assert (files / "link.jsonl").is_symlink() and target.read_text(encoding="utf-8")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


def test_output_may_be_a_device(run, files):
    assert run(files / "a.txt", *FAST, "-o", os.devnull)[0] == 0


def test_output_never_overwrites_an_input(run, files):
    status, _, err = run(files / "a.txt", *FAST, "-o", files / "a.txt")
    assert status == 2 and "both input and output" in err
    assert (files / "a.txt").read_text(encoding="utf-8") == "8 % en 2024"


@pytest.mark.parametrize("output", ["", "no/such/folder/out.jsonl"])
def test_output_that_cannot_be_written_is_an_error(run, files, output):
    status, _, err = run(files / "a.txt", *FAST, "-o", files / output)
    assert status == 2 and err.count("\n") == 1


# Help


@pytest.mark.parametrize("name", [None, *cli.COMMANDS])
def test_help_of_each_command_has_an_example(run, name):
    status, out, _ = run(*filter(None, [name]), "--help")
    assert status == 0 and "example" in out and "extract " in out


def test_version(run):
    assert run("--version")[1].startswith("extract 0.")


# The other commands


def test_command_name_is_a_file_when_given_with_its_folder(run, files, monkeypatch):
    (files / "eval").write_text("8 %", encoding="utf-8")
    monkeypatch.chdir(files)
    assert [row["doc"] for row in rows(run("./eval", *FAST)[1])] == ["eval"]


def test_schema_writes_and_checks(run, tmp_path):
    status, out, _ = run("schema", "-o", tmp_path / "schemas")
    assert status == 0 and "mention.json" in out
    assert run("schema", "-o", tmp_path / "schemas", "--check")[0] == 0
    (tmp_path / "schemas" / "fact.json").write_text("{}")
    status, _, err = run("schema", "-o", tmp_path / "schemas", "--check")
    assert status == 1 and "fact.json: is not up to date" in err


def test_check_runs_the_examples_of_a_pack(run):
    status, out, _ = run("check", "fr")
    assert status in (0, 1) and out.splitlines()[-1].startswith("fr: ")


def test_check_unknown_pack_is_an_error(run):
    status, _, err = run("check", "tlh")
    assert status == 1 and "no language pack 'tlh'" in err


def test_explain_names_rule_and_value(run):
    status, out, _ = run("explain", "+8,5 % (12 M€)", "--no-model")
    assert status == 0 and "value 12000000 · unit EUR" in out and "← money." in out and "\x1b" not in out


def test_explain_json_is_a_line_of_documents(run):
    (row,) = rows(run("explain", "8 %", "--json", "--published", "2025")[1])
    assert row["published"] == "2025" and row["mentions"][0]["rule"]


def test_explain_reads_a_file(run, files):
    assert "3 M€" in run("explain", files / "b.txt")[1]
    assert run("explain", files / "missing.txt")[0] == 1


def test_explain_on_an_ascii_locale():
    env = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run([EXTRACT, "explain", "3 €".encode(), "--no-model"], capture_output=True, env=env, check=True)
    assert "3 €" in done.stdout.decode("utf-8")


def test_eval_hands_the_system_in(run, monkeypatch):
    seen = {}

    def take(args, extract, mentions, link):
        from extractor.readers import document

        given = document("8 %")
        seen["texts"] = [m.text for m in mentions(given)], extract(given).text, link(given, []).text
        return 7

    monkeypatch.setattr(command, "run", take)
    assert run("eval", "some.gold.json")[0] == 7
    assert seen["texts"] == (["8 %"], "8 %", "8 %")


def test_eval_missing_gold_is_an_error(run):
    status, _, err = run("eval", "missing.gold.json")
    assert status == 2 and err.startswith("extract: missing.gold.json")


# The README


@pytest.mark.parametrize("mark", ["main job", "tests"])
def test_readme_gives_the_command_on_one_line(mark):
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    at = lines.index(f"<!-- {mark} -->")  # where .ci/run looks for it
    assert lines[at + 1] == "```sh" and lines[at + 2].startswith("python3 -m venv ") and lines[at + 3] == "```"


def test_readme_library_example_prints_what_it_says(capsys):
    code = (ROOT / "README.md").read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    exec(compile(code, "README.md", "exec"), {})
    said = [line.removeprefix("# ") for line in code.splitlines() if line.startswith("# ")]
    assert said and capsys.readouterr().out.splitlines() == said
