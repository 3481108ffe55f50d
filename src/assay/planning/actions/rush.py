"""A rush asks the owners of the projects that it would delay, and they answer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.intake.actions.requests import lock
from assay.intake.actions.telling import named
from assay.intake.enums import Part
from assay.intake.models import Request
from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.actions.inbox import tell
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.planning.actions.feasibility import require_inside
from assay.planning.enums import RushAnswer
from assay.planning.models import RushQuestion
from assay.planning.queries.feasibility import newest_of
from assay.planning.queries.rush import Delayed, delays_of
from assay.planning.rules.rush import NEEDS_RUN, NO_RUSH, refuse_answer
from assay.projects.queries.permission import require


def ask_owners(by: User | None, *, request: Request, now: datetime) -> list[RushQuestion]:
    """Reckon what the rush would delay, and ask the owner of each such project; once per run."""
    with transaction.atomic():
        act_as(by)
        locked = lock(request)
        require_inside(by, locked)
        if not locked.rush_reason.strip():
            raise Refused(NO_RUSH())
        found = newest_of(locked)
        if found is None:
            raise Refused(NEEDS_RUN())
        asked = set(RushQuestion.objects.filter(run=found.run).values_list("project_id", flat=True))
        delayed = [each for each in delays_of(locked, found, now=now) if each.project.pk not in asked]
        made = [_question(by, found.run.pk, each, now) for each in delayed]
        for question in made:
            _tell_owner(locked, question, now)
        return made


def answer_rush(
    by: User, *, question: RushQuestion, answer: RushAnswer, now: datetime, reason: str = ""
) -> RushQuestion:
    """Whoever manages the delayed project agrees or refuses; a later answer replaces the one before."""
    with transaction.atomic():
        act_as(by)
        kept = RushQuestion.objects.select_for_update(no_key=True, of=["self"]).get(pk=question.pk)
        require(by, kept.project, Permission.MANAGE_PROJECT)
        if problems := refuse_answer(answer, reason):
            raise Refused(*problems)
        kept.answer, kept.reason = answer, reason.strip().replace("\0", "")[:4000]
        kept.answered_at, kept.answered_by = now, by
        kept.save(update_fields=["answer", "reason", "answered_at", "answered_by"])
        _tell_answer(kept, by, now)
        return kept


def _question(by: User | None, run_id: int, each: Delayed, now: datetime) -> RushQuestion:
    delay = each.delay
    return RushQuestion.objects.create(
        run_id=run_id,
        project=each.project,
        n_shared=delay.n_shared,
        p50_before=delay.before.p50,
        p50_after=delay.after.p50,
        p80_before=delay.before.p80,
        p80_after=delay.after.p80,
        asked_at=now,
        asked_by=by,
    )


def _tell_owner(request: Request, question: RushQuestion, now: datetime) -> None:
    days = question.p80_days
    tell(
        [question.project.owner_id],
        kind="planning.rush_asked",
        sentence=_("A rush request would delay {project}: do you agree?"),
        lines=[
            _(
                "“{title}” would take hours of {n} of its people; with 80 % confidence it is {days} days later."
            ),
            "{why}",
        ],
        about={
            "project": question.project.name,
            "title": request.title,
            "n": question.n_shared,
            "days": "–" if days is None else days,
            "why": request.rush_reason[:1000],
        },
        address=f"/projects/{question.project.uid}/feasibility/",
        now=now,
    )


def _tell_answer(question: RushQuestion, by: User, now: datetime) -> None:
    """Whoever asked, and those who decide about the request."""
    request = question.run.request
    if request is None:
        return
    people = {*named(request, Part.APPROVER), request.owner_id, question.asked_by_id} - {None, by.pk}
    sentences = {
        RushAnswer.AGREED: _("{project} agrees to the rush request “{title}”"),
        RushAnswer.REFUSED: _("{project} refuses the rush request “{title}”"),
    }
    tell(
        sorted(pk for pk in people if pk is not None),
        kind="planning.rush_answered",
        sentence=sentences[RushAnswer(question.answer)],
        lines=["{why}"] if question.reason else [],
        about={"project": question.project.name, "title": request.title, "why": question.reason[:1000]},
        address=f"/requests/{request.uid}/feasibility/",
        now=now,
    )
