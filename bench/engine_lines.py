"""The lines of the report on the statistical engine."""

from collections.abc import Iterator
from typing import Any  # JSON.

Line = tuple[str, str, str, bool | None]


def lines(body: dict[str, Any]) -> Iterator[Line]:
    if "iteration" in body:
        yield from iterations(body["iteration"])
        yield read(body["reading"])
    yield from sizes(body["sizes"])
    for name, found in body["acceleration"].items():
        plain, fast = found["plain"], found["squarem"]
        gained = fast["objective"] - plain["objective"]
        value = (
            f"{fast['n_iter']} evaluations, {fast['seconds']:.2f} s "
            f"(plain {plain['n_iter']}, {plain['seconds']:.2f} s; objective {gained:+.3f})"
        )
        yield f"SQUAREM to the same objective, {name}", value, "", None
    for name, seconds in body["automatic"].items():
        yield f"Labels by `auto`, {name}", f"{seconds} s", "", None
    for name, found in body["online"].items():
        value = f"{found['median']} µs (95 of 100 below {found['p95']} µs)"
        yield f"An item's posterior after one more judgment, {name}", value, "≤ 20 µs", found["median"] <= 20
    for n, found in body["engines"].items():
        value = ", ".join(f"{engine} {seconds} s" for engine, seconds in found.items())
        yield f"One iteration over {n} judgments", value, "", None


def read(found: dict[str, Any]) -> Line:
    value = f"{found['ratio']}× ({found['assay_seconds']} s, polars {found['polars_seconds']} s)"
    what = f"Reading {found['n']:,} judgments from CSV, in order, against polars' read and encoding"
    return what, value, "≤ 1.2×", found["ratio"] <= 1.2


def iterations(found: dict[str, Any]) -> Iterator[Line]:
    for name, one in found["sets"].items():
        value = f"{one['ratio']}× ({one['assay_ms']} ms, crowd-kit {one['crowd_kit_ms']} ms)"
        yield f"Dawid-Skene, one iteration, {name}: crowd-kit's time in ours", value, "", None
    if found["ratio"]:
        yield "Geometric mean of these", f"{found['ratio']}×", "≥ 100×", found["ratio"] >= 100


def sizes(found: list[dict[str, Any]]) -> Iterator[Line]:
    for one in found:
        is_largest = one["n"] >= 10_000_000
        what = f"One iteration over {one['n']:,} judgments, 4 classes"
        moved, streamed = f"{one['moved_share']:.0%}", f"{one['streamed_share']:.0%}"
        value = (
            f"{one['seconds']} s ({one['processor_seconds']} s of processor time), {streamed} of {one['bandwidth_gb']} "
            f"GB/s of memory, {moved} counting the rows of parameters that caches hold"
        )
        yield what, value, "≤ 0.15 s" if is_largest else "", one["seconds"] <= 0.15 if is_largest else None
        memory = f"{one['peak_mib']:,.0f} MiB"
        kept = one["peak_mib"] <= 1.5e9 / 2**20 if is_largest else None
        yield (
            f"Most memory of that fit, {one['n']:,} judgments",
            memory,
            "≤ 1.5 GB" if is_largest else "",
            kept,
        )
    if len(found) > 1:
        first, last = found[0], found[-1]
        value = (
            f"{last['seconds'] / first['seconds']:.1f}× the time for {last['n'] // first['n']}× the judgments"
        )
        yield "Linear in the judgments", value, "", None
