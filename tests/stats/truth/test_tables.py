"""The form of Dawid-Skene for tables, on each engine, against the kernel."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any  # Connections of Ibis have no useful types.

import ibis
import numpy as np
import pyarrow as pa
import pytest
from pyarrow import parquet

from assay.stats.truth import DawidSkene, Judgments
from assay.stats.truth.tables import dawid_skene
from tests.stats.truth.crowds import crowd

ROOT = Path(__file__).resolve().parents[3]
# Ibis 12 calls what DuckDB 1.5 calls by another name.
pytestmark = pytest.mark.filterwarnings("ignore:fetch_:DeprecationWarning")


@pytest.fixture
def local() -> Iterator[Any]:
    connection = ibis.duckdb.connect()
    yield connection
    connection.disconnect()


@pytest.fixture(params=["duckdb", pytest.param("spark", marks=pytest.mark.slow)])
def engine(request: pytest.FixtureRequest) -> str:
    if request.param == "spark" and importlib.util.find_spec("pyspark") is None:
        pytest.skip("PySpark is not installed: `pip install assay[spark]`")
    if request.param == "spark" and shutil.which("java") is None:
        pytest.skip("Spark needs Java, which is not installed")
    return str(request.param)


def columns(judgments: Judgments) -> dict[str, list[str]]:
    """Names whose alphabet is the order of the codes."""
    return {
        name: [f"{name}-{code:04}" for code in codes.tolist()]
        for name, codes in (
            ("item", judgments.item),
            ("worker", judgments.worker),
            ("label", judgments.label),
        )
    }


def as_table(engine: Any, folder: Path, rows: dict[str, Any]) -> Any:
    parquet.write_table(pa.table(rows), folder / "judgments.parquet")
    return engine.read_parquet(str(folder / "judgments.parquet"))


def on(engine: str, folder: Path) -> dict[str, Any]:
    (folder / "steps").mkdir()
    command = [sys.executable, "-m", "tests.stats.truth.on_engine", engine, str(folder)]
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads((folder / "found.json").read_text())
    return found


def test_it_equals_the_kernel(engine: str, tmp_path: Path) -> None:
    judgments = crowd(31, n_items=60, n_workers=8).judgments
    parquet.write_table(pa.table(columns(judgments)), tmp_path / "judgments.parquet")

    found = on(engine, tmp_path)

    kernel = DawidSkene(accelerated=False, max_iter=3).fit(judgments)
    assert kernel.confusion is not None
    assert (found["n_iter"], found["converged"]) == (3, False)
    assert found["objective"] == pytest.approx(kernel.log_likelihood, abs=1e-6)
    assert (len(found["posterior"]), len(found["prior"])) == (60 * 3, 3)
    for row in found["posterior"]:
        assert row["probability"] == pytest.approx(
            kernel.posterior[code(row["item"]), code(row["truth"])], abs=1e-6
        )
    for row in found["prior"]:
        assert row["share"] == pytest.approx(kernel.prior[code(row["truth"])], abs=1e-6)
    for row in found["confusion"]:
        place = (code(row["worker"]), code(row["truth"]), code(row["label"]))
        assert row["share"] == pytest.approx(kernel.confusion[place], abs=1e-6)


def code(name: str) -> int:
    return int(name.split("-")[1])


def test_it_stops_where_the_kernel_stops(local: Any, tmp_path: Path) -> None:
    judgments = crowd(32, n_items=40, n_workers=6, overlap=4).judgments

    found = dawid_skene(as_table(local, tmp_path, columns(judgments)), str(tmp_path), tol=1e-3)

    kernel = DawidSkene(accelerated=False, tol=1e-3).fit(judgments)
    assert (found.n_iter, found.converged) == (kernel.n_iter, True)
    assert found.objective == pytest.approx(kernel.log_likelihood, abs=1e-6)


def test_without_smoothing_what_is_impossible_stays_so(local: Any, tmp_path: Path) -> None:
    rows = {"item": list("aabbcc"), "worker": list("uvuvuv"), "label": list("yynnyn")}

    found = dawid_skene(as_table(local, tmp_path, rows), str(tmp_path), smoothing=0.0, max_iter=4)

    posterior = found.posterior.order_by("item", "truth").to_pyarrow()
    np.testing.assert_allclose(posterior["probability"], [0, 1, 1, 0, 0.5, 0.5], atol=1e-6)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ({"item": ["a", "a"], "worker": ["u", "u"], "label": ["y", "n"]}, "u judged a 2 times"),
        ({"item": ["a", "a"], "worker": ["u", "v"], "label": ["y", None]}, "1 judgments have no label"),
        (
            {name: pa.array([], pa.string()) for name in ("item", "worker", "label")},
            "there is nothing to fit",
        ),
    ],
)
def test_what_cannot_be_fitted_is_refused(local: Any, tmp_path: Path, rows: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        dawid_skene(as_table(local, tmp_path, rows), str(tmp_path))


def test_neither_engine_is_loaded_before_it_is_used() -> None:
    code = (
        "import sys; import assay.stats.truth.tables; "
        "print([name for name in ('ibis', 'duckdb', 'pyspark', 'pandas') if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
