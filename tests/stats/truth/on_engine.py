"""Fits a table on an engine, in a process of its own: Spark leaves sockets open that would fail later tests.

python -m tests.stats.truth.on_engine duckdb|spark FOLDER
"""

import json
import sys
from pathlib import Path
from typing import Any  # Connections of Ibis have no useful types.

import ibis

from assay.stats.truth.tables import dawid_skene


def connection(engine: str) -> Any:
    if engine == "duckdb":
        return ibis.duckdb.connect()
    from pyspark.sql import SparkSession

    settings: dict[str, bool | float | int | str | None] = {
        "spark.sql.shuffle.partitions": "2",
        "spark.ui.enabled": "false",
        "spark.driver.host": "localhost",
    }
    session = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return ibis.pyspark.connect(session)


def main(engine: str, folder: Path) -> None:
    judgments = connection(engine).read_parquet(str(folder / "judgments.parquet"))

    found = dawid_skene(judgments, str(folder / "steps"), max_iter=3)

    tables = {
        name: getattr(found, name).to_pyarrow().to_pylist() for name in ("posterior", "confusion", "prior")
    }
    whole = {"n_iter": found.n_iter, "converged": found.converged, "objective": found.objective, **tables}
    (folder / "found.json").write_text(json.dumps(whole))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
