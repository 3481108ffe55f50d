"""A vendor's own invoice as CSV: project, site, market, unit, count and rate, a line each."""

import csv
import io

from assay.kit.csv_safety import unguard
from assay.kit.money import MOST, micro_of
from assay.kit.reasons import Reason
from assay.partners.rules.invoices import UNREADABLE, Billed

COLUMNS = ("project", "site", "market", "unit", "count", "rate")
MOST_BYTES = 2_000_000
MOST_LINES = 5_000
MOST_UNITS = 10**9


def read_invoice(content: bytes) -> list[Billed] | Reason:
    """Every line, or what is wrong with the first that is not one."""
    if len(content) > MOST_BYTES:
        return UNREADABLE(field="file", why=f"it is larger than {MOST_BYTES:,} bytes.")
    try:
        reader = csv.reader(io.StringIO(content.decode("utf-8-sig")), strict=True)
        header, *rows = [row for row in reader if row] or [[]]
    except (UnicodeDecodeError, csv.Error) as error:
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
            return UNREADABLE(field="file", why=f"line {nth} has no whole count or no rate such as 0.05.")
        lines.append(line)
    return lines


def _line(cells: dict[str, str]) -> Billed | None:
    texts = {name: unguard(cells.get(name, "").strip())[:200] for name in COLUMNS}
    rate, count = micro_of(texts["rate"]), texts["count"]
    is_count = count.isascii() and count.isdigit() and len(count) <= 10 and int(count) <= MOST_UNITS
    if rate is None or not 0 <= rate <= MOST // MOST_UNITS or not is_count:
        return None
    return Billed(texts["project"], texts["site"], texts["market"], texts["unit"], int(count), rate)
