"""Applications are decided, taken back, and become true: an account, a letter, a password."""

import pytest
from django.core import mail

from assay.kit.reasons import Refused
from assay.people.actions.access import deactivate_user, erase_person
from assay.people.models import Contributor, User
from assay.recruiting.actions.campaigns import set_screening
from assay.recruiting.actions.deciding import accept, carry_out, carry_out_due, recognise, refuse, take_back
from assay.recruiting.actions.letters import send_letters
from assay.recruiting.actions.own import choose_password, confirm, withdraw
from assay.recruiting.enums import ScreeningOutcome
from assay.recruiting.models import Application, Campaign
from assay.recruiting.rules.screening import ScreeningRule
from tests.recruiting.cast import applied, campaign, mia, send
from tests.web.quality_cast import somebody
from tests.work.world import NOW, later, person

pytestmark = pytest.mark.django_db
PASSWORD = "a long way to go"


def verified(made: Campaign, *names: str) -> list[Application]:
    """Confirmed applications, which the campaign's own rules leave to a person."""
    link = made.links.get()
    return [confirm(applied(link, email=f"{name}@example.org", name=name), now=NOW) for name in names]


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [each.code for each in refused.value.reasons]


def test_an_acceptance_becomes_an_account_whose_person_chooses_the_password() -> None:
    made, lead = campaign(), mia()
    [noor] = verified(made, "noor")

    decided = accept(lead, campaign=made, applications=[noor], now=NOW)
    early = carry_out_due(now=later(minutes=9))
    told = carry_out_due(now=later(minutes=10))
    send_letters(now=later(minutes=10))

    noor.refresh_from_db()
    assert (decided.n, early.n, told.n) == (1, 0, 1)
    assert noor.contributor is not None
    user = noor.contributor.user
    assert (user.email, user.name, user.has_usable_password()) == ("noor@example.org", "noor", False)
    assert [each.market.code for each in noor.contributor.markets.all()] == ["BR-pt"]
    assert {each.language: each.level for each in noor.contributor.languages.all()} == {"pt-BR": 7, "en": 4}
    assert (noor.email_sealed, noor.email_digest, mail.outbox[-1].to) == ("", None, ["noor@example.org"])
    with pytest.raises(Refused, match="not the same"):
        choose_password(noor, password=PASSWORD, repeated="x", now=later(days=1))
    choose_password(noor, password=PASSWORD, repeated=PASSWORD, now=later(days=1))
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    with pytest.raises(Refused, match="already"):
        choose_password(noor, password=PASSWORD * 2, repeated=PASSWORD * 2, now=later(days=2))


def test_the_link_sets_no_password_after_thirty_days_or_before_an_acceptance() -> None:
    made, lead = campaign(), mia()
    noor, ade = verified(made, "noor", "ade")
    accept(lead, campaign=made, applications=[noor], now=NOW)
    carry_out(lead, campaign=made, now=NOW)

    for each, code in ((noor, "application.link_old"), (ade, "application.over")):
        with pytest.raises(Refused) as refused:
            choose_password(each, password=PASSWORD, repeated=PASSWORD, now=later(days=31))
        assert codes(refused) == [code]


def test_a_decision_is_taken_back_as_long_as_it_is_not_true() -> None:
    made, lead = campaign(), mia()
    noor, ade = verified(made, "noor", "ade")
    accept(lead, campaign=made, applications=[noor], now=NOW)
    refuse(lead, campaign=made, applications=[ade], why="We look for others.", now=NOW)

    back = take_back(lead, campaign=made, applications=[noor, ade])
    again = take_back(lead, campaign=made, applications=[noor])
    carry_out_due(now=later(days=1))

    states = list(Application.objects.order_by("pk").values_list("state", "why", "due_at"))
    assert (back.n, again.n, [reason.code for _, reason in again.refused]) == (
        *(2, 0, ["recruiting.decided_for_good"]),
    )
    assert states == [("verified", "", None)] * 2
    assert not Contributor.objects.exists()


