"""The shipped tokenizer: spaCy's French one with its letter lists written as classes.

`spacy.lang.fr` spells every letter of the world out in its `token_match`, 1.45 million characters that take two
seconds to compile. The same rule with `[^\\W\\d_]` for a letter is small and fast, and splits the same.
"""

from __future__ import annotations

import re
from typing import Any

LETTER = r"[^\W\d_]"


def compact_pattern(pattern: str, letter_lists: tuple[str, ...]) -> str:
    """`pattern` with every character class that holds one of `letter_lists` rewritten with the letter class."""
    marks = {letters: chr(0xE000 + i) for i, letters in enumerate(sorted(letter_lists, key=len, reverse=True))}
    for letters, mark in marks.items():
        pattern = pattern.replace(letters, mark)
    held = "".join(marks.values())

    def rewrite(match: re.Match[str]) -> str:
        rest = re.sub(f"[{held}]", "", match.group(1))
        return f"(?:[{rest}]|{LETTER})" if rest else LETTER

    return re.sub(rf"\[([^\[\]]*[{held}][^\[\]]*)\]", rewrite, pattern)


def compact_token_match() -> str:
    """The compact form of the French `token_match` of the installed spaCy."""
    from spacy.lang.char_classes import ALPHA, ALPHA_LOWER, ALPHA_UPPER
    from spacy.lang.fr.tokenizer_exceptions import TOKEN_MATCH

    return compact_pattern(TOKEN_MATCH.__self__.pattern, (ALPHA, ALPHA_LOWER, ALPHA_UPPER))  # type: ignore[attr-defined]


def install(nlp: Any) -> None:
    """Give `nlp` the compact expression."""
    nlp.tokenizer.token_match = re.compile(compact_token_match()).match


def differences(nlp_stock: Any, nlp_compact: Any, texts: list[str]) -> list[str]:
    """The texts that the two tokenizers split differently."""
    return [
        text
        for text in texts
        if [t.text for t in nlp_stock.tokenizer(text)] != [t.text for t in nlp_compact.tokenizer(text)]
    ]
