"""Write what the pages take from the code: `python docs/generate.py`, or with `--check` say what is not up to date.

- `commands.md` is made from the parsers of the command.
- In `contract.md`, each table between `<!-- fields: Model -->` and `<!-- end -->` has a row for each field of that model.
  Field, type and default come from the model; what a field means is kept as it stands on the page, and taken from the
  model's description where the page has nothing yet.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from extractor.cli import COMMANDS, main_job
from extractor.schema import document, facts, mentions, spans
from extractor.schema.spans import Exact, ExactInt

HERE = Path(__file__).parent
TABLE = re.compile(r"(?P<head><!-- fields: (?P<model>\w+)(?: without (?P<without>\w+))? -->\n)(?P<rows>.*?)(?P<tail><!-- end -->)", re.DOTALL)
ROW = re.compile(r"^\| `(?P<name>\w+)` \|[^\n]*\| (?P<meaning>[^|\n]*(?:\\\|[^|\n]*)*) \|$", re.MULTILINE)

ABOUT_COMMANDS = """\
# The command

<!-- Made from the command's own parsers by docs/generate.py: change the help texts there. -->

`extract FILE…` is the main job; the other commands begin with their name. `extract --help` and `extract COMMAND --help`
say the same as this page.

Exit status: 0 when all went well; 1 when some input failed (what could be read is written all the same), or a check or a
score did not hold; 2 for a wrong command line. Errors are one line each on standard error. With `EXTRACT_DEBUG` set, they
come with their traceback; with `NO_COLOR` set, nothing is coloured.
"""


# -- commands.md ------------------------------------------------------------------------------------------------------


def commands_page() -> str:
    """The page of all commands."""
    listed = {name: what for name, (what, _) in COMMANDS.items()}
    main, _ = main_job.main_parser(listed)
    parts = [ABOUT_COMMANDS, *_command("extract FILE…", main, listed)]
    for name, (_, factory) in COMMANDS.items():
        parser, _run = factory()
        parts += _command(f"extract {name}", parser, {})
    return "\n".join(parts)


def _command(title: str, parser: argparse.ArgumentParser, commands: dict[str, str], level: str = "##") -> Iterator[str]:
    yield f"{level} {title}\n"
    if parser.description:
        yield parser.description.strip() + "\n"
    subcommands: dict[str, argparse.ArgumentParser] = {}
    rows = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            subcommands = dict(action.choices)
        elif action.help is not argparse.SUPPRESS and not isinstance(action, argparse._HelpAction):
            rows.append(f"| {_names(action)} | {_cell((action.help or '') % _params(action, parser))} |")
    if rows:
        yield "| argument | meaning |\n|---|---|\n" + "\n".join(rows) + "\n"
    epilog = (parser.epilog or "").strip()
    for name, what in commands.items():  # they have sections of their own
        epilog = re.sub(rf"^ +{name} +{re.escape(what)}\n?", "", epilog, flags=re.MULTILINE)
    epilog = re.sub(r"^commands[^\n]*:\n+", "", epilog)
    if epilog:
        yield f"```text\n{epilog}\n```\n"
    for name, below in subcommands.items():
        yield from _command(f"{title} {name}", below, {}, level + "#")


def _names(action: argparse.Action) -> str:
    value = ""
    if action.nargs != 0:
        choices = "{" + ",".join(map(str, action.choices)) + "}" if action.choices else None
        metavar = action.metavar if isinstance(action.metavar, str) else choices
        value = metavar or action.dest.upper()
    if not action.option_strings:
        return f"`{value}`" + ("…" if action.nargs in ("+", "*") else "")
    named = [f"`{option} {value}`" if value else f"`{option}`" for option in action.option_strings[-1:]]
    return ", ".join([*(f"`{option}`" for option in action.option_strings[:-1]), *named])


def _params(action: argparse.Action, parser: argparse.ArgumentParser) -> dict[str, Any]:
    return {**vars(action), "prog": parser.prog}


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;")


# -- contract.md ------------------------------------------------------------------------------------------------------


def contract_page(text: str) -> str:
    """The page with its tables brought up to date."""
    return TABLE.sub(lambda table: table["head"] + _table(table) + table["tail"], text)


def _table(table: re.Match[str]) -> str:
    model = model_named(table["model"])
    known = {row["name"]: row["meaning"] for row in ROW.finditer(table["rows"])}
    left_out = set(model_named(table["without"]).model_fields) if table["without"] else set()
    lines = ["| field | type | meaning |", "|---|---|---|"]
    for name, info in model.model_fields.items():
        if name not in left_out:
            shown = info.alias or name
            words = type_of(info)
            default = "which of them it is" if words.startswith("always") else _cell(info.description or "")
            lines.append(f"| `{shown}` | {words} | {known.get(shown) or default} |")
    return "\n".join(lines) + "\n"


def model_named(name: str) -> type[BaseModel]:
    """A model of the contract by its name."""
    for module in (mentions, facts, document, spans):
        if hasattr(module, name):
            found: type[BaseModel] = getattr(module, name)
            return found
    raise SystemExit(f"contract.md: no model {name}")


def type_of(info: FieldInfo) -> str:
    """The type of a field in words, with its default when that says something."""
    annotation: Any = info.annotation
    if info.metadata and any(mark in get_args(Exact) for mark in info.metadata):
        words = "decimal"
    elif info.metadata and any(mark in get_args(ExactInt) for mark in info.metadata):
        words = "integer"
    else:
        words = " or ".join(dict.fromkeys(_words(annotation)))
    if info.default not in (None, PydanticUndefined, False, (), "") and not words.startswith("always"):
        words += "; default yes" if info.default is True else f"; default `{info.default}`"
    return words


def _words(annotation: Any) -> Iterator[str]:
    origin, args = get_origin(annotation), get_args(annotation)
    if annotation in (Exact, ExactInt):
        yield "decimal" if annotation == Exact else "integer"
    elif origin is Annotated:
        yield from _words(args[0])
    elif origin in (Union, UnionType):
        kinds = [arg for arg in args if arg is not NoneType]
        if len(kinds) > 2 and all(isinstance(kind, type) for kind in kinds):
            yield "mention"
        else:
            for kind in kinds:
                yield from _words(kind)
        if NoneType in args:
            yield "null"
    elif origin is Literal:
        yield f"always `{args[0]}`" if len(args) == 1 else " · ".join(f"`{arg}`" for arg in args)
    elif origin is tuple:
        yield f"list of {next(_words(args[0]))}s"
    else:
        names = {str: "text", int: "integer", bool: "yes or no", spans.Span: "span", mentions.Date: "date mention", facts.Baseline: "baseline"}
        yield names.get(annotation, annotation.__name__)


def main() -> int:
    """Write both pages, or compare them; the exit status."""
    check = "--check" in sys.argv[1:]
    stale = []
    contract = HERE / "contract.md"
    made = {HERE / "commands.md": commands_page(), contract: contract_page(contract.read_text(encoding="utf-8"))}
    for path, text in made.items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
            if not check:
                path.write_text(text, encoding="utf-8")
    print(f"{'not up to date' if check else 'written'}: {', '.join(stale) or 'nothing'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
