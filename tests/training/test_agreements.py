"""Agreements: routing asks for the signature, a new version asks again, what was signed stays."""

from datetime import datetime, timedelta
from itertools import product

import msgspec
import pytest
from django.db import Error, connection, transaction

from assay.kit.reasons import NotFound, Refused
from assay.people.actions.contributors import set_place
from assay.people.enums import Role
from assay.people.models import Contributor, InboxMessage, Site, User, Vendor
from assay.projects.actions.members import add_members
from assay.projects.models import Project
from assay.training.actions.agreements import add_translation, publish_version, retire_agreement
from assay.training.actions.enforcing import end_grace_periods
from assay.training.actions.signing import sign
from assay.training.enums import SigningState
from assay.training.models import Agreement, AgreementVersion, Signature
from assay.training.queries.agreements import people_asked, signing_of, visible_agreements
from assay.training.queries.owing import owing
from assay.training.queries.own import own_agreements, text_in
from assay.training.rules.agreements import Published, Wording, state_of
from assay.work.actions.claiming import Dice, claim
from assay.work.actions.rollups import count_open_tasks
from assay.work.models import StageHold
from assay.work.queries.nothing import why_nothing
from tests.training.cast import SECRET, SEGREDO, nda
from tests.web.quality_cast import cast_of, somebody
from tests.work.world import NOW, World, later, make_world, person

pytestmark = pytest.mark.django_db
AGAIN = [Wording("en", "Confidentiality", "I keep it to myself, for ever.")]


def world_of(**more: object) -> World:
    world = make_world(needs_acknowledgment=False, **more)  # type: ignore[arg-type]  # Numbers and fields.
    cast_of(world)
    return world


def signs(contributor: Contributor, agreement: Agreement, *, at: datetime = NOW) -> Signature:
    version = agreement.versions.order_by("-number")[0]
    text, _ = text_in(version, "en")
    return sign(contributor.user, version=version, text=text, name=contributor.user.name, now=at)


def n_claimed(world: World, nth: int = 0, *, now: datetime = NOW) -> int:
    return len(msgspec.json.decode(claim(world.worker(nth), n=1, now=now, dice=Dice(1.0, 0.5)).tasks))


def held(world: World) -> set[int]:
    return set(StageHold.objects.filter(stage=world.stage).values_list("contributor_id", flat=True))


def test_nobody_gets_a_task_before_they_have_signed() -> None:
    world = world_of()
    agreement = nda(world)

    count_open_tasks(now=NOW)
    before = n_claimed(world)
    [obstacle] = why_nothing(world.worker(), now=NOW).obstacles
    signed = signs(world.people[0], agreement)

    assert (before, obstacle.reason.code, obstacle.n) == (0, "work.agreement", 3)
    assert obstacle.reason.text == "Sign the agreements that Match asks of you first."
    assert (signed.sha256, signed.name, signed.text.language) == (SECRET.sha256, "Person 0", "en")
    assert (n_claimed(world), n_claimed(world, 1)) == (1, 0)
    assert set(InboxMessage.objects.values_list("user__name", "title")) == {
        ("Person 0", "Please sign: Confidentiality"),
        ("Person 1", "Please sign: Confidentiality"),
    }


def test_a_new_version_asks_again_once_its_grace_period_has_ended() -> None:
    world = world_of()
    agreement = nda(world)
    signs(world.people[0], agreement)
    publish_version(world.owner, agreement=agreement, wordings=AGAIN, grace_days=2, now=NOW)

    early = end_grace_periods(now=later(days=1))
    assert (early, held(world)) == (0, {world.people[1].pk})
    due = end_grace_periods(now=later(days=2))
    assert (due, held(world)) == (1, {each.pk for each in world.people})
    assert end_grace_periods(now=later(days=2)) == 0

    signs(world.people[0], agreement, at=later(days=2))
    assert held(world) == {world.people[1].pk}


def test_a_member_who_joins_and_who_changes_vendor_is_asked() -> None:
    world = world_of()
    vendor = Vendor.objects.create(name="Nilework", created_at=NOW)
    mia = somebody("Mia", NOW, role=Role.CROWD_MANAGER)
    new = person(7)
    agreement = nda(world, vendor=vendor)
    add_members(mia, project=world.project, contributors=[new], now=NOW)
    assert held(world) == set()

    set_place(mia, contributor=new, vendor=vendor, now=NOW)
    assert held(world) == {new.pk}
    other = person(8, vendor=vendor)
    add_members(mia, project=world.project, contributors=[other], now=NOW)
    assert held(world) == {new.pk, other.pk}

    retire_agreement(world.owner, agreement=agreement, reason="It has ended.", now=NOW)
    assert held(world) == set()


def test_only_the_newest_version_is_signed_with_ones_own_name_and_once() -> None:
    world = world_of()
    agreement = nda(world)
    ana = world.people[0]
    first = agreement.versions.get()
    text, _ = text_in(first, "pt-BR")

    with pytest.raises(Refused) as wrong:
        sign(ana.user, version=first, text=text, name="Somebody", now=NOW)
    signed = sign(ana.user, version=first, text=text, name=" person 0 ", now=NOW)
    again = sign(ana.user, version=first, text=text, name="Person 0", now=later(days=1))
    publish_version(world.owner, agreement=agreement, wordings=AGAIN, now=NOW)
    with pytest.raises(Refused) as old:
        sign(world.people[1].user, version=first, text=text, name="Person 1", now=NOW)
    with pytest.raises(Refused) as stranger:
        sign(person(9).user, version=first, text=text, name="Person 9", now=NOW)

    assert [each.value.reasons[0].code for each in (wrong, old, stranger)] == [
        "agreement.name_differs",
        "agreement.superseded",
        "agreement.not_asked",
    ]
    assert (signed.pk, signed.sha256, signed.signed_at) == (again.pk, SEGREDO.sha256, again.signed_at)


