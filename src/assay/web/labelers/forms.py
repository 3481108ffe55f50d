"""The form of a use: shares are typed in percent."""

from collections.abc import Mapping

from assay.kit.reasons import NotFound
from assay.labelers.enums import UseMode
from assay.labelers.models import LabelerUse
from assay.labelers.rules.uses import Terms

USE_FIELDS = ("version", "mode", "left_share", "target", "floor", "reason")
_STANDARD = Terms(UseMode.JUDGE)


def empty_use(last: LabelerUse | None) -> dict[str, str]:
    """The terms that are in force, else the usual ones; the reason is always said anew."""
    terms = last or _STANDARD
    return {
        "mode": str(terms.mode),
        "left_share": f"{terms.left_share * 100:.10g}",
        "target": f"{terms.target * 100:.10g}",
        "floor": f"{terms.floor * 100:.10g}",
    }


def terms_from(texts: Mapping[str, str]) -> Terms:
    """What is no number stays one that the rules refuse."""
    if texts["mode"] not in UseMode.values:
        raise NotFound
    shares = (_share(texts[name]) for name in ("left_share", "target", "floor"))
    return Terms(UseMode(texts["mode"]), *shares)


def _share(text: str) -> float:
    try:
        return round(float(text.replace(",", ".")) / 100, 12)
    except (ValueError, OverflowError):
        return float("nan")