def test_a_refusal_is_told_with_its_reason_and_the_next_application_meets_a_person() -> None:
    made, lead = campaign(), mia()
    [noor] = verified(made, "noor")
    with pytest.raises(Refused) as unsaid:
        refuse(lead, campaign=made, applications=[noor], why=" ", now=NOW)
    refuse(lead, campaign=made, applications=[noor], why="We look for people who live there.", now=NOW)
    carry_out_due(now=later(minutes=10))
    set_screening(lead, campaign=made, rules=[], otherwise=ScreeningOutcome.ACCEPT)

    made.refresh_from_db()
    [again] = verified(made, "noor")

    noor.refresh_from_db()
    assert (codes(unsaid), noor.state, noor.why) == (
        *(["recruiting.refusal_unsaid"], "refused", "We look for people who live there."),
    )
    assert (again.state, again.screened) == ("verified", "person")


def test_rules_accept_and_refuse_at_once() -> None:
    made = campaign()
    rules = [ScreeningRule("tie", "refuse", "none", 0, "We look for people who know the market.")]
    set_screening(mia(), campaign=made, rules=rules, otherwise=ScreeningOutcome.ACCEPT)
    link = made.links.get()

    ours = confirm(applied(link, email="ours@example.org"), now=NOW)
    theirs = confirm(applied(link, email="theirs@example.org", tie="none"), now=NOW)

    assert (ours.state, ours.screened, ours.screened_by) == ("accepted", "accept", None)
    assert (theirs.state, theirs.why, theirs.screened_by) == ("refused", rules[0].says, 0)
    assert Contributor.objects.get().user.email == "ours@example.org"


def test_what_cannot_become_true_waits_for_a_person_with_why_and_stops_no_other() -> None:
    made, lead = campaign(), mia()
    noor, ade = verified(made, "noor", "ade")
    accept(lead, campaign=made, applications=[noor, ade], now=NOW)
    somebody("Noor", NOW)

    done = carry_out(lead, campaign=made, now=NOW)

    noor.refresh_from_db()
    ade.refresh_from_db()
    assert (done.n, [reason.code for _, reason in done.refused]) == (1, ["people.email_taken"])
    assert (noor.state, noor.due_at, "noor@example.org" in noor.problem) == ("verified", None, True)
    assert ade.contributor is not None


def test_who_withdraws_while_a_decision_waits_is_gone() -> None:
    made, lead = campaign(), mia()
    [noor] = verified(made, "noor")
    accept(lead, campaign=made, applications=[noor], now=NOW)
    send(made.links.get(), email="noor@example.org")

    withdraw(noor, now=later(minutes=1))

    assert (Application.objects.get().state, carry_out_due(now=later(days=1)).n) == ("withdrawn", 0)
    assert not User.objects.filter(email="noor@example.org").exists()


def test_an_applicant_who_works_here_already_is_recognised_once() -> None:
    made, lead, ana = campaign(), mia(), person(1)
    noor, ade = verified(made, "noor", "ade")

    recognise(lead, application=noor, contributor=ana, now=NOW)

    noor.refresh_from_db()
    assert (noor.state, noor.contributor, User.objects.filter(email="noor@example.org").count()) == (
        *("accepted", ana, 0),
    )
    with pytest.raises(Refused) as refused:
        recognise(lead, application=ade, contributor=ana, now=NOW)
    assert codes(refused) == ["recruiting.recognised_already"]


def test_who_is_erased_is_erased_as_an_applicant() -> None:
    made, lead = campaign(), mia()
    [noor] = verified(made, "noor")
    accept(lead, campaign=made, applications=[noor], now=NOW)
    carry_out(lead, campaign=made, now=NOW)
    noor.refresh_from_db()
    assert noor.contributor is not None
    deactivate_user(None, user=noor.contributor.user, reason="Left.", now=NOW)

    erase_person(None, user=noor.contributor.user, reason="Asked for it.", now=later(days=1))

    noor.refresh_from_db()
    assert (noor.name, noor.languages, noor.erased_at) == ("", {}, later(days=1))


def test_nobody_decides_for_another_market_or_for_nobody() -> None:
    made = campaign()
    [noor] = verified(made, "noor")
    zoe = somebody("Zoe", NOW)

    with pytest.raises(Refused):
        accept(zoe, campaign=made, applications=[noor], now=NOW)
    with pytest.raises(Refused) as nobody:
        accept(mia(), campaign=made, applications=[], now=NOW)

    assert codes(nobody) == ["recruiting.nobody_chosen"]
