"""Digits and number words to exact values."""

from extractor.numerals.digits import read_digits
from extractor.numerals.words import Numeral, read_words

__all__ = ["Numeral", "read_digits", "read_words"]
