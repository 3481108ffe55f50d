"""Which files of tasks can be read, by their names."""

from pathlib import PurePath

FORMATS = {".csv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet"}
ENDINGS = (*FORMATS, ".csv.gz", ".jsonl.gz", ".ndjson.gz")


def format_of(name: str) -> str | None:
    """csv, jsonl or parquet; Parquet is packed within, so it never comes as .gz."""
    suffixes = [each.lower() for each in PurePath(name).suffixes]
    is_packed = suffixes[-1:] == [".gz"]
    found = FORMATS.get("".join(suffixes[-2:-1] if is_packed else suffixes[-1:]))
    return None if is_packed and found == "parquet" else found
