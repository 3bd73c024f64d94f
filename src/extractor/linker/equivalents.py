"""The same amount in another currency or unit: in brackets, after "soit"."""

from __future__ import annotations

from functools import cache

from extractor.lang.pack import LanguagePack
from extractor.linker.frames import Draft, View
from extractor.normalizers.units import symbol_table, unit_table

REACH = 12
"""Tokens between the amount and its equivalent ("50 millions de dollars d'aide, soit 46 millions d'euros")."""


def equivalent(view: View, draft: Draft) -> bool:
    """An amount in brackets or after an equivalence cue whose unit is another one than that of the amount before."""
    before = next((d for d in view.before(draft) if not d.skipped), None)
    if before is None or not _commensurable(view, before, draft) or draft.first - before.end > REACH:
        return False
    if _stands_in_brackets(view, before, draft):
        rule = "equivalent.in_brackets"
    elif (
        view.cues.ending(draft.left, "equivalent") is not None
        or view.cues.ending(draft.first - 1, "equivalent") is not None
    ):
        rule = "equivalent.after_cue"
    else:
        return False
    target = before.of if before.role == "equivalent" and before.of is not None else before
    draft.of = target
    return draft.settle("equivalent", rule)


def _stands_in_brackets(view: View, before: Draft, draft: Draft) -> bool:
    """Only modifiers between the opening bracket and the quantity, and the bracket follows the amount."""
    bracket = view.bracketed(draft)
    if bracket is None or bracket < before.last or view.skip_left(draft.first - 1, bracket + 1) > bracket + 1:
        return False
    dated = sum(view.syntax.blocked[k] and k not in view.at_token for k in range(before.end + 1, bracket))
    return bracket - before.end - dated <= 3  # "191,8 milliards de FCFA de recettes l'an passé (292 millions d'euros)"


def _commensurable(view: View, a: Draft, b: Draft) -> bool:
    """Two amounts of money in different currencies, or two quantities of one kind, or durations, in different units."""
    if a.kind != b.kind:
        return False
    if a.kind == "duration" and b.phrase is not None:  # "en six heures, soit deux mois de pluie"
        return False
    if a.kind == "duration":
        return str(a.mention.value)[-1:] != str(b.mention.value)[-1:]
    if a.kind not in ("money", "quantity"):
        return False
    one, other = str(getattr(a.mention, "unit", "")), str(getattr(b.mention, "unit", ""))
    if one == other:
        return False
    if a.kind == "money":
        return True
    kinds = _kinds(view.pack)
    return one in kinds and kinds[one] == kinds.get(other)


@cache
def _kinds(pack: LanguagePack) -> dict[str, str]:
    """UCUM code → kind of quantity ("length", "area")."""
    return {unit.ucum: unit.kind for table in (unit_table(pack), symbol_table(pack)) for unit in table.values()}


RULES = (equivalent,)
