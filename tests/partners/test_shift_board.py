"""A shift on one page: the own site's figures and news, worked out by hand, and nothing of another site."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assay.kit.clock import now, working_day
from assay.partners.queries.shift_board import ShiftBoard, shift_board
from assay.people.actions.shifts import Planned, plan_shifts
from assay.people.enums import ActivityStage, Presence
from assay.people.models import ActivitySpan, DayHours, Site, Team, User, WeeklyHours
from assay.people.queries.hours import Declared
from assay.people.queries.site_parts import site_part
from assay.planning.enums import Metric
from assay.projects.models import GuidelineVersion
from assay.quality.models import Clarification, Review
from tests.people.cast import contributor
from tests.web.site_world import lead, two_sites
from tests.work.world import World

pytestmark = pytest.mark.django_db
AT = now()


@pytest.fixture
def world() -> tuple[World, Site, Site, User]:
    found, lisbon, cairo, _lot = two_sites()
    return found, lisbon, cairo, lead("Ravi", site=lisbon, vendor=lisbon.vendor)


def board(ravi: User, site: Site) -> ShiftBoard:
    return shift_board(ravi, site_part(ravi, site.uid), moment=now(), now=now())


def tell(world: World) -> None:
    """A ruling and a guideline of an hour ago, and a ruling of last month."""
    for days, text in ((0, "Is red rose?"), (30, "Is blue teal?")):
        Clarification.objects.create(
            project=world.project,
            question=text,
            answer="No.",
            published_at=AT - timedelta(days=days, hours=1),
            published_by=world.owner,
        )
    GuidelineVersion.objects.create(
        project=world.project,
        number=2,
        title="G",
        sections=[],
        change_note="Rose is red.",
        created_at=AT - timedelta(hours=1),
        created_by=world.owner,
    )


def test_who_is_there_and_who_gives_no_sign(world: tuple[World, Site, Site, User]) -> None:
    found, lisbon, _cairo, ravi = world
    ana, bea = found.people[0], contributor("Bea", team=Team.objects.get(site=lisbon))
    begins, ends = AT - timedelta(hours=2), AT + timedelta(hours=6)
    plan_shifts(ravi, shifts=[Planned(each, begins, ends) for each in (ana, bea)], now=AT)
    ActivitySpan.objects.create(
        contributor=ana, stage=ActivityStage.LABEL, started_at=begins, ended_at=begins + timedelta(minutes=40)
    )

    shown = board(ravi, lisbon)

    assert shown.turns.on is not None
    assert [(each.shift.contributor.pseudonym, each.presence) for each in shown.attendance] == [
        ("bea", Presence.MISSING),
        (ana.pseudonym, Presence.THERE),
    ]


def test_who_said_before_to_be_away_is_no_no_show(world: tuple[World, Site, Site, User]) -> None:
    """What the people of the other site said is nowhere."""
    found, lisbon, _cairo, ravi = world
    ana, other = found.people
    begins = AT - timedelta(hours=2)
    plan_shifts(ravi, shifts=[Planned(ana, begins, AT + timedelta(hours=6))], now=AT)
    day = working_day(begins, lisbon.time_zone)
    for who in (ana, other):
        DayHours.objects.create(contributor=who, day_on=day, minutes=0, changed_at=AT)
        for ahead, minutes in ((6, 120), (7, 60)):
            DayHours.objects.create(
                contributor=who, day_on=day + timedelta(days=ahead), minutes=minutes, changed_at=AT
            )
    WeeklyHours.objects.create(contributor=ana, minutes=[480] * 7, changed_at=AT)

    shown = board(ravi, lisbon)

    assert [(each.presence, each.said) for each in shown.attendance] == [(Presence.AWAY, None)]
    assert shown.day_on == day
    assert list(shown.declared) == [Declared(ana, {day: 0, day + timedelta(days=6): 120}, [480] * 7)]


def test_news_is_what_came_since_the_shift_before(world: tuple[World, Site, Site, User]) -> None:
    found, lisbon, _cairo, ravi = world
    tell(found)

    shown = board(ravi, lisbon)

    assert [each.question for each in shown.rulings] == ["Is red rose?"]
    assert [(each.version.number, each.n_members, each.n_acknowledged) for each in shown.guidelines] == [
        (2, 0, 0)
    ]


def test_errors_and_targets_are_of_the_own_work_alone(world: tuple[World, Site, Site, User]) -> None:
    _found, lisbon, cairo, ravi = world
    omar = lead("Omar", site=cairo, vendor=cairo.vendor)

    charged = {
        site.name: [(each.name, each.share.k, each.share.n) for _project, each in board(person, site).errors]
        for person, site in ((ravi, lisbon), (omar, cairo))
    }
    reviewed = {site.name: Review.objects.filter(item__site=site).count() for site in (lisbon, cairo)}

    assert sum(len(each) for each in charged.values()) == 1
    for name, errors in charged.items():
        assert [n for _name, _k, n in errors] in ([], [reviewed[name]])
    (targets,) = board(ravi, lisbon).targets
    (accuracy,) = [each for each in targets.targets if each.metric == Metric.ACCURACY_MAJOR]
    assert accuracy.measured is not None
    assert accuracy.measured.n == reviewed["Lisbon"]


def test_it_asks_the_same_however_many_people(world: tuple[World, Site, Site, User]) -> None:
    found, lisbon, _cairo, ravi = world
    tell(found)
    counts = []
    for nth in range(2):
        people = [contributor(f"q{nth}{each}", team=Team.objects.get(site=lisbon)) for each in range(2)]
        begins = AT - timedelta(hours=1)
        plan_shifts(ravi, shifts=[Planned(each, begins, AT + timedelta(hours=6)) for each in people], now=AT)
        day = working_day(begins, lisbon.time_zone)
        DayHours.objects.bulk_create(
            DayHours(contributor=each, day_on=day, minutes=0, changed_at=AT) for each in people
        )
        with CaptureQueriesContext(connection) as asked:
            board(ravi, lisbon)
        counts.append(len(asked))

    assert counts[0] == counts[1] <= 30
