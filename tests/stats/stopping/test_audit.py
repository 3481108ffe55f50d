"""The share that never stops early."""

import pytest

from assay.stats.stopping import is_audited

NAMES = [f"task-{nth}" for nth in range(5000)]


def drawn(share: float, seed: int = 0) -> set[str]:
    return {name for name in NAMES if is_audited(name, share=share, seed=seed)}


def test_the_share_is_the_one_asked_for() -> None:
    assert len(drawn(0.1)) / len(NAMES) == pytest.approx(0.1, abs=0.015)
    assert (len(drawn(0.0)), len(drawn(1.0))) == (0, 5000)


def test_more_audit_keeps_what_less_audit_had() -> None:
    assert drawn(0.05) < drawn(0.1) < drawn(0.5)


def test_the_draw_depends_on_name_and_seed_alone() -> None:
    assert drawn(0.1) == drawn(0.1)
    assert len(drawn(0.1) & drawn(0.1, seed=1)) / len(NAMES) == pytest.approx(0.01, abs=0.006)
