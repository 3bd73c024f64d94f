"""Events: something that takes place, with its edition, dates, places, organisers and theme (docs: contract, section 2).

A noun of happening counts when it has a name of its own ("Sommet de la Francophonie"), or when something says that it
takes place: a verb of happening, an occasion ("lors de"), an attached date or place. One event of a document is one
fact: later mentions of the same noun only fill in what the first one left open.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extractor.lang.pack import LanguagePack
from extractor.linker.circumstances import foreseen, places, when
from extractor.linker.editions import acronym
from extractor.linker.editions import edition as edition_named
from extractor.linker.event_names import Named, noun_named, types
from extractor.linker.happenings import Evidence, agents, evidence_of, sitting, words_after
from extractor.linker.layout import Sentence
from extractor.linker.phrases import Phrase, is_determiner, over_parenthesis
from extractor.linker.reading import Reading, read
from extractor.linker.venues import place_head
from extractor.schema import Document, Event, Mention, Ordinal
from extractor.schema.facts import Modality

if TYPE_CHECKING:
    from spacy.tokens import Doc


FEW = 3
"""A higher ordinal numbers an event ("la 158e session du Conseil"); a lower one may only count ("la deuxième séance")."""
THEME_WORDS = 14
"""Words between an event and its theme at most ("s'est tenu jeudi et vendredi à X sur le thème …")."""
RECENT = 100
"""Events looked back at for a repetition."""


_DIGITS = "0123456789"


@cache
def _triggers(pack: LanguagePack) -> tuple[frozenset[str], frozenset[str]]:
    """Words that may begin an event's name or stand for an edition, and acronyms; the others need no look."""
    compounds, generic, plural, _, _ = types(pack)
    table = pack.table("events")["types"]
    return generic | plural | frozenset(compounds) | frozenset(table["edition"]), frozenset(table["acronyms"])


def events(document: Document, mentions: list[Mention], doc: Doc, pack: LanguagePack) -> list[Event]:
    """The events of a document in text order, ids e1, e2 …

    >>> import spacy
    >>> from extractor.lang.pack import default_language, load_pack
    >>> code = default_language()
    >>> events(Document(text="", lang=code), [], spacy.blank(code)(""), load_pack(code))
    []
    """
    if not len(doc):
        return []
    r = read(document, mentions, doc, pack)
    facts: list[Event] = []
    counts: list[int] = []
    triggers, acronyms = _triggers(pack)
    hits = {word for word in set(r.low) if word in triggers or word.rstrip(_DIGITS) in acronyms}
    for s in r.sentences:
        resume = s.first
        for i in r.among(s, hits):
            if i < resume:
                continue
            named = acronym(r, i) or edition_named(r, i, s, facts) or noun_named(r, i, s)
            if named is not None and _add(r, s, named, facts, counts, document.published):
                resume = max(named.last, named.resume)
    return [fact.model_copy(update={"id": f"e{number}"}) for number, fact in enumerate(facts, 1)]


class Told(NamedTuple):
    """What one mention of an event says of it."""

    edition: int | None
    start: str | None
    end: str | None
    places: list[tuple[int, int]]
    organisers: list[tuple[int, int]]
    theme: tuple[int, int] | None
    modality: Modality

    @property
    def amount(self) -> int:
        """How many things it says."""
        return sum(bool(x) for x in (self.edition, self.start or self.end, self.places, self.organisers, self.theme))


def _add(r: Reading, s: Sentence, named: Named, facts: list[Event], counts: list[int], published: str | None) -> bool:
    """Append the event, or fill in the one it repeats; False when the noun is no event.

    `counts` has how much the mention that carries each fact says; a later mention that says more carries it instead.
    """
    if _edition_of_last(r, s, named, facts):
        facts[-1] = facts[-1].model_copy(update={"edition": facts[-1].edition or _edition(r, named, s)})
        return True
    edition = _edition(r, named, s)
    shown = evidence_of(r, s, named.at, named.resume or named.last)
    earlier = _earlier(r, named, facts)
    if not shown.any or sitting(r, s, named.at, named.last, named.type) is not None:
        shown = _by_nature(r, s, named, edition)
    enough = named.proper or _shown_enough(r, named, edition, shown)
    if (earlier is None and not enough) or not _is_one(r, named):
        return False
    if not enough:
        return named.last == named.at + 1
    told = _told(r, s, named, edition, shown, published)
    if earlier is None or _another(r, named, facts[earlier], told.start):
        counts.append(told.amount)
        facts.append(_fact(r, s, named, shown, told, len(facts) + 1))
        return True
    old = facts[earlier]
    if told.amount > counts[earlier] and not (
        r.span(named.first, named.last).text.islower() and not old.name.text.islower()
    ):
        counts[earlier] = told.amount
        facts[earlier] = _carried(r, s, named, old, told)
    else:
        facts[earlier] = _filled(r, named, shown, old, told)
    return True


