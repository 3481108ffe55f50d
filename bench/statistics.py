"""The statistical engine: against crowd-kit and polars in turns, and on tables of millions."""

import os
import statistics
import tempfile
from pathlib import Path
from typing import Any  # JSON.

from assay.config.supervisor import Platform
from bench.sides.side import Side, ours, theirs
from bench.sizes import Sizes

SETS = ("product_match", "srel_trec2010", "adult2")
REAL = Path(os.environ.get("ASSAY_SHARED") or Path(__file__).resolve().parents[2] / "shared") / "data"
# So many plain iterations more, in which everything else is the same, cost the difference.
OURS, THEIRS = (5, 105), (1, 6)
# Judgments that are passed over in a measurement at least, so that a second of other work does not matter.
ENOUGH = 60_000_000
# What a pass moves for one judgment of four classes: its code, its row of the parameters, its row of the sums twice.
STREAMED, ROWS = 4, 32 + 2 * 32
# What it reads for one item: where its judgments begin, and whether it is gold.
OF_ITEM = 8 + 4


def measure(_platform: Platform, sizes: Sizes) -> dict[str, Any]:
    found: dict[str, Any] = {}
    with ours() as our, tempfile.TemporaryDirectory(prefix="assay-bench-") as folder:
        if sizes.has_others:
            with theirs() as their:
                found["iteration"] = against_crowd_kit(our, their, sizes)
                found["reading"] = reading(our, their, Path(folder), sizes)
        found["automatic"] = automatic(our)
        found["online"] = {
            name: our.does("online", file=str(REAL / name / "judgments.csv")) for name in present()
        }
        found["acceleration"] = acceleration(our, sizes)
    with ours() as our, tempfile.TemporaryDirectory(prefix="assay-bench-") as folder:
        found["engines"] = engines(our, Path(folder), sizes)
    return {**found, "sizes": [at_size(n, sizes) for n in sizes.n_judgments]}


def against_crowd_kit(our: Side, their: Side, sizes: Sizes) -> dict[str, Any]:
    """Milliseconds of one iteration in turns; empty where the recorded judgments are not at hand."""
    sets = {}
    for name in present():
        file = str(REAL / name / "judgments.csv")
        our.does("fitted", file=file, n_iter=OURS[0])
        turns = [
            (iteration_ms(our, OURS, file=file), iteration_ms(their, THEIRS, file=file))
            for _ in range(sizes.n_turns)
        ]
        ratios = [theirs / ours for ours, theirs in turns]
        sets[name] = {
            "assay_ms": round(statistics.median(ours for ours, _ in turns), 4),
            "crowd_kit_ms": round(statistics.median(theirs for _, theirs in turns), 2),
            "ratio": round(statistics.median(ratios), 1),
            "ratios": [round(ratio, 1) for ratio in ratios],
        }
    mean = statistics.geometric_mean(found["ratio"] for found in sets.values()) if sets else None
    return {"sets": sets, "ratio": mean and round(mean, 1)}


def present() -> list[str]:
    return [name for name in SETS if (REAL / name / "judgments.csv").exists()]


def iteration_ms(side: Side, between: tuple[int, int], **what: Any) -> float:
    few, many = (side.does("fitted", n_iter=n_iter, **what) for n_iter in between)
    return float((many - few) / (between[1] - between[0]) * 1e3)


def automatic(our: Side) -> dict[str, float]:
    """Seconds of the default for a crowd that nobody knows, compiled code at hand."""
    found = {}
    for name in present():
        file = str(REAL / name / "judgments.csv")
        our.does("automatic", file=file)
        found[name] = round(our.does("automatic", file=file), 3)
    return found


def acceleration(our: Side, sizes: Sizes) -> dict[str, Any]:
    """SQUAREM and plain expectation maximisation until the objective per judgment moves by less than 1e-9."""
    sources = {name: {"file": str(REAL / name / "judgments.csv")} for name in present()}
    sources[f"simulated, {sizes.n_accelerated:,}"] = {"n": sizes.n_accelerated}
    found = {}
    for name, source in sources.items():
        plain = our.does("climbed", accelerated=False, tol=1e-9, **source)
        fast = our.does("climbed", accelerated=True, tol=1e-9, **source)
        found[name] = {"plain": plain, "squarem": fast, "ratio": round(plain["seconds"] / fast["seconds"], 2)}
    return found


def reading(our: Side, their: Side, folder: Path, sizes: Sizes) -> dict[str, Any]:
    """Our whole reading, ordering included, against polars' read and encoding of the same file, in turns."""
    file = str(folder / "judgments.csv")
    our.does("written", file=file, n=sizes.n_read)
    for side in (our, their):
        side.does("read", file=file)
    turns = [
        (our.does("read", file=file), their.does("read", file=file)) for _ in range(2 * sizes.n_turns + 1)
    ]
    return {
        "n": sizes.n_read,
        "assay_seconds": round(statistics.median(ours for ours, _ in turns), 3),
        "polars_seconds": round(statistics.median(theirs for _, theirs in turns), 3),
        "ratio": round(statistics.median(ours / theirs for ours, theirs in turns), 2),
    }


def engines(our: Side, folder: Path, sizes: Sizes) -> dict[str, Any]:
    """Seconds of one iteration by the kernel, on DuckDB and, where it is installed, on Spark."""
    found: dict[str, Any] = {}
    for n in sizes.n_tables:
        our.does("fitted", n=n, n_iter=1)
        turns = [iteration_ms(our, OURS, n=n) for _ in range(sizes.n_turns)]
        found[f"{n:,}"] = {"kernel": round(statistics.median(turns) / 1e3, 5)}
        for engine in ("duckdb", "spark"):
            try:
                # The first of the three warms the engine up and is not counted.
                _, few, many = (
                    our.does("tables", engine=engine, n=n, n_iter=n_iter, folder=str(folder))
                    for n_iter in (1, 1, 4)
                )
            except RuntimeError:
                print(f"{engine} is not at hand.", flush=True)
                return found
            found[f"{n:,}"][engine] = round((many - few) / 3, 3)
    return found


def at_size(n: int, sizes: Sizes) -> dict[str, Any]:
    """One iteration and the most memory of a process that does nothing else."""
    between = 2, 2 + max(6, ENOUGH // n)
    with ours() as our:
        our.does("fitted", n=n, n_iter=1)
        turns = [iteration_ms(our, between, n=n) for _ in range(sizes.n_turns)]
        seconds = statistics.median(turns) / 1e3
        few, many = (our.does("spent", n=n, n_iter=n_iter) for n_iter in between)
        peak = our.does("memory")
        gb_per_second = our.does("bandwidth")
    streamed = n * STREAMED + n / 5 * OF_ITEM
    return {
        "n": n,
        "seconds": round(seconds, 4),
        "processor_seconds": round((many - few) / (between[1] - between[0]), 4),
        "turns": [round(ms / 1e3, 4) for ms in turns],
        "peak_mib": peak,
        "bandwidth_gb": round(gb_per_second, 1),
        "streamed_share": round(streamed / seconds / 1e9 / gb_per_second, 3),
        "moved_share": round((streamed + n * ROWS) / seconds / 1e9 / gb_per_second, 3),
    }
