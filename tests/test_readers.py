"""Files, JSON Lines and standard input become documents, and what cannot be read is said exactly."""

import io
import json
import os
import sys
from pathlib import Path

import pytest

from extractor.errors import InputError
from extractor.readers import date_of_name, document, expand, publication_date, read


def write(path: Path, content: str | bytes) -> str:
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return str(path)


def read_one(source, **options):
    (found,) = read([source], **options)
    return found


def error_of(source, **options) -> InputError:
    with pytest.raises(InputError) as caught:
        list(read([source], **options))
    return caught.value


@pytest.fixture
def stdin(monkeypatch):
    def give(content: str | bytes) -> None:
        data = content if isinstance(content, bytes) else content.encode("utf-8")
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return give


# Text files


def test_read_text_file_is_one_document_named_after_it(tmp_path):
    found = read_one(write(tmp_path / "note.txt", "Été 2024.\nFin."), lang="fr")
    assert (found.id, found.text, found.lang, found.published) == ("note.txt", "Été 2024.\nFin.", "fr", None)


def test_read_text_takes_path_objects(tmp_path):
    write(tmp_path / "note.txt", "x")
    assert read_one(tmp_path / "note.txt").text == "x"


def test_read_text_keeps_crlf(tmp_path):
    assert read_one(write(tmp_path / "a.txt", b"a\r\nb\rc\n")).text == "a\r\nb\rc\n"


def test_read_text_takes_the_byte_order_mark_away(tmp_path):
    assert read_one(write(tmp_path / "a.txt", b"\xef\xbb\xbf8 %")).text == "8 %"


def test_read_text_strips_one_mark_only(tmp_path):
    assert read_one(write(tmp_path / "a.txt", "\ufeff\ufeffx")).text == "\ufeffx"


def test_read_text_agrees_with_open(tmp_path):
    path = write(tmp_path / "a.txt", "\ufeffUne\u00a0ligne\r\n\u2028𝟠 %\x0c\n")
    with open(path, encoding="utf-8-sig", newline="") as file:
        assert read_one(path).text == file.read()


def test_read_text_empty_file_is_an_empty_document(tmp_path):
    assert read_one(write(tmp_path / "a.txt", "")).text == ""


def test_read_text_not_utf8_names_file_byte_and_offset(tmp_path):
    error = error_of(write(tmp_path / "a.txt", "prix élevé".encode("cp1252")))
    assert error.where.endswith("a.txt")
    assert "0xe9" in error.what and "offset 5" in error.what and "--encoding" in error.hint


def test_read_text_not_utf8_after_a_mark_counts_from_the_head_of_the_file(tmp_path):
    assert "offset 4" in error_of(write(tmp_path / "a.txt", b"\xef\xbb\xbfa\xff")).what


def test_read_text_utf16_is_recognised_in_the_hint(tmp_path):
    assert "utf-16" in error_of(write(tmp_path / "a.txt", "été".encode("utf-16"))).hint


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-16", "utf-16-le", "utf-8-sig", "UTF8"])
def test_read_text_in_another_encoding(tmp_path, encoding):
    assert read_one(write(tmp_path / "a.txt", "été 8 %".encode(encoding)), encoding=encoding).text == "été 8 %"


@pytest.mark.parametrize("encoding", ["nonsense", "rot13", "base64", ""])
def test_read_refuses_what_is_no_text_encoding(encoding):
    with pytest.raises(InputError, match="unknown encoding"):
        read(["-"], encoding=encoding)


def test_read_missing_file_is_an_error():
    assert str(error_of("nowhere.txt")) == "nowhere.txt: no such file"


def test_read_folder_is_an_error_with_a_hint(tmp_path):
    error = error_of(str(tmp_path))
    assert error.what == "is a directory" and "*.txt" in error.hint


def test_read_refuses_a_file_beyond_the_bound(tmp_path):
    path = write(tmp_path / "a.txt", "x" * 11)
    assert "more than 10 bytes" in error_of(path, max_bytes=10).what
    assert read_one(path, max_bytes=11).text == "x" * 11


def test_read_json_file_is_not_taken_for_text(tmp_path):
    path = write(tmp_path / "a.json", '{"text": "x"}')
    assert "jsonl" in error_of(path).hint
    assert read_one(path, input_format="jsonl").text == "x"


@pytest.mark.skipif(os.name == "nt", reason="file names are text there")
def test_read_file_name_that_is_not_utf8_still_has_an_id(tmp_path):
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        with open(path, "wb") as file:
            file.write(b"x")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert read_one(os.fsdecode(path)).id == "caf\ufffd.txt"


# Several sources, patterns, errors among them


def test_expand_sorts_what_a_pattern_matches(tmp_path):
    for name in ("b.txt", "a.txt", "c.md"):
        write(tmp_path / name, "")
    assert [Path(name).name for name in expand([str(tmp_path / "*.txt")])] == ["a.txt", "b.txt"]


