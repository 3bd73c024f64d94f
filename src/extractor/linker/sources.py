"""Sources as statements: "Selon X, …", "« … », selon X", "Pour X, « … »".

The line drawn (docs: contract, section 2; the gold files): people and organisations speak, data, studies and surveys do
not, unless their own words are quoted. In front of its sentence a source makes it a statement; behind a clause with
figures it is the source of those figures and no statement (`sources.behind_figures` of the pack turns that around).
"""

from __future__ import annotations

from functools import cache
from typing import Any

from extractor.lang.pack import LanguagePack
from extractor.linker.contents import Content, Draft, before, spoken
from extractor.linker.layout import Sentence
from extractor.linker.phrases import Phrase, label_at, mentions_in, person_in, phrase
from extractor.linker.reading import VERBAL, Reading
from extractor.linker.sequences import insertion_after, opening
from extractor.linker.speakers import silent, speaker, speakers, speaks
from extractor.linker.speech import Cue
from extractor.linker.verbs import FINITE, PARTICIPLE, verb_forms

FIGURES = frozenset({"number", "percent", "money", "quantity"})
CLAUSE_WORDS = 8
"""As many words are a clause even where the tagger sees no verb."""


@cache
def _openings(pack: LanguagePack) -> dict[str, list[dict[str, Any]]]:
    """The openings of sources by first word."""
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in pack.table("statements")["sources"]["openings"]:
        found.setdefault(entry["words"][0], []).append(entry)
    return found


def sources(r: Reading, s: Sentence) -> list[Draft]:
    """Statements by a source: "Selon X, …", "« … », selon X", "…, d'après X"."""
    found = []
    starts = _openings(r.pack)
    for i in r.among(s, starts.keys()):
        if r.quote_of[i] >= 0 and r.quotes[r.quote_of[i]].closed:
            continue
        for entry in starts[r.low[i]]:
            words = entry["words"]
            if r.low[i : i + len(words)] == words:
                draft = _source(r, s, i, i + len(words), entry["cue"], entry.get("quoted", False))
                if draft is not None:
                    found.append(draft)
                break
    return found


def _source(r: Reading, s: Sentence, i: int, start: int, cue: str, quoted_only: bool) -> Draft | None:
    who = phrase(r, start, s.last)
    if start < s.last and r.is_in(start, "source_pronouns") and (start + 1 >= s.last or r.low[start + 1] in ",.»"):
        who = Phrase(start, start, start, start + 1)
    elif who is None:
        return None
    data = not r.is_in(start, "source_pronouns") and (not speaks(r, who) or _is_data(r, who))
    name = speaker(r, who, s.last)
    end = max(who.last, name[1])
    if end < s.last and r.low[end] == "," and _apposed(r, end, s):
        end = _apposed(r, end, s)
    if (
        end + 1 < s.last
        and r.low[end] == ","
        and r.pos[end + 1] == "VERB"
        and r.token[end + 1] >= 0
        and r.syntax.past_participle(r.token[end + 1])
    ):
        end = next((k for k in range(end + 1, s.last - 1) if r.low[k] == ","), end)  # "Selon X, cité par Y, …"
    if end < s.last and r.pos[end] == "VERB" and r.token[end] >= 0 and r.syntax.past_participle(r.token[end]):
        end = next(
            (k for k in range(end, s.last - 1) if r.low[k] == ","), end
        )  # "Selon un décompte mené auprès de X, …"
    leading = i == s.first or all(
        r.low[k] == "," or r.is_in(k, "clause_starts") or r.is_in(k, "coordinators") for k in range(s.first, i)
    )
    counted = any(k in r.mentions for k in range(s.first, i))  # "1 800 personnes selon la préfecture, 3 500 selon X"
    if leading or (
        not counted and r.low[i - 1] != "," and r.quote_of[i - 1] < 0 and end < s.last and r.low[end] == ","
    ):
        content = spoken(r, end, s.last, s, "source_before")
        if content is None or (
            data and not (content.quoted and _direct(r, content)) and not (i == s.first and _is_survey(r, who))
        ):
            return None
        if quoted_only and (data or not (content.quoted or (leading and _by_office(r, who, end, s)))):
            return None
        return Draft(s, i, name, cue, content, adjuncts=False)
    if quoted_only or data:
        return None
    first = s.first
    if i - 2 >= s.first and r.low[i - 1] == "," and (r.is_in(i - 2, "relatives") or r.is_in(i - 2, "clause_starts")):
        content = spoken(r, end, s.last, s, "source_inside")  # "…, pour qui, selon X, …"
        return None if content is None else Draft(s, i, name, cue, content, adjuncts=False)
    content = spoken(r, first, i, s, "source_after")
    if content is None or r.quote_of[who.first] >= 0:
        return None  # "un travail réalisé d'après « Les contes … »"
    if (
        not r.pack.table("statements")["sources"]["behind_figures"]
        and not content.quoted
        and mentions_in(r, content.first, content.last, FIGURES)
    ):
        return None
    if content.last - content.first < CLAUSE_WORDS and not any(
        r.pos[k] in VERBAL for k in range(content.first, content.last)
    ):
        return None
    return Draft(s, i, name, cue, content, adjuncts=False)


