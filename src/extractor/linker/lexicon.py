"""The cue words of a language pack, compiled once, and where they stand in a text.

A pack's table `statistics` lists phrases ([cues], found on the folded text) and word classes ([nouns], [verbs]:
a lemma, a form, or a "stem*").
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any

from extractor.lang.pack import LanguagePack
from extractor.linker.syntax import Syntax

_REMEMBERED = 50_000
"""Words whose classes are kept at most."""


class Lexicon:
    """Phrases and word classes of one pack.

    >>> from extractor.lang.pack import default_language, load_pack
    >>> len(lexicon(load_pack(default_language())).phrases) > 0
    True
    """

    def __init__(self, table: dict[str, Any]) -> None:
        self.respectively: tuple[str, ...] = tuple(table["cues"]["respectively"])
        self.phrases: dict[str, list[tuple[str, frozenset[str]]]] = {}
        categories: dict[str, set[str]] = defaultdict(set)
        for category, phrases in table["cues"].items():
            for phrase in phrases:
                categories[phrase].add(category)
        fixed: dict[str, list[str]] = table["baseline"]["fixed"]
        for kind, phrases in fixed.items():
            for phrase in phrases:
                categories[phrase].add(f"baseline.{kind}")
        for name in ("strong", "since", "than"):
            for phrase in table["baseline"][name]:
                categories[phrase].add(f"baseline.{name}")
        for phrase in sorted(categories, key=len, reverse=True):
            self.phrases.setdefault(phrase[:1], []).append((phrase, frozenset(categories[phrase])))
        self.baseline_words: dict[str, list[str]] = table["baseline"]["words"]
        self._exact: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._stems: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
        for kind in ("nouns", "verbs"):
            for category, words in table[kind].items():
                for word in words:
                    if word.endswith("*"):
                        self._stems[kind, word[:2]].append((word[:-1], category))
                    else:
                        self._exact[kind, word].add(category)
        self.future_endings = tuple(table["endings"]["future"])
        self.infinitive_endings = tuple(table["endings"]["infinitive"])
        self.future_signs = tuple(table["endings"]["future_sign"])
        self.conditional_signs = tuple(table["endings"]["conditional_sign"])
        self.homograph_endings = tuple(table["endings"]["participle_or_present"])
        self.conditional_endings = tuple(table["endings"]["conditional"])
        self.conditional_irregular = tuple(table["endings"]["conditional_irregular"])
        self.mute_ending: str = table["endings"]["mute"]
        self.participle_endings = tuple(table["endings"]["participle"])
        self._memo: dict[tuple[str, str, str], frozenset[str]] = {}
        self._begun: dict[str, list[tuple[str, frozenset[str]]]] = {}

    def begun_by(self, word: str) -> list[tuple[str, frozenset[str]]]:
        """The phrases that begin with a whole token, longest first."""
        found = self._begun.get(word)
        if found is None:
            found = [(phrase, names) for phrase, names in self.phrases.get(word[:1], ()) if phrase.startswith(word)]
            if len(self._begun) < _REMEMBERED:
                self._begun[word] = found
        return found

    def classes(self, kind: str, word: str, lemma: str) -> frozenset[str]:
        """The classes of a word among "nouns" or "verbs", by its form or lemma."""
        key = (kind, word, lemma)
        found = self._memo.get(key)
        if found is None:
            names = set(self._exact.get((kind, word), ())) | self._exact.get((kind, lemma), set())
            names |= {c for stem, c in self._stems.get((kind, word[:2]), ()) if word.startswith(stem)}
            found = frozenset(names)
            if len(self._memo) < _REMEMBERED:
                self._memo[key] = found
        return found


@cache
def lexicon(pack: LanguagePack) -> Lexicon:
    """The compiled table `statistics` of a pack, one for each pack."""
    return Lexicon(pack.table("statistics"))


_CHANGE = frozenset({"change_increase", "change_decrease", "change_neutral"})
_LEVEL = frozenset({"level_direct"})
_SAYING = frozenset({"saying"})
_FINITE = "Mood=Ind|Tense=Pres|VerbForm=Fin"
_MOVING = frozenset({"change_increase", "change_decrease", "move", "exceed"})


class Cues:
    """Where the phrases of a lexicon stand in a text, and what class its words have.

    Tokens are those of the Syntax; a phrase counts where it begins and ends with tokens.
    """

    def __init__(self, syntax: Syntax, words: Lexicon) -> None:
        self.syntax = syntax
        self.lexicon = words
        self._starting: dict[int, list[tuple[int, frozenset[str]]]] = {}
        self._ending: dict[int, list[tuple[int, frozenset[str]]]] = {}
        ends = {end: i for i, end in enumerate(syntax.ends)}
        for i, start in enumerate(syntax.starts):
            for phrase, categories in words.begun_by(syntax.words[i]):
                last = ends.get(start + len(phrase))
                if last is not None and syntax.folded.startswith(phrase, start):
                    self._starting.setdefault(i, []).append((last, categories))
                    self._ending.setdefault(last, []).append((i, categories))
        self.mended: set[int] = set()
        """Tokens that were given another tag: their arcs say nothing."""
        self._retag()
        self.of = {i: last for i in self._starting if (last := self.at(i, "of")) is not None}
        self.of_ends = {last: first for first, last in sorted(self.of.items(), reverse=True)}
        self.split = {last: i for i in self._starting if (last := self.at(i, "of_indefinite")) is not None}

    def _retag(self) -> None:
        """Mend what taggers get wrong about words of change: "a bondi de" is a verb, "en recul" a noun."""
        syntax = self.syntax
        for i in range(1, syntax.size):
            before = syntax.pos[i - 1]
            if syntax.pos[i] == "VERB" or syntax.pos[i] == "AUX":
                if syntax.deps[i].startswith("aux"):
                    syntax.pos[i] = "AUX"  # "a quant à lui atteint"
                if before == "DET" and syntax.pos[i] == "VERB" and syntax.finite(i) and "Definite=Ind" in syntax.morphs[i - 1]:
                    syntax.pos[i], syntax.morphs[i] = "NOUN", ""  # "un inscrit sur vingt"
                    continue
                if self._stated(i):
                    syntax.morphs[i] = _FINITE
                    self.mended.add(i)
                    continue
                over = self.ending(i - 1, "over") is not None and self.at(i + 1, "of") is not None  # "en recul de"
                plain = before in ("DET", "ADP") and not syntax.infinitive(i)
                if (plain or over) and self._classes("nouns", i) & _CHANGE:
                    syntax.pos[i], syntax.morphs[i] = "NOUN", ""
            elif syntax.pos[i] == "NOUN" and self._mistaken(i):
                syntax.pos[i], syntax.morphs[i] = "VERB", _FINITE
                self.mended.add(i)
            elif i + 1 < syntax.size and (i + 1 in self._starting or syntax.words[i + 1] in ("(", ",")):
                stated = syntax.words[i + 1] in ("(", ",") and syntax.pos[i] in ("NOUN", "PROPN")
                joined = stated or self.at(i + 1, "of", "at") is not None
                if joined and self._classes("verbs", i) & _MOVING:
                    self._make_verb(i, before)

        for first, last in syntax.sentences:
            end = self._main_clause(first, last)
            if end > first:
                self._find_verb(first, end)

    def _main_clause(self, first: int, last: int) -> int:
        """The last token of the clause that opens a sentence, where it has no finite verb; else `first`.

        An inserted verb of saying (", révèle l'Observatoire") is none of it.
        """
        syntax = self.syntax
        for i in range(first, last + 1):
            if syntax.finite(i):
                told = i > first and syntax.words[i - 1] == "," and self._classes("verbs", i) & _SAYING
                return i - 1 if told else first
            if syntax.pos[i] == "SCONJ" or syntax.words[i] == ";":
                return i - 1
        return last

    def _find_verb(self, first: int, last: int) -> None:
        """A clause without a finite verb: a noun that could be one, between its subject and its object, is."""
        syntax = self.syntax
        for i in range(first + 1, last):
            after = syntax.pos[i + 1] if syntax.pos[i + 1] != "ADV" or i + 2 > last else syntax.pos[i + 2]
            between = syntax.pos[i - 1] in ("NOUN", "PROPN", "ADJ", "NUM") and after in ("DET", "NUM", "ADP")
            plain = syntax.pos[i] in ("NOUN", "ADJ", "PROPN", "X") and not self._classes("nouns", i)
            if between and plain and self._classes("verbs", i):
                syntax.pos[i], syntax.morphs[i] = "VERB", _FINITE
                self.mended.add(i)
                return

    def _mistaken(self, i: int) -> bool:
        """A verb that a tagger takes for a noun: after a reflexive pronoun ("s'échange"), before an infinitive ("compte investir")."""
        if self.ending(i - 1, "reflexive") is not None:
            return bool(self._classes("verbs", i))
        ahead = i + 1 < self.syntax.size and self.syntax.infinitive(i + 1)
        return ahead and self.syntax.pos[i - 1] in ("NOUN", "PROPN", "PRON") and "intending" in self._classes("verbs", i)

    def _stated(self, i: int) -> bool:
        """ "le loyer demandé pour un logement atteint 1 930 $": a present that looks like a participle, no auxiliary left."""
        syntax = self.syntax
        if i + 1 >= syntax.size or syntax.pos[i + 1] != "NUM" or not syntax.past_participle(i):
            return False
        if not syntax.words[i].endswith(self.lexicon.homograph_endings) or not self._classes("verbs", i) & _LEVEL:
            return False
        k = i - 1
        while k > 0 and syntax.pos[k] in ("ADV", "PRON"):
            k -= 1
        return syntax.pos[k] in ("NOUN", "PROPN", "ADJ", "NUM", "PUNCT")

    def _make_verb(self, i: int, before: str) -> None:
        """Tag a word of movement before "de" or "à" as the verb it is: after an auxiliary, or after its subject."""
        syntax = self.syntax
        if before in ("ADP", "VERB", "AUX") and syntax.words[i].endswith(self.lexicon.infinitive_endings):
            syntax.pos[i], syntax.morphs[i] = "VERB", "VerbForm=Inf"
            self.mended.add(i)
        elif before == "AUX":
            syntax.pos[i], syntax.morphs[i] = "VERB", "VerbForm=Part"
            self.mended.add(i)
        elif before in ("NOUN", "PROPN", "ADJ", "PUNCT", "CCONJ") and not self._classes("nouns", i) and not syntax.participle(i):
            participle = syntax.words[i].endswith(self.lexicon.participle_endings)
            if syntax.pos[i] in ("NOUN", "PROPN", "ADV") or not participle:
                syntax.pos[i], syntax.morphs[i] = "VERB", "Mood=Ind|Tense=Pres|VerbForm=Fin"
                self.mended.add(i)

    def _classes(self, kind: str, i: int) -> frozenset[str]:
        return self.lexicon.classes(kind, self.syntax.words[i], self.syntax.lemmas[i])

    def future(self, i: int) -> bool:
        """A verb in the future tense, by its tag or, where that says present, by its ending."""
        if self.syntax.future(i) and self.syntax.words[i].endswith(self.lexicon.future_signs):
            return True
        morph = self.syntax.morphs[i]
        return (
            "Tense=Pres" in morph and "Mood=Ind" in morph and self.syntax.words[i].endswith(self.lexicon.future_endings)
        )

    def conditional(self, i: int) -> bool:
        """A verb in the conditional mood by its form, where the tag may be wrong either way."""
        word, lemma = self.syntax.words[i], self.syntax.lemmas[i]
        if not word.endswith(self.lexicon.conditional_signs) or not self.syntax.verb(i):
            return False  # "valait" is none, whatever the tag says
        ending = next(e for e in self.lexicon.conditional_endings if word.endswith(e))
        regular = len(lemma) > 3 and word[: -len(ending)] == lemma.rstrip(self.lexicon.mute_ending)
        return regular or self.syntax.conditional(i) or word.endswith(self.lexicon.conditional_irregular)

    def at(self, i: int, *categories: str) -> int | None:
        """Last token of the longest phrase of these categories that begins at token `i`; None when there is none."""
        found = self._starting.get(i)
        if found is None:
            return None
        best = None
        for last, names in found:
            if (best is None or last > best) and not names.isdisjoint(categories):
                best = last
        return best

    def ending(self, j: int, *categories: str) -> int | None:
        """First token of the longest phrase of these categories that ends at token `j`; None when there is none."""
        found = self._ending.get(j)
        if found is None:
            return None
        best = None
        for first, names in found:
            if (best is None or first < best) and not names.isdisjoint(categories):
                best = first
        return best

    def find(self, first: int, last: int, *categories: str) -> tuple[int, int] | None:
        """The first phrase of these categories between two tokens, as first and last token."""
        for i in range(max(first, 0), min(last, self.syntax.size - 1) + 1):
            end = self.at(i, *categories) if i in self._starting else None
            if end is not None and end <= last:
                return i, end
        return None

    def noun(self, i: int, *classes: str) -> bool:
        """Whether token `i` has one of the noun classes (whatever its tag: titles and names are mistagged)."""
        return not self._classes("nouns", i).isdisjoint(classes)

    def verb_form(self, i: int, *classes: str) -> bool:
        """Whether token `i` has one of the verb classes, whatever its tag (a word at the head of a sentence)."""
        return not self._classes("verbs", i).isdisjoint(classes)

    def verb(self, i: int, *classes: str) -> bool:
        """Whether token `i` is a verb form (or a participle tagged as adjective) of one of the classes."""
        if self.syntax.pos[i] not in ("VERB", "AUX", "ADJ"):
            return False
        return not self._classes("verbs", i).isdisjoint(classes)
