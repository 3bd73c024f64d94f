"""The notebook that ships runs from end to end, and is saved without outputs."""

import json
from pathlib import Path

import pytest

TOUR = Path(__file__).parents[2] / "notebooks" / "tour.ipynb"
NEEDED = ("nbclient", "nbformat", "ipykernel", "matplotlib", "pandas", "polars", "pyarrow")


def test_notebook_is_saved_without_outputs():
    cells = json.loads(TOUR.read_text(encoding="utf-8"))["cells"]
    assert not [cell["id"] for cell in cells if cell.get("outputs") or cell.get("execution_count")]


def test_notebook_runs_and_draws(monkeypatch):
    for name in NEEDED:
        pytest.importorskip(name, reason=f"{name} is not installed: pip install 'extractor[notebook]'")
    import nbformat
    from nbclient import NotebookClient

    monkeypatch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    notebook = nbformat.read(TOUR, as_version=4)
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(TOUR.parent)}}).execute()
    outputs = {cell["id"]: cell["outputs"] for cell in notebook.cells if cell["cell_type"] == "code"}
    kinds = {id: {kind for output in shown for kind in output.get("data", {})} for id, shown in outputs.items()}
    assert "text/html" in kinds["display"] and "text/html" in kinds["table"]
    assert "image/png" in kinds["shares"] and "image/png" in kinds["amounts"]
    assert "decimal128(38, 9)" in outputs["arrow"][0]["data"]["text/plain"]
    assert '"edition": 8' in outputs["record"][0]["text"]
