"""The pulse check: counted once a week, joined to nobody, and shown only in groups of five or more."""

from datetime import date, timedelta

import pytest
from django.db import connection

from assay.kit.models import AuditEvent
from assay.kit.reasons import NotFound, Refused
from assay.people.enums import Role
from assay.people.models import Contributor, Site, User
from assay.wellbeing.actions.pulse import answer_pulse
from assay.wellbeing.models import PulseMark, PulseTally
from assay.wellbeing.queries.pulse import has_answered, pulse_weeks
from assay.wellbeing.rules import reasons
from assay.wellbeing.rules.pulse import Group
from assay.work.facts import Worker
from tests.web.quality_cast import somebody
from tests.web.site_world import lead, place
from tests.work.world import NOW, TODAY, World, make_world

pytestmark = pytest.mark.django_db
ALL = {"after_work": 2, "breaks": 5, "speaking_up": 3}
AFTER = NOW + timedelta(days=8)


def answered(people: dict[str, int]) -> World:
    """So many people of each site have answered, alike; the sites of the first letters A are of one vendor."""
    world = make_world(n_people=sum(people.values()), n_tasks=0)
    nth = 0
    for site, n in people.items():
        for _ in range(n):
            place(world, nth, "Lingua" if site < "M" else "Nilework", site)
            answer_pulse(world.worker(nth), answers=ALL)
            nth += 1
    return world


def seen(user: User) -> list[tuple[list[tuple[str, int]], int | None, int | None]]:
    """By week the sites with the number of answers, the others and all together."""

    def n(group: Group | None) -> int | None:
        return group["breaks"].n if group else None

    return [
        (
            [(site.name if site else "", group["breaks"].n) for site, group in week.sites],
            n(week.others),
            n(week.together),
        )
        for week in pulse_weeks(user, now=AFTER)
    ]


def test_answers_are_counted_by_site_and_week() -> None:
    world = make_world(n_people=2, n_tasks=0)
    lisbon = place(world, 0, "Lingua", "Lisbon")

    answer_pulse(world.worker(0), answers=ALL)
    answer_pulse(world.worker(1), answers={"breaks": 1})

    given = PulseTally.objects.filter(n__gt=0).order_by("site", "question")
    assert list(given.values_list("site", "week_on", "question", "answer", "n")) == [
        (lisbon.pk, TODAY, "after_work", 2, 1),
        (lisbon.pk, TODAY, "breaks", 5, 1),
        (lisbon.pk, TODAY, "speaking_up", 3, 1),
        (None, TODAY, "breaks", 1, 1),
    ]


def test_one_answers_once_a_week() -> None:
    world = make_world(n_people=1, n_tasks=0)
    worker = world.worker()
    answer_pulse(worker, answers=ALL)

    with pytest.raises(Refused) as refused:
        answer_pulse(Worker(worker.contributor_id, TODAY + timedelta(days=6)), answers=ALL)
    next_week = Worker(worker.contributor_id, TODAY + timedelta(days=7))
    was_asked_again = not has_answered(next_week)
    answer_pulse(next_week, answers=ALL)

    assert refused.value.reasons == (reasons.PULSE_ANSWERED(),)
    assert (has_answered(worker), was_asked_again, has_answered(next_week)) == (True, True, True)
    assert list(PulseMark.objects.values_list("contributor", "week_on")) == [
        (worker.contributor_id, date(2026, 3, 9))
    ]


def test_what_is_refused_counts_nothing_and_marks_nobody() -> None:
    world = make_world(n_people=1, n_tasks=0)

    for answers in ({}, {"breaks": 6}):
        with pytest.raises(Refused):
            answer_pulse(world.worker(), answers=answers)

    assert not PulseMark.objects.exists()
    assert not PulseTally.objects.exists()


def test_nothing_leads_from_a_person_to_an_answer() -> None:
    """No moment, no uid, no audit entry; all rows of the week are of the newest answer, in an order fixed before it."""
    world = make_world(n_people=3, n_tasks=0)
    events = AuditEvent.objects.count()

    for nth, answer in enumerate((5, 1, 3)):
        answer_pulse(world.worker(nth), answers={"breaks": answer})

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text), count(*) FROM wellbeing_pulsetally")
        versions = cursor.fetchone()
    in_order = PulseTally.objects.order_by("pk").values_list("question", "answer")
    assert versions == (1, 15)
    assert list(in_order) == [
        (question, answer) for question in ("after_work", "breaks", "speaking_up") for answer in range(1, 6)
    ]
    assert AuditEvent.objects.count() == events
    assert {each.name for each in PulseTally._meta.get_fields()} == {
        *("id", "site", "week_on", "question", "answer", "n")
    }
    assert {each.name for each in PulseMark._meta.get_fields()} == {"contributor", "week_on"}


def test_operations_see_groups_of_five_and_sums_of_those() -> None:
    answered({"Lisbon": 6, "Cairo": 3, "Porto": 2})
    omar = somebody("Omar", NOW, role=Role.OPERATIONS_LEAD)

    assert seen(omar) == [([("Lisbon", 6)], 5, 11)]


def test_a_small_site_hides_in_no_difference() -> None:
    answered({"Lisbon": 6, "Porto": 4})
    omar = somebody("Omar", NOW, role=Role.OPERATIONS_LEAD)

    assert seen(omar) == [([("Lisbon", 6)], None, 6)]


def test_a_site_lead_sees_the_own_site_and_no_sum() -> None:
    answered({"Lisbon": 6, "Cairo": 3, "Porto": 5})
    sites = {site.name: site for site in Site.objects.select_related("vendor")}
    ravi, cairo = (
        lead(name, vendor=sites[site].vendor, site=sites[site])
        for name, site in (("Ravi", "Lisbon"), ("Zoe", "Cairo"))
    )

    assert seen(ravi) == [([("Lisbon", 6)], None, None)]
    assert seen(cairo) == [([], None, None)]


def test_a_vendors_lead_sees_its_sites_each_by_itself() -> None:
    """The two small sites are five together, which only who sees all sites may read."""
    answered({"Lisbon": 6, "Cairo": 3, "Porto": 2})
    lingua = Site.objects.get(name="Lisbon").vendor

    assert seen(lead("Ravi", vendor=lingua)) == [([("Lisbon", 6)], None, None)]


def test_who_leads_a_team_sees_nothing_of_the_site() -> None:
    world = answered({"Lisbon": 6})
    person = Contributor.objects.select_related("vendor", "site", "team").get(pk=world.people[0].pk)

    assert seen(lead("Ravi", vendor=person.vendor, site=person.site, team=person.team)) == [([], None, None)]


def test_the_week_that_goes_on_is_not_shown() -> None:
    answered({"Lisbon": 6})
    omar = somebody("Omar", NOW, role=Role.OPERATIONS_LEAD)

    assert pulse_weeks(omar, now=NOW + timedelta(days=7)) == []
    assert len(pulse_weeks(omar, now=AFTER)) == 1


@pytest.mark.parametrize("role", [Role.PROJECT_OWNER, Role.QA_ANALYST, Role.REQUESTER, None])
def test_nobody_else_finds_it(role: Role | None) -> None:
    with pytest.raises(NotFound):
        pulse_weeks(somebody("Zoe", NOW, role=role), now=NOW)
