"""Notes from shift to shift: who writes, who reads, what is carried forward, and what stays as it was written."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from assay.kit.models import AuditEvent
from assay.kit.reasons import NotFound, Refused
from assay.partners.actions.handover import close_point, read_note, write_note
from assay.partners.models import HandoverNote
from assay.partners.queries.handover import note_in_sight, notes_for, open_points
from assay.people.actions.organisation import create_site, create_team
from assay.people.actions.shifts import Planned, plan_shifts
from assay.people.enums import Role
from assay.people.models import User
from assay.people.queries.site_parts import SitePart, site_part, site_parts
from tests.people.cast import Cast, make_cast, user
from tests.work.world import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=9)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def here(cast: Cast, person: User) -> SitePart:
    return site_part(person, cast.lisbon.uid)


def note(cast: Cast, kind: str = "note", text: str = "The printer is broken.") -> HandoverNote:
    return write_note(cast.ravi, part=here(cast, cast.ravi), kind=kind, text=text, now=NOW)


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    return refused.value.reasons[0].code


def test_a_point_is_carried_forward_until_it_is_closed_and_a_note_is_news_once(cast: Cast) -> None:
    told, point = note(cast), note(cast, "point", "Two laptops are in repair.")
    part = here(cast, cast.mia)

    next_week = NOW + timedelta(days=7)
    assert [each.pk for each in open_points(cast.mia, part)] == [point.pk]
    assert notes_for(cast.mia, part, next_week) == []
    assert [each.pk for each in notes_for(cast.mia, part, NOW - timedelta(hours=1))] == [told.pk]

    close_point(cast.mia, note=point, part=part, outcome="Both are back.", now=next_week)
    assert open_points(cast.mia, part) == []
    assert [each.outcome for each in notes_for(cast.mia, part, LATER)] == ["Both are back."]


def test_a_note_belongs_to_the_shift_in_which_it_is_written(cast: Cast) -> None:
    begins = NOW - timedelta(hours=2)
    plan_shifts(cast.ravi, shifts=[Planned(cast.ana, begins, NOW + timedelta(hours=6))], now=NOW)

    assert note(cast).shift_at == begins


def test_reading_is_kept_once_for_each_reader(cast: Cast) -> None:
    told, part = note(cast), here(cast, cast.mia)
    for minutes in (1, 2):
        read_note(cast.mia, note=told, part=part, now=NOW + timedelta(minutes=minutes))

    (found,) = notes_for(cast.mia, part, NOW - timedelta(hours=1))
    assert [(each.user.name, each.read_at) for each in found.readings.all()] == [
        ("Mia", NOW + timedelta(minutes=1))
    ]


def test_a_team_lead_reads_what_is_for_the_team_and_for_the_whole_site(cast: Cast) -> None:
    day = create_team(None, site=cast.lisbon, name="Day")
    tess, dora = (
        user(name, Role.SITE_LEAD, team=team) for name, team in (("Tess", cast.night), ("Dora", day))
    )
    note(cast, "point", "For all.")
    of_night = write_note(tess, part=here(cast, tess), kind="point", text="For the night.", now=NOW)

    seen = {
        person.name: [each.text for each in open_points(person, here(cast, person))]
        for person in (cast.ravi, tess, dora)
    }
    assert seen == {
        "Ravi": ["For all.", "For the night."],
        "Tess": ["For all.", "For the night."],
        "Dora": ["For all."],
    }
    with pytest.raises(NotFound):
        note_in_sight(dora, of_night.uid)


def test_nobody_of_another_site_finds_a_note_or_the_site(cast: Cast) -> None:
    porto = create_site(None, vendor=cast.norte, name="Porto")
    pia, told = user("Pia", Role.SITE_LEAD, site=porto), note(cast)

    assert [each.site.name for each in site_parts(pia)] == ["Porto"]
    for person in (pia, cast.zoe, cast.rita, cast.ana.user):
        with pytest.raises(NotFound):
            here(cast, person)
        with pytest.raises(NotFound):
            note_in_sight(person, told.uid)


def test_who_only_looks_writes_nothing(cast: Cast) -> None:
    told, part = note(cast, "point"), here(cast, cast.ben)

    for forbidden in (
        lambda: write_note(cast.ben, part=part, kind="note", text="Hello.", now=NOW),
        lambda: read_note(cast.ben, note=told, part=part, now=NOW),
        lambda: close_point(cast.ben, note=told, part=part, outcome="Done.", now=NOW),
    ):
        with pytest.raises(Refused) as refused:
            forbidden()
        assert code(refused) == "partners.not_your_site"


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("note", "  ", {"partners.note_empty"}),
        ("note", "x" * 2001, {"partners.note_empty"}),
        ("note", "a\0b", {"partners.note_empty"}),
        ("wish", "", {"partners.note_kind", "partners.note_empty"}),
    ],
)
def test_what_no_note_can_be(cast: Cast, kind: str, text: str, expected: set[str]) -> None:
    with pytest.raises(Refused) as refused:
        note(cast, kind, text)

    assert {each.code for each in refused.value.reasons} == expected


def test_what_cannot_be_closed(cast: Cast) -> None:
    told, point, part = note(cast), note(cast, "point"), here(cast, cast.ravi)

    def closing(one: HandoverNote, outcome: str) -> str:
        with pytest.raises(Refused) as refused:
            close_point(cast.ravi, note=one, part=part, outcome=outcome, now=LATER)
        return code(refused)

    assert closing(told, "Done.") == "partners.no_point"
    assert closing(point, "  ") == "partners.no_outcome"
    close_point(cast.ravi, note=point, part=part, outcome="Done.", now=LATER)
    assert closing(point, "Done.") == "partners.closed_already"


def test_a_note_stays_as_it_was_written_and_is_audited(cast: Cast) -> None:
    point = note(cast, "point")

    for change in ({"text": "Nothing."}, {"written_by": cast.mia}):
        with pytest.raises(DatabaseError), transaction.atomic():
            HandoverNote.objects.filter(pk=point.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        HandoverNote.objects.filter(pk=point.pk).delete()

    close_point(cast.ravi, note=point, part=here(cast, cast.ravi), outcome="Done.", now=LATER)
    trail = AuditEvent.objects.filter(table_name="partners_handovernote", row_id=point.pk)
    assert sorted((each.op, each.actor) for each in trail) == [
        ("INSERT", str(cast.ravi.uid)),
        ("UPDATE", str(cast.ravi.uid)),
    ]
