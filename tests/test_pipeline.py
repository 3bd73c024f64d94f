"""The rooms put together: from documents to extractions."""

import itertools
from pathlib import Path

import pytest

import extractor
from extractor import Document, Extraction, InputError, PackError, extract, extract_all, load, nlp, pipeline
from extractor.readers import document

GOLD = Path(__file__).parent.parent / "corpus" / "sommet-chine-numerique-2025.txt"


# load


def test_load_gives_one_pipeline_a_language():
    assert load() is load("fr") is load("fr-CA")


def test_load_unknown_language_lists_those_there_are():
    with pytest.raises(PackError, match=r"no language pack 'tlh' \(there are: .*fr"):
        load("tlh")


def test_load_takes_the_folder_of_a_pack():
    assert load(str(load().pack.path)) is load()


# mentions and extract


def test_mentions_are_numeric_and_sorted():
    found = load().mentions(document("En 2024, 8 % de 3 M€."))
    assert [m.text for m in found] == ["2024", "8 %", "3 M€"]


def test_extract_gives_mentions_in_text_order_and_facts_with_their_evidence():
    text = GOLD.read_text(encoding="utf-8")
    found = extract(GOLD)
    assert found.text == text and found.document.id == GOLD.name
    starts = [m.start for m in found.mentions]
    assert starts == sorted(starts) and len(starts) > 40
    assert {m.type for m in found.mentions} > {"money", "date", "entity", "percent"}
    assert len(found.facts) > 20 and len({fact.id for fact in found.facts}) == len(found.facts)


def test_extract_the_same_in_any_order_and_number():
    texts = ["8 % en avril.", "Il a duré trois jours.", "En 2024, Air France a gagné 3 M€, soit 8 % de plus."]
    documents = [document(text, id=str(i)) for i, text in enumerate(texts)]
    there = {found.document.id: found for found in extract_all(documents)}
    back = {found.document.id: found for found in extract_all(documents[::-1])}
    alone = {d.id: load().extract(d) for d in documents}
    assert there == back == alone


def test_extract_empty_text_gives_nothing():
    found = extract("")
    assert (found.mentions, found.facts) == ((), ())


@pytest.mark.parametrize("text", [" \n\t\r\n ", "\ufeff", "\x00", "…", "𝟠 %", "\u2028", "'" * 300, "1" * 5000, "\r\r\n"])
def test_extract_odd_text_gives_an_extraction(text):
    assert extract(Document(text=text, lang="fr")).text == text


def test_extract_published_date_resolves():
    (date,) = (m for m in extract("hier", published="2025-04-30").mentions if m.type == "date")
    assert date.from_ == "2025-04-29"


def test_link_gives_facts_over_mentions_that_are_given():
    whole = extract(GOLD)
    assert load().link(whole.document, list(whole.mentions)) == whole


# text or file


def test_extract_path_object_is_a_file(tmp_path):
    path = tmp_path / "2025-04-30 note.txt"
    path.write_text("8 %", encoding="utf-8")
    found = extract(path)
    assert (found.document.id, found.document.published, found.text) == (path.name, "2025-04-30", "8 %")


def test_extract_string_that_names_a_file_is_a_file(tmp_path):
    path = tmp_path / "a b.md"
    path.write_text("8 %", encoding="utf-8")
    assert extract(str(path)).text == "8 %"


@pytest.mark.parametrize("text", ["8 %", "8 %\nmissing.txt", "x" * 300 + ".txt", "read missing.txt", "a\x00b"])
def test_extract_other_string_is_a_text(text):
    assert extract(text).text == text


@pytest.mark.parametrize("source", [Path("missing"), "missing.txt", "folder/missing.jsonl"])
def test_extract_missing_file_is_an_error(source):
    with pytest.raises(InputError, match="no such file"):
        extract(source)


def test_extract_json_lines_of_one_document(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "8 %", "id": "n"}\n', encoding="utf-8")
    assert extract(path).document.id == "n"
    path.write_text('{"text": "8 %"}\n{"text": "9 %"}\n', encoding="utf-8")
    with pytest.raises(InputError, match="several documents"):
        extract(path)


def test_extract_document_is_taken_as_it_is():
    given = document("8 %", id="x", published="2025")
    assert extract(given).document is given


def test_extract_bad_date_is_an_error():
    with pytest.raises(InputError, match="is not a date"):
        extract("8 %", published="soon")


# many documents


def numbered(count: int) -> list[Document]:
    return [document(f"{i} %", id=str(i)) for i in range(count)]


def test_extract_all_keeps_the_order_and_takes_any_iterable():
    assert [found.document.id for found in extract_all(iter(numbered(5)))] == list("01234")


def test_extract_all_of_nothing():
    assert list(extract_all([])) == []


def test_extract_all_streams():
    taken = []

    def documents():
        for given in itertools.repeat(document("8 %"), 20_000):
            taken.append(given)
            yield given

    assert next(iter(extract_all(documents()))).text == "8 %"
    assert len(taken) < 10_000


def test_extract_all_raises_without_somebody_to_tell(monkeypatch):
    monkeypatch.setattr(pipeline.linker, "link", failing_on("1"))
    with pytest.raises(ValueError, match="cannot link 1"):
        list(extract_all(numbered(3)))


def test_extract_all_goes_on_after_a_document_that_fails(monkeypatch):
    monkeypatch.setattr(pipeline.linker, "link", failing_on("1"))
    failed = []
    found = extract_all(numbered(3), on_failure=lambda d, e: failed.append((d.id, str(e))))
    assert [e.document.id for e in found] == ["0", "2"]
    assert failed == [("1", "cannot link 1")]


@pytest.mark.parametrize("batch", [1, 2, 5, 50])
def test_extract_all_goes_on_after_the_model_fails_on_a_document(monkeypatch, batch):
    monkeypatch.setattr(nlp, "analyse_all", batched(batch, bad={"3", "6"}))
    monkeypatch.setattr(nlp, "analyse", lambda document, pack: next(batched(1, bad={"3", "6"})([document], pack)))
    monkeypatch.setattr(nlp, "entities", lambda doc, pack, mentions: [])
    monkeypatch.setattr(pipeline.linker, "link", lambda document, mentions, doc, pack: [])
    failed = []
    found = [e.document.id for e in extract_all(numbered(8), on_failure=lambda d, e: failed.append(d.id))]
    assert (found, failed) == (["0", "1", "2", "4", "5", "7"], ["3", "6"])


@pytest.mark.parametrize("on_failure", [None, lambda document, error: None])
def test_extract_all_passes_on_the_errors_of_its_source(on_failure):
    def documents():
        yield document("8 %")
        raise InputError("gone")

    found = extract_all(documents(), on_failure=on_failure)
    with pytest.raises(InputError, match="gone"):
        list(found)


def failing_on(bad: str):
    def link(document, mentions, doc, pack):
        if document.id == bad:
            raise ValueError(f"cannot link {bad}")
        return []

    return link


def batched(size: int, bad: set[str]):
    """An `analyse_all` that takes several documents before it gives the first back, and fails on some."""

    def analyse_all(documents, pack):
        batch = []
        for given in documents:
            batch.append(given)
            if len(batch) == size:
                yield from read(batch)
                batch = []
        yield from read(batch)

    def read(batch):
        if bad & {given.id for given in batch}:
            raise ValueError("the model fails")
        return [None] * len(batch)

    return analyse_all


def test_public_names_are_those_of_the_rooms():
    assert extractor.extract is pipeline.extract and extractor.Extraction is Extraction
