"""A whole house with something in every room, for tests that try to look where they must not."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from pytest_django.fixtures import Settings

from assay.delivery.actions.releases import build_release
from assay.delivery.models import Release
from assay.kit.clock import now
from assay.kit.ids import new_uid
from assay.kit.jobs import run_now
from assay.kit.models import Job
from assay.money.models import BonusRule, PayoutBatch
from assay.partners.models import VendorInvoice
from assay.people.actions.users import create_user, grant_role
from assay.people.enums import Role
from assay.people.models import Contributor, InboxMessage, Site, StandingChange, User, Vendor
from assay.projects.models import GuidelineVersion, Project
from assay.quality.actions.adjudication import Raised, raise_adjudications
from assay.quality.actions.consensus import run_consensus
from assay.quality.actions.review_plans import publish_plan
from assay.quality.actions.sampling import sample_due
from assay.quality.enums import AdjudicationSource, ReviewTier
from assay.quality.models import Adjudication, ConsensusRun, Gold, ReviewItem
from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
from assay.work.models import Batch, Task
from tests.promises.rooms import SECTIONS, Rooms, change_guideline, furnish
from tests.work.world import NOW, TODAY, World, add_gold, make_world

# Words that stand in nobody's own pages: whoever meets one has seen something of somebody else.
GOLD_REASON = "only-the-gold-reason-says-this"
SECRETS = (GOLD_REASON, "p1", "Nordlicht", "Why Ade was on probation", "A note for Lea only")


@dataclass
class House:
    world: World
    ana: Contributor
    ade: Contributor
    guideline: GuidelineVersion
    run: ConsensusRun
    release: Release
    job: Job
    gold: Gold
    adjudication: Adjudication
    rooms: Rooms | None = None
    people: dict[str, User] = field(default_factory=dict)
    ids: dict[str, object] = field(default_factory=dict)


def make_house(settings: Settings, folder: Path) -> House:
    settings.ASSAY_FILES = folder
    world = make_world(n_people=3, n_tasks=4, overlap=3, needs_acknowledgment=False, gold_share=0.5)
    ana, ade, _ = world.people
    vendor = Vendor.objects.create(name="Nordlicht", created_at=NOW)
    Contributor.objects.filter(pk=ade.pk).update(
        vendor=vendor, site=Site.objects.create(vendor=vendor, name="Oslo")
    )
    StandingChange.objects.create(
        contributor=ade, standing="probation", reason="Why Ade was on probation", changed_at=NOW
    )
    InboxMessage.objects.create(user=world.owner, kind="x", title="A note for Lea only", sent_at=NOW)
    guideline = GuidelineVersion.objects.create(
        project=world.project, number=1, title="G", sections=SECTIONS, created_at=NOW, created_by=world.owner
    )
    Project.objects.filter(pk=world.project.pk).update(guideline_version=guideline)
    judge(world)
    run = run_consensus(None, stage=world.stage, now=now())
    release, job = build_release(None, run=run, now=now())
    run_now(job)
    [task] = add_gold(world, 1)
    gold = Gold.objects.create(
        task=task, project=world.project, answers={"match": ["yes"]}, reason=GOLD_REASON, created_at=NOW
    )
    case = disputed(world)
    review_first(world)
    house = House(world, ana, ade, guideline, run, Release.objects.get(pk=release.pk), job, gold, case)
    add_people(house)
    house.rooms = furnish(world, ade)
    change_guideline(world.owner, guideline)
    return house


def disputed(world: World) -> Adjudication:
    units = [Raised(Task.objects.order_by("pk")[0].pk, "match", contested="yes")]
    with transaction.atomic():
        raise_adjudications(None, stage=world.stage, units=units, source=AdjudicationSource.FLAG, now=NOW)
    return Adjudication.objects.get()


def review_first(world: World) -> None:
    """One judgment waits for a review."""
    rules = [{"key": "all", "name": "All", "share": 1.0}]
    publish_plan(None, stage=world.stage, rules_in_order=rules, since=NOW, seed=1, now=NOW)
    assert sample_due(world.stage, ReviewTier.CLIENT, now=now(), below=2**62) == 6


def judge(world: World) -> None:
    rows = [
        RecordedJudgment(task.pk, person.pk, '{"match": "yes"}', 3.0, NOW, TODAY)
        for task in Task.objects.order_by("pk")[:2]
        for person in world.people
    ]
    assert import_judgments(None, stage=world.stage, rows=rows, now=NOW).n_stored == 6


def add_people(house: House) -> None:
    """Lea owns; Ana works; Zoe knows nobody; Ravi leads a site of another vendor; Bea works elsewhere."""
    house.people["Lea"], house.people["Ana"] = house.world.owner, house.ana.user
    grant_role(
        None, user=house.world.owner, role=Role.PROJECT_OWNER, now=NOW, project_id=house.world.project.pk
    )
    for name in ("Zoe", "Ravi", "Bea", "Ada"):
        house.people[name] = create_user(None, email=f"{name}@example.org", name=name, now=NOW)
    other = Vendor.objects.create(name="Lingua", created_at=NOW)
    site = Site.objects.create(vendor=other, name="Lisbon")
    grant_role(None, user=house.people["Ravi"], role=Role.SITE_LEAD, now=NOW, site=site)
    grant_role(None, user=house.people["Ada"], role=Role.ADMINISTRATOR, now=NOW)
    Contributor.objects.create(
        user=house.people["Bea"], pseudonym="bea", vendor=other, site=site, created_at=NOW
    )


# Ids in addresses that go by the name they have in `Rooms`.
OF_ROOMS = (
    *("session", "dispute", "lot", "change", "attachment", "risk"),
    *("issue", "allocation", "choice", "posting", "budget", "agreement", "exam"),
    *("ticket", "campaign", "link", "application", "macro", "article"),
    *("metric", "model_result", "labeler", "labeler_version"),
    *("search_run", "evaluation", "verdict_file", "verdict_report"),
    *("case", "announcement", "course", "step", "assignment", "live", "entry"),
)


def ids_of(house: House) -> dict[str, object]:
    """What stands for each name in an address."""
    assert house.rooms is not None
    ade = Contributor.objects.select_related("user", "vendor", "site").get(pk=house.ade.pk)
    return {name: getattr(house.rooms, name) for name in OF_ROOMS} | {
        "user": ade.user.uid,
        "vendor": ade.vendor.uid if ade.vendor else "",
        "site": ade.site.uid if ade.site else "",
        "project": house.world.project.uid,
        "contributor": house.ade.uid,
        "batch": (Batch.objects.filter(is_gold=True) or Batch.objects.all())[0].uid,
        "task": Task.objects.order_by("pk")[0].uid,
        "run": house.run.uid,
        "part": "cells",
        "invoice": VendorInvoice.objects.get().uid,
        "bonus": BonusRule.objects.get().uid,
        "payout_batch": PayoutBatch.objects.get().uid,
        "month": "2026-03",
        "quarter": "2026-Q1",
        "week": "2026-03-02",
        "category": "pay",
        "day": "2026-12-24",
        "language": "de",
        "item": house.rooms.calibration_item,
        "to": "ruling",
        "request_uid": house.rooms.request,
        "file": house.rooms.ticket_file,
        "stage": house.world.stage.uid,
        "segment": "search_ads",
        "release": house.release.uid,
        "job": house.job.uid,
        "gold": house.gold.uid,
        "adjudication": house.adjudication.uid,
        "review": ReviewItem.objects.order_by("pk")[0].uid,
        "format": "csv",
        "address": house.job.uid,
        "code": "text-spans",
        "kind": "guideline",
    }


def address_of(path: str, house: House) -> str:
    """The path with the ids of this house in it, as they were when it was first asked."""
    assert house.rooms is not None
    house.ids = house.ids or ids_of(house)
    version = house.guideline.uid if "guideline-versions" in path else house.world.schema.uid
    if path.startswith("/standing-rules/"):
        version = house.rooms.standing_rules
    values = house.ids | {"version": version}
    if path.startswith("/board-runs/"):
        values["run"] = house.rooms.board
    for name, value in values.items():
        path = path.replace(f"{{{name}}}", str(value))
    path = re.sub(r"\{\w+\}", lambda _: str(new_uid()), path)
    return path + ("?question=match" if path.endswith("/why") and "tasks" in path else "")
