"""One bank account of two people: a case about who gave it later, which names the other and never the account."""

from datetime import timedelta

import pytest
from pytest_django.fixtures import Settings

from assay.kit.hooks import emit
from assay.kit.models import AuditEvent
from assay.money.actions.payees import forget_payee, mark_accounts, set_payee
from assay.money.models import PayoutDetails
from assay.money.queries.account_marks import sharing_accounts
from assay.money.rules.bank_accounts import Payee
from assay.quality.actions.integrity import decide_case, look_for_cases
from assay.quality.enums import CaseOutcome
from assay.quality.models import IntegrityCase
from assay.work.models import Task
from tests.labelers.labeler_world import judge
from tests.web.quality_cast import cast_of
from tests.work.world import World, later, make_world

pytestmark = pytest.mark.django_db
IBAN, OTHER = "DE89370400440532013000", "GB82WEST12345698765432"


def gives(world: World, nth: int, iban: str, hours: float) -> None:
    set_payee(world.people[nth].user, payee=Payee(f"Person {nth}", iban), now=later(hours=hours))


def shared(world: World) -> dict[int, tuple[list[int], list[int]]]:
    """By place instead of by key: who else is paid there, and who of them said it before."""
    place = {person.pk: nth for nth, person in enumerate(world.people)}
    found = sharing_accounts([person.pk for person in world.people])
    return {
        place[pk]: ([place[each] for each in others], [place[each] for each in earlier])
        for pk, (others, earlier) in found.items()
    }


def answered(n_people: int) -> World:
    world = make_world(n_people=n_people, n_tasks=1, overlap=n_people)
    for nth in range(n_people):
        judge(world, Task.objects.all(), "yes", who=nth)
    return world


def test_one_account_opens_one_case_that_names_both_and_not_the_account(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world = answered(4)
    gives(world, 0, "de89 3704 0044 0532 0130 00", hours=1)
    gives(world, 1, OTHER, hours=1)
    gives(world, 2, f" {IBAN} ", hours=2)

    n = [look_for_cases(world.project, now=later(hours=hours)) for hours in (3, 4)]

    case = IntegrityCase.objects.get()
    [sign] = case.signs.all()
    assert (n, case.contributor, sign.others) == ([1, 0], world.people[2], [world.people[0].pk])
    assert (sign.family, sign.evidence) == ("account", "1 other person is paid to the same bank account.")
    marks = dict(PayoutDetails.objects.values_list("contributor", "mark"))
    assert marks[world.people[0].pk] == marks[world.people[2].pk] != marks[world.people[1].pk]
    assert not any(IBAN[4:] in mark for mark in marks.values())
    written = str([*AuditEvent.objects.filter(table_name="money_payoutdetails").values_list("changes")])
    assert "given_at" in written
    assert not any(mark in written for mark in marks.values())

    # What was decided about them is not asked again; with somebody else it is.
    lea = cast_of(world).lea
    decide_case(
        lea, case=case, outcome=CaseOutcome.NOTHING, decision="They are a couple.", now=later(hours=5)
    )
    monkeypatch.setattr("assay.quality.actions.integrity.RESTS", timedelta(0))
    assert look_for_cases(world.project, now=later(hours=6)) == 0
    # Neither of both is asked about when the first one changes to and fro, nor when somebody joins, who is.
    gives(world, 0, OTHER, hours=7)
    gives(world, 0, IBAN, hours=8)
    assert look_for_cases(world.project, now=later(hours=9)) == 0
    gives(world, 3, IBAN, hours=10)
    assert look_for_cases(world.project, now=later(hours=11)) == 1
    assert IntegrityCase.objects.latest("pk").contributor == world.people[3]


def test_it_follows_changes_and_is_gone_with_the_person() -> None:
    world = answered(3)
    gives(world, 0, IBAN, hours=1)
    gives(world, 1, IBAN, hours=2)
    # Said again, also otherwise written, it is the account that was said first.
    gives(world, 0, IBAN.lower(), hours=2.5)
    both = shared(world)
    gives(world, 1, OTHER, hours=3)
    apart = shared(world)
    gives(world, 2, IBAN, hours=4)
    gives(world, 0, IBAN, hours=5)
    again = shared(world)
    emit("people.person_erased", user_id=world.people[0].user_id, now=later(hours=6))
    erased = shared(world)
    gives(world, 0, OTHER, hours=7)
    forget_payee(world.people[1].user)

    assert (both, apart) == ({0: ([1], []), 1: ([0], [0])}, {})
    assert (again, erased, shared(world)) == ({0: ([2], []), 2: ([0], [0])}, {}, {})
    assert set(PayoutDetails.objects.values_list("contributor", flat=True)) == {
        world.people[0].pk,
        world.people[2].pk,
    }


def test_accounts_from_before_and_under_another_key_are_marked_by_the_job(settings: Settings) -> None:
    world = make_world(n_people=3, n_tasks=1)
    for nth in (0, 1, 2):
        gives(world, nth, IBAN, hours=nth)
    PayoutDetails.objects.filter(contributor=world.people[1]).update(mark="")
    before = shared(world)
    steps = [mark_accounts(), mark_accounts()]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key", [settings.SECRET_KEY]
    # What opens under no key any more is marked as no account, once.
    PayoutDetails.objects.filter(contributor=world.people[2]).update(sealed="gone")
    steps += [mark_accounts(), mark_accounts()]

    assert (before, steps) == ({0: ([2], []), 2: ([0], [0])}, [1, 0, 3, 0])
    assert shared(world) == {0: ([1], []), 1: ([0], [0])}

    # Two that could not be read share nothing, also before they are marked under the next key.
    PayoutDetails.objects.filter(contributor=world.people[1]).update(sealed="gone", mark="")
    mark_accounts()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a third key", [settings.SECRET_KEY]
    assert shared(world) == {}
