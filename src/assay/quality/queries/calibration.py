"""Calibration sessions as people see them: who sees which, whose answers, and how everybody is aligned."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from assay.kit.reasons import NotFound, Refused
from assay.people.models import Site, User
from assay.people.queries.scope import visible_contributors
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission
from assay.projects.models import Project
from assay.projects.queries.permission import opened_projects, permissions_in, visible_projects
from assay.quality.enums import CalibrationState
from assay.quality.models import (
    CalibrationAlignment,
    CalibrationAnswer,
    CalibrationItem,
    CalibrationParticipant,
    CalibrationRemark,
    CalibrationSession,
    RetrainingNeed,
)
from assay.quality.rules.calibration import weighted
from assay.stats.agreement.alignment import Aligned, mean_alignment

P = Permission
K = TypeVar("K", bound=Hashable)
# States in which nobody answers any more, so that what was said may be seen.
ANSWERED = frozenset({CalibrationState.RULING, CalibrationState.CLOSED})
MOST_SESSIONS = 24


@dataclass(frozen=True, slots=True)
class Sight:
    """What one person sees of a project's calibration.

    `is_all`: everybody's answers; otherwise those of the own people (`leads`) and the own ones.
    """

    user: User
    may_manage: bool
    is_all: bool
    leads: bool

    def people(self, session: CalibrationSession) -> QuerySet[CalibrationParticipant]:
        """The participants this person sees by name."""
        found = CalibrationParticipant.objects.filter(session=session)
        return found.filter(self.own()).select_related("user", "contributor", "site")

    def unnamed(self, session: CalibrationSession) -> set[int]:
        """Users who take part and are not seen by name: a vendor never sees another one's people."""
        if self.is_all:
            return set()
        others = session.participants.exclude(pk__in=self.people(session).values("pk"))
        return set(others.values_list("user_id", flat=True))

    def own(self, prefix: str = "") -> Q:
        """The condition on participants that are seen by name."""
        if self.is_all:
            return Q()
        mine = Q(**{f"{prefix}user": self.user})
        if not self.leads:
            return mine
        return mine | Q(**{f"{prefix}contributor__in": visible_contributors(self.user)})

    def rows(self, rows: QuerySet[CalibrationAlignment]) -> QuerySet[CalibrationAlignment]:
        """Those alignments that are of people this person sees."""
        return rows.filter(self.own("answer__participant__"))


def sight_of(user: User, project: Project) -> Sight | None:
    """What the person sees of the project's calibration beside the sessions they answer in; None: nothing."""
    given = permissions_in(user, project)
    if given & {P.MANAGE_QUALITY, P.VIEW_ANSWERS}:
        return Sight(user, P.MANAGE_QUALITY in given, is_all=True, leads=False)
    if P.VIEW_PEOPLE in given:
        return Sight(user, may_manage=False, is_all=False, leads=True)
    return None


def overview_for(user: User, uid: UUID) -> tuple[Project, Sight]:
    """The project and what is seen there; NotFound out of scope, Refused where calibration is not for this role."""
    project = (
        visible_projects(user).select_related("schema_version", "guideline_version").filter(uid=uid).first()
    )
    if project is None:
        raise NotFound
    sight = sight_of(user, project)
    if sight is None:
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[P.VIEW_ANSWERS]))
    return project, sight


def session_for(user: User, uid: UUID) -> tuple[CalibrationSession, Sight]:
    """The session for who manages, watches, leads people in it or answers in it; NotFound for everybody else."""
    found = CalibrationSession.objects.select_related(
        "project__owner", "project__schema_version", "project__guideline_version", "facilitator"
    )
    session = found.filter(uid=uid).first()
    if session is None:
        raise NotFound
    sight = sight_of(user, session.project) or Sight(user, may_manage=False, is_all=False, leads=False)
    if not sight.is_all and not _is_known(sight, session):
        raise NotFound
    return session, sight


def _is_known(sight: Sight, session: CalibrationSession) -> bool:
    """Who does not prepare it meets a session once it is open, and only through people of it."""
    if session.opened_at is None:
        return False
    return sight.people(session).exists()


def sessions_of(project: Project, sight: Sight) -> QuerySet[CalibrationSession]:
    """The project's sessions, newest first, each with how many items, people, and people who are done."""
    found = CalibrationSession.objects.filter(project=project)
    if not sight.is_all:
        people = CalibrationParticipant.objects.filter(sight.own(), session=OuterRef("pk"))
        found = found.filter(Exists(people), opened_at__isnull=False)
    return found.select_related("facilitator", "project").order_by("-pk")