def _edition_of_last(r: Reading, s: Sentence, named: Named, facts: list[Event]) -> bool:
    """Whether an edition is that of the sentence's event: "Le Festival ouvrira sa 40e édition"."""
    return (
        named.via == "edition"
        and bool(facts)
        and r.is_in(named.first - 1, "possessives")
        and facts[-1].evidence.start == r.starts[s.first]
    )


def _is_one(r: Reading, named: Named) -> bool:
    """Whether a noun can stand for one event: no indefinite plural, and a date behind nouns that need one."""
    if named.proper:
        return True
    dated_only = types(r.pack)[4]
    return not (named.type in dated_only and not _dated(r, named.last)) and not _plural_noun(r, named)


def _dated(r: Reading, last: int) -> bool:
    return any(k in r.dates for k in range(last, min(last + 3, len(r))))


def _told(
    r: Reading, s: Sentence, named: Named, edition: int | None, shown: Evidence, published: str | None
) -> Told:  # fmt: skip
    """What a mention says: its edition, time, places, organisers and theme."""
    last = named.resume or named.last
    tail = over_parenthesis(r, named.host[1] if named.host else last, s.last)
    start, end = when(r, s, named.at, tail, shown, named.proper)
    theme = named.theme or words_after(r, s, named.last, "themes", THEME_WORDS)
    where = [
        p
        for p in places(r, s, named.at, last, shown, named.proper)
        if theme is None or p[1] <= theme[0] or p[0] >= theme[1]
    ]
    if named.type in r.pack.table("events")["types"]["natural"]:
        where = _shaken(r, s, named, shown) or where
    modality = foreseen(r, s, shown, last, start, published)
    return Told(edition, start, end, where, _organisers(r, s, named, shown), theme, modality)


def _fact(r: Reading, s: Sentence, named: Named, shown: Evidence, told: Told, number: int) -> Event:
    return Event.model_validate(
        {
            "id": f"e{number}",
            "evidence": r.evidence(s),
            "modality": told.modality,
            "rule": f"event.{'name' if named.proper else shown.rule or 'edition'}",
            "name": r.span(named.first, named.last),
            "type": named.type,
            "edition": told.edition,
            "from": told.start,
            "to": told.end,
            "places": tuple(r.span(*p) for p in told.places),
            "organisers": tuple(r.span(*o) for o in told.organisers),
            "theme": r.span(*told.theme) if told.theme else None,
        }
    )


def _filled(r: Reading, named: Named, shown: Evidence, old: Event, told: Told) -> Event:
    """The fact with what a later mention adds to it."""
    update: dict[str, object] = {}
    if (
        old.from_ is None
        and old.to is None
        and (told.start or told.end)
        and (shown.verb >= 0 or told.edition is not None)
    ):
        update = {"from_": told.start, "to": told.end, "modality": told.modality}
    if not old.places and told.places and shown.verb >= 0:
        update["places"] = tuple(r.span(*p) for p in told.places)
    if old.edition is None and told.edition is not None and named.proper:
        update["edition"] = told.edition
    return old.model_copy(update=update)


def _by_nature(r: Reading, s: Sentence, named: Named, edition: int | None) -> Evidence:
    """What needs no verb: an earthquake, or "la première journée de championnat" in a sentence with a date."""
    if named.type in r.pack.table("events")["types"]["natural"]:
        return Evidence(rule="natural")
    day = sitting(r, s, named.at, named.last, named.type)
    if day is not None:
        return Evidence(day, rule="sits")
    if edition is not None and any(k in r.dates for k in range(s.first, s.last)):
        return Evidence(rule="dated")
    return Evidence()


def _shaken(r: Reading, s: Sentence, named: Named, shown: Evidence) -> list[tuple[int, int]]:
    """The places that an earthquake struck: names behind it up to the next clause."""
    found: list[tuple[int, int]] = []
    verbs = 0
    for k in range(named.last, s.last):
        verbs += r.pos[k] == "VERB" and k != shown.verb
        if verbs > (shown.verb < 0) or len(found) == 3:
            break
        if k in r.names and r.names[k][1] == "LOC":
            found.append((k, min(r.names[k][0], s.last)))
    return found


def _another(r: Reading, named: Named, old: Event, start: str | None) -> bool:
    """Whether "un séisme" with another date is a second event of the same name."""
    indefinite = any(r.is_in(k, "indefinite") for k in range(max(0, named.at - 2), named.at))
    return indefinite and start is not None and old.from_ is not None and start[:10] != old.from_[:10]


