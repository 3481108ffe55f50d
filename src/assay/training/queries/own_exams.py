"""One's own exams: which are open to the person, how they stand, and the question that comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from assay.kit.reasons import NotFound, Reason
from assay.people.models import Contributor, ContributorSkill
from assay.projects.models import Membership
from assay.training.enums import AttemptState
from assay.training.models import Course, Exam, ExamAnswer, ExamAttempt, ExamItem, ExtraAttempt, StepAnswer
from assay.training.queries.own_courses import unfinished_gates
from assay.training.rules.courses import FIRST
from assay.training.rules.exams import Past, Terms, n_attempts_left, n_needed, refuse_start
from assay.work.models import Claim


@dataclass(frozen=True, slots=True)
class OwnExam:
    """`refused`: why it cannot be begun now; `held_until`: of a skill that is held, when it ends (None: never).

    `gate`: the course that comes first.
    """

    exam: Exam
    attempts: tuple[ExamAttempt, ...]
    n_left: int
    n_needed: int
    refused: Reason | None
    is_held: bool
    held_until: datetime | None
    gate: Course | None = None

    @property
    def open_attempt(self) -> ExamAttempt | None:
        return next((each for each in self.attempts if each.state == AttemptState.OPEN), None)

    @property
    def is_next(self) -> bool:
        """Whether it is the person's turn: begun, or to be begun and not held yet, or held and about to end."""
        is_for_good = self.is_held and self.held_until is None
        return self.open_attempt is not None or (self.refused is None and not is_for_good)


def exams_open_to(contributor: Contributor) -> QuerySet[Exam]:
    """Exams of projects the person works on."""
    working = Membership.objects.filter(contributor=contributor, retired_at=None, project=OuterRef("project"))
    found = Exam.objects.filter(Exists(working), retired_at=None).select_related("project", "skill")
    usable = _usable(contributor, "items__")
    return found.annotate(n_items=Count("items", filter=usable)).order_by("project__name", "pk")


def own_exams(contributor: Contributor, *, now: datetime) -> list[OwnExam]:
    """All of them; a fixed number of queries."""
    exams = list(exams_open_to(contributor))
    if not exams:
        return []
    sat: dict[int, list[ExamAttempt]] = {each.pk: [] for each in exams}
    for attempt in ExamAttempt.objects.filter(contributor=contributor, exam__in=exams).order_by("number"):
        sat[attempt.exam_id].append(attempt)
    held = {each.skill_id: each for each in ContributorSkill.objects.filter(contributor=contributor)}
    gates = unfinished_gates(contributor, [each.pk for each in exams])
    extra = extra_of(contributor, exams)
    return [
        _own(
            each,
            sat[each.pk],
            held.get(each.skill_id),
            gate=gates.get(each.pk),
            extra=extra.get(each.pk, []),
            now=now,
        )
        for each in exams
    ]


def extra_of(contributor: Contributor, exams: Sequence[Exam]) -> dict[int, list[datetime]]:
    """When attempts were given besides, by the exam's inner id."""
    given = ExtraAttempt.objects.filter(contributor=contributor, exam__in=exams).order_by("given_at")
    found: dict[int, list[datetime]] = {}
    for exam, at in given.values_list("exam_id", "given_at"):
        found.setdefault(exam, []).append(at)
    return found


def to_learn(contributor: Contributor, *, now: datetime) -> list[OwnExam]:
    """What is the person's turn, most pressing first: not qualified yet before what only ends soon."""
    waiting = [each for each in own_exams(contributor, now=now) if each.is_next]
    return sorted(waiting, key=lambda each: each.is_held)


def own_exam(contributor: Contributor, uid: UUID, *, now: datetime) -> OwnExam:
    """One of those open to the person; NotFound otherwise."""
    found = next((each for each in own_exams(contributor, now=now) if each.exam.uid == uid), None)
    if found is None:
        raise NotFound
    return found


def own_attempt(contributor: Contributor, uid: UUID) -> ExamAttempt:
    found = ExamAttempt.objects.filter(contributor=contributor, uid=uid)
    attempt = found.select_related("exam__project", "exam__skill", "schema_version").first()
    if attempt is None:
        raise NotFound
    return attempt


def next_answer(attempt: ExamAttempt) -> ExamAnswer | None:
    """The question that comes next; None when all are answered."""
    waiting = attempt.answers.filter(answered_at=None).select_related("item__gold__task").order_by("position")
    return waiting.first()


def drawable(exam: Exam, contributor: Contributor) -> list[tuple[UUID, int]]:
    """Questions of one's markets that one met neither in production nor in a course, each with how often one had it."""
    met = Claim.objects.filter(task=OuterRef("gold__task"), contributor=contributor)
    practised = StepAnswer.objects.filter(step__gold=OuterRef("gold"), assignment__contributor=contributor)
    items = ExamItem.objects.filter(_usable(contributor), ~Exists(met), ~Exists(practised), exam=exam)
    found = items.annotate(
        n_had=Count("given", filter=Q(given__attempt__contributor=contributor), distinct=True)
    )
    return [(each.uid, vars(each)["n_had"]) for each in found.order_by("pk")]


def past_of(attempts: Sequence[ExamAttempt]) -> list[Past]:
    return [
        Past(each.state == AttemptState.PASSED, each.finished_at, each.expires_at)
        for each in attempts
        if each.finished_at is not None
    ]


def terms_of(exam: Exam) -> Terms:
    return Terms(exam.n_questions, exam.n_attempts, timedelta(hours=exam.cool_hours))


def _usable(contributor: Contributor, prefix: str = "") -> Q:
    """Questions in use, of gold in use whose task is there, in the markets that the person works for."""
    names = ("retired_at", "gold__retired_at", "gold__task__withdrawn_at")
    markets = contributor.markets.values("market")
    market = f"{prefix}gold__task__market"
    there = Q(**{f"{prefix}{name}": None for name in names})
    return there & (Q(**{market: None}) | Q(**{f"{market}__in": markets}))


def _own(
    exam: Exam,
    attempts: list[ExamAttempt],
    skill: ContributorSkill | None,
    *,
    gate: Course | None,
    extra: Sequence[datetime],
    now: datetime,
) -> OwnExam:
    past, terms = past_of(attempts), terms_of(exam)
    ends = skill.expires_at if skill else None
    refused = refuse_start(terms, past, n_items=vars(exam)["n_items"], now=now, extra=extra)
    return OwnExam(
        exam=exam,
        attempts=tuple(attempts),
        n_left=n_attempts_left(terms, past, extra=extra),
        n_needed=n_needed(exam.pass_share, exam.n_questions),
        refused=refused or (FIRST(course=gate.name) if gate else None),
        gate=gate,
        is_held=skill is not None and (ends is None or ends > now),
        held_until=ends,
    )
