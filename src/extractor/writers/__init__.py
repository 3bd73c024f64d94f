"""Writers: extractions become JSON lines, CSV or Parquet (docs: contract, section 5), whole or not at all."""

from extractor.writers.formats import FORMATS, check, sink
from extractor.writers.jsonl import EMIT, fact_data, lines, mention_data
from extractor.writers.output import open_output

__all__ = ["EMIT", "FORMATS", "check", "fact_data", "lines", "mention_data", "open_output", "sink"]
