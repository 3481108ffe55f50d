"""Shifts and time on the pages: a site lead's week, one's own, and nobody else's."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from assay.kit.clock import now
from assay.people.enums import ActivityStage, TimeKind
from assay.people.models import ActivitySpan, Shift, TimeEntry, TimeSheet
from tests.people.cast import Cast, make_cast, signed_in, statuses

pytestmark = pytest.mark.django_db
LISBON = ZoneInfo("Europe/Lisbon")
# A day that is over, in a week that is shown.
DAY = (now() - timedelta(days=3)).astimezone(LISBON).date()


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def at(hour: int) -> datetime:
    return datetime(DAY.year, DAY.month, DAY.day, hour, tzinfo=LISBON).astimezone(UTC)


def worked(cast: Cast) -> None:
    ActivitySpan.objects.create(
        contributor=cast.ana, stage=ActivityStage.LABEL, started_at=at(9), ended_at=at(12)
    )


def week_of(cast: Cast) -> str:
    return f"/people/time/{cast.lisbon.uid}/"


def day_of(cast: Cast) -> str:
    return f"{week_of(cast)}{cast.ana.uid}/{DAY}/"


def send(client: Client, address: str, **form: object) -> list[str]:
    response = client.post(address, form, follow=True)
    assert response.status_code == 200
    return [str(message) for message in response.context["messages"]]


def test_who_sees_a_sites_week_and_a_persons_day(cast: Cast) -> None:
    seen = {
        "nobody": 302,
        "ana": 404,
        "ada": 200,
        "mia": 200,
        "ben": 200,
        "ravi": 200,
        "rita": 404,
        "zoe": 404,
    }

    assert statuses(cast, week_of(cast)) == seen
    assert statuses(cast, day_of(cast)) == seen
    assert statuses(cast, f"{week_of(cast)}shifts/") == seen | {"ben": 404}


def test_a_person_of_another_site_has_no_day_here(cast: Cast) -> None:
    address = f"{week_of(cast)}{cast.ade.uid}/{DAY}/"

    assert signed_in(cast.ada).get(address).status_code == 404
    assert signed_in(cast.ravi).get(f"{week_of(cast)}{cast.ana.uid}/2026-02-30/").status_code == 404


def test_the_lead_plans_the_same_shift_for_several_days(cast: Cast) -> None:
    ravi, address = signed_in(cast.ravi), f"{week_of(cast)}shifts/"
    form = {
        "contributor": [str(cast.ana.uid)],
        "first": DAY.isoformat(),
        "last": (DAY + timedelta(days=6)).isoformat(),
        "start": "22:00",
        "end": "06:00",
        "weekday": ["0", "1", "2", "3", "4"],
    }

    assert send(ravi, address, **form) == ["5 shifts are planned."]
    assert {(each.ends_at - each.starts_at) for each in Shift.objects.all()} == {timedelta(hours=8)}
    assert "has a shift at that time already" in send(ravi, address, **form)[0]


def upload(client: Client, cast: Cast, text: str) -> str:
    file = SimpleUploadedFile("shifts.csv", text.encode())
    return client.post(f"{week_of(cast)}shifts/file/", {"file": file}).content.decode()


def test_a_file_is_shown_before_it_counts(cast: Cast) -> None:
    ravi, text = signed_in(cast.ravi), f"contributor,day,start,end\nana,{DAY},09:00,17:00\n"

    page = upload(ravi, cast, text)
    assert "Plan this shift" in page
    assert not Shift.objects.exists()

    assert send(ravi, f"{week_of(cast)}shifts/file/", rows=text, confirm="1") == ["1 shift is planned."]
    assert Shift.objects.get().starts_at == at(9)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("ade,{day},09:00,17:00", "Nobody of this site is called ade."),
        ("ana,{day},9 o'clock,17:00", "is not a time of day"),
        ("ana,soon,09:00,17:00", "soon is not a date"),
        ("ana,{day},09:00,17:00\nana,{day},16:00,18:00", "has a shift at that time already"),
        ("", "The file has no rows."),
    ],
)
def test_a_wrong_file_is_told_line_by_line_and_plans_nothing(cast: Cast, rows: str, said: str) -> None:
    page = upload(signed_in(cast.ravi), cast, f"contributor,day,start,end\n{rows.format(day=DAY)}\n")

    assert said in page.replace("&#x27;", "'")
    assert "Nothing is planned" in page


def test_a_file_that_is_too_large_says_so(cast: Cast) -> None:
    file = SimpleUploadedFile("shifts.csv", b"x" * 2_000_001)

    said = send(signed_in(cast.ravi), f"{week_of(cast)}shifts/file/", file=file)

    assert said == ["The file is larger than 2,000,000 bytes."]


@pytest.mark.parametrize("week", ["0001-01-01", "1999-12-31", "9999-12-31", "9999-99-99", "soon"])
def test_a_week_that_is_too_far_away_shows_the_nearest_one(cast: Cast, week: str) -> None:
    assert signed_in(cast.ravi).get(f"{week_of(cast)}?week={week}").status_code == 200
    assert signed_in(cast.ana.user).get(f"/time/?week={week}").status_code == 200


@pytest.mark.parametrize("day", ["2000-01-01", "2099-12-31"])
def test_the_first_and_the_last_day_lead_no_further(cast: Cast, day: str) -> None:
    assert signed_in(cast.ravi).get(f"{week_of(cast)}{cast.ana.uid}/{day}/").status_code == 200


def test_the_lead_corrects_approves_and_opens_a_day_again(cast: Cast) -> None:
    worked(cast)
    ravi, address = signed_in(cast.ravi), day_of(cast)

    assert send(ravi, f"{address}say/", kind="training", start="12:00", end="13:00", reason="Guideline 3.")
    assert send(ravi, f"{address}say/", approve="1") == ["Approved."]
    assert TimeSheet.objects.get().paid_seconds == 4 * 3600
    assert (
        "is approved"
        in send(ravi, f"{address}say/", kind="break", start="9:00", end="9:30", reason="Why.")[0]
    )
    assert send(ravi, f"{address}reopen/", why="An hour too long.")[0].startswith("Open again")
    page = ravi.get(address).content.decode()

    assert "An hour too long." in page
    assert "Guideline 3." in page


def test_a_whole_week_is_approved_at_once_without_the_leads_own(cast: Cast) -> None:
    worked(cast)

    said = send(signed_in(cast.ravi), f"{week_of(cast)}approve/", week=DAY.isoformat())

    assert said == ["1 day is approved."]


def test_people_see_their_own_week_and_say_their_breaks(cast: Cast) -> None:
    worked(cast)
    ana = signed_in(cast.ana.user)

    page = ana.get(f"/time/?week={DAY}").content.decode()
    send(ana, "/time/say/", day=DAY.isoformat(), kind="wellbeing", start="10:00", end="10:20")
    refused = send(ana, "/time/say/", day=DAY.isoformat(), kind="sick", start="10:00", end="10:20")

    assert "Labeling 3.0" in page
    assert TimeEntry.objects.get().kind == TimeKind.WELLBEING
    assert refused == ["You say yourself when you had a break; the rest says your site lead."]
    assert signed_in(cast.noa.user).get("/time/").status_code == 404
    assert signed_in(cast.zoe).get("/time/").status_code == 404
