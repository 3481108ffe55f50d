"""Rules of recruiting, without a database: days, ages, mailboxes, and what a form has to say."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from assay.kit.reasons import Reason
from assay.recruiting.enums import CampaignState
from assay.recruiting.rules import applying, campaigns, reasons
from assay.recruiting.rules.addresses import normalised
from assay.recruiting.rules.applying import Sent, age_on, refuse_sending
from assay.recruiting.rules.campaigns import Wording, of_age_in, refuse_wording, state_of
from tests.recruiting.cast import ANA, TERMS
from tests.work.world import TODAY

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("opens", "closes", "closed", "state"),
    [
        (TODAY + DAY, TODAY + 2 * DAY, None, CampaignState.PLANNED),
        (TODAY, TODAY, None, CampaignState.OPEN),
        (TODAY - DAY, TODAY - DAY, None, CampaignState.OVER),
        (TODAY, TODAY, datetime(2026, 3, 1, tzinfo=UTC), CampaignState.CLOSED),
    ],
)
def test_the_state_follows_from_the_days(
    opens: date, closes: date, closed: datetime | None, state: CampaignState
) -> None:
    assert state_of(opens, closes, closed, TODAY) == state


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"budget_micro": None, "currency": ""}, []),
        ({"name": " "}, [reasons.NAMELESS(field="name", most=160)]),
        ({"closes_on": TODAY - DAY}, [reasons.DAYS_REVERSED(field="closes_on")]),
        ({"closes_on": date.max}, [reasons.DAYS_FAR(field="closes_on", most=730)]),
        ({"n_wanted": 0}, [reasons.WANTED_RANGE(field="n_wanted", most=1_000_000)]),
        ({"budget_micro": -1}, [reasons.BUDGET_INVALID(field="budget")]),
        ({"budget_micro": 5, "currency": ""}, [reasons.BUDGET_INVALID(field="budget")]),
        ({"currency": "eur"}, [reasons.BUDGET_INVALID(field="budget")]),
        ({"skills": ("maps", "none")}, [reasons.SKILL_UNKNOWN(field="skills", code="none")]),
        ({"least_age": 17}, [reasons.AGE_RANGE(field="least_age", least=18, most=30)]),
    ],
)
def test_what_keeps_a_campaign_from_being_made(changes: dict[str, object], found: list[Reason]) -> None:
    terms = replace(TERMS, **changes)  # type: ignore[arg-type]  # Fields of Terms.

    assert campaigns.problems(terms, region="BR", skills=["maps"]) == found


def test_a_market_where_people_are_of_age_later_asks_for_more() -> None:
    assert (of_age_in("BR"), of_age_in("kr")) == (18, 19)
    assert campaigns.problems(TERMS, region="KR", skills=[]) == [
        reasons.AGE_RANGE(field="least_age", least=19, most=30)
    ]


def test_a_page_needs_words_in_a_language_that_exists() -> None:
    assert refuse_wording(Wording("pt-BR", "T", "M")) == []
    assert [each.field for each in refuse_wording(Wording("?", "", "M" * 20_001))] == [
        *("language", "markdown", "markdown")
    ]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "A\0"}, "name"),
        ({"born_on": None}, "born_on"),
        ({"born_on": date(1, 1, 1)}, "born_on"),
        ({"born_on": date.max}, "born_on"),
        ({"born_on": date(2008, 3, 3)}, "born_on"),
        ({"device": "abacus"}, "device"),
        ({"tie": ""}, "tie"),
        ({"languages": {}}, "languages"),
        ({"languages": {"pt": 9}}, "languages"),
        ({"agrees": False}, "consent"),
    ],
)
def test_what_an_application_has_to_say(changes: dict[str, object], field: str) -> None:
    written = replace(ANA, **changes)  # type: ignore[arg-type]  # Fields of Written.

    assert [each.field for each in applying.problems(written, least_age=18, today=TODAY)] == [field]


def test_somebody_is_of_age_on_the_birthday_itself() -> None:
    today = date(2026, 3, 3)
    young = replace(ANA, born_on=date(2008, 3, 4))

    assert applying.problems(replace(ANA, born_on=today.replace(year=2008)), least_age=18, today=today) == []
    assert applying.problems(young, least_age=18, today=today) == [reasons.TOO_YOUNG(field="born_on", age=18)]
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17


@pytest.mark.parametrize(
    ("after", "trap", "code"),
    [
        (timedelta(seconds=3), "", None),
        (timedelta(hours=24), "", None),
        (timedelta(seconds=2.9), "", "application.too_fast"),
        (timedelta(hours=-1), "", "application.too_fast"),
        (timedelta(hours=24.1), "", "application.too_old"),
        (None, "", "application.too_old"),
        (timedelta(seconds=40), "http://buy.example", "application.trap_filled"),
    ],
)
def test_how_a_form_may_come(after: timedelta | None, trap: str, code: str | None) -> None:
    refused = refuse_sending(Sent(after, trap))

    assert (refused and refused.code) == code


@pytest.mark.parametrize(
    ("email", "mailbox"),
    [
        ("Ana@Example.ORG ", "ana@example.org"),
        ("ana+work@example.org", "ana@example.org"),
        ("a.n.a+x@googlemail.com", "ana@gmail.com"),
        ("a.n.a@example.org", "a.n.a@example.org"),
        ("+x@example.org", "+x@example.org"),
        ("ana@bücher.example", "ana@xn--bcher-kva.example"),
        ("ana@example.org.", "ana@example.org"),
    ],
)
def test_one_mailbox_however_it_is_written(email: str, mailbox: str) -> None:
    assert normalised(email) == mailbox
