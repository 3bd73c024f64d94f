"""Records: documents as models that a user declares and that facts fill (docs: records)."""

from extractor.records.model import Record
from extractor.records.selectors import any_of, first_of, own, pick

__all__ = ["Record", "any_of", "first_of", "own", "pick"]
