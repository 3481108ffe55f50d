"""`make bench`: speed as ratios, measured in one run on one machine, written to bench/results/."""

import argparse
import os
import time
from pathlib import Path

from bench import place, report
from bench.sizes import FULL, QUICK

PARTS = (
    *("hot_path", "pages", "workbench", "bulk", "board", "reviews", "pay", "claims", "statistics"),
    *("allocation", "talent"),
)
RESULTS = Path(__file__).parent / "results"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", choices=PARTS, action="append", help="one part; may be given again")
    parser.add_argument(
        "--quick", action="store_true", help="small sizes: shows that it works, measures nothing"
    )
    parser.add_argument("--into", type=Path, default=RESULTS, help="the folder of the results")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "assay.config.settings")
    sizes = QUICK if asked.quick else FULL
    with place.running() as platform:
        results = report.begun(platform, is_quick=asked.quick)
        for part in asked.only or PARTS:
            print(f"{part} ...", flush=True)
            started_at = time.perf_counter()
            results["parts"][part] = report.measured(part, platform, sizes)
            print(f"{part}: {time.perf_counter() - started_at:.0f} s", flush=True)
    report.written(results, asked.into)
    print(report.table(results))


if __name__ == "__main__":
    main()
