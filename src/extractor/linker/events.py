"""Events: something that takes place, with its edition, dates, places, organisers and theme (docs: contract, section 2).

A noun of happening counts when it has a name of its own ("Sommet de la Francophonie"), or when something says that it
takes place: a verb of happening, an occasion ("lors de"), an attached date or place. One event of a document is one
fact: later mentions of the same noun only fill in what the first one left open.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from extractor.lang.pack import LanguagePack
from extractor.linker.editions import Named, acronym
from extractor.linker.editions import edition as edition_named
from extractor.linker.happenings import Evidence, agents, evidence_of, place_head, places, sitting, words_after
from extractor.linker.phrases import Phrase, is_determiner, label_at, opening, over_parenthesis, phrase
from extractor.linker.reading import Reading, Sentence, read
from extractor.linker.timing import foreseen, when
from extractor.schema import Document, Event, Mention, Ordinal

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
def types(
    pack: LanguagePack,
) -> tuple[dict[str, list[list[str]]], frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    """Compound types by first word; then generic, plural, named-only and dated-only type nouns."""
    table = pack.table("events")["types"]
    compounds: dict[str, list[list[str]]] = {}
    for words in sorted(table["compound"], key=len, reverse=True):
        parts = words.replace("'", "' ").split()
        compounds.setdefault(parts[0], []).append(parts)
    return (
        compounds, frozenset(table["generic"]), frozenset(table["plural"]),
        frozenset(table["named_only"]), frozenset(table["dated_only"]),
    )  # fmt: skip


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
    told: list[int] = []
    triggers, acronyms = _triggers(pack)
    for s in r.sentences:
        i = s.first
        while i < s.last:
            if r.low[i] not in triggers and r.low[i].rstrip(_DIGITS) not in acronyms:
                i += 1
                continue
            named = acronym(r, i) or edition_named(r, i, s, facts) or _named(r, i, s)
            if named is None:
                i += 1
                continue
            i = max(named.last, named.resume, i + 1) if _add(r, s, named, facts, told, document.published) else i + 1
    return [fact.model_copy(update={"id": f"e{number}"}) for number, fact in enumerate(facts, 1)]


def _named(r: Reading, i: int, s: Sentence) -> Named | None:
    """The event noun at word `i` with its name, or None."""
    compounds, generic, plural, _, _ = types(r.pack)
    table = r.pack.table("events")["types"]
    number = r.quote_of[i]
    if number >= 0 and r.quotes[number].last - r.quotes[number].first > 12:
        return None
    if (
        r.name_of.get(i, i) < i
        and label_at(r, i) in ("LOC", "ORG")
        and r.low[r.name_of[i]] in r.pack.table("events")["places"]["heads"]
    ):
        return None  # "Parc Expo de Bamako"
    kind, end = None, i + 1
    for parts in compounds.get(r.low[i], ()):
        if r.low[i : i + len(parts)] == parts:
            kind, end = " ".join(parts).replace("' ", "'"), i + len(parts)
            kind = parts[0] if parts[0] in table["first_word"] else kind
            break
    if kind in table["not_events"]:
        return None
    if kind is None:
        if r.low[i] not in generic and r.low[i] not in plural:
            return None
        kind = r.low[i]
        if r.pos[i] in ("VERB", "AUX", "ADV", "ADP", "DET") and not (r.pos[i] == "VERB" and r.is_in(i - 1, "articles")):
            return None
        if r.pos[i] == "ADJ" and not (
            i > s.first
            and (is_determiner(r, i - 1) or r.is_in(i - 1, "contracted"))
            and r.pos[i + 1 : i + 2] != ["NOUN"]
        ):
            return None
    if _bare_complement(r, i, s) or r.is_in(i - 1, "demonstratives") or r.is_in(i - 1, "quantifiers") or _counted(r, i):
        return None
    return _name(r, i, end, kind, s)


def _bare_complement(r: Reading, i: int, s: Sentence) -> bool:
    """Whether the noun is a bare complement or an agent: "préavis de grève", "mode de scrutin", "reconnu par le Forum …"."""
    if r.is_in(i - 1, "possessives") and r.low[i] in r.pack.table("events")["types"]["personal"]:
        return True  # "depuis son élection"
    agent = i - 2 > s.first and r.is_in(i - 1, "articles") and r.low[i - 2] in r.pack.table("events")["types"]["agent"]
    bare = i - 1 > s.first and r.is_in(i - 1, "links") and not r.is_in(i - 1, "contracted") and not r.capital(i)
    return agent or (
        bare
        and r.pos[i - 2] in ("NOUN", "ADJ")
        and r.low[i - 2] not in r.pack.table("events")["types"]["compound_heads"]
    )


def _counted(r: Reading, i: int) -> bool:
    """Whether a cardinal stands in front: "trois réunions" are no single event."""
    return any(
        i > k >= 0 and k in r.mentions and r.mentions[k][0] == i and not isinstance(r.mentions[k][1], Ordinal)
        for k in range(i - 4, i)
    )


def _name(r: Reading, i: int, end: int, kind: str, s: Sentence) -> Named:
    """The name of the event whose noun is words `i` to `end`: a quoted title, a name of its own, or the noun with complements."""
    table = r.pack.table("events")["types"]
    whole = phrase(r, i, s.last)
    last = max(whole.last if whole is not None else end, end)
    quoted = _quoted_name(r, i, end, last, s) if kind not in table["mishaps"] else None
    if quoted is not None:
        return Named(i, quoted[0], quoted[1], kind, True)
    if (
        r.name_of.get(i) == i
        and label_at(r, i) in ("EVENT", "MISC")
        and r.names[i][0] > end
        and any(r.capital(k) for k in range(i + 1, r.names[i][0]))
    ):
        return Named(i, i, max(r.names[i][0], _tail(r, r.names[i][0], last)), kind, True)
    proper = (
        r.capital(i)
        and i > s.first
        and r.low[i - 1][0].isalnum()
        and not r.text[r.starts[i] : r.ends[i]].isupper()
        and (
            label_at(r, i) not in ("ORG", "PER", "LOC")
            or any(r.low[j] in table["edition"] for j in range(max(s.first, i - 3), i))
        )
    )
    proper = proper or (
        label_at(r, i) == "EVENT" and any(r.capital(k) for k in range(i + 1, min(r.names[r.name_of[i]][0], s.last)))
    )
    host = _host(r, end, last, kind) if not proper else None
    if host is not None:
        return Named(
            i,
            i,
            host[0] - 1 if not r.is_in(host[0] - 1, "articles") or r.is_in(host[0] - 1, "contracted") else host[0] - 2,
            kind,
            False,
            host,
        )
    theme = None
    themed = opening(r, last, "events", "themes", "openings") is not None
    if last < s.last and not themed and (r.low[last] in table["about"] or r.low[last] in table["before"]):
        more = phrase(r, last + 1, s.last)
        if more is not None and more.first not in r.date_of:
            theme = (more.first, more.last) if r.low[last] in table["about"] else None
            last = more.last
    if proper and last == end and label_at(r, i) != "EVENT":
        proper = False  # "le Congrès": a capital alone is no name
    capital_inside = end < last and r.capital(end) and label_at(r, end) not in ("PER", "LOC", "ORG")
    first = _ordinal_start(r, i, s) if kind in table["rounds"] else i
    return Named(
        i, first, _before_date(r, i, last), kind, proper or (capital_inside and not is_determiner(r, end)), None, theme
    )


def _ordinal_start(r: Reading, i: int, s: Sentence) -> int:
    """The ordinal right in front of a round, which belongs to its name ("second tour"), or the word itself."""
    return next(
        (
            k
            for k in range(max(s.first, i - 3), i)
            if isinstance(r.mentions.get(k, (0, None))[1], Ordinal) and r.mentions[k][0] == i
        ),
        i,
    )


def _tail(r: Reading, end: int, last: int) -> int:
    """A name goes on with its complement where the recogniser of names stopped short of a link ("Festival X de Lorient")."""
    return last if end < last and r.is_in(end, "links") else end


def _quoted_name(r: Reading, i: int, end: int, last: int, s: Sentence) -> tuple[int, int] | None:
    """A title in quotation marks right behind the noun, or behind "intitulée", "appelée"."""
    named = r.pack.table("events")["types"]["names"]
    for k in range(end, min(last + 14, s.last)):
        number = r.quote_of[k]
        if number >= 0 and r.quotes[number].first == k and r.quotes[number].opened and r.quotes[number].closed:
            quote = r.quotes[number]
            direct = k <= last or quote.last < last
            if (direct or any(r.low[j] in named for j in range(max(end, k - 4), k))) and 1 < quote.last - k <= 14:
                first = k + 1
                while first < quote.last - 1 and is_determiner(r, first):
                    first += 1
                return first, quote.last
            return None
        if r.low[k] in (";", ":", ".") or r.pos[k] == "AUX" or (k > end and r.low[k] in types(r.pack)[1]):
            return None
    return None


def _host(r: Reading, end: int, last: int, kind: str) -> tuple[int, int] | None:
    """The host in the complement of a noun like "conférence de presse": a name, or something with a capital."""
    if kind not in r.pack.table("events")["types"]["hosted"] or end >= last or not r.is_in(end, "links"):
        return None
    k = end + 1
    while k < last and is_determiner(r, k):
        k += 1
    return (k, last) if k < last and (r.capital(k) or label_at(r, k) in ("ORG", "PER")) else None


def _before_date(r: Reading, i: int, last: int) -> int:
    """A name ends before a date, and before a complement with a figure ("grève de 48 heures")."""
    for k in range(i + 1, last):
        if k in r.mentions:
            return next((j for j in range(k, i, -1) if r.is_in(j, "links")), last)
        if k in r.dates:
            return k - 1 if r.is_in(k - 1, "prepositions") and k - 1 > i else k
    return last


def _dated(r: Reading, last: int) -> bool:
    return any(k in r.dates for k in range(last, min(last + 3, len(r))))


def _add(r: Reading, s: Sentence, named: Named, facts: list[Event], told: list[int], published: str | None) -> bool:
    """Append the event, or fill in the one it repeats; False when the noun is no event.

    `told` counts what the mention that carries each fact says; a later mention that says more carries it instead.
    """
    if (
        named.via == "edition"
        and facts
        and r.is_in(named.first - 1, "possessives")
        and facts[-1].evidence.start == r.starts[s.first]
    ):
        facts[-1] = facts[-1].model_copy(update={"edition": facts[-1].edition or _edition(r, named, s)})
        return True  # "Le Festival ouvrira sa 40e édition"
    _, _, _, _, dated_only = types(r.pack)
    edition = _edition(r, named, s)
    shown = evidence_of(r, s, named.at, named.resume or named.last)
    earlier = _earlier(r, named, facts)
    if not shown.any or sitting(r, s, named.at, named.last, named.type) is not None:
        shown = _by_nature(r, s, named, edition)
    if earlier is None and not named.proper and not _shown_enough(r, named, edition, shown):
        return False
    if named.type in dated_only and not named.proper and not _dated(r, named.last):
        return False
    if not named.proper and _plural_noun(r, named):
        return False
    tail = over_parenthesis(r, named.host[1] if named.host else named.resume or named.last, s.last)
    start, end = when(r, s, named.at, tail, shown, named.proper)
    if earlier is not None and not named.proper and not _shown_enough(r, named, edition, shown):
        return named.last == named.at + 1
    theme = named.theme or words_after(r, s, named.last, "themes", THEME_WORDS)
    where = [
        p
        for p in places(r, s, named.at, named.resume or named.last, shown, named.proper)
        if theme is None or p[1] <= theme[0] or p[0] >= theme[1]
    ]
    if named.type in r.pack.table("events")["types"]["natural"]:
        where = _shaken(r, s, named, shown) or where
    organisers = _organisers(r, s, named, shown)
    modality = foreseen(r, s, shown, named.resume or named.last, start, published)
    says = sum(bool(x) for x in (edition, start or end, where, organisers, theme))
    if earlier is not None and _another(r, named, facts[earlier], start):
        earlier = None
    if earlier is not None:
        old = facts[earlier]
        if says > told[earlier] and not (
            r.span(named.first, named.last).text.islower() and not old.name.text.islower()
        ):
            told[earlier] = says
            facts[earlier] = _carried(r, s, named, old, (edition, start, end), where, organisers, theme).model_copy(
                update={"modality": modality}
            )
            return True
        update: dict[str, object] = {}
        if old.from_ is None and old.to is None and (start or end) and (shown.verb >= 0 or edition is not None):
            update = {"from_": start, "to": end, "modality": modality}
        if not old.places and where and shown.verb >= 0:
            update["places"] = tuple(r.span(*p) for p in where)
        if old.edition is None and edition is not None and named.proper:
            update["edition"] = edition
        facts[earlier] = old.model_copy(update=update)
        return True
    told.append(says)
    facts.append(
        Event.model_validate(
            {
                "id": f"e{len(facts) + 1}",
                "evidence": r.evidence(s),
                "modality": modality,
                "rule": f"event.{'name' if named.proper else shown.rule or 'edition'}",
                "name": r.span(named.first, named.last),
                "type": named.type,
                "edition": edition,
                "from": start,
                "to": end,
                "places": tuple(r.span(*p) for p in where),
                "organisers": tuple(r.span(*o) for o in organisers),
                "theme": r.span(*theme) if theme else None,
            }
        )
    )
    return True


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


def _carried(
    r: Reading, s: Sentence, named: Named, old: Event, when_: tuple[int | None, str | None, str | None],
    where: list[tuple[int, int]], organisers: list[tuple[int, int]], theme: tuple[int, int] | None,
) -> Event:  # fmt: skip
    """The fact carried by a fuller mention; what only the earlier one said is kept."""
    edition, start, end = when_
    update: dict[str, object] = {"name": r.span(named.first, named.last), "evidence": r.evidence(s)}
    update |= {"edition": edition} if edition is not None else {}
    update |= {"from_": start, "to": end} if start or end else {}
    update |= {"places": tuple(r.span(*p) for p in where)} if where else {}
    update |= {"organisers": tuple(r.span(*o) for o in organisers)} if organisers else {}
    update |= {"theme": r.span(*theme)} if theme else {}
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
