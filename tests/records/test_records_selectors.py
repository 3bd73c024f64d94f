"""A selector or a class that can never match is an error where it stands."""

from decimal import Decimal
from typing import Annotated, Literal

import pytest
from pydantic import Field

from extractor import ExtractorError, Quantity, Record, RecordError, any_of, first_of, own, pick
from extractor.records.selectors import choice_of, kinds


@pytest.mark.parametrize(
    "make, says",
    [
        (lambda: pick("statistics", "quantity"), r"no kind of fact is named 'statistics'.*did you mean 'statistic'"),
        (lambda: pick("statistic", "quantité"), r"a statistic has no field 'quantité'.*did you mean 'quantity'"),
        (lambda: pick("event", "edition.0"), r"an event has no field .edition\.0."),
        (lambda: pick("statistic", "quantity", role="niveau"), r"role=….*'niveau' can never match.*one of: level, change"),
        (lambda: pick("statistic", "quantity", role=["level", "lvel"]), r"'lvel' can never match"),
        (lambda: pick("statistic", "quantity", type="euro"), r"'euro' can never match.*one of: number, percent, money"),
        (lambda: pick("statistic", "quantity", baseline="yearly"), r"'yearly' can never match.*year_on_year"),
        (lambda: pick("statistic", "quantity", modality="sure"), r"'sure' can never match.*asserted"),
        (lambda: pick("statistic", "quantity", measure=[]), r"an empty list can never match"),
        (lambda: pick("statistic", "quantity", measure=["", "visiteur"]), r"there is no word in it"),
        (lambda: pick("statistic", "quantity", measure="@"), r"there is no word in it"),
        (lambda: pick("statistic", "quantity", measure=3), r"give words"),
        (lambda: pick("statistic", "quantity", mesure="visiteur"), r"nothing named 'mesure'.*did you mean 'measure'"),
        (lambda: pick("event", "name", measure="visiteur"), r"an event has nothing named 'measure'"),
        (lambda: pick("event", "name", of="other"), r"belongs to no other fact"),
        (lambda: pick("statistic", "quantity", period="2024"), r"True or False"),
        (lambda: pick("publication", "title", first_="yes"), r"True or False"),
        (lambda: pick("event", "name", edition="8"), r"a whole number"),
        (lambda: own("quantité"), r"no fact has a field 'quantité'"),
        (lambda: first_of(3), r"takes what pick and own give"),
        (lambda: any_of(pick("event", "name")), r"many=True"),
        (lambda: first_of(pick("event", "name"), pick("event", "places", many=True)), r"on all of them, or on none"),
    ],
)
def test_selector_that_can_never_match_is_an_error(make, says):
    with pytest.raises(RecordError, match=says):
        make()


def test_record_error_is_one_of_the_family():
    assert issubclass(RecordError, ExtractorError)


def declared(annotation, field):
    return type("Declared", (Record,), {"__annotations__": {"x": annotation}, "x": field, "__module__": __name__})


@pytest.mark.parametrize(
    "annotation, field, says",
    [
        (str, lambda: pick("event", "name"), r"Declared\.x: may find nothing.*annotate … \| None"),
        (tuple[str, ...], lambda: pick("event", "name"), r"say many=True"),
        (str | None, lambda: pick("event", "name", many=True), r"many=True gives several values"),
        (int | None, lambda: pick("event", "name"), r"'name' does not fill int.*annotate Span or str"),
        (Quantity | None, lambda: pick("event", "name"), r"does not fill Quantity"),
        (int | None, lambda: pick("statistic", "quantity"), r"does not fill int"),
        (str | None, lambda: pick("event"), r"a whole fact fills a record only"),
        (str | None, lambda: pick("event", "name", same="y"), r"same='y' names no field above it"),
        (Quantity | None, lambda: pick("statistic", "quantity", of="x"), r"of='x' names no field above it"),
    ],
)
def test_class_that_can_never_be_filled_is_an_error(annotation, field, says):
    with pytest.raises(RecordError, match=says):
        declared(annotation, field())


@pytest.mark.parametrize(
    "annotation, field",
    [
        (Quantity | None, lambda: pick("statistic", "quantity")),
        (Decimal | None, lambda: pick("statistic", "quantity")),
        (str | None, lambda: pick("statistic", "quantity")),
        (Annotated[Quantity, Field()] | None, lambda: pick("statistic", "quantity")),
        (str | None, lambda: pick("statistic", "period")),
        (Literal["increase", "decrease", "stable"] | None, lambda: pick("statistic", "direction")),
        (int | None, lambda: pick("event", "edition")),
        (str | None, lambda: pick("event", "places.0")),
        (list[str], lambda: pick("event", "places", many=True)),
        (bool | None, lambda: pick("publication", "first")),
    ],
)
def test_class_that_can_be_filled_is_none(annotation, field):
    assert list(declared(annotation, field()).choices()) == ["x"]


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_of_fact_can_be_picked(kind):
    assert choice_of(pick(kind)).selectors[0].kind == kind
