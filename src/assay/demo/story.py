"""A project's story: founded, filled batch by batch, worked on day by day, all put on the agenda beforehand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any  # Documents, contents and answers are JSON.

from assay.demo.agenda import Agenda, Happening
from assay.demo.crowd import Answering, Crew, work_day
from assay.demo.people import Organisation
from assay.people.actions.users import grant_role
from assay.people.enums import Role
from assay.people.models import Contributor
from assay.projects.actions.members import add_members, set_requirements
from assay.projects.actions.projects import change_state, create_project
from assay.projects.actions.settings import set_markets
from assay.projects.actions.versions import acknowledge, publish_guideline, publish_schema, take_quiz
from assay.projects.enums import ProjectState, Segment
from assay.projects.models import GuidelineVersion, Project, Stage
from assay.projects.rules.gallery import template
from assay.projects.rules.guideline_parts import Change
from assay.work.actions.batches import create_batch
from assay.work.actions.importing_tasks import TaskRow, import_tasks

READING = timedelta(minutes=9)


@dataclass(frozen=True)
class Piece:
    """One task, and what is right about it."""

    row: TaskRow
    right: Any
    gold: Mapping[str, Sequence[Any]] = field(default_factory=dict)

    @property
    def external_id(self) -> str:
        return self.row.external_id

    @property
    def market(self) -> str:
        return str(self.row.market)


@dataclass(frozen=True)
class Plan:
    """What a project is founded with."""

    name: str
    segment: Segment
    purpose: str
    markets: tuple[str, ...]
    stage: Mapping[str, object]
    schema: Mapping[str, Any]
    guideline: tuple[str, Sequence[Mapping[str, str]]]
    skills: Mapping[str, int] = field(default_factory=dict)
    test_share: float = 0.0
    mean_seconds: float = 30.0
    share_of_day: float = 1.0
    one_by_one: bool = False


def from_gallery(code: str) -> dict[str, Any]:
    """Schema and guideline of a template."""
    found = template(code)
    assert found is not None
    sections = [section.as_json() for section in found.guideline.sections]
    return {
        "schema": found.schema,
        "guideline": (found.guideline.title, sections),
        "segment": Segment(found.segment),
    }


class Story:
    """`answering` knows what is right of every task that the story was given."""

    def __init__(
        self,
        organisation: Organisation,
        agenda: Agenda,
        plan: Plan,
        answering: Callable[..., Mapping[str, Any]],
    ) -> None:
        self.organisation, self.agenda, self.plan = organisation, agenda, plan
        self.pieces: dict[str, Piece] = {}
        self.members: list[Contributor] = []
        self.project = Project()
        self.crew: Crew | None = None
        self.answering: Answering = lambda task, habits, chance: answering(self.pieces[task], habits, chance)

    @property
    def stage(self) -> Stage:
        return Stage.objects.select_related("project").get(project=self.project)

    def put(self, at: datetime, happening: Happening) -> None:
        self.agenda.put(at, happening)

    def begin(
        self,
        at: datetime,
        *,
        without: Sequence[str] = (),
        unread: Sequence[str] = (),
        after_day: Callable[[Stage, datetime], object] | None = None,
    ) -> None:
        """From then on people work every day, until three hours ago."""
        self.put(at, lambda at: self.found(at, without=without, unread=unread, after_day=after_day))
        for evening in self.agenda.evenings(at + timedelta(hours=12), self.agenda.ago(hours=3)):
            self.put(evening, self.work)

    def work(self, at: datetime) -> None:
        if self.crew:
            work_day(self.crew, at)

    def batch(self, name: str, pieces: Sequence[Piece], at: datetime, **more: Any) -> None:
        self.pieces |= {piece.external_id: piece for piece in pieces}
        self.put(at, lambda at: self.import_batch(name, pieces, at, **more))

    def import_batch(self, name: str, pieces: Sequence[Piece], at: datetime, **more: Any) -> None:
        lea = self.organisation.users["lea"]
        choices = more.pop("choices", None)
        batch = create_batch(lea, project=self.project, name=name, now=at, **more)
        rows = [piece.row for piece in pieces]
        report = import_tasks(lea, batch=batch, rows=rows, choices=choices, now=at)
        assert not report.bad_rows, report.bad_rows[0]

    def found(
        self,
        at: datetime,
        *,
        without: Sequence[str],
        unread: Sequence[str],
        after_day: Callable[[Stage, datetime], object] | None,
    ) -> None:
        plan, users, lea = self.plan, self.organisation.users, self.organisation.users["lea"]
        self.project = create_project(
            lea,
            name=plan.name,
            segment=plan.segment,
            purpose=plan.purpose,
            time_zone="Europe/Berlin",
            test_share=plan.test_share,
            stage=plan.stage,
            now=at,
        )
        markets = [self.organisation.markets[code] for code in plan.markets]
        set_markets(lea, project=self.project, markets=markets)
        publish_schema(lea, project=self.project, document=plan.schema, now=at)
        self.project.refresh_from_db()
        change_state(lea, project=self.project, state=ProjectState.OPEN, now=at)
        stage = self.stage
        if plan.skills:
            skills = {self.organisation.skills[code]: least for code, least in plan.skills.items()}
            set_requirements(lea, stage=stage, skills=skills, now=at)
        grant_role(users["ada"], user=users["rita"], role=Role.REQUESTER, project_id=self.project.pk, now=at)
        self.members = self.organisation.who_serves(plan.markets, without)
        add_members(users["mia"], project=self.project, contributors=self.members, now=at)
        self.publish(plan.guideline, at, unread=unread)
        self.crew = Crew(
            stage.pk,
            at,
            self.answering,
            plan.mean_seconds,
            share_of_day=plan.share_of_day,
            one_by_one=plan.one_by_one,
            after_day=after_day,
        )

    def publish(
        self,
        guideline: tuple[str, Sequence[Mapping[str, Any]]],
        at: datetime,
        *,
        unread: Sequence[str],
        change_note: str = "",
        change: Change | None = None,
        policies: Sequence[Mapping[str, Any]] | None = None,
    ) -> None:
        """Everybody reads it within hours, except who has not yet."""
        title, sections = guideline
        lea = self.organisation.users["lea"]
        version: GuidelineVersion = publish_guideline(
            lea,
            project=self.project,
            title=title,
            sections=sections,
            change_note=change_note,
            change=change,
            policies=policies,
            now=at,
        )
        self.project.refresh_from_db()
        readers = [person for person in self.members if person.pseudonym not in unread]
        for nth, person in enumerate(readers, 1):
            self.put(at + nth * READING, partial(read, person, version))


def read(person: Contributor, version: GuidelineVersion, at: datetime) -> None:
    """Where a policy has changed, some are wrong at first."""
    if version.quiz:
        right = {question["id"]: question["right"] for question in version.quiz}
        if len(person.pseudonym) % 5 == 0:
            wrong = {question["id"]: question["options"][0]["id"] for question in version.quiz}
            take_quiz(person.user, version=version, answers=wrong, now=at)
        take_quiz(person.user, version=version, answers=right, now=at)
    acknowledge(person.user, version=version, now=at)
