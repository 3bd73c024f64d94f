"""Text to typed lexemes, in one pass.

A room of its own rather than one file: tokens (the expression), vocabulary (the dictionary), numeric (shapes of
digits), islands (runs of known words around a number or a date), sentences (where sentences end).
"""

from extractor.lexer.islands import Island, Lexeme, lex
from extractor.lexer.sentences import sentence_spans
from extractor.lexer.vocabulary import Vocabulary, vocabulary

__all__ = ["Island", "Lexeme", "Vocabulary", "lex", "sentence_spans", "vocabulary"]
