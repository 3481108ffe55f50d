"""Which engines a consensus run may use, and their parameters."""

from collections.abc import Mapping
from typing import Any  # Parameters come from settings as JSON.

from assay.kit.reasons import Reason, declare

UNKNOWN_METHOD = declare("quality.unknown_method", "There is no consensus method {method}.", status=422)
BAD_PARAMETER = declare(
    "quality.bad_parameter", "{name} must be a number from {least} to {most}.", status=422
)

LIMITS: Mapping[str, tuple[float, float]] = {
    "seed": (0, 2**31 - 1),
    "smoothing": (0, 10),
    "pooling": (0, 1000),
    "max_iter": (1, 10_000),
    "tol": (1e-12, 1),
}
DEFAULTS: Mapping[str, Mapping[str, float]] = {
    "auto": {"seed": 0},
    "majority": {"seed": 0},
    "dawid_skene": {"seed": 0, "smoothing": 0.01, "max_iter": 200, "tol": 1e-7},
    "hierarchical_dawid_skene": {"seed": 0, "smoothing": 0.01, "pooling": 4.0, "max_iter": 200, "tol": 1e-7},
}


def completed(method: str, params: Mapping[str, Any]) -> dict[str, Any]:
    """Every parameter of the method: what was given, else its default."""
    return {**DEFAULTS[method], **params}


def refuse(method: str, params: Mapping[str, Any]) -> list[Reason]:
    """Every problem of method and parameters."""
    if method not in DEFAULTS:
        return [UNKNOWN_METHOD(field="method", method=method[:40])]
    problems = []
    for name, value in params.items():
        least, most = LIMITS.get(name, (0, 0))
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if name not in DEFAULTS[method] or not is_number or not least <= value <= most:
            problems.append(
                BAD_PARAMETER(field=f"params/{name}"[:80], name=name[:40], least=least, most=most)
            )
    return problems
