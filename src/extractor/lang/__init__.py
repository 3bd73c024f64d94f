"""Language as data: tables, patterns, examples. Knows no spaCy, and no word of any language stands in its code."""

from extractor.lang.pack import LanguagePack, default_language, load_pack, pack_codes

__all__ = ["LanguagePack", "default_language", "load_pack", "pack_codes"]
