"""A vendor's own invoice as CSV: project, site, market, unit, count and rate, a line each; hours such as 7.5."""

import csv
import io

from assay.kit.csv_safety import unguard
from assay.kit.money import MICRO, MOST, micro_of
from assay.kit.reasons import Reason
from assay.money.rules.hours import SECONDS_OF_HOUR
from assay.partners.enums import InvoiceUnit
from assay.partners.rules.invoices import UNREADABLE, Billed

COLUMNS = ("project", "site", "market", "unit", "count", "rate")
MOST_BYTES = 2_000_000
MOST_LINES = 5_000
MOST_UNITS = 10**9
MOST_HOURS = 500_000


def read_invoice(content: bytes) -> list[Billed] | Reason:
    """Every line, or what is wrong with the first that is not one."""
    if len(content) > MOST_BYTES:
        return UNREADABLE(field="file", why=f"it is larger than {MOST_BYTES:,} bytes.")
    try:
        reader = csv.reader(io.StringIO(content.decode("utf-8-sig")), strict=True)
        header, *rows = [row for row in reader if row] or [[]]
    except UnicodeDecodeError:
        return UNREADABLE(field="file", why="it is not UTF-8: save it in that encoding.")
    except csv.Error as error:
        return UNREADABLE(field="file", why=str(error)[:200])
    names = [name.strip().lower() for name in header]
    if not set(COLUMNS) <= set(names):
        return UNREADABLE(field="file", why=f"its columns are {', '.join(COLUMNS)}.")
    if not rows or len(rows) > MOST_LINES:
        return UNREADABLE(field="file", why=f"it has 1 to {MOST_LINES:,} lines.")
    lines = []
    for nth, row in enumerate(rows, 2):
        line = _line(dict(zip(names, row, strict=False)))
        if line is None:
            return UNREADABLE(
                field="file",
                why=f"line {nth} has no count (whole, or hours such as 7.5) or no rate such as 0.05.",
            )
        lines.append(line)
    return lines


def count_text(unit: str, n: int) -> str:
    """As a file says it: hours with two places."""
    return f"{n / SECONDS_OF_HOUR:.2f}" if unit == InvoiceUnit.HOUR else str(n)


def _line(cells: dict[str, str]) -> Billed | None:
    texts = {name: unguard(cells.get(name, "").replace("\0", "").strip())[:200] for name in COLUMNS}
    rate, unit = micro_of(texts["rate"]), texts["unit"].lower()
    n = _seconds(texts["count"]) if unit == InvoiceUnit.HOUR else _whole(texts["count"])
    if rate is None or not 0 <= rate <= MOST // MOST_UNITS or n is None:
        return None
    return Billed(texts["project"], texts["site"], texts["market"], unit, n, rate)


def _whole(count: str) -> int | None:
    is_count = count.isascii() and count.isdigit() and len(count) <= 10 and int(count) <= MOST_UNITS
    return int(count) if is_count else None


def _seconds(hours: str) -> int | None:
    """To the second; below zero where days are given back."""
    micro = micro_of(hours.removeprefix("-"))
    if micro is None or micro > MOST_HOURS * MICRO:
        return None
    seconds = round(micro * SECONDS_OF_HOUR / MICRO)
    return -seconds if hours.startswith("-") else seconds
