"""When the crowd of an adaptive stage is learnt anew."""

FIRST_FIT = 100
REFIT_GROWTH = 0.2


def n_to_next_fit(n_at_fit: int | None) -> int:
    """New judgments until then: a fifth of those at the last fit, so that all fits together cost as much as a few."""
    return FIRST_FIT if n_at_fit is None else max(FIRST_FIT, round(REFIT_GROWTH * n_at_fit))