def test_what_is_ones_own_comes_in_ones_language_or_as_it_was_written() -> None:
    world = world_of()
    agreement = nda(world)
    ana = world.people[0]

    [brazilian] = own_agreements(ana, language="pt-BR", now=NOW)
    [french] = own_agreements(ana, language="fr", now=NOW)
    signs(ana, agreement)
    publish_version(world.owner, agreement=agreement, wordings=AGAIN, grace_days=3, now=NOW)
    [waiting] = own_agreements(ana, language="en", now=NOW)

    assert (brazilian.text.title, brazilian.is_fallback) == ("Confidencialidade", False)
    assert (french.text.title, french.is_fallback) == ("Confidentiality", True)
    assert (brazilian.state, waiting.state, waiting.until) == (
        SigningState.OWED,
        SigningState.GRACE,
        NOW + timedelta(days=3),
    )
    assert (waiting.signature, waiting.signed_before) == (None, 1)


def test_a_translation_is_added_once() -> None:
    world = world_of()
    version = nda(world).versions.get()

    add_translation(world.owner, version=version, wording=Wording("fr", "Secret", "Je me tais."), now=NOW)
    with pytest.raises(Refused) as twice:
        add_translation(world.owner, version=version, wording=Wording("fr", "Autre", "Non."), now=NOW)

    assert twice.value.reasons[0].code == "agreement.language_twice"
    assert sorted(version.texts.values_list("language", flat=True)) == ["en", "fr", "pt"]


@pytest.mark.parametrize("table", ["agreementversion", "agreementtext", "signature"])
def test_what_was_signed_never_changes(table: str) -> None:
    world = world_of()
    signs(world.people[0], nda(world))

    for statement in (f"UPDATE training_{table} SET uid = uid", f"DELETE FROM training_{table}"):
        with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_who_may_keep_agreements_and_whom_they_see() -> None:
    """Ravi leads Person 0's site, of Lingua; Nilework's agreement and people are none of his business."""
    world = world_of()
    ravi = User.objects.get(name="Ravi")
    ben, rita = User.objects.get(name="Ben"), User.objects.get(name="Rita")
    nilework = Vendor.objects.create(name="Nilework", created_at=NOW)
    site = Site.objects.create(vendor=nilework, name="Cairo")
    Contributor.objects.filter(pk=world.people[1].pk).update(vendor=nilework, site=site)
    mine, theirs = nda(world), nda(world, vendor=nilework)

    assert set(visible_agreements(world.owner)) == {mine, theirs}
    assert set(visible_agreements(ravi)) == {mine}
    assert [each.pk for each in people_asked(ravi, mine)] == [world.people[0].pk]
    assert people_asked(world.owner, mine).count() == 2
    assert signing_of(ravi, [mine], now=NOW)[mine.pk].n_people == 1
    for who in (ravi, ben, rita):
        with pytest.raises(Refused):
            publish_version(who, agreement=mine, wordings=AGAIN, now=NOW)
    with pytest.raises(Refused):
        nda(world, project=None)
    with pytest.raises(NotFound):
        visible_agreements(rita)


def test_the_board_counts_who_signed_and_who_waits() -> None:
    world = world_of(n_people=4)
    agreement = nda(world)
    for nth in (0, 1):
        signs(world.people[nth], agreement)
    publish_version(world.owner, agreement=agreement, wordings=AGAIN, grace_days=1, now=NOW)
    signs(world.people[0], agreement)

    found = signing_of(world.owner, [agreement], now=NOW)[agreement.pk]
    after = signing_of(world.owner, [agreement], now=later(days=1))[agreement.pk]

    assert (found.n_people, found.n_signed, found.n_owed) == (4, 1, 2)
    assert (after.n_people, after.n_signed, after.n_owed) == (4, 1, 3)


@pytest.mark.parametrize(("grace", "signed"), list(product([None, -1, 1], range(3))))
def test_the_statement_and_the_rule_agree(grace: int | None, signed: int) -> None:
    """Two versions, the second with every kind of grace period, and somebody who signed none, the first or both."""
    world = world_of(n_people=1)
    agreement, ana = nda(world), world.people[0]
    if signed:
        signs(ana, agreement)
    second = AgreementVersion.objects.create(
        agreement=agreement,
        number=2,
        language="en",
        grace_until=None if grace is None else later(days=grace),
        published_at=NOW,
        published_by=world.owner,
    )
    if signed == 2:
        first = Signature.objects.get()
        Signature.objects.create(
            contributor=ana, version=second, text=first.text, name="Ana", sha256="0" * 64, signed_at=NOW
        )

    by_statement = (ana.pk, world.stage.pk) in owing(now=NOW)
    by_rule = state_of([Published(1), Published(2, second.grace_until)], signed, NOW)

    assert by_statement is (by_rule == SigningState.OWED)


def test_a_project_owner_keeps_the_agreements_of_the_project_only() -> None:
    world = world_of()
    other = Project.objects.create(name="Other", owner=world.owner, created_at=NOW, created_by=world.owner)
    lars = somebody("Lars", NOW, role=Role.PROJECT_OWNER, project_id=other.pk)
    agreement = nda(world)

    with pytest.raises(Refused):
        retire_agreement(lars, agreement=agreement, reason="Mine?", now=NOW)
    assert agreement not in visible_agreements(lars)
