"""Rita asks for grades in Brazil; who could do it has worked on a search project in the weeks before."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from assay.intake.enums import RequestState as S
from assay.intake.models import Request
from assay.people.enums import LanguageLevel, Standing
from assay.people.models import Contributor, Market, User, Vendor
from assay.projects.enums import ProjectState
from assay.projects.models import LabelSchemaVersion, Membership, Project, Stage
from assay.projects.rules.gallery import template
from assay.quality.models import Gold, GoldResult
from assay.work.actions.queues import queue_for
from assay.work.models import Batch, Judgment, Queue, Task, WorkDay
from tests.intake.world import Intake, drafted, make_intake
from tests.work.world import NOW, person

# The last whole day before NOW, a Sunday, on which two weeks ended.
UNTIL = date(2026, 3, 1)


@dataclass(frozen=True)
class Feasible:
    intake: Intake
    request: Request
    project: Project
    stage: Stage
    people: dict[str, Contributor]
    vendor: Vendor

    @property
    def lea(self) -> User:
        return self.intake.lea


def make_feasible(at: datetime = NOW, **more: object) -> Feasible:
    """As of a moment. Five people serve Brazil: Ana and Bia work 2 hours on each weekday at 36 seconds, Caio has not
    worked for long, Davi is off-boarded, Eva's Portuguese is A2. Fritz serves Germany."""
    intake, until = make_intake(), at.date() - timedelta(days=1)
    project, stage = search_project(intake.lea, name="Shop search")
    vendor = Vendor.objects.create(name="Norte", created_at=NOW)
    site = vendor.sites.create(name="Porto")
    brazil, germany = intake.brazil, intake.germany
    people = {
        "ana": serving(1, brazil, "pt"),
        "bia": serving(2, brazil, "pt", vendor=vendor, site=site),
        "caio": serving(3, brazil, "pt-BR"),
        "davi": serving(4, brazil, "pt", standing=Standing.OFF_BOARDED),
        "eva": serving(5, brazil, "pt", LanguageLevel.A2),
        "fritz": serving(6, germany, "de"),
    }
    for name in ("ana", "bia"):
        for nth in range(14):
            day = until - timedelta(days=nth)
            if day.weekday() < 5:
                worked(people[name], stage, day, n=200, seconds=7200.0)
    asked = {"deadline_on": at.date() + timedelta(days=13), **more}
    request = intake.step(drafted(intake, NOW, **asked), S.SUBMITTED, "rita")
    return Feasible(intake, request, project, stage, people, vendor)


def search_project(owner: User, name: str, segment: str = "search_ranking") -> tuple[Project, Stage]:
    """One with the questions of the gallery's template, a judgment per task, and no gold."""
    found = template("search-relevance")
    assert found is not None
    project = Project.objects.create(
        name=name, segment=segment, owner=owner, created_at=NOW, created_by=owner
    )
    schema = LabelSchemaVersion.objects.create(
        project=project, number=1, document=found.schema, sha256="0" * 64, created_at=NOW, created_by=owner
    )
    Project.objects.filter(pk=project.pk).update(schema_version=schema, state=ProjectState.OPEN)
    project.refresh_from_db()
    return project, Stage.objects.create(project=project, overlap=1, overlap_max=1, gold_share=0.0)


def serving(
    nth: int, market: Market, language: str, level: LanguageLevel = LanguageLevel.NATIVE, **fields: object
) -> Contributor:
    made = person(nth, **fields)
    made.languages.create(language=language, level=level)
    made.markets.create(market=market)
    return made


def worked(who: Contributor, stage: Stage, day: date, *, n: int, seconds: float) -> None:
    WorkDay.objects.create(contributor=who, stage=stage, day_on=day, n_submitted=n, handling_seconds=seconds)


def join(project: Project, *people: Contributor) -> None:
    Membership.objects.bulk_create(
        Membership(project=project, contributor=each, added_at=NOW) for each in people
    )


def scored(found: Feasible, who: Contributor, *, n: int, n_right: int) -> None:
    """So many gold tasks of the search project, each judged once."""
    schema = found.project.schema_version
    assert schema is not None
    batch = Batch.objects.create(
        project=found.project, name=f"Gold of {who.pseudonym}", is_gold=True, created_at=NOW
    )
    for nth in range(n):
        task = Task.objects.create(
            project=found.project,
            batch=batch,
            external_id=f"{who.pseudonym}-{nth}",
            content={},
            sha256=bytes(32),
            is_gold=True,
            created_at=NOW,
        )
        gold = Gold.objects.create(
            project=found.project, task=task, answers={}, reason="Known.", created_at=NOW
        )
        judgment = Judgment.objects.create(
            task=task,
            stage=found.stage,
            project=found.project,
            contributor=who,
            answers={},
            schema_version=schema,
            is_gold=True,
            client_key=f"{who.pseudonym}-{nth}",
            handling_seconds=36,
            submitted_at=NOW,
            work_on=UNTIL,
        )
        GoldResult.objects.create(
            judgment=judgment,
            gold=gold,
            contributor=who,
            stage=found.stage,
            is_correct=nth < n_right,
            judged_at=NOW,
        )


def left_in(world: Feasible, n: int) -> None:
    """So many tasks of Brazil wait in the search project."""
    batch = Batch.objects.create(project=world.project, name="Brazil", created_at=NOW)
    queue = queue_for(batch, world.stage, world.intake.brazil.pk, now=NOW)
    Queue.objects.filter(pk=queue.pk).update(n_open=n)
