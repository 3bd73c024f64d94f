"""Language packs: finding them, reading their tables, and the errors of a broken one."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.errors import ExtractorError, PackError
from extractor.lang.pack import REQUIRED, LanguagePack, default_language, load_pack, pack_codes, read_toml


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack of a made-up language."""
    (tmp_path / "language.toml").write_text('code = "xx"\nname = "Test"\n', encoding="utf-8")
    (tmp_path / "cues.toml").write_text('words = ["a"]\n', encoding="utf-8")
    return tmp_path


def test_pack_codes_are_sorted_and_not_empty() -> None:
    assert pack_codes() == sorted(pack_codes()) and pack_codes()


def test_pack_codes_leave_out_what_is_common_to_all() -> None:
    assert "common" not in pack_codes()


@pytest.mark.parametrize("code", pack_codes())
def test_pack_that_ships_has_every_table(code: str) -> None:
    pack = load_pack(code)
    assert [name for name in REQUIRED if not pack.has_table(name)] == []


@pytest.mark.parametrize("code", pack_codes())
def test_pack_is_named_as_its_folder(code: str) -> None:
    assert load_pack(code).code == code == load_pack(code).path.name


def test_pack_default_language_is_one_that_ships() -> None:
    assert default_language() in pack_codes()


def test_pack_is_read_once() -> None:
    assert load_pack(default_language()) is load_pack(default_language())


@pytest.mark.parametrize("region", ["-CA", "_CH", "-Latn-BE"])
def test_pack_of_a_region_is_that_of_its_language(region: str) -> None:
    assert load_pack(default_language() + region).code == default_language()


def test_pack_in_a_folder_is_read(folder: Path) -> None:
    assert load_pack(str(folder)).name == "Test"


def test_pack_locale_is_its_code_unless_given(folder: Path) -> None:
    assert LanguagePack(folder).locale == "xx"


def test_pack_table_is_read_once(folder: Path) -> None:
    pack = LanguagePack(folder)
    first = pack.table("cues")
    (folder / "cues.toml").unlink()
    assert pack.table("cues") is first and pack.has_table("cues")


def test_pack_shows_its_code(folder: Path) -> None:
    assert repr(LanguagePack(folder)) == "LanguagePack('xx')"


def test_pack_missing_table_is_named_with_its_folder(folder: Path) -> None:
    with pytest.raises(PackError, match=r"dates\.toml is missing") as error:
        LanguagePack(folder).table("dates")
    assert error.value.where == str(folder)


def test_pack_malformed_table_is_named_with_its_place(folder: Path) -> None:
    (folder / "dates.toml").write_text("a = [", encoding="utf-8")
    with pytest.raises(PackError) as error:
        LanguagePack(folder).table("dates")
    assert error.value.where == str(folder / "dates.toml")


def test_pack_table_that_is_not_utf_8_is_refused(folder: Path) -> None:
    (folder / "dates.toml").write_bytes(b'mot = "\xe9t\xe9"')
    with pytest.raises(PackError):
        read_toml(folder / "dates.toml")


@pytest.mark.parametrize("missing", ["code", "name"])
def test_pack_without_code_or_name_is_refused(tmp_path: Path, missing: str) -> None:
    rows = {"code": 'code = "xx"\n', "name": 'name = "Test"\n'}
    (tmp_path / "language.toml").write_text("".join(row for key, row in rows.items() if key != missing), encoding="utf-8")
    with pytest.raises(PackError, match=missing):
        LanguagePack(tmp_path)


def test_pack_unknown_language_lists_those_there_are() -> None:
    with pytest.raises(PackError) as error:
        load_pack("tlh")
    assert default_language() in (error.value.hint or "")


def test_pack_error_is_an_extractor_error() -> None:
    assert issubclass(PackError, ExtractorError)
