"""What is loaded when: starting must stay cheap."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import extractor

HEAVY = ("spacy", "thinc", "numpy", "pandas", "pydantic", "babel")


def loaded_after(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter has loaded after running some code."""
    script = f"{code}\nimport sys; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("code", ["import extractor", "import extractor.cli", "from extractor import InputError"])
def test_import_loads_nothing_heavy(code):
    assert loaded_after(code).isdisjoint(HEAVY)


def test_mentions_load_no_spacy():
    code = "import extractor; extractor.load().mentions(extractor.Document(text='8 % en 2024', lang='fr'))"
    assert loaded_after(code).isdisjoint({"spacy", "thinc", "pandas"})


def test_reading_and_writing_load_no_spacy(tmp_path):
    (tmp_path / "a.txt").write_text("8 %", encoding="utf-8")
    code = (
        "from extractor import cli; "
        f"assert cli.main([{str(tmp_path / 'a.txt')!r}, '--emit', 'mentions', '--no-model']) == 0"
    )
    assert loaded_after(code).isdisjoint({"spacy", "thinc", "pandas"})


@pytest.mark.parametrize("name", extractor.__all__)
def test_public_name_can_be_had(name):
    assert getattr(extractor, name).__name__ == name
    assert name in dir(extractor)


def test_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nonsense"):
        _ = extractor.nonsense


def test_help_comes_at_once():
    command = [str(Path(sys.executable).with_name("extract")), "--help"]
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True, env=os.environ)
        seconds.append(time.perf_counter() - start)
    assert min(seconds) < 0.15
