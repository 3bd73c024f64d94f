"""The pages of the documentation: their code blocks, and how each is run.

A block is run as its reader would run it, in the order of its page, in a folder that holds `corpus` and `docs`:

- `python`: executed; what it prints is compared with the comments at its end, and with a `text` block right behind it.
- `sh`, `console`: each line (in `console`: each line behind "$ ") is a command; output is compared with a `text` block
  right behind it, or with the lines between two commands. Only `extract` and `cp` are commands here.
- `toml`, `json`, `yaml`: must be valid.

A line "…" in an expected output stands for any number of lines; a line that ends with " …" may go on.

A comment in front of a block says what else there is to know of it:

- `<!-- not run: REASON -->`: not run, and why.
- `<!-- main job -->`, `<!-- tests -->`: commands of the README, which CI runs in fresh environments.
- `<!-- file: NAME -->`: the block is also written to this file.
- `<!-- part of: PATH -->`: the block stands in this file, word for word.
"""

from __future__ import annotations

import glob
import io
import json
import re
import shlex
import shutil
import sys
import tomllib
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from extractor import cli

ROOT = Path(__file__).parent.parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LANGUAGES = frozenset({"python", "sh", "console", "text", "toml", "json", "yaml"})

_FENCE = re.compile(r"^(?P<indent> *)```(?P<language>[a-z]*)[^\n]*\n(?P<code>.*?)^(?P=indent)```\s*$", re.DOTALL | re.MULTILINE)
_MARK = re.compile(r"<!-- (not run|main job|tests|file|part of)(?:: (.+?))? -->\s*\Z")


@dataclass
class Block:
    """A fenced block of a page.

    Attributes:
        line: where its code begins, from 1.
        marks: what the comment in front of it says.
        output: the `text` block right behind it.
    """

    page: Path
    line: int
    language: str
    code: str
    marks: dict[str, str] = field(default_factory=dict)
    output: str | None = None

    @property
    def where(self) -> str:
        return f"{self.page.relative_to(ROOT)}, line {self.line}"

    @property
    def is_run(self) -> bool:
        return not self.marks.keys() & {"not run", "main job", "tests"}

    @property
    def commands(self) -> list[str]:
        """The commands of a shell block."""
        lines = self.code.replace("\\\n", " ").splitlines()
        if self.language == "console":
            return [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
        return [line for line in lines if line.strip() and not line.startswith("#")]


def blocks_of(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    text = page.read_text(encoding="utf-8")
    blocks: list[Block] = []
    behind = 0
    for fence in _FENCE.finditer(text):
        indent, code = len(fence["indent"]), fence["code"]
        code = "".join(line[indent:] if line.strip() else line for line in code.splitlines(keepends=True))
        between = text[behind : fence.start()]
        if fence["language"] == "text" and blocks and not between.strip():
            blocks[-1].output = code
        mark = _MARK.search(between)
        marks = {mark[1]: mark[2] or ""} if mark else {}
        line = text.count("\n", 0, fence.start("code")) + 1
        blocks.append(Block(page, line, fence["language"], code, marks))
        behind = fence.end()
    return blocks


def prepare(folder: Path) -> None:
    """What the pages take for granted, in an empty folder."""
    for name in ("corpus", "docs"):
        (folder / name).symlink_to(ROOT / name)


def run(block: Block, space: dict[str, object]) -> str:
    """Run a block in the current folder; what it wrote to standard output."""
    if "file" in block.marks:
        Path(block.marks["file"]).write_text(block.code, encoding="utf-8")
    if block.language == "python":
        return _python(block, space)
    if block.language in ("sh", "console"):
        return "".join(_command(command, block) for command in block.commands)
    if block.language == "toml":
        tomllib.loads(block.code)
    elif block.language == "json":
        json.loads(block.code)
    return ""


def new_space(page: Path) -> dict[str, object]:
    """The names that a page's Python blocks share: those of a module that can be imported."""
    module = ModuleType(f"page_{page.stem.replace('-', '_')}")
    sys.modules[module.__name__] = module
    return module.__dict__


def _python(block: Block, space: dict[str, object]) -> str:
    out = io.StringIO()
    code = compile("\n" * (block.line - 1) + block.code, str(block.page), "exec")  # errors name the page's line
    with redirect_stdout(out):
        exec(code, space)
    return out.getvalue()


def _command(command: str, block: Block) -> str:
    words = shlex.split(command)
    target = words.pop() if len(words) > 2 and words[-2] == ">" else None
    if target:
        words.pop()
    arguments = [name for word in words[1:] for name in (sorted(glob.glob(word)) or [word])]
    if words[0] == "cp":
        *_, source, copy = arguments
        shutil.copytree(source, copy)
        return ""
    assert words[0] == "extract", f"{block.where}: only extract and cp are run; say why not: <!-- not run: … -->"
    out, errors = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
    with redirect_stdout(out), redirect_stderr(errors):
        status = cli.main(arguments)
    out.flush()
    written = out.buffer.getvalue().decode("utf-8")  # type: ignore[attr-defined]
    assert status == 0, f"{block.where}: {command}: exit status {status}\n{errors.getvalue()}"
    if target:
        Path(target).write_text(written, encoding="utf-8")
        return ""
    return written


def difference(block: Block, printed: str) -> str | None:
    """Why what a block printed is not what the page says; None when it is, or when the page says nothing."""
    got = [line.rstrip() for line in printed.splitlines()]
    said = _said(block)
    if block.output is not None:
        said = block.output.splitlines()
    elif block.language == "python" and said:
        got = got[-len(said) :]  # the comments at the end tell the last of it
    if said is None or _agree([line.rstrip() for line in said], got):
        return None
    return f"{block.where}: the page says\n" + "\n".join(said) + "\n\nand it prints\n" + "\n".join(got)


def _said(block: Block) -> list[str] | None:
    """The output that stands in a block itself."""
    lines = block.code.splitlines()
    if block.language == "console":
        return [line for line in lines if not line.startswith("$ ")]
    comments: list[str] = []
    while block.language == "python" and lines and lines[-1].startswith("# "):
        comments.insert(0, lines.pop().removeprefix("# "))
    return comments or None


def _agree(said: list[str], got: list[str]) -> bool:
    """Whether lines are those expected, "…" standing for any number of them."""
    if not said:
        return not got
    if said[0].strip() == "…":
        return any(_agree(said[1:], got[at:]) for at in range(len(got) + 1))
    if not got:
        return False
    same = got[0].startswith(said[0][:-2]) if said[0].endswith(" …") else got[0] == said[0]
    return same and _agree(said[1:], got[1:])
