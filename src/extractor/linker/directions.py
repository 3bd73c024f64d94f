"""Which way words of change and written signs point."""

from __future__ import annotations

from extractor.linker.frames import Draft, View

_NOUNS = {"change_increase": "increase", "change_decrease": "decrease", "change_neutral": None}
_VERBS = {"change_increase": "increase", "change_decrease": "decrease", "change_neutral": None, "stable": "stable"}


def noun_direction(view: View, i: int) -> tuple[bool, str | None]:
    """Whether token `i` is a noun of change, and its direction (None where only the sign tells)."""
    for name, direction in _NOUNS.items():
        if view.cues.noun(i, name) and not view.syntax.verb(i):
            return True, direction
    return False, None


def verb_direction(view: View, i: int) -> tuple[bool, str | None]:
    """Whether token `i` is a verb of change, and its direction."""
    for name, direction in _VERBS.items():
        if view.cues.verb(i, name):
            return True, direction
    return False, None


def sign_direction(draft: Draft) -> str | None:
    """The direction that a written sign gives."""
    sign = draft.mention.text[:1]
    return "increase" if sign == "+" else "decrease" if sign in "-−–" and sign else None
