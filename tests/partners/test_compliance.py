"""What two vendors' sites prove: files that are looked at, reminders that come once, the scorecard's figure."""

from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.partners.actions.compliance import (
    hand_in,
    make_item,
    remind_of_endings,
    retire_item,
    withdraw_evidence,
)
from assay.partners.actions.scorecards import reckon_week
from assay.partners.enums import Proof, ScoreMeasure
from assay.partners.models import ComplianceEvidence, ComplianceItem, Scorecard, ScorecardTerms
from assay.partners.queries.compliance import compliance, compliance_of, evidence_for, is_any_ending, unproven
from assay.partners.rules.compliance import HandedIn
from assay.partners.rules.scorecard import SHIPPED
from assay.people.enums import Role
from assay.people.models import InboxMessage, Site, User
from tests.web.quality_cast import somebody
from tests.web.site_world import lead, two_sites
from tests.work.world import NOW

pytestmark = pytest.mark.django_db
AT = now()
TODAY = AT.date()
PDF = b"%PDF-1.4\nThe policy.\n%%EOF\n"


@pytest.fixture
def sites(settings: Settings, tmp_path: Path) -> tuple[Site, Site]:
    settings.ASSAY_FILES = tmp_path
    _world, lisbon, cairo, _lot = two_sites()
    return lisbon, cairo


@pytest.fixture
def mia() -> User:
    return somebody("Mia", NOW, role=Role.CROWD_MANAGER)


def asked(by: User, **more: object) -> ComplianceItem:
    given = {"name": "Insurance", "asks": "The policy.", "owner": by, "every_days": 365, "now": AT}
    return make_item(by, **{**given, **more})  # type: ignore[arg-type]  # Terms by name.


def bring(
    by: User, site: Site, item: ComplianceItem, *, ends: int | None = None, content: bytes = PDF
) -> ComplianceEvidence:
    until = TODAY + timedelta(days=ends) if ends is not None else None
    handed = HandedIn(TODAY - timedelta(days=300), until)
    at = compliance_of(by, site.uid, TODAY)
    return hand_in(by, at=at, item=item, chunks=[content], name="policy.pdf", handed=handed, now=AT)


def proof(by: User, site: Site) -> list[Proof]:
    return [each.proof for each in compliance_of(by, site.uid, TODAY).proven]


