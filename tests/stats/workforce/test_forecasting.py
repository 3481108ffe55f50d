"""When work is done, against what can be reckoned by hand."""

from hypothesis import given
from hypothesis import strategies as st

from assay.stats.workforce import Worker, finish_days, latest_days, quantile_day, resampled_seconds

OFFICE = ((8.0, 8.0, 8.0, 8.0, 8.0, 0.0, 0.0),)


def test_people_who_are_always_alike_are_done_on_one_day() -> None:
    """Two of 8 hours from Monday to Friday give 80 a week: 96 hours are done on the second Monday, the 8th day."""
    found = finish_days([96.0], [Worker(OFFICE), Worker(OFFICE)], seed=1, n_runs=5)

    assert found == (8,) * 5


def test_the_first_week_begins_on_its_weekday() -> None:
    """From a Thursday: 16 hours on Thursday and Friday, nothing on two days, 8 on Monday: the 5th day."""
    found = finish_days([24.0], [Worker(OFFICE)], seed=1, first_weekday=3, n_runs=3)

    assert found == (5, 5, 5)


def test_a_share_of_hours_and_a_cut_of_the_first_days() -> None:
    """Half of 8 hours is 4 a day. In the first 5 days a quarter of it is left: 5 of 12 hours, and 2 days more."""
    alone = Worker(OFFICE, share=0.5)
    cut = Worker(OFFICE, share=0.5, cut=0.25, cut_days=5)

    assert finish_days([12.0], [alone], seed=1, n_runs=1) == (3,)
    assert finish_days([12.0], [cut], seed=1, n_runs=1) == (9,)


def test_a_coin_a_week_takes_as_long_as_the_geometric_distribution_says() -> None:
    """A person who has worked in every second week gets 8 hours done in week k with (1/2)^k: within a week in half of
    all runs, two 0.75, three 0.875, four 0.9375, five 0.969. So 80 % are done in the third, 95 % in the fifth."""
    coin = Worker(((8.0, 0, 0, 0, 0, 0, 0), (0.0,) * 7))

    found = finish_days([8.0], [coin], seed=7, n_runs=4000)

    shares = [sum(day <= 7 * (nth - 1) + 1 for day in found) / 4000 for nth in (1, 2, 3, 4, 5)]
    assert max(abs(share - (1 - 0.5**nth)) for nth, share in enumerate(shares, 1)) < 0.02
    assert (quantile_day(found, 0.8), quantile_day(found, 0.95)) == (15, 29)


def test_who_comes_with_a_chance_comes_in_that_share_of_runs() -> None:
    found = finish_days([8.0], [Worker(OFFICE, chance=0.3)], seed=3, n_runs=4000, most_weeks=4)

    assert set(found) == {0, 1}
    assert abs(sum(found) / 4000 - 0.3) < 0.02


def test_whoever_was_never_measured_works_like_one_who_was() -> None:
    assert finish_days([32.0], [Worker(OFFICE), Worker()], seed=1, n_runs=4) == (2,) * 4


def test_nobody_and_nobody_measured_never_end() -> None:
    assert finish_days([8.0], [], seed=1, n_runs=2) == (0, 0)
    assert finish_days([8.0], [Worker()], seed=1, n_runs=2) == (0, 0)
    assert finish_days([], [Worker(OFFICE)], seed=1, n_runs=2) == (0, 0)


def test_many_people_are_stood_for_by_some_of_them() -> None:
    """600 people of 8 hours do 4,800 a day; 120 of them are drawn, and each stands for five."""
    assert finish_days([9600.0], [Worker(OFFICE)] * 600, seed=1, n_runs=2) == (2, 2)


def test_equally_likely_totals_take_turns() -> None:
    assert finish_days([8.0, 16.0], [Worker(OFFICE)], seed=1, n_runs=4) == (1, 2, 1, 2)


def test_quantiles_and_the_last_part() -> None:
    assert quantile_day([5, 1, 4, 2, 3], 0.5) == 3
    assert quantile_day([5, 1, 0, 2, 3], 0.8) == 5
    assert quantile_day([5, 1, 0, 2, 3], 0.95) is None
    assert quantile_day([], 0.5) is None
    assert latest_days([(1, 4, 2), (3, 2, 0)]) == (3, 4, 0)


def test_resampled_seconds_stay_between_the_slowest_and_the_fastest() -> None:
    found = resampled_seconds([(10, 200.0), (10, 400.0)], seed=1, n=400)

    assert {round(each, 6) for each in found} == {20.0, 30.0, 40.0}
    assert abs(sum(found) / 400 - 30) < 1.0
    assert resampled_seconds([(0, 0.0)], seed=1) == ()


@given(st.integers(0, 1000), st.floats(1.0, 200.0))
def test_the_same_seed_gives_the_same_days_and_more_work_never_fewer(seed: int, hours: float) -> None:
    people = [Worker(((3.0, 0, 5.0, 0, 0, 1.0, 0), (0.0, 2.0, 0, 0, 0, 0, 0))), Worker(chance=0.5)]

    first = finish_days([hours], people, seed=seed, n_runs=20)
    more = finish_days([hours + 5], people, seed=seed, n_runs=20)

    assert first == finish_days([hours], people, seed=seed, n_runs=20)
    assert all(late == 0 or (early and early <= late) for early, late in zip(first, more, strict=True))
