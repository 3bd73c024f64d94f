"""A language is a folder: tables, patterns and examples in TOML (design, section 4).

Packs that ship lie in `extractor/lang/<code>/`. A pack from outside comes by entry point (group
`extractor_languages`, an object that is a folder's path) or by a folder's path given to `load_pack`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from extractor.errors import PackError

HERE = Path(__file__).parent
COMMON = HERE / "common"
REQUIRED = ("language", "numerals", "dates", "cues", "patterns", "currencies", "units")


class LanguagePack:
    """The tables of one language, read once.

    Args:
        path: the pack's folder.

    Raises:
        PackError: no such folder, a table is missing or is not TOML.

    >>> pack = load_pack(default_language())
    >>> pack.name != "" and len(pack.table("dates")) > 0
    True
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._tables: dict[str, dict[str, Any]] = {}
        language = self.table("language")
        try:
            self.code: str = language["code"]
            self.name: str = language["name"]
        except KeyError as missing:
            raise PackError(f"language.toml lacks {missing}", where=str(path)) from None
        self.locale: str = language.get("locale", self.code)

    def __repr__(self) -> str:
        return f"LanguagePack({self.code!r})"

    def table(self, name: str) -> dict[str, Any]:
        """The parsed table `<name>.toml` of this pack, read once and shared: do not change it."""
        if name not in self._tables:
            self._tables[name] = read_toml(self.path / f"{name}.toml")
        return self._tables[name]

    def has_table(self, name: str) -> bool:
        """Whether the pack has a table of that name."""
        return name in self._tables or (self.path / f"{name}.toml").is_file()


def read_toml(path: Path) -> dict[str, Any]:
    """A TOML file as a dict; PackError says which file and where it is wrong."""
    try:
        with path.open("rb") as file:
            return tomllib.load(file)
    except FileNotFoundError:
        raise PackError(f"table {path.name} is missing", where=str(path.parent)) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(str(error), where=str(path)) from None


@cache
def _folders() -> dict[str, Path]:
    """Language tag → folder, of the packs that ship and of those that entry points bring."""
    found = {p.parent.name: p.parent for p in sorted(HERE.glob("*/language.toml"))}
    for point in entry_points(group="extractor_languages"):
        found.setdefault(point.name, Path(str(point.load())))
    return found


def pack_codes() -> list[str]:
    """The languages at hand, sorted."""
    return sorted(_folders())


def default_language() -> str:
    """The language of a text that names none: the only pack there is, or the one marked `default = true`."""
    codes = pack_codes()
    if len(codes) == 1:
        return codes[0]
    for code in codes:
        if read_toml(_folders()[code] / "language.toml").get("default"):
            return code
    raise PackError("no language is given and none is the default", hint=f"give one of: {', '.join(codes)}")


@cache
def load_pack(code: str) -> LanguagePack:
    """The pack for a language tag ("xx" or "xx-YY"), or the one in the folder `code` names.

    Raises:
        PackError: there is none; the message lists those there are.
    """
    folders = _folders()
    for tag in (code, code.split("-")[0], code.split("_")[0]):
        if tag in folders:
            return LanguagePack(folders[tag])
    if (Path(code) / "language.toml").is_file():
        return LanguagePack(Path(code))
    raise PackError(f"no language pack {code!r}", hint=f"there are: {', '.join(pack_codes()) or 'none'}")