def with_counts(sessions: Iterable[CalibrationSession]) -> dict[int, "Counts"]:
    """Session to its numbers, in two queries for a whole page."""
    ids = [each.pk for each in sessions]
    items = CalibrationItem.objects.filter(session_id__in=ids).values("session_id")
    people = CalibrationParticipant.objects.filter(session_id__in=ids).values("session_id")
    ruled = Count("pk", filter=Q(ruled_at__isnull=False))
    done = Count("pk", filter=Q(finished_at__isnull=False))
    by_items = {row["session_id"]: row for row in items.annotate(n=Count("pk"), n_ruled=ruled)}
    by_people = {row["session_id"]: row for row in people.annotate(n=Count("pk"), n_done=done)}
    return {
        pk: Counts(
            n_items=by_items.get(pk, {}).get("n", 0),
            n_ruled=by_items.get(pk, {}).get("n_ruled", 0),
            n_people=by_people.get(pk, {}).get("n", 0),
            n_finished=by_people.get(pk, {}).get("n_done", 0),
        )
        for pk in ids
    }


@dataclass(frozen=True, slots=True)
class Counts:
    n_items: int
    n_ruled: int
    n_people: int
    n_finished: int


def items_of(session: CalibrationSession) -> QuerySet[CalibrationItem]:
    return session.items.select_related("task", "ruled_by", "gold").order_by("position", "pk")


def item_for(user: User, uid: UUID) -> tuple[CalibrationItem, Sight]:
    """An item of a session this person may see."""
    item = (
        CalibrationItem.objects.select_related("session", "task", "ruled_by", "gold").filter(uid=uid).first()
    )
    if item is None:
        raise NotFound
    session, sight = session_for(user, item.session.uid)
    item.session = session
    return item, sight


def participation(user: User, session: CalibrationSession) -> CalibrationParticipant | None:
    return CalibrationParticipant.objects.filter(session=session, user=user).first()


def own_participation(user: User, uid: UUID) -> CalibrationParticipant:
    """The person's own part in a session that was opened; NotFound for everybody who was not invited."""
    found = CalibrationParticipant.objects.select_related("session__project", "contributor", "site")
    part = found.filter(session__uid=uid, session__opened_at__isnull=False, user=user).first()
    if part is None:
        raise NotFound
    return part


def own_sessions(user: User) -> QuerySet[CalibrationParticipant]:
    """Sessions the person is or was asked to answer in: open ones first, by their due date."""
    found = CalibrationParticipant.objects.filter(user=user, session__opened_at__isnull=False)
    found = found.exclude(session__state=CalibrationState.CANCELLED).select_related("session__project")
    return found.annotate(is_over=~Q(session__state=CalibrationState.OPEN)).order_by(
        "is_over", "session__due_at", "-pk"
    )


def asked_now(user: User) -> QuerySet[CalibrationParticipant]:
    """Sessions that wait for this person's answers."""
    return own_sessions(user).filter(session__state=CalibrationState.OPEN, finished_at=None)


def answers_by(participant: CalibrationParticipant) -> dict[int, CalibrationAnswer]:
    """Item to what this person said."""
    return {each.item_id: each for each in participant.answers.all()}


def next_item(participant: CalibrationParticipant) -> CalibrationItem | None:
    """The first item that this person has not answered yet."""
    given = participant.answers.values("item_id")
    return items_of(participant.session).exclude(pk__in=given).first()


def answers_to(item: CalibrationItem) -> QuerySet[CalibrationAnswer]:
    """Everybody's answers to an item, in an order that says nothing of who came first."""
    if item.session.state not in ANSWERED:
        return CalibrationAnswer.objects.none()
    found = item.answers.select_related("participant__user", "participant__contributor", "participant__site")
    return found.order_by("uid")


def remarks_of(
    session: CalibrationSession, item: CalibrationItem | None = None
) -> QuerySet[CalibrationRemark]:
    found = session.remarks.filter(item=item).select_related("author__contributor")
    return found.order_by("pk")


