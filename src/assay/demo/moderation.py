"""Moderation of marketplace listings: two answers for each, a skill to hold, and rules that Ana has not read yet."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any  # Answers are JSON.

from assay.demo.crowd import Session, in_turn, work_through
from assay.demo.listings import Listing, listings
from assay.demo.people import Organisation
from assay.demo.rules_of_market import SCHEMA, SECTIONS, TITLE
from assay.people.models import Contributor
from assay.projects.actions.members import add_members, set_requirements
from assay.projects.actions.projects import change_state, create_project
from assay.projects.actions.versions import acknowledge, publish_guideline, publish_schema
from assay.projects.enums import ProjectState, Segment
from assay.projects.models import Project, Stage
from assay.quality.actions.gold import add_gold
from assay.work.actions.batches import create_batch
from assay.work.actions.importing_tasks import import_tasks

OVERLAP = 2
SKILL, LEAST = "market-rules", 70
GOLD, DONE, OPEN = (0, 2), (2, 7), (7, 12)
WHY_GOLD = "See the three verdicts: what may be sold stays or is corrected, what may not be sold is removed."
NOTES = {
    "en-GB": "Please take out the sentence that the rules name, then it is fine.",
    "de-DE": "Bitte nehmen Sie den Satz heraus, dann passt die Anzeige.",
    "pt-BR": "Retire a frase indicada e o anúncio pode ficar.",
    "ar-EG": "احذف الجملة المخالفة من فضلك ليبقى الإعلان.",
}


def run_moderation(organisation: Organisation, now: datetime) -> Project:
    """Nine days old; half of it is answered."""
    project = open_project(organisation, now - timedelta(days=9))
    stage = Stage.objects.select_related("project").get(project=project)
    gold = add_gold_tasks(organisation, project, now - timedelta(days=8))
    answered = add_tasks(organisation, project, "First listings", DONE, at=now - timedelta(days=8))
    session = Session(project, stage, now - timedelta(days=7), now - timedelta(hours=16))
    answer(organisation, session, answered, gold)
    add_tasks(organisation, project, "New listings", OPEN, at=now - timedelta(hours=15))
    return project


def open_project(organisation: Organisation, at: datetime) -> Project:
    users, lea = organisation.users, organisation.users["lea"]
    project = create_project(
        lea,
        name="Marketplace listings",
        segment=Segment.ECOMMERCE_GOVERNANCE,
        purpose="Which listings stay, and why not: labels for the filter that reads them first.",
        time_zone="Europe/Berlin",
        stage={"overlap": OVERLAP, "overlap_max": 3, "gold_share": 0.1, "daily_cap": 150},
        now=at,
    )
    publish_schema(lea, project=project, document=SCHEMA, now=at)
    project.refresh_from_db()
    change_state(lea, project=project, state=ProjectState.OPEN, now=at)
    stage = Stage.objects.select_related("project").get(project=project)
    set_requirements(lea, stage=stage, skills={organisation.skills[SKILL]: LEAST}, now=at)
    judges = [person for people in judges_of(organisation).values() for person in people]
    cast = [organisation.people["Ana"], organisation.people["Ade"]]
    add_members(users["mia"], project=project, contributors=[*judges, *cast], now=at)
    version = publish_guideline(lea, project=project, title=TITLE, sections=SECTIONS, now=at)
    for person in judges:
        acknowledge(person.user, version=version, now=at + timedelta(hours=2))
    project.refresh_from_db()
    return project


def judges_of(organisation: Organisation) -> dict[str, list[Contributor]]:
    """Those of each market who passed the test on the rules."""
    return {market: organisation.crowd(market)[:3] for market in organisation.markets}


def add_tasks(
    organisation: Organisation, project: Project, name: str, places: tuple[int, int], *, at: datetime
) -> list[Listing]:
    lea = organisation.users["lea"]
    found = sorted(listings(*places), key=lambda each: random.Random(each.row.external_id).random())
    batch = create_batch(lea, project=project, name=name, now=at)
    import_tasks(lea, batch=batch, rows=[each.row for each in found], now=at)
    return found


def add_gold_tasks(organisation: Organisation, project: Project, at: datetime) -> list[Listing]:
    ben, lea = organisation.users["ben"], organisation.users["lea"]
    batch = create_batch(lea, project=project, name="Gold", is_gold=True, now=at)
    found = listings(*GOLD)
    import_tasks(lea, batch=batch, rows=[each.row for each in found], now=at)
    for each in found:
        answers: dict[str, list[Any]] = {key: [value] for key, value in each.answers.items()}
        add_gold(
            ben, project=project, external_id=each.row.external_id, answers=answers, reason=WHY_GOLD, now=at
        )
    return found


def answer(
    organisation: Organisation, session: Session, tasks: Sequence[Listing], gold: Sequence[Listing]
) -> None:
    wanted = []
    for market, judges in judges_of(organisation).items():
        of_market = [each for each in tasks if each.market == market]
        wanted += [
            (each.row.external_id, in_turn(judges, OVERLAP, nth)) for nth, each in enumerate(of_market)
        ]
        wanted += [(each.row.external_id, judges) for each in gold if each.market == market]
    wanted.sort(key=lambda each: random.Random(each[0]).random())
    right = {each.row.external_id: each for each in [*tasks, *gold]}
    work_through(session, wanted, lambda task, accuracy, chance: judged(right[task], accuracy, chance))


def judged(listing: Listing, accuracy: float, chance: random.Random) -> dict[str, Any]:
    """Who is wrong is mostly too kind: it stays, and nothing was seen."""
    if chance.random() > accuracy:
        verdict = chance.choice([each for each in ("allow", "edit", "remove") if each != listing.verdict])
        problems = ["none"] if verdict == "allow" else [chance.choice(["health", "price", "fraud"])]
        return {"verdict": verdict, "problems": problems}
    note = {"note": NOTES[listing.market]} if listing.verdict == "edit" and chance.random() < 0.6 else {}
    return {**listing.answers, **note}
