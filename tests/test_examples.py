"""The examples of the shipped packs hold; and their format and runner (docs: design, section 4)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.errors import PackError
from extractor.lang.examples import Example, check_pack, load_examples, parse_marked, run_example, run_examples
from extractor.lang.pack import LanguagePack, load_pack, pack_codes
from extractor.recognizers import recognize
from extractor.schema import MENTION, Document, Mention

MONEY = '[[example]]\ntexts = ["un marché de [12 euros]"]\nexpect = { type = "money", value = "12", unit = "EUR" }\n'
TWELVE = {"type": "money", "value": "12", "unit": "EUR"}

SHIPPED = [(code, example) for code in pack_codes() for example in load_examples(load_pack(code).path)]


@pytest.mark.parametrize(
    ("code", "example"), SHIPPED, ids=[f"{example.where}: {example.text[:60]}" for _, example in SHIPPED]
)
def test_examples_hold(code: str, example: Example) -> None:
    failure = run_example(example, load_pack(code), recognize)
    assert failure is None, f"\n{failure}"


def test_examples_of_every_file_are_found() -> None:
    for code in pack_codes():
        folder = load_pack(code).path / "examples"
        assert {path.name for path in folder.glob("*.toml")} == {
            example.where.split(",")[0] for shipped, example in SHIPPED if shipped == code
        }


# --- the runner, against a recognizer of the test's own -----------------------------------------------------------


@pytest.fixture
def pack(tmp_path: Path) -> Callable[[str], LanguagePack]:
    """A pack that has the given examples and nothing else."""

    def make(examples: str) -> LanguagePack:
        (tmp_path / "language.toml").write_text('code = "xx"\nname = "Test"\n', encoding="utf-8")
        (tmp_path / "examples").mkdir(exist_ok=True)
        (tmp_path / "examples" / "some.toml").write_text(examples, encoding="utf-8")
        return LanguagePack(tmp_path)

    return make


def finding(*found: tuple[str, dict[str, str]]) -> Callable[[Document, LanguagePack], list[Mention]]:
    """A recognizer that finds the given surfaces with the given fields."""

    def find(document: Document, pack: LanguagePack) -> list[Mention]:
        return [
            MENTION.validate_python(
                {"start": (at := document.text.index(text)), "end": at + len(text), "text": text, "rule": "test.rule"}
                | fields
            )
            for text, fields in found
        ]

    return find


def test_run_examples_passes_what_is_as_expected(pack: Callable[[str], LanguagePack]) -> None:
    report = run_examples(pack(MONEY), finding(("12 euros", TWELVE)))
    assert (report.texts, report.failures) == (1, ())


def test_run_examples_compares_numbers_as_decimals(pack: Callable[[str], LanguagePack]) -> None:
    report = run_examples(pack(MONEY.replace('value = "12"', 'value = "12.0"')), finding(("12 euros", TWELVE)))
    assert report.failures == ()


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        ((), "no money '12 euros'"),
        ((("12", TWELVE),), "no money '12 euros'"),
        ((("12 euros", TWELVE | {"value": "13"}),), "'12 euros': wrong value"),
        ((("12 euros", TWELVE | {"unit": "USD"}),), "'12 euros': wrong unit"),
        ((("12 euros", TWELVE | {"modifier": "more_than"}),), "'12 euros': wrong modifier"),
        ((("12 euros", TWELVE), ("un", TWELVE)), "money 'un' should not be there"),
    ],
)
def test_run_examples_says_why_it_failed(
    pack: Callable[[str], LanguagePack], found: tuple[tuple[str, dict[str, str]], ...], reason: str
) -> None:
    (failure,) = run_examples(pack(MONEY), finding(*found)).failures
    assert failure.reason == reason


def test_run_examples_shows_sentence_expected_got_and_rule(pack: Callable[[str], LanguagePack]) -> None:
    (failure,) = run_examples(pack(MONEY), finding(("12 euros", TWELVE | {"value": "13"}))).failures
    shown = str(failure)
    assert all(part in shown for part in ("some.toml, example 1", "un marché de 12 euros", "value=13", "test.rule"))


def test_run_examples_leaves_other_types_alone(pack: Callable[[str], LanguagePack]) -> None:
    found = finding(("un", {"type": "number", "value": "1"}), ("12 euros", TWELVE))
    assert run_examples(pack(MONEY), found).failures == ()


def test_run_examples_compares_named_fields(pack: Callable[[str], LanguagePack]) -> None:
    named = MONEY.replace('"EUR" }', '"EUR", unit_ambiguous = true }')
    (failure,) = run_examples(pack(named), finding(("12 euros", TWELVE))).failures
    assert failure.reason == "'12 euros': wrong unit_ambiguous"


def test_run_examples_leaves_a_starred_field_open(pack: Callable[[str], LanguagePack]) -> None:
    starred = MONEY.replace('"EUR" }', '"EUR", modifier = "*" }')
    assert run_examples(pack(starred), finding(("12 euros", TWELVE | {"modifier": "at_most"}))).failures == ()


def test_run_examples_reads_several_brackets_in_order(pack: Callable[[str], LanguagePack]) -> None:
    example = (
        '[[example]]\ntexts = ["le [2e] et la [5e]"]\n'
        'expect = [{ type = "ordinal", value = 2 }, { type = "ordinal", value = 5 }]\n'
    )
    found = finding(("2e", {"type": "ordinal", "value": "2"}), ("5e", {"type": "ordinal", "value": "5"}))
    assert run_examples(pack(example), found).failures == ()


def test_run_examples_counts_a_pending_failure_as_none(pack: Callable[[str], LanguagePack]) -> None:
    report = run_examples(pack(MONEY + "pending = true\n"), finding())
    assert (report.pending, report.failures) == (1, ())


def test_run_examples_reports_a_pending_text_that_passes(pack: Callable[[str], LanguagePack]) -> None:
    (failure,) = run_examples(pack(MONEY + "pending = true\n"), finding(("12 euros", TWELVE))).failures
    assert failure.reason.startswith("no longer pending")


@pytest.mark.parametrize("types", ['type = "money"', 'types = ["money", "date"]', "any = true"])
def test_run_examples_reports_what_a_negative_forbids(pack: Callable[[str], LanguagePack], types: str) -> None:
    (failure,) = run_examples(
        pack(f'[[negative]]\n{types}\ntexts = ["12 euros"]\n'), finding(("12 euros", TWELVE))
    ).failures
    assert failure.reason == "money '12 euros' should not be there"


def test_run_examples_gives_the_publication_date_to_the_document(pack: Callable[[str], LanguagePack]) -> None:
    seen: list[str | None] = []

    def see(document: Document, pack: LanguagePack) -> list[Mention]:
        seen.append(document.published)
        return []

    run_examples(pack('[[negative]]\nany = true\npublished = "2025-04"\ntexts = ["rien"]\n'), see)
    assert seen == ["2025-04"]


def test_check_pack_lists_failures_with_their_place(pack: Callable[[str], LanguagePack]) -> None:
    (problem,) = check_pack(pack(MONEY), finding())
    assert problem.where == "some.toml, example 1"


def test_check_pack_lists_a_malformed_file(pack: Callable[[str], LanguagePack]) -> None:
    (problem,) = check_pack(pack("[[exmple]]\n"), finding())
    assert "exmple" in problem.what


@pytest.mark.parametrize("marked", ["[a", "a]", "[a [b]]", "[]"], ids=["open", "closes nothing", "nested", "empty"])
def test_parse_marked_rejects_brackets_that_do_not_pair(marked: str) -> None:
    with pytest.raises(PackError):
        parse_marked(marked)


def test_parse_marked_keeps_escaped_brackets() -> None:
    assert parse_marked(r"\[1\] et [deux]")[0] == "[1] et deux"


@pytest.mark.parametrize(
    ("examples", "message"),
    [
        ("texts = ", "some.toml"),
        ("[[exemple]]\n", "some.toml"),
        ("[[example]]\ntext = []\n", "example 1"),
        (MONEY + '[[example]]\ntexts = "[12]"\nexpect = { type = "number", value = "12" }\n', "example 2"),
        (MONEY.replace("[12 euros]", "12 euros"), "0 brackets for 1"),
        (MONEY.replace('"money"', '"argent"'), "unknown type 'argent'"),
        (MONEY.replace("unit", "unite"), "unite"),
        (MONEY.replace('"12"', '"douze"'), "value"),
        (MONEY.replace('"12"', "12.5"), "float"),
        (MONEY.replace("expect = {", "expect = 1 #"), "expect is neither"),
        ('[[negative]]\ntexts = ["x"]\n', "one of type"),
        ('[[negative]]\ntype = "entity"\ntexts = ["x"]\n', "unknown type"),
        ('[[negative]]\nany = true\ntexts = ["[x]"]\n', "1 brackets for 0"),
        ('[[negative]]\nany = true\npending = 3\ntexts = ["x"]\n', "negative 1"),
    ],
)
def test_load_examples_names_file_and_entry_of_a_malformed_one(
    pack: Callable[[str], LanguagePack], examples: str, message: str
) -> None:
    with pytest.raises(PackError, match=r"some\.toml") as raised:
        list(load_examples(pack(examples).path))
    assert message in str(raised.value)
