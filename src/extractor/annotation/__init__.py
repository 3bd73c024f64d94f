"""To annotation tools and back: what was read, as marked regions and relations between them, for Label Studio, doccano
and brat; and what people made of it there, as gold files that `extract eval` reads.

The three tools share one shape (`regions`): a region for each mention, labelled with its type (a name with PER, ORG …),
and a region for each fact, labelled `fact-statistic`, `fact-event` …, on the words that the fact is about. Its span
fields are relations to the regions of those words; what is no span (values, units, roles) stands in a note, as
`value=3000000; unit=EUR` (`notes`).
"""

from extractor.annotation.regions import Annotated, Region, Relation, from_regions, to_regions

__all__ = ["Annotated", "Region", "Relation", "from_regions", "to_regions"]
