"""The pattern language of a pack: sequences of lexeme classes and slots, compiled to one `re` over class codes.

Every lexeme carries one character that stands for the set of its classes; a pattern becomes a regular expression
over those characters, so that matching runs at the speed of `re` on strings that are a few characters long.

    {n:num}          a slot: a lexeme of class `num`, bound to the name n
    {time}           a lexeme inside the mention that binds nothing
    de               a lexeme of class `de`, context only
    "il y a"         a word or phrase, context only;  {"il y a"} inside the mention
    ( a | b )        alternatives
    x?  x*           optional; any number of times, `REPEAT` at the most
    !x               the next lexeme is not an x
    ~                no space between the lexemes left and right of it

A mention runs from the first braces to the last. Repetition is bounded, so a match costs constant time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from extractor.errors import PackError

REPEAT = 7
"""How often `*` may repeat: longer lists of amounts that share a unit do not occur in news."""

_PART = re.compile(
    r'\s*(?:(?P<open>\()|(?P<close>\))|(?P<bar>\|)|(?P<opt>\?)|(?P<star>\*)|(?P<tight>~)'
    r'|(?P<slot>\{\s*(?:(?P<name>[a-z_]+)\s*:)?\s*(?:(?P<sclass>[a-z_]+)|"(?P<sword>[^"]+)")\s*\})'
    r'|(?P<neg>!\s*)?(?:(?P<class>[a-z_]+)|"(?P<word>[^"]+)"))'
)


@dataclass(frozen=True)
class Node:
    """One element of a parsed pattern."""

    kind: str  # seq, alt, class, not, tight
    children: tuple[Node, ...] = ()
    ref: str = ""  # class name, or '"word'
    slot: str | None = None  # slot name; "" for braces without a name
    optional: bool = False
    repeat: bool = False


@dataclass(frozen=True)
class Pattern:
    """A compiled pattern.

    `slots` lists (group, slot name) in the order of the text; `tight` the groups that mark glued places;
    `begins` the codes a match can begin with, each with those that can come second (None: any, or the end).
    """

    name: str
    family: str
    source: str
    regex: re.Pattern[str]
    slots: tuple[tuple[int, str], ...]
    tight: tuple[int, ...]
    begins: dict[str, frozenset[str] | None]
    set: dict[str, Any] = field(default_factory=dict)
    order: int = 0


def parse(source: str, where: str) -> Node:
    """The pattern as a tree; PackError with the place where it stops making sense.

    >>> parse('{n:num} "pour cent"', "x").children[1].ref
    '"pour cent'
    """
    stack: list[list[list[Node]]] = [[[]]]
    position = 0
    source = source.rstrip()
    while position < len(source):
        part = _PART.match(source, position)
        if part is None:
            raise PackError(f"cannot read the pattern at column {position}: {source[position:]!r}", where=where)
        position = part.end()
        _step(stack, part, where)
    if len(stack) != 1:
        raise PackError("a parenthesis is not closed", where=where)
    return _alternatives(stack[0])


def _step(stack: list[list[list[Node]]], part: re.Match[str], where: str) -> None:
    here = stack[-1][-1]
    if part["open"]:
        stack.append([[]])
    elif part["close"]:
        if len(stack) == 1:
            raise PackError("a parenthesis too many", where=where)
        stack[-2][-1].append(_alternatives(stack.pop()))
    elif part["bar"]:
        stack[-1].append([])
    elif part["opt"] or part["star"]:
        if not here:
            raise PackError("nothing to repeat", where=where)
        last = here.pop()
        here.append(
            Node(last.kind, last.children, last.ref, last.slot, optional=bool(part["opt"]), repeat=bool(part["star"]))
        )
    elif part["tight"]:
        here.append(Node("tight"))
    elif part["slot"]:
        ref = part["sclass"] or '"' + part["sword"]
        here.append(Node("class", ref=ref, slot=part["name"] or ""))
    else:
        ref = part["class"] or '"' + part["word"]
        here.append(Node("not" if part["neg"] else "class", ref=ref))


def _alternatives(branches: list[list[Node]]) -> Node:
    nodes = tuple(Node("seq", tuple(branch)) for branch in branches)
    return nodes[0] if len(nodes) == 1 else Node("alt", nodes)


def words_of(node: Node) -> Iterable[str]:
    """The literal words and phrases a pattern names, for the vocabulary."""
    if node.ref.startswith('"'):
        yield node.ref[1:]
    for child in node.children:
        yield from words_of(child)


class Compiler:
    """Turns parsed patterns into regular expressions, given the codes of each class.

    Args:
        codes: class name (or '"word') → the characters of all class sets that contain it.
    """

    def __init__(self, codes: Callable[[str], str]) -> None:
        self._codes = codes

    def compile(self, name: str, source: str, node: Node, extra: dict[str, Any], order: int) -> Pattern:
        """The pattern, ready to match."""
        self._slots: list[tuple[str, str]] = []
        self._tight: list[str] = []
        self._where = name
        regex = re.compile(self._emit(node))
        return Pattern(
            name,
            name.split(".")[0],
            source,
            regex,
            tuple((regex.groupindex[group], slot) for group, slot in self._slots),
            tuple(regex.groupindex[group] for group in self._tight),
            self._beginnings(node),
            extra,
            order,
        )

    def _class(self, ref: str) -> str:
        chars = self._codes(ref)
        if not chars:
            raise PackError(f"no word of the tables has the class {ref!r}", where=f"pattern {self._where}")
        return "[" + re.escape(chars) + "]"

    def _emit(self, node: Node) -> str:
        if node.repeat:
            body = ""
            for _ in range(REPEAT):
                body = "(?:" + self._once(node) + body + ")?"
            # innermost was emitted first: slots must be in text order, and they are named by order of emission
            self._reverse_repeats(body)
            return body
        return "(?:" + self._once(node) + ")?" if node.optional else self._once(node)

    def _reverse_repeats(self, body: str) -> None:
        inside = re.findall(r"\(\?P<(s\d+)>", body)
        order = {group: at for at, group in enumerate(inside)}
        mine = [s for s in self._slots if s[0] in order]
        rest = [s for s in self._slots if s[0] not in order]
        self._slots = rest + sorted(mine, key=lambda s: order[s[0]])

    def _once(self, node: Node) -> str:
        if node.kind == "seq":
            return "".join(self._emit(child) for child in node.children)
        if node.kind == "alt":
            return "(?:" + "|".join(self._emit(child) for child in node.children) + ")"
        if node.kind == "not":
            return "(?!" + self._class(node.ref) + ")"
        if node.kind == "tight":
            group = f"t{len(self._tight)}"
            self._tight.append(group)
            return f"(?P<{group}>)"
        if node.slot is None:
            return self._class(node.ref)
        group = f"s{len(self._slots)}"
        self._slots.append((group, node.slot))
        return f"(?P<{group}>{self._class(node.ref)})"

    def _beginnings(self, node: Node) -> dict[str, frozenset[str] | None]:
        """For each code a match can begin with, the codes that can come second; None when any code (or none) can.

        Positions and what may follow them as in Glushkov's construction; `!x` is left to the expression.
        """
        graph = _Graph(self._codes)
        ends = graph.walk(node, frozenset({0}))
        out: dict[str, set[str] | None] = {}
        for place in graph.after.get(0, ()):
            seconds = None if place in ends else {c for p in graph.after.get(place, ()) for c in graph.chars[p]}
            for code in graph.chars[place]:
                known = out.setdefault(code, set())
                out[code] = None if known is None or seconds is None else known | seconds
        return {code: None if seconds is None else frozenset(seconds) for code, seconds in out.items()}


class _Graph:
    """Which class of a pattern may stand behind which: places are numbered from 1, 0 is the beginning."""

    def __init__(self, codes: Callable[[str], str]) -> None:
        self._codes = codes
        self.after: dict[int, set[int]] = {}
        self.chars: dict[int, str] = {}

    def walk(self, node: Node, ends: frozenset[int]) -> frozenset[int]:
        """Add a node behind the places `ends`; returns the places a match may end at after it."""
        start = ends
        if node.kind == "seq":
            for child in node.children:
                ends = self.walk(child, ends)
        elif node.kind == "alt":
            ends = frozenset().union(*(self.walk(child, start) for child in node.children))
        elif node.kind == "class":
            place = len(self.chars) + 1
            self.chars[place] = self._codes(node.ref)
            for end in ends:
                self.after.setdefault(end, set()).add(place)
            ends = frozenset({place})
        if node.repeat:  # one more round lets the end be followed by the beginning
            again = self.walk(Node(node.kind, node.children, node.ref, node.slot), ends)
            ends = ends | again
        return ends | start if node.optional or node.repeat else ends