def retraining_of(project: Project, sight: Sight, *, is_open: bool = True) -> QuerySet[RetrainingNeed]:
    """Who should learn something again; of the own people only, for who leads some."""
    found = RetrainingNeed.objects.filter(project=project, done_at__isnull=is_open)
    if not sight.is_all:
        found = found.filter(participant__contributor__in=visible_contributors(sight.user))
    return found.select_related(
        "session", "participant__user", "participant__contributor", "participant__site"
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One answer to one question, as it was compared when the session was closed."""

    session_id: int
    participant_id: int
    site_id: int | None
    item_id: int
    question: str
    value: float
    weight: float


@dataclass(frozen=True, slots=True)
class Results:
    """How near answers lay to the benchmark: as a whole, per question, and by the ids of people, sites and items."""

    overall: Aligned
    people: Mapping[int, Aligned]
    questions: Mapping[str, Aligned]
    sites: Mapping[int | None, Aligned]
    items: Mapping[int, Aligned]
    by_person: Mapping[tuple[int, str], Aligned]


def results_of(session: CalibrationSession, sight: Sight) -> Results:
    """Of a closed session, over the people this person sees."""
    return summarised(_rows(sight.rows(session.alignments.all())))


def summarised(found: Sequence[Row]) -> Results:
    answers = list(_per_answer(found))
    return Results(
        overall=_mean(answers),
        people={pk: _mean(each) for pk, each in _grouped(answers, lambda row: row.participant_id)},
        questions={key: _mean(each) for key, each in _grouped(found, lambda row: row.question)},
        sites={pk: _mean(each) for pk, each in _grouped(answers, lambda row: row.site_id)},
        items={
            pk: mean_alignment([row.value for row in each])
            for pk, each in _grouped(answers, lambda row: row.item_id)
        },
        by_person={
            key: _mean(each) for key, each in _grouped(found, lambda row: (row.participant_id, row.question))
        },
    )


@dataclass(frozen=True, slots=True)
class Point:
    """One closed session in a series; `sites` by id, None: people without a site."""

    session: CalibrationSession
    overall: Aligned
    sites: Mapping[int | None, Aligned]


def series_of(project: Project, sight: Sight) -> list[Point]:
    """The newest closed sessions in the order of time, in two queries however many there are."""
    closed = sessions_of(project, sight).filter(state=CalibrationState.CLOSED)
    sessions = sorted(
        closed.order_by("-closed_at")[:MOST_SESSIONS], key=lambda each: (each.closed_at, each.pk)
    )
    rows = _rows(
        sight.rows(CalibrationAlignment.objects.filter(session_id__in=[each.pk for each in sessions]))
    )
    by_session = dict(_grouped(rows, lambda row: row.session_id))
    points = []
    for session in sessions:
        answers = list(_per_answer(by_session.get(session.pk, [])))
        sites = {pk: _mean(each) for pk, each in _grouped(answers, lambda row: row.site_id)}
        points.append(Point(session, _mean(answers), sites))
    return points


def site_names(ids: Iterable[int | None]) -> dict[int | None, str]:
    return dict(Site.objects.filter(pk__in=[pk for pk in ids if pk is not None]).values_list("pk", "name"))


def due_sessions(now: datetime) -> QuerySet[CalibrationSession]:
    """Open ones whose time to answer is over."""
    return CalibrationSession.objects.filter(state=CalibrationState.OPEN, due_at__lte=now).order_by("pk")


def _rows(found: QuerySet[CalibrationAlignment]) -> list[Row]:
    about = ("answer__participant_id", "answer__participant__site_id", "answer__item_id")
    rows = found.order_by("pk").values_list("session_id", *about, "question", "value", "weight")
    return [Row(*row) for row in rows]


def _per_answer(found: Sequence[Row]) -> Iterator[Row]:
    """The questions of one answer together, by their weights; what weighs nothing is left out."""
    for (participant, item), group in _grouped(found, lambda row: (row.participant_id, row.item_id)):
        first = group[0]
        value = weighted(
            {row.question: row.value for row in group}, {row.question: row.weight for row in group}
        )
        if value is not None:
            yield Row(first.session_id, participant, first.site_id, item, "", value, 1.0)


def _grouped(found: Iterable[Row], key: Callable[[Row], K]) -> list[tuple[K, list[Row]]]:
    groups: dict[K, list[Row]] = defaultdict(list)
    for row in found:
        groups[key(row)].append(row)
    return list(groups.items())


def _mean(found: Sequence[Row]) -> Aligned:
    return mean_alignment([row.value for row in found], [row.item_id for row in found])


def sessions_ahead_of(user: User) -> QuerySet[CalibrationSession]:
    """Opened ones that ask this person for answers, or that the person leads and still may."""
    asked = CalibrationParticipant.objects.filter(user=user).values("session")
    led = Q(facilitator=user, project__in=opened_projects(user, {Permission.MANAGE_QUALITY}))
    found = CalibrationSession.objects.filter(Q(pk__in=asked) | led, opened_at__isnull=False)
    return found.select_related("project")