def hearsay(r: Reading, s: Sentence) -> list[Draft]:
    """Impersonal cues with their source behind: "…, a-t-on appris auprès de X", "…, indique-t-on au ministère"."""
    forms = verb_forms(r.pack, "statements")
    found = []
    for i in r.among(s, r.words["impersonal_inversions"]):
        if not s.first < i < s.last - 2:
            continue
        verb = i - 1 if not r.is_in(i - 1, "have") else insertion_after(r, i + 1, s.last)
        if verb >= s.last or r.low[verb] not in forms:
            continue
        kinds = forms[r.low[verb]]
        cue = Cue(
            i - 1,
            max(verb, i) + 1,
            verb,
            kinds.get(PARTICIPLE if verb > i else FINITE) or sorted(kinds.values())[0],
            PARTICIPLE,
        )
        start = r.dates[cue.last][0] if cue.last in r.dates else cue.last
        words = opening(r, start, "statements", "sources", "behind")
        who = phrase(r, start + len(words), s.last) if words is not None else None
        content = before(r, cue, s) if who is not None and speaks(r, who) else None
        if who is not None and content is not None:
            found.append(Draft(s, verb, speaker(r, who, s.last), cue.lemma, content))
    return found


def agency(r: Reading, s: Sentence, cue: Cue) -> Phrase | None:
    """The source behind an agency that has learned something: "…, a appris l'AFP auprès des secours"."""
    told = phrase(r, cue.last, s.last)
    words = (
        opening(r, told.last, "statements", "sources", "behind")
        if told is not None and label_at(r, told.head) == "ORG"
        else None
    )
    who = (
        phrase(r, told.last + len(words), s.last) if told is not None and words is not None and len(words) > 1 else None
    )
    return who if who is not None and speaks(r, who) else None


def _is_data(r: Reading, who: Phrase) -> bool:
    return r.low[who.head] in silent(r.pack) or r.low[who.head] in speakers(r.pack, "things")


def _is_survey(r: Reading, who: Phrase) -> bool:
    """Whether a source is a survey or report of somebody: in front of its sentence it makes a statement."""
    return r.low[who.head] in r.pack.table("statements")["sources"]["surveys"] and not r.is_in(who.start, "contracted")


def _by_office(r: Reading, who: Phrase, end: int, s: Sentence) -> bool:
    """Whether "Pour X, …" names a person with an office or a profession: then it is what X thinks."""
    person = person_in(r, who.first, end)
    heads = speakers(r.pack, "offices")
    return person is not None and any(r.low[k] in heads for k in range(who.first, min(end, s.last)))


def _direct(r: Reading, content: Content) -> bool:
    """Whether the content is the inside of quotation marks, from its first word."""
    first = content.first
    return first > 0 and r.quote_of[first - 1] >= 0 and r.quotes[r.quote_of[first - 1]].first in (first - 1, first)


def _apposed(r: Reading, end: int, s: Sentence) -> int:
    """The comma that closes an apposition begun at the comma `end`, or 0."""
    apposed = phrase(r, end + 1, s.last)
    if apposed is not None and apposed.start < apposed.first and r.low[apposed.head] not in speakers(r.pack, "offices"):
        return 0  # "Selon l'AFP, le Conseil national syrien, …, a appelé": the subject of the clause
    if apposed is None or not (speaks(r, apposed) or label_at(r, apposed.head)):
        return 0
    j = end + 1
    while j < s.last and r.low[j] != ",":
        if (
            r.pos[j] == "AUX"
            or r.quote_of[j] >= 0
            or (r.pos[j] in VERBAL and r.token[j] >= 0 and r.syntax.finite(r.token[j]))
        ):
            return 0
        j += 1
    return j if j + 1 < s.last else 0
