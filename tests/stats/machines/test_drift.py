"""Wald's plan over and over: by hand on the published plan, and by its risks on simulated answers."""

import numpy as np

from assay.stats.machines import Watch, watch
from assay.stats.sampling import sequential_plan

# NIST's plan: first acceptance after 24 without an error, rejection of 2 up to 19, of 3 from 20 on.
PLAN = sequential_plan(0.01, 0.10)


def test_nothing_and_the_published_numbers() -> None:
    good = [True]

    assert watch([], PLAN) == Watch()
    assert watch(good * 23, PLAN) == Watch(n=23)
    assert watch(good * 24, PLAN) == Watch(n_passed=1, since=24)
    assert watch([*good * 17, False, False], PLAN) == Watch(19, 2, 0, 0, 18)
    assert watch([*good * 18, False, False], PLAN) == Watch(20, 2)
    assert watch([*good * 48, False, False, True], PLAN) == Watch(2, 2, 2, 48, 49)
    assert watch([False, True], PLAN, n=18, n_wrong=1) == Watch(19, 2, 0, 0, 0)


def test_what_is_bad_is_found_and_what_is_good_passes() -> None:
    plan = sequential_plan(0.05, 0.10, alpha=0.05, beta=0.05)
    rng = np.random.default_rng(3)

    alarms = {p: [watch(rng.random(2000) >= p, plan).alarm_at for _ in range(200)] for p in (0.02, 0.10)}

    assert sum(at is not None for at in alarms[0.02]) <= 4
    assert all(at is not None for at in alarms[0.10])
    assert np.median([at for at in alarms[0.10] if at is not None]) < 400