def _carried(r: Reading, s: Sentence, named: Named, old: Event, told: Told) -> Event:
    """The fact carried by a fuller mention; what only the earlier one said is kept."""
    update: dict[str, object] = {
        "name": r.span(named.first, named.last), "evidence": r.evidence(s), "modality": told.modality,
    }  # fmt: skip
    update |= {"edition": told.edition} if told.edition is not None else {}
    update |= {"from_": told.start, "to": told.end} if told.start or told.end else {}
    update |= {"places": tuple(r.span(*p) for p in told.places)} if told.places else {}
    update |= {"organisers": tuple(r.span(*o) for o in told.organisers)} if told.organisers else {}
    update |= {"theme": r.span(*told.theme)} if told.theme else {}
    return old.model_copy(update=update)


def _shown_enough(r: Reading, named: Named, edition: int | None, shown: Evidence) -> bool:
    """Whether a noun without a name of its own is shown to be an event: the commoner the word, the more it takes."""
    _, _, plural, named_only, _ = types(r.pack)
    if named.via == "edition":
        return shown.rule in ("takes_place", "occasion") or (edition is not None and shown.any)
    if named.type in r.pack.table("events")["types"]["natural"]:
        return named.at > 0 and (is_determiner(r, named.at - 1) or r.pos[named.at - 1] == "ADJ")
    if named.type in r.pack.table("events")["types"]["rounds"] and edition is not None and not r.capital(named.at):
        dated = shown.rule == "occasion" and _dated(r, named.last)
        return (shown.rule == "takes_place" or dated) and not r.is_in(named.first - 1, "demonstratives")
    if named.type in r.pack.table("events")["types"]["mishaps"]:
        return shown.rule in ("takes_place", "dated") and any(r.capital(k) for k in range(named.at + 1, named.last))
    if named.type in named_only:
        generic = types(r.pack)[1]
        if edition is not None and named.last > named.at + 1 and named.type in r.pack.table("events")["types"]["days"]:
            return shown.any
        complement = named.last > named.at + 1 and not any(r.low[k] in generic for k in range(named.at + 1, named.last))
        if complement and shown.rule == "placed" and named.type in r.pack.table("events")["types"]["days"]:
            return True
        return complement and (shown.rule == "takes_place" or (named.type in plural and _dated(r, named.last)))
    if named.type in r.pack.table("events")["types"]["weak"]:
        numbered = edition is not None and edition > FEW and named.last > named.at + 1
        return shown.rule in ("takes_place", "hosted", "occasion") or (numbered and shown.any)
    return edition is not None or shown.any


def _plural_noun(r: Reading, named: Named) -> bool:
    """Whether an indefinite plural stands there ("des obsèques" is none: plural by nature)."""
    _, _, plural, _, _ = types(r.pack)
    if any(r.is_in(k, "indefinite") for k in range(max(0, named.at - 2), named.at)):
        return False
    return named.type not in plural and r.token[named.at] >= 0 and r.syntax.plural(r.token[named.at])


def _earlier(r: Reading, named: Named, facts: list[Event]) -> int | None:
    """The fact that this mention repeats: the same type, and a name that says no more."""
    name = r.span(named.first, named.last).text.lower()
    for index in range(max(0, len(facts) - RECENT), len(facts)):
        fact = facts[index]
        known = fact.name.text.lower()
        if fact.type == named.type and (
            name == named.type or name in known or known in name or name == r.low[named.at]
        ):
            return index
    return None


def _edition(r: Reading, named: Named, s: Sentence) -> int | None:
    """The ordinal in front, with a definite article: "le 8e Sommet", "la 42e édition du Festival", not "une première réunion"."""
    k = named.at
    editions = r.pack.table("events")["types"]["edition"]
    for j in range(max(s.first, k - 5), k):
        if r.low[j] in editions and all(is_determiner(r, m) or r.is_in(m, "links") for m in range(j + 1, k)):
            k = j
            break
    for j in range(max(s.first, k - 3), k):
        end, mention = r.mentions.get(j, (0, None))
        if end == k and isinstance(mention, Ordinal):
            definite = j > s.first and (r.is_in(j - 1, "definite") or r.is_in(j - 1, "possessives"))
            return (
                mention.value
                if definite or r.capital(named.at) or named.type in r.pack.table("events")["types"]["rounds"]
                else None
            )
    return None


def _organisers(r: Reading, s: Sentence, named: Named, shown: Evidence) -> list[tuple[int, int]]:
    """The host in the name, the agent after "organisé par", the subject of "organise"."""
    if named.host is not None:
        return [named.host]
    found = agents(r, s, named.last)
    if found:
        return found
    hosts = isinstance(shown.host, Phrase) and (
        shown.lemma in r.pack.table("events")["verbs"]["organising"] or not place_head(r, shown.host)
    )
    return [(shown.host.first, shown.host.last)] if hosts and shown.host is not None else []
