"""What the pages take from the code is up to date: the command's options, and the fields of the contract."""

from __future__ import annotations

import re
import sys

import pytest
from doc_blocks import ROOT

from extractor.cli import COMMANDS
from extractor.schema.facts import FACT
from extractor.schema.mentions import MENTION

sys.path.insert(0, str(ROOT / "docs"))

import generate

CONTRACT = (ROOT / "docs" / "contract.md").read_text(encoding="utf-8")
COMMAND_PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
STALE = "is not up to date: run python docs/generate.py"


def models() -> list[str]:
    """The types of mentions and the kinds of facts that there are."""
    names = []
    for adapter in (MENTION, FACT):
        names += [str(choice["$ref"]).split("/")[-1] for choice in adapter.json_schema()["oneOf"]]
    return names


def test_docs_commands_page_is_up_to_date() -> None:
    assert generate.commands_page() == COMMAND_PAGE, f"docs/commands.md {STALE}"


def test_docs_contract_page_is_up_to_date() -> None:
    assert generate.contract_page(CONTRACT) == CONTRACT, f"docs/contract.md {STALE}"


@pytest.mark.parametrize("name", COMMANDS)
def test_docs_commands_page_has_every_command(name: str) -> None:
    assert f"\n## extract {name}\n" in COMMAND_PAGE


@pytest.mark.parametrize("name", models())
def test_docs_contract_has_a_table_for_every_mention_and_fact(name: str) -> None:
    assert f"<!-- fields: {name} without " in CONTRACT


def test_docs_contract_says_what_every_field_means() -> None:
    assert re.findall(r"^\| `(\w+)` \|[^\n]*\| +\|$", CONTRACT, re.MULTILINE) == []


def test_docs_contract_takes_a_new_field_from_the_model() -> None:
    page = generate.contract_page("<!-- fields: Publication without BaseFact -->\n| `gone` | text | x |\n<!-- end -->")
    assert "gone" not in page and "| `title` | span |" in page
