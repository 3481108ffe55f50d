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
        if said := _said_of(lot):
            yield f"Lot {lot['number']} ({lot['n_items']:,} items) {said}"
    worst = max((found["limiting"] or 1.0 for lot in lots["rows"] for found in lot["classes"]), default=None)
    if worst is not None:
        yield (
            "An accepted lot is no guarantee: a lot at the limiting quality of its plan still passes once in ten times "
            f"(here up to {worst * 100:.1f} % defective items at one severity)."
        )


def _said_of(lot: Mapping[str, Any]) -> str:
    """What is not as a reader would expect; empty for a lot that its figures accepted at once."""
    if lot["concession"]:
        signed = lot["concession"]
        return (
            f"failed its inspection and was accepted with concession, signed by {signed['signed_as']}: "
            f"{signed['reason']}"
        )
    if revision := lot.get("revision"):
        return (
            "failed its inspection at first; a dispute overturned a defect, and by its figures since then it was "
            f"accepted by {revision['confirmed_by']}: {revision['reason']}"
        )
    return {
        "accepted": "",
        "reopened": "failed its inspection; a dispute has changed its figures since, and nobody has decided yet.",
        "rejected": "was rejected by inspection.",
        "reworked": "was rejected by inspection.",
    }.get(lot["state"], "has not been inspected to its end.")
