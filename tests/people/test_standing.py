"""Standing: which change is possible, and that no pause is without a reason and a way back."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from assay.kit.reasons import Refused
from assay.people.actions.contributors import change_standing
from assay.people.actions.standings import change_standings
from assay.people.enums import Standing
from assay.people.models import Contributor, InboxMessage, StandingChange
from assay.people.rules.standing import TRANSITIONS, refuse_change
from tests.people.cast import Cast, make_cast
from tests.work.world import NOW

LATER = NOW + timedelta(days=7)
S = Standing


@pytest.mark.parametrize(
    ("reason", "until", "way_back", "code"),
    [
        ("Too fast", LATER, "", None),
        ("Too fast", None, "Talk to Mia", None),
        ("Too fast", LATER, "Talk to Mia", None),
        ("Too fast", None, "", "people.pause_needs_a_way_back"),
        ("Too fast", None, "  ", "people.pause_needs_a_way_back"),
        ("", LATER, "Talk to Mia", "people.pause_needs_a_way_back"),
        (" ", LATER, "", "people.pause_needs_a_way_back"),
    ],
)
def test_a_pause_needs_a_reason_and_an_end_or_a_way_back(
    reason: str, until: datetime | None, way_back: str, code: str | None
) -> None:
    refused = refuse_change(S.ACTIVE, S.PAUSED, reason=reason, until=until, way_back=way_back)

    assert (refused.code if refused else None) == code


@pytest.mark.parametrize("standing", list(S))
@pytest.mark.parametrize("wanted", list(S))
def test_only_what_the_table_allows_is_possible(standing: Standing, wanted: Standing) -> None:
    possible = {
        S.ACTIVE: {S.PROBATION, S.PAUSED, S.OFF_BOARDED},
        S.PROBATION: {S.ACTIVE, S.PAUSED, S.OFF_BOARDED},
        S.PAUSED: {S.ACTIVE, S.PROBATION, S.PAUSED, S.OFF_BOARDED},
        S.OFF_BOARDED: {S.PROBATION, S.ACTIVE},
    }

    refused = refuse_change(standing, wanted, reason="r", until=LATER, way_back="w")

    assert (refused is None) is (wanted in possible[standing])
    assert set(TRANSITIONS.allowed) == set(S)


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.mark.parametrize(
    "columns",
    [
        {"standing_reason": "", "standing_way_back": "w"},
        {"standing_reason": "r", "standing_way_back": ""},
        {"standing_reason": "", "standing_until": LATER},
    ],
)
def test_the_database_forbids_a_pause_without_them_too(cast: Cast, columns: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Contributor.objects.filter(pk=cast.ana.pk).update(standing="paused", **columns)


def test_a_change_is_kept_told_and_cannot_be_rewritten(cast: Cast) -> None:
    change_standing(
        cast.mia, contributor=cast.ana, standing=S.PAUSED, reason="r", until=LATER, way_back="w", now=NOW
    )

    message = InboxMessage.objects.get(user=cast.ana.user)
    assert (message.title, message.body) == (
        "Your standing is now: Paused",
        f"r\nUntil {LATER:%Y-%m-%d %H:%M} UTC.\nw",
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        StandingChange.objects.update(reason="something else")
    with pytest.raises(IntegrityError), transaction.atomic():
        StandingChange.objects.all().delete()


def test_a_refused_change_writes_nothing(cast: Cast) -> None:
    with pytest.raises(Refused):
        change_standing(cast.mia, contributor=cast.ana, standing=S.PAUSED, reason="r", now=NOW)
    with pytest.raises(Refused):
        change_standing(cast.ravi, contributor=cast.ana, standing=S.PROBATION, reason="r", now=NOW)

    assert (StandingChange.objects.count(), InboxMessage.objects.count()) == (0, 0)


def test_several_are_changed_each_on_its_own(cast: Cast) -> None:
    Contributor.objects.filter(pk=cast.noa.pk).update(standing=S.OFF_BOARDED)

    changes = change_standings(
        cast.mia,
        contributors=list(Contributor.objects.order_by("pk")),
        standing=S.PAUSED,
        reason="r",
        way_back="w",
        now=NOW,
    )

    refused = [(each.pseudonym, reason.code) for each, reason in changes.refused]
    assert (changes.n_changed, refused) == (2, [("noa", "state.not_from_here")])