def test_a_site_proves_an_item_and_withdrawing_takes_it_back(sites: tuple[Site, Site], mia: User) -> None:
    lisbon, cairo = sites
    ravi, item = lead("Ravi", site=lisbon, vendor=lisbon.vendor), asked(mia)
    assert proof(ravi, lisbon) == [Proof.MISSING]

    made = bring(ravi, lisbon, item)

    assert (made.expires_on, made.file.media_type) == (TODAY + timedelta(days=65), "application/pdf")
    assert (proof(ravi, lisbon), proof(mia, cairo)) == ([Proof.VALID], [Proof.MISSING])
    found, part = evidence_for(ravi, made.uid)
    with pytest.raises(Refused):
        withdraw_evidence(ravi, evidence=found, part=part, why=" ", now=AT)
    withdraw_evidence(ravi, evidence=found, part=part, why="The wrong year.", now=AT)
    assert proof(ravi, lisbon) == [Proof.MISSING]
    for change in (
        lambda: ComplianceEvidence.objects.update(expires_on=None),
        lambda: ComplianceEvidence.objects.all().delete(),
        lambda: ComplianceItem.objects.update(name="x"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    "content",
    [b"", b"<script>alert(1)</script>", b"MZ\x90\0", b"PK\x03\x04", b"GIF89a", b"<svg onload=x>", b"x%PDF-"],
)
def test_what_is_no_pdf_and_no_picture_is_refused(
    sites: tuple[Site, Site], mia: User, content: bytes
) -> None:
    item = asked(mia)

    with pytest.raises(Refused) as why:
        bring(mia, sites[0], item, content=content)

    assert why.value.reasons[0].code == "partners.evidence_kind"
    assert not ComplianceEvidence.objects.exists()


def test_a_vendors_item_is_asked_of_its_sites_alone_and_a_retired_one_of_nobody(
    sites: tuple[Site, Site], mia: User
) -> None:
    lisbon, cairo = sites
    item = asked(mia, vendor=lisbon.vendor)

    assert (proof(mia, lisbon), proof(mia, cairo)) == ([Proof.MISSING], [])
    with pytest.raises(Refused):
        bring(mia, cairo, item)
    retire_item(mia, item=item, now=AT)
    assert proof(mia, lisbon) == []
    with pytest.raises(Refused):
        retire_item(mia, item=item, now=AT)


def test_nobody_finds_or_changes_what_another_site_proves(sites: tuple[Site, Site], mia: User) -> None:
    lisbon, cairo = sites
    item = asked(mia)
    theirs = bring(mia, cairo, item)
    ravi = lead("Ravi", site=lisbon, vendor=lisbon.vendor)
    tess = lead("Tess", team=lisbon.teams.get(), site=lisbon, vendor=lisbon.vendor)

    assert [each.site.name for each in compliance(ravi, TODAY)] == ["Lisbon"]
    for person in (ravi, tess, somebody("Zoe", NOW)):
        with pytest.raises(NotFound):
            evidence_for(person, theirs.uid)
        with pytest.raises(NotFound):
            compliance_of(person, cairo.uid, TODAY)
        with pytest.raises(Refused):
            asked(person)
    with pytest.raises(NotFound):
        compliance(tess, TODAY)


def test_what_ends_is_told_of_once_to_its_owner_and_the_lead(sites: tuple[Site, Site], mia: User) -> None:
    lisbon, cairo = sites
    ravi = lead("Ravi", site=lisbon, vendor=lisbon.vendor)
    item = asked(mia)
    for site in sites:
        bring(mia, site, item, ends=9)
    bring(mia, cairo, item, ends=60)
    assert is_any_ending(TODAY)

    assert [remind_of_endings(AT), remind_of_endings(AT)] == [1, 0]

    told = InboxMessage.objects.filter(kind="partners.compliance")
    assert {each.user_id: each.title for each in told} == dict.fromkeys(
        (ravi.pk, mia.pk),
        f"Lisbon: Insurance ends on {TODAY + timedelta(days=9)}. Hand in the next evidence.",
    )


def test_what_is_proven_counts_on_the_scorecard(sites: tuple[Site, Site], mia: User) -> None:
    lisbon, cairo = sites
    monday = TODAY - timedelta(days=TODAY.weekday())

    def figure(site: Site | None, vendor: Site) -> tuple[float | None, int]:
        reckon_week(monday, now=now())
        card = Scorecard.objects.get(site=site, market=None, vendor=vendor.vendor)
        return card.figures["evidence"]["value"], card.figures["evidence"]["n"]

    before = figure(lisbon, lisbon)
    for name in ("Insurance", "Security"):
        item = asked(mia, name=name)
    bring(mia, lisbon, item, ends=9)
    bring(mia, cairo, item, ends=-1)

    assert before == (None, 0)
    assert figure(lisbon, lisbon) == figure(None, lisbon) == (0.5, 2)
    assert figure(cairo, cairo) == (0.0, 2)
    assert [(each.item.name, each.proof) for each in unproven(mia, cairo.uid, TODAY)] == [
        ("Insurance", Proof.MISSING),
        ("Security", Proof.EXPIRED),
    ]
    ravi = lead("Ravi", site=lisbon, vendor=lisbon.vendor)
    assert [each.item.name for each in unproven(ravi, lisbon.uid, TODAY)] == ["Insurance"]
    assert unproven(ravi, cairo.uid, TODAY) == []
    assert unproven(somebody("Nina", NOW, role=Role.QA_ANALYST), cairo.uid, TODAY) == []


def test_weights_from_before_evidence_had_its_own_go_on_counting_it_with_signatures(
    sites: tuple[Site, Site], mia: User
) -> None:
    lisbon, _cairo = sites
    bring(mia, lisbon, asked(mia), ends=9)
    asked(mia, name="Security")
    older = {each.value: asdict(term) for each, term in SHIPPED.items() if each != ScoreMeasure.EVIDENCE}
    ScorecardTerms.objects.create(number=1, measures=older, reason="Before.", published_at=now())

    reckon_week(TODAY - timedelta(days=TODAY.weekday()), now=now())

    figures = Scorecard.objects.get(site=lisbon, market=None).figures
    assert "evidence" not in figures
    assert (figures["compliance"]["value"], figures["compliance"]["n"]) == (0.5, 2)


def test_more_sites_ask_no_more(sites: tuple[Site, Site], mia: User) -> None:
    item = asked(mia)
    bring(mia, sites[0], item)
    counts = []
    for person in (lead("Ravi", site=sites[0], vendor=sites[0].vendor), mia):
        with CaptureQueriesContext(connection) as found:
            compliance(person, TODAY)
        counts.append(len(found))
    assert counts[0] == counts[1] <= 6
