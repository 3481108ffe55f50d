"""The form for tables on DuckDB and on Spark."""

import tempfile
from functools import cache
from pathlib import Path
from typing import Any  # Connections of Ibis have no useful types.

import ibis
import pyarrow as pa
from pyarrow import parquet

from assay.stats.truth import Judgments
from assay.stats.truth.tables import dawid_skene
from bench.sides.loop import seconds


def seconds_of(engine: str, judgments: Judgments, n_iter: int, folder: Path) -> float:
    file = folder / f"{judgments.n}.parquet"
    if not file.exists():
        columns = {"item": judgments.item, "worker": judgments.worker, "label": judgments.label}
        parquet.write_table(pa.table(columns), file)
    table = connection(engine).read_parquet(str(file))
    with tempfile.TemporaryDirectory(dir=folder) as steps:
        return seconds(lambda: dawid_skene(table, steps, max_iter=n_iter, tol=-1.0))


@cache
def connection(engine: str) -> Any:
    if engine == "duckdb":
        return ibis.duckdb.connect()
    from pyspark.sql import SparkSession

    settings: dict[str, bool | float | int | str | None] = {
        "spark.sql.shuffle.partitions": "4",
        "spark.ui.enabled": "false",
        "spark.driver.memory": "4g",
    }
    session = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return ibis.pyspark.connect(session)
