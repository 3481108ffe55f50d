"""The simulated clock."""

from datetime import UTC, datetime, timedelta
from functools import partial

from assay.demo.agenda import Agenda

NOW = datetime(2026, 3, 11, 15, 20, tzinfo=UTC)


def test_things_happen_in_the_order_of_time_and_then_as_they_were_put() -> None:
    agenda, seen = Agenda(NOW), list[tuple[str, datetime]]()

    def see(name: str, at: datetime) -> None:
        seen.append((name, at))

    for name, hours in (("c", 1), ("a", 3), ("d", 1), ("b", 2)):
        agenda.put(agenda.ago(hours=hours), partial(see, name))

    agenda.run()

    assert [name for name, _ in seen] == ["a", "b", "c", "d"]
    assert [at for _, at in seen] == sorted(at for _, at in seen)


def test_what_happens_may_lead_to_more_but_never_after_the_end() -> None:
    agenda, seen = Agenda(NOW), list[datetime]()
    agenda.put(agenda.ago(hours=1), lambda at: agenda.put(at + timedelta(hours=9), seen.append))

    agenda.run()

    assert seen == [NOW]


def test_evenings_are_one_a_day_and_end_with_the_stretch() -> None:
    agenda = Agenda(NOW)

    evenings = agenda.evenings(agenda.ago(days=2), agenda.ago(hours=3))

    assert [f"{each:%d %H:%M}" for each in evenings] == ["09 23:50", "10 23:50", "11 12:20"]
