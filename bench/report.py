"""Results as JSON, and as the table that people read."""

import importlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any  # JSON.

from assay.config.supervisor import Platform
from bench import machine
from bench.sizes import Sizes

Results = dict[str, Any]


def begun(platform: Platform, *, is_quick: bool) -> Results:
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "is_quick": is_quick,
        "machine": machine.described(platform.environment["DATABASE_URL"]),
        "parts": {},
    }


def measured(part: str, platform: Platform, sizes: Sizes) -> Results:
    found: Results = importlib.import_module(f"bench.{part}").measure(platform, sizes)
    return found


def written(results: Results, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    results["machine"]["load_after"] = round(os.getloadavg()[0], 2)
    text = json.dumps(results, indent=2, ensure_ascii=False) + "\n"
    (folder / f"{results['measured_at'][:10]}.json").write_text(text)
    (folder / "latest.md").write_text(table(results))


def table(results: Results) -> str:
    return json.dumps(results["parts"], indent=1)