def test_expand_reaches_into_folders_and_leaves_folders_out(tmp_path):
    (tmp_path / "deep" / "er.txt").mkdir(parents=True)
    write(tmp_path / "deep" / "er.txt" / "x.txt", "")
    write(tmp_path / "y.txt", "")
    assert [Path(name).name for name in expand([str(tmp_path / "**" / "*.txt")])] == ["x.txt", "y.txt"]


def test_expand_takes_an_existing_name_with_brackets_as_it_is(tmp_path):
    path = write(tmp_path / "note [1].txt", "x")
    assert list(expand([path])) == [path]


def test_expand_pattern_without_a_match_is_an_error(tmp_path):
    with pytest.raises(InputError, match="matches no file"):
        list(expand([str(tmp_path / "*.txt")]))


def test_read_goes_on_after_a_bad_file(tmp_path):
    bad, good = write(tmp_path / "bad.txt", b"\xff"), write(tmp_path / "good.txt", "8 %")
    errors = []
    found = list(read(["missing.txt", bad, str(tmp_path), "no*match", good], on_error=errors.append))
    assert [d.id for d in found] == ["good.txt"]
    assert [e.where for e in errors] == ["missing.txt", bad, str(tmp_path), "no*match"]


def test_read_holds_one_document_at_a_time(tmp_path):
    write(tmp_path / "a.txt", "a")
    documents = read([str(tmp_path / "a.txt"), str(tmp_path / "later.txt")])
    assert next(documents).text == "a"
    write(tmp_path / "later.txt", "b")  # opened only when it is its turn
    assert next(documents).text == "b"


# Publication date and language


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("2025-04-30-foo.txt", "2025-04-30"), ("20250430_foo.txt", "2025-04-30"), ("2025_04_30.txt", "2025-04-30"),
        ("2025.04.30.txt", "2025-04-30"), ("2025-04-foo.txt", "2025-04"), ("2025-04.txt", "2025-04"),
        ("20250430T1200.txt", "2025-04-30"), ("2025-foo.txt", None), ("202504-foo.txt", None), ("foo-2025-04-30.txt", None),
        ("2025-02-30-foo.txt", None), ("2025-13-foo.txt", None), ("20250431.txt", None), ("123456789.txt", None),
    ],
)  # fmt: skip
def test_date_of_name(name, published):
    assert date_of_name(name) == published


def test_read_published_option_wins_over_the_file_name(tmp_path):
    path = write(tmp_path / "2025-04-30-a.txt", "x")
    assert read_one(path).published == "2025-04-30"
    assert read_one(path, published="2024").published == "2024"


@pytest.mark.parametrize(
    "value", ["2025", "2025-04", "2025-04-30", "2025-04-30T08:00", "2025-04-30T08:00:00.000Z", "2025-04-30T08:00:00+02:00"]
)
def test_publication_date_accepts(value):
    assert publication_date(value) == value


@pytest.mark.parametrize(
    "value", ["", "yesterday", "30/04/2025", "2025-4-30", "2025-02-30", "2025-04-30T25:00", "2025-04-30\n", "0000-01-01"]
)
def test_publication_date_refuses(value):
    with pytest.raises(InputError, match="is not a date"):
        publication_date(value)


def test_read_refuses_a_bad_published_option_at_once():
    with pytest.raises(InputError, match="is not a date"):
        read(["-"], published="soon")


def test_read_unknown_language_lists_those_there_are():
    with pytest.raises(InputError) as caught:
        read(["-"], lang="tlh")
    assert "'tlh'" in caught.value.what and "fr" in caught.value.hint


def test_read_language_may_have_a_region(tmp_path):
    assert read_one(write(tmp_path / "a.txt", "x"), lang="fr-CA").lang == "fr-CA"


def test_document_lone_surrogate_is_an_error():
    with pytest.raises(InputError, match="surrogate"):
        document("\ud800")


# JSON Lines


def lines(tmp_path, *rows, name="news.jsonl", **options):
    content = "\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    return list(read([write(tmp_path / name, content + "\n")], **options))


def test_read_lines_fields(tmp_path):
    row = {"text": "Été", "id": "n1", "lang": "fr", "published": "2025-04-30", "title": "ignored"}
    (found,) = lines(tmp_path, row)
    assert found.model_dump() == {"text": "Été", "id": "n1", "lang": "fr", "published": "2025-04-30"}


def test_read_lines_without_id_are_numbered(tmp_path):
    found = lines(tmp_path, {"text": "a"}, "", {"text": "b"}, {"text": "c", "id": 7})
    assert [d.id for d in found] == ["news.jsonl:1", "news.jsonl:3", "7"]


def test_read_lines_keeps_line_ends_inside_the_text(tmp_path):
    assert lines(tmp_path, {"text": "a\r\nb"})[0].text == "a\r\nb"


def test_read_lines_with_mark_and_crlf(tmp_path):
    path = write(tmp_path / "a.jsonl", b'\xef\xbb\xbf{"text": "a"}\r\n{"text": "b"}\r\n')
    assert [d.text for d in read([path])] == ["a", "b"]


