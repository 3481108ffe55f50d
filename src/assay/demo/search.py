"""Search relevance: three weeks of a project that grades ranked results in four markets."""

import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import product
from typing import Any  # Answers are JSON.

from assay.demo.crowd import Session, in_turn, work_through
from assay.demo.people import Organisation
from assay.demo.queries import Query, queries_about
from assay.demo.search_guideline import FIRST, SCHEMA, SECOND, TITLE, WHAT_CHANGED
from assay.people.actions.users import grant_role
from assay.people.enums import Role
from assay.people.models import Contributor
from assay.projects.actions.members import add_members
from assay.projects.actions.projects import change_state, create_project
from assay.projects.actions.versions import acknowledge, publish_guideline, publish_schema
from assay.projects.enums import ProjectState, Segment
from assay.projects.models import GuidelineVersion, Project, Stage
from assay.quality.actions.gold import add_gold
from assay.work.actions.batches import create_batch
from assay.work.actions.importing_tasks import import_tasks
from assay.work.enums import Priority

OVERLAP = 3
STAGE = {
    "overlap": OVERLAP,
    "overlap_max": 5,
    "gold_share": 0.12,
    "gold_feedback": True,
    "prefetch": 2,
    "lease_seconds": 1200,
}
# Which things of the shop are searched for in which week; those of the last one are gold.
WEEK_1, WEEK_2, WEEK_3, GOLD = range(4), range(4, 7), range(7, 9), range(9, 10)
# Who has not read the second version yet, and so waits.
STILL_READING = "Wren"
WHY_GOLD = "Exactly what was typed is a 3, the same thing without the wish a 2, what goes with it a 1."


def run_search(organisation: Organisation, now: datetime) -> Project:
    """Its whole story; the newest week is open, so that there is work at once."""
    project = open_project(organisation, now - timedelta(days=20))
    stage = Stage.objects.select_related("project").get(project=project)
    add_tasks(organisation, project, "Week 1", WEEK_1, at=now - timedelta(days=19))
    gold = add_gold_tasks(organisation, project, now - timedelta(days=19))
    first = Session(project, stage, now - timedelta(days=18), now - timedelta(days=11))
    answer(organisation, first, queries_about(WEEK_1), gold[::2], share=1.0)
    publish_second(organisation, project, now - timedelta(days=10))
    add_tasks(organisation, project, "Week 2", WEEK_2, at=now - timedelta(days=10))
    second = Session(project, stage, now - timedelta(days=9), now - timedelta(hours=20))
    answer(organisation, second, queries_about(WEEK_2), gold[1::2], share=0.7)
    urgent = {"priority": Priority.HIGH, "due_at": now + timedelta(days=3)}
    add_tasks(organisation, project, "Week 3", WEEK_3, at=now - timedelta(hours=18), **urgent)
    return project


def open_project(organisation: Organisation, at: datetime) -> Project:
    users, lea = organisation.users, organisation.users["lea"]
    project = create_project(
        lea,
        name="Shop search relevance",
        segment=Segment.SEARCH_RANKING,
        purpose="Grades for the ranking model of the shop search: four markets, every week two hundred queries.",
        time_zone="Europe/Berlin",
        test_share=0.2,
        stage=STAGE,
        now=at,
    )
    publish_schema(lea, project=project, document=SCHEMA, note="As agreed with Rita.", now=at)
    project.refresh_from_db()
    change_state(lea, project=project, state=ProjectState.OPEN, now=at)
    grant_role(users["ada"], user=users["rita"], role=Role.REQUESTER, project_id=project.pk, now=at)
    people = list(organisation.people.values())
    add_members(users["mia"], project=project, contributors=people, now=at)
    version = publish_guideline(lea, project=project, title=TITLE, sections=FIRST, now=at)
    read(version, people, at)
    project.refresh_from_db()
    return project


def publish_second(organisation: Organisation, project: Project, at: datetime) -> None:
    version = publish_guideline(
        organisation.users["lea"],
        project=project,
        title=TITLE,
        sections=SECOND,
        change_note=WHAT_CHANGED,
        now=at,
    )
    readers = [person for name, person in organisation.people.items() if name != STILL_READING]
    read(version, readers, at)


def read(version: GuidelineVersion, people: Iterable[Contributor], at: datetime) -> None:
    """Everybody within half a day."""
    for nth, person in enumerate(people):
        acknowledge(person.user, version=version, now=at + timedelta(minutes=20 * (nth + 1)))


def add_tasks(
    organisation: Organisation, project: Project, name: str, things: range, *, at: datetime, **more: Any
) -> None:
    lea = organisation.users["lea"]
    batch = create_batch(lea, project=project, name=name, now=at, **more)
    import_tasks(lea, batch=batch, rows=[query.row for query in queries_about(things)], now=at)


def add_gold_tasks(organisation: Organisation, project: Project, at: datetime) -> list[Query]:
    """Ben knows the answers; two neighbouring grades of a near miss are both accepted."""
    ben, lea = organisation.users["ben"], organisation.users["lea"]
    batch = create_batch(lea, project=project, name="Gold", is_gold=True, now=at)
    queries = queries_about(GOLD)
    import_tasks(lea, batch=batch, rows=[query.row for query in queries], now=at)
    for query in queries:
        add_gold(
            ben,
            project=project,
            external_id=query.row.external_id,
            answers={"relevance": accepted(query.grades), "intent": [query.intent]},
            reason=WHY_GOLD,
            now=at,
        )
    return queries


def accepted(grades: Mapping[str, int]) -> list[dict[str, int]]:
    allowed = {0: (0,), 1: (1, 2), 2: (2, 1), 3: (3,)}
    combined = product(*(allowed[grade] for grade in grades.values()))
    return [dict(zip(grades, each, strict=True)) for each in combined]


def answer(
    organisation: Organisation,
    session: Session,
    queries: Sequence[Query],
    gold: Sequence[Query],
    *,
    share: float,
) -> None:
    """The people of each market take turns; everybody of the market meets the gold tasks."""
    wanted = []
    for market, judges in judges_of(organisation).items():
        of_market = [query for query in queries if query.market == market]
        for nth, query in enumerate(of_market[: round(share * len(of_market))]):
            wanted.append((query.row.external_id, in_turn(judges, OVERLAP, nth)))
        wanted += [(query.row.external_id, judges) for query in gold if query.market == market]
    wanted.sort(key=lambda each: random.Random(each[0]).random())
    right = {query.row.external_id: query for query in [*queries, *gold]}
    work_through(session, wanted, lambda task, accuracy, chance: graded(right[task], accuracy, chance))


def judges_of(organisation: Organisation) -> dict[str, list[Contributor]]:
    people = {market: organisation.crowd(market) for market in organisation.markets}
    people["pt-BR"].append(organisation.people["Ana"])
    people["en-GB"].append(organisation.people["Ade"])
    return people


def graded(query: Query, accuracy: float, chance: random.Random) -> dict[str, Any]:
    """Who is not sure is one grade off; the intent is seldom mistaken."""
    given = {
        result: grade if chance.random() < accuracy else near(grade, chance)
        for result, grade in query.grades.items()
    }
    others = [each for each in ("buy", "compare", "unclear") if each != query.intent]
    intent = query.intent if chance.random() < accuracy else chance.choice(others)
    return {"relevance": given, "intent": intent}


def near(grade: int, chance: random.Random) -> int:
    return min(3, max(0, grade + chance.choice([-1, 1])))
