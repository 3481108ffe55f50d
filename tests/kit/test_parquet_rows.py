"""Small Parquet files that ask for much memory are refused before they get it."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from assay.kit.parquet_rows import count_parquet, parquet_rows
from assay.kit.rows import Unreadable

N_ROWS, N_EACH = 200, 10


def written(path: Path, **columns: pa.Array) -> Path:
    """Without the schema of Arrow: a reader must not trust that it is there."""
    n_rows = len(next(iter(columns.values())))
    table = pa.table({"external_id": [f"t{nth}" for nth in range(n_rows)], **columns})
    pq.write_table(table, path, compression="zstd", dictionary_pagesize_limit=10**9, store_schema=False)
    return path


def same_text(length: int, n: int) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array([0] * n, pa.int32()), pa.array(["x" * length]))


def lists_of(values: pa.Array, n_rows: int) -> pa.Array:
    each = len(values) // n_rows
    return pa.ListArray.from_arrays(pa.array([nth * each for nth in range(n_rows + 1)], pa.int32()), values)


def test_one_long_text_in_every_list_is_refused(tmp_path: Path) -> None:
    column = lists_of(same_text(1_000_000, N_ROWS * N_EACH), N_ROWS)
    path = written(tmp_path / "bomb.parquet", tags=column)
    assert path.stat().st_size < 10_000

    assert count_parquet(path) == N_ROWS
    with pytest.raises(Unreadable, match="Its lists hold more than"):
        list(parquet_rows(path))


def test_nothing_a_hundred_million_times_is_refused_unread(tmp_path: Path) -> None:
    path = written(tmp_path / "bomb.parquet", numbers=lists_of(pa.nulls(140_000_000, pa.int8()), 1))
    assert path.stat().st_size < 100_000

    with pytest.raises(Unreadable, match="unpacks to more than"):
        count_parquet(path)


def test_texts_in_lists_and_structs_are_read_as_they_are(tmp_path: Path) -> None:
    tags = pa.array([["a", "b", None], [], None], pa.list_(pa.string()))
    named = pa.array([{"name": "Ana", "ids": ["1"]}, {"name": None, "ids": []}, None])
    path = written(tmp_path / "sound.parquet", tags=tags, named=named)

    cells = [dict(row.cells) for row in parquet_rows(path)]

    assert cells == [
        {"external_id": "t0", "tags": ["a", "b", None], "named": {"name": "Ana", "ids": ["1"]}},
        {"external_id": "t1", "tags": [], "named": {"ids": []}},
        {"external_id": "t2"},
    ]
