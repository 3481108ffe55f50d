"""Which pace holds, and when a notice leaves: truth tables, and days on which clocks change."""

from datetime import UTC, datetime, time

import pytest

from assay.people.enums import NoticeChannel, Pace, Role
from assay.people.rules.kinds import KINDS, OTHER, default_pace, kind_of, kinds_for, pace_of, paces_on
from assay.people.rules.windows import Hours, leaves_at, quiet_end

CONTRIBUTOR, OWNER, REQUESTER, LEAD = (
    Role.CONTRIBUTOR, Role.PROJECT_OWNER, Role.REQUESTER, Role.SITE_LEAD,
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "roles", "email"),
    [
        ("standing", [CONTRIBUTOR], "at_once"),
        ("standing", [], "at_once"),
        ("guideline", [CONTRIBUTOR], "daily"),
        ("quality.clarification", [CONTRIBUTOR], "off"),
        ("quality.question", [OWNER], "at_once"),
        ("quality.proposal", [OWNER], "daily"),
        ("dispute", [LEAD], "daily"),
        ("dispute", [CONTRIBUTOR, OWNER], "daily"),
        ("dispute", [CONTRIBUTOR, REQUESTER], "off"),
        ("request", [REQUESTER], "at_once"),
        ("request", [OWNER], "daily"),
        ("told by an extension", [OWNER], "daily"),
    ],
)
def test_what_holds_before_somebody_chose(kind: str, roles: list[Role], email: str) -> None:
    held = [role.value for role in roles]

    assert default_pace(kind_of(kind), NoticeChannel.EMAIL, held) == email
    assert default_pace(kind_of(kind), NoticeChannel.INBOX, held) is Pace.AT_ONCE


@pytest.mark.parametrize("pace", list(Pace))
def test_what_was_chosen_goes_before_the_default_on_its_way_only(pace: Pace) -> None:
    chosen = {("guideline", "email"): pace.value}

    assert pace_of(KINDS["guideline"], NoticeChannel.EMAIL, ["contributor"], chosen) is pace
    assert pace_of(KINDS["guideline"], NoticeChannel.INBOX, ["contributor"], chosen) is Pace.AT_ONCE
    assert pace_of(KINDS["quality.rework"], NoticeChannel.EMAIL, ["contributor"], chosen) is Pace.DAILY


def test_only_what_is_mandatory_cannot_be_kept_as_read() -> None:
    always = {code for code, kind in KINDS.items() if paces_on(kind, NoticeChannel.INBOX) == [Pace.AT_ONCE]}

    assert always == {"standing", "security"}
    assert kind_of("x") is OTHER


def test_people_are_offered_what_concerns_their_roles() -> None:
    offered = {kind.code for kind in kinds_for(["reviewer"])}

    assert offered == {
        *("standing", "security", "other", "quality.calibration", "dispute"),
        *("quality.question", "guideline.review", "quality.proposal"),
        *("support.ticket", "support.announcement", "partners.coaching", "training.trainer"),
    }


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


NIGHT = {"quiet_from": time(22), "quiet_until": time(7)}


@pytest.mark.parametrize(
    ("pace", "zone", "told", "leaves"),
    [
        ("at_once", "UTC", "2026-03-11T15:20+00:00", "2026-03-11T15:20+00:00"),
        ("daily", "UTC", "2026-03-11T07:59+00:00", "2026-03-11T08:00+00:00"),
        ("daily", "UTC", "2026-03-11T08:00+00:00", "2026-03-12T08:00+00:00"),
        ("daily", "America/Sao_Paulo", "2026-03-11T12:00+00:00", "2026-03-12T11:00+00:00"),
        ("daily", "Asia/Kolkata", "2026-03-11T02:00+00:00", "2026-03-11T02:30+00:00"),
        ("weekly", "UTC", "2026-03-11T15:20+00:00", "2026-03-16T08:00+00:00"),
        ("weekly", "UTC", "2026-03-16T07:00+00:00", "2026-03-16T08:00+00:00"),
        ("weekly", "UTC", "2026-03-16T08:00+00:00", "2026-03-23T08:00+00:00"),
        # Berlin goes forward on 29 March 2026 and back on 25 October: 8 o'clock stays 8 o'clock.
        ("daily", "Europe/Berlin", "2026-03-28T08:00+01:00", "2026-03-29T08:00+02:00"),
        ("daily", "Europe/Berlin", "2026-10-24T08:00+02:00", "2026-10-25T08:00+01:00"),
    ],
)
def test_a_digest_leaves_at_eight_on_the_persons_wall(pace: str, zone: str, told: str, leaves: str) -> None:
    assert leaves_at(Pace(pace), Hours(zone), at(told)) == at(leaves)


@pytest.mark.parametrize(
    ("told", "leaves"),
    [
        # There is no 02:30 on that morning: as much later as the clock went forward, and once.
        ("2026-03-28T12:00+01:00", "2026-03-29T03:30+02:00"),
        ("2026-03-29T03:30+02:00", "2026-03-30T02:30+02:00"),
        # 02:30 comes twice: the digest leaves at the first only.
        ("2026-10-24T12:00+02:00", "2026-10-25T02:30+02:00"),
        ("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00"),
    ],
)
def test_a_digest_leaves_once_on_days_when_clocks_change(told: str, leaves: str) -> None:
    assert leaves_at(Pace.DAILY, Hours("Europe/Berlin", digest_at=time(2, 30)), at(told)) == at(leaves)


@pytest.mark.parametrize(
    ("hours", "told", "leaves"),
    [
        (NIGHT, "2026-03-11T21:59+00:00", None),
        (NIGHT, "2026-03-11T22:00+00:00", "2026-03-12T07:00+00:00"),
        (NIGHT, "2026-03-12T06:59+00:00", "2026-03-12T07:00+00:00"),
        (NIGHT, "2026-03-12T07:00+00:00", None),
        (
            {"quiet_from": time(12), "quiet_until": time(13)},
            "2026-03-11T12:30+00:00",
            "2026-03-11T13:00+00:00",
        ),
        ({"quiet_from": time(12), "quiet_until": time(13)}, "2026-03-11T13:30+00:00", None),
        ({}, "2026-03-11T23:00+00:00", None),
    ],
)
def test_quiet_hours_end(hours: dict[str, time], told: str, leaves: str | None) -> None:
    assert quiet_end(Hours("UTC", **hours), at(told)) == (at(leaves) if leaves else None)  # type: ignore[arg-type]  # Times by name.


def test_quiet_hours_that_end_in_the_hour_that_comes_twice_end_later_than_they_are_asked_about() -> None:
    hours = Hours("Europe/Berlin", quiet_from=time(22), quiet_until=time(2, 15))

    assert quiet_end(hours, at("2026-10-25T02:05+02:00")) == at("2026-10-25T02:15+02:00")
    assert quiet_end(hours, at("2026-10-25T02:05+01:00")) == at("2026-10-25T02:15+01:00")