def test_read_lines_separator_inside_a_string_ends_no_line(tmp_path):
    assert lines(tmp_path, '{"text": "a\u2028b\u0085c"}')[0].text == "a\u2028b\u0085c"


def test_read_lines_published_from_option_field_or_name(tmp_path):
    rows = [{"text": "a", "published": "2024"}, {"text": "b"}, {"text": "c", "published": None}, {"text": "d", "published": 2023}]
    found = lines(tmp_path, *rows, name="2025-04-30.jsonl")
    assert [d.published for d in found] == ["2024", "2025-04-30", "2025-04-30", "2023"]
    assert {d.published for d in lines(tmp_path, *rows, published="2020")} == {"2020"}


@pytest.mark.parametrize(
    ("row", "where", "what"),
    [
        ('{"text": "a",}', "line 2, column 14", "not JSON"),
        ("nonsense", "line 2, column 1", "not JSON"),
        ('["a"]', "line 2", "not a JSON object"),
        ('{"txt": "a"}', "line 2", "no field 'text'"),
        ('{"text": 3}', "line 2", "field 'text' is int"),
        ('{"text": "a", "id": ["b"]}', "line 2", "field 'id' is list"),
        ('{"text": "a", "id": true}', "line 2", "field 'id' is bool"),
        ('{"text": "a", "published": "soon"}', "line 2", "'soon' is not a date"),
        ('{"text": "a", "lang": "tlh"}', "line 2", "no language pack 'tlh'"),
        ('{"text": "a", "lang": "../packs/fr"}', "line 2", "is not a language tag"),
        ('{"text": "\\ud800"}', "line 2", "surrogate"),
        ("[" * 100_000, "line 2", "not JSON"),
        ('{"text": ' + "1" * 5000 + "}", "line 2", "not JSON"),
    ],
)
def test_read_lines_bad_line_is_named_and_the_rest_is_read(tmp_path, row, where, what):
    errors = []
    found = lines(tmp_path, {"text": "a"}, row, {"text": "b"}, on_error=errors.append)
    assert [d.text for d in found] == ["a", "b"]
    assert [e.where for e in errors] == [f"{tmp_path / 'news.jsonl'}: {where}"]
    assert what in errors[0].what


def test_read_lines_not_utf8_names_line_and_offset_in_the_file(tmp_path):
    errors = []
    path = write(tmp_path / "a.jsonl", b'{"text": "a"}\n{"text": "\xe9"}\n{"text": "b"}\n')
    assert [d.text for d in read([path], on_error=errors.append)] == ["a", "b"]
    assert "line 2" in errors[0].where and "offset 24" in errors[0].what


def test_read_lines_overlong_line_is_skipped(tmp_path):
    errors = []
    found = lines(tmp_path, {"text": "x" * 500}, {"text": "b"}, max_bytes=100, on_error=errors.append)
    assert [d.text for d in found] == ["b"] and "more than 100 bytes" in errors[0].what


def test_read_lines_in_utf16_says_what_to_do(tmp_path):
    path = write(tmp_path / "a.jsonl", '{"text": "a"}\n'.encode("utf-16"))
    assert "UTF-8" in error_of(path, encoding="utf-16").hint


# Standard input


def test_read_stdin_text(stdin):
    stdin("\n  Été\r\n")
    found = read_one("-")
    assert (found.id, found.text) == ("stdin", "\n  Été\r\n")


def test_read_stdin_json_lines(stdin):
    stdin('\n\n {"text": "a"}\n{"text": "b", "id": "x"}')
    assert [(d.id, d.text) for d in read(["-"])] == [("stdin:3", "a"), ("x", "b")]


def test_read_stdin_with_a_mark(stdin):
    stdin('\ufeff{"text": "a"}')
    assert read_one("-").text == "a"


def test_read_stdin_format_can_be_told(stdin):
    stdin("{note}")
    assert read_one("-", input_format="text").text == "{note}"


def test_read_stdin_empty_is_an_empty_document(stdin):
    stdin("")
    assert read_one("-").text == ""


def test_read_stdin_is_bounded(stdin):
    stdin("x\n" * 20)
    assert "more than 30 bytes" in error_of("-", max_bytes=30).what


def test_read_stdin_in_another_encoding(stdin):
    stdin("été".encode("utf-16"))
    assert read_one("-", encoding="utf-16").text == "été"


def test_read_stdin_twice_is_an_error(stdin):
    stdin("a")
    errors = []
    assert [d.text for d in read(["-", "-"], on_error=errors.append)] == ["a"]
    assert "twice" in errors[0].what


@pytest.mark.parametrize("name", ["note.txt", "note.jsonl"])
def test_read_takes_the_folder_of_a_pack_for_its_language(tmp_path: Path, name: str) -> None:
    pack = Path(__file__).resolve().parent.parent / "docs" / "italian"
    file = tmp_path / name
    file.write_text('{"text": "sale del 5 per cento"}' if name.endswith("l") else "sale del 5 per cento", encoding="utf-8")
    assert [document.lang for document in read([str(file)], lang=str(pack))] == ["it"]
