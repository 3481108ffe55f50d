"""What a certificate says about lots: sentences that follow from the figures."""

from collections.abc import Iterator, Mapping
from typing import Any  # What stands in a certificate is JSON.


def limits_of_lots(lots: Mapping[str, Any] | None) -> Iterator[str]:
    """What a careful reader must know of how the lots were accepted."""
    if lots is None:
        return
    if lots["n_held_back"]:
        yield f"Held back, because their lots were not accepted: {lots['n_held_back']:,} items."
    if lots["n_without"]:
        yield f"In no lot, and so never accepted by inspection: {lots['n_without']:,} items."
    for lot in lots["rows"]:
        if lot["concession"]:
            yield (
                f"Lot {lot['number']} ({lot['n_items']:,} items) failed its inspection and was accepted with "
                f"concession, signed by {lot['concession']['signed_as']}: {lot['concession']['reason']}"
            )
        elif lot["state"] in {"rejected", "reworked"}:
            yield f"Lot {lot['number']} ({lot['n_items']:,} items) was rejected by inspection."
        elif lot["state"] != "accepted":
            yield f"Lot {lot['number']} ({lot['n_items']:,} items) has not been inspected to its end."
    worst = max((found["limiting"] or 1.0 for lot in lots["rows"] for found in lot["classes"]), default=None)
    if worst is not None:
        yield (
            "An accepted lot is no guarantee: a lot at the limiting quality of its plan still passes once in ten times "
            f"(here up to {worst * 100:.1f} % defective items at one severity)."
        )
