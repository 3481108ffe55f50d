"""The side of others: crowd-kit and polars. Imports nothing of Assay."""

from functools import cache

import pandas as pd
import polars as pl
from crowdkit.aggregation.classification.dawid_skene import DawidSkene

from bench.sides.loop import seconds, serve


@cache
def judgments(file: str) -> pd.DataFrame:
    rows = pd.read_csv(file, usecols=["item", "worker", "label"], dtype=str)
    return rows.rename(columns={"item": "task"}).drop_duplicates(["task", "worker"])


def fitted(*, n_iter: int, file: str) -> float:
    found = judgments(file)
    return seconds(lambda: DawidSkene(n_iter=n_iter, tol=float("-inf")).fit(found))


def read(*, file: str) -> float:
    """Read, and encode the three columns."""

    def job() -> list[pl.Series]:
        names = ["item", "worker", "label"]
        types = dict.fromkeys(names, pl.String)
        table = pl.read_csv(file, columns=names, schema_overrides=types).with_columns(
            pl.all().cast(pl.Categorical)
        )
        return [table[name].to_physical() for name in names]

    return seconds(job)


if __name__ == "__main__":
    serve({"fitted": fitted, "read": read})
