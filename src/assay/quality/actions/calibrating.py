"""A calibration session on its way: prepared, opened, answered blind, ruled on, closed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any  # Answers are JSON.

import msgspec
from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.hooks import emit
from assay.kit.reasons import NotFound, Reason, Refused
from assay.people.actions.inbox import tell
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.answers import canonical, validate
from assay.quality.enums import CalibrationPick, CalibrationState
from assay.quality.models import (
    CalibrationAlignment,
    CalibrationAnswer,
    CalibrationItem,
    CalibrationParticipant,
    CalibrationRemark,
    CalibrationSession,
)
from assay.quality.queries.calibration import due_sessions, participation
from assay.quality.queries.calibration_choices import candidates_among, picked, usable_tasks
from assay.quality.rules import calibration as rules
from assay.work.actions.excluding import exclude_from_task
from assay.work.models import Task

MOST_TITLE = 160


def create_session(
    by: User,
    *,
    project: Project,
    title: str,
    due_at: datetime,
    now: datetime,
    note: str = "",
    weights: Mapping[str, float] | None = None,
) -> CalibrationSession:
    """A session to prepare; whoever makes it leads it, and sets its benchmark."""
    require(by, project, Permission.MANAGE_QUALITY)
    problems = rules.refuse_weights(weights or {})
    if not 0 < len(title.strip()) <= MOST_TITLE:
        problems.append(rules.NO_TITLE(field="title", most=MOST_TITLE))
    if due_at <= now:
        problems.append(rules.DUE_IN_PAST(field="due_at"))
    _refuse(problems)
    with transaction.atomic():
        act_as(by)
        return CalibrationSession.objects.create(
            project=project,
            title=title.strip(),
            note=note.strip()[: rules.MOST_TEXT],
            facilitator=by,
            weights=dict(weights or {}),
            due_at=due_at,
            created_at=now,
        )


def pick_items(by: User, *, session: CalibrationSession, pick: CalibrationPick, n: int, now: datetime) -> int:
    """Add the `n` tasks most worth discussing that no session had yet; how many there were."""
    return _add_items(by, session, picked(session.project, pick, min(n, rules.MOST_ITEMS)), pick)


def add_items(by: User, *, session: CalibrationSession, external_ids: Sequence[str], now: datetime) -> int:
    """Add tasks by name; those that are in the session already stay as they are."""
    names = list(dict.fromkeys(name.strip() for name in external_ids if name.strip()))
    known = usable_tasks(session.project, names)
    _refuse(
        [rules.UNKNOWN_TASK(field="external_ids", id=name[:60]) for name in names if name not in known][:10]
    )
    return _add_items(by, session, [known[name] for name in names], CalibrationPick.HAND)


def remove_item(by: User, *, item: CalibrationItem, now: datetime) -> None:
    with transaction.atomic():
        _prepared(by, item.session)
        CalibrationItem.objects.filter(pk=item.pk).delete()


def invite(by: User, *, session: CalibrationSession, users: Sequence[User], now: datetime) -> int:
    """Ask people to answer: members of the project and its reviewers, never who leads the session."""
    found = candidates_among(session.project, [each.pk for each in users])
    problems = [rules.NOBODY_THERE(field="people", name=each.name) for each in users if each.pk not in found]
    if any(each.pk == session.facilitator_id for each in users):
        problems.insert(0, rules.FACILITATOR(field="people"))
    _refuse(problems)
    with transaction.atomic():
        locked = _prepared(by, session)
        there = set(locked.participants.values_list("user_id", flat=True))
        new = [found[pk] for pk in sorted(found) if pk not in there]
        if len(there) + len(new) > rules.MOST_PEOPLE:
            raise Refused(rules.TOO_MANY_PEOPLE(field="people", most=rules.MOST_PEOPLE))
        CalibrationParticipant.objects.bulk_create(
            CalibrationParticipant(
                session=locked, user=each.user, contributor=each.contributor, site=each.site, invited_at=now
            )
            for each in new
        )
        return len(new)


def uninvite(by: User, *, participant: CalibrationParticipant, now: datetime) -> None:
    with transaction.atomic():
        _prepared(by, participant.session)
        CalibrationParticipant.objects.filter(pk=participant.pk).delete()


def open_session(by: User, *, session: CalibrationSession, now: datetime) -> CalibrationSession:
    """Everybody invited is told, and is never given one of the items as work: they will know what is right."""
    with transaction.atomic():
        locked = _led(by, session)
        _move(locked, CalibrationState.OPEN)
        people = list(locked.participants.select_related("user").order_by("pk"))
        items = list(locked.items.select_related("task").order_by("pk"))
        _refuse(rules.refuse_opening(n_items=len(items), n_people=len(people), due_at=locked.due_at, now=now))
        locked.schema_version, locked.guideline_version = (
            session.project.schema_version,
            session.project.guideline_version,
        )
        locked.opened_at = now
        locked.save()
        for item in items:
            for person in people:
                exclude_from_task(task=item.task, person=person.user)
        tell(
            [each.user_id for each in people],
            kind="quality.calibration",
            sentence=_("Please answer: {title}"),
            lines=[
                _(
                    "{n} tasks of {project}. Answer on your own: what you say here is never part of your score."
                )
            ],
            about={"title": locked.title, "n": len(items), "project": session.project.name},
            address=f"/calibration/{locked.uid}/answer/",
            now=now,
        )
        return locked


def set_due(by: User, *, session: CalibrationSession, due_at: datetime, now: datetime) -> CalibrationSession:
    """More time, or less, while a session is prepared or open."""
    with transaction.atomic():
        locked = _led(by, session)
        if locked.state not in (CalibrationState.DRAFT, CalibrationState.OPEN):
            raise Refused(rules.NOT_OPEN())
        if due_at <= now:
            raise Refused(rules.DUE_IN_PAST(field="due_at"))
        locked.due_at, locked.due_set_at = due_at, now
        locked.n_due_changes += 1
        locked.save(update_fields=["due_at", "due_set_at", "n_due_changes"])
        return locked


def answer(
    by: User, *, item: CalibrationItem, answers: Mapping[str, Any], now: datetime, comment: str = ""
) -> CalibrationAnswer:
    """What the person says of one item; it may be changed until the session takes no more answers."""
    with transaction.atomic():
        session = CalibrationSession.objects.select_for_update(no_key=True).get(pk=item.session_id)
        participant = participation(by, session)
        if participant is None or session.opened_at is None:
            raise NotFound
        refused = rules.refuse_answering(rules.Taking(session.state, now >= session.due_at))
        if refused:
            raise Refused(refused)
        given = _checked(session, item.task, answers)
        act_as(by)
        said, _new = CalibrationAnswer.objects.update_or_create(
            item=item,
            participant=participant,
            defaults={"answers": given, "comment": comment.strip()[: rules.MOST_TEXT], "answered_at": now},
        )
        if participant.finished_at is None and participant.answers.count() == session.items.count():
            participant.finished_at = now
            participant.save(update_fields=["finished_at"])
        return said


def end_answers(by: User | None, *, session: CalibrationSession, now: datetime) -> CalibrationSession:
    """Nobody answers any more: from now on the facilitator sees who said what, and says what is right."""
    with transaction.atomic():
        locked = _led(by, session)
        _move(locked, CalibrationState.RULING)
        locked.ended_at = now
        locked.save()
        if by is None:
            _tell_facilitator(locked, now)
        return locked


def end_due(*, now: datetime) -> int:
    """Sessions whose due date has come go to their facilitators; how many."""
    due = list(due_sessions(now))
    for session in due:
        end_answers(None, session=session, now=now)
    return len(due)


def rule(
    by: User, *, item: CalibrationItem, benchmark: Mapping[str, Any], ruling: str, now: datetime
) -> CalibrationItem:
    """Say what is right of one item, and why; it may be changed until the session is closed."""
    with transaction.atomic():
        session = _led(by, item.session)
        if refused := rules.refuse_ruling(
            rules.Ruling(session.state, participation(by, session) is not None)
        ):
            raise Refused(refused)
        given = _checked(session, item.task, benchmark)
        problems = [] if ruling.strip() else [rules.NO_RULING(field="ruling")]
        if not given:
            problems.append(rules.NO_BENCHMARK(field="benchmark"))
        _refuse(problems)
        locked = CalibrationItem.objects.select_for_update(no_key=True, of=["self"]).get(pk=item.pk)
        locked.benchmark, locked.ruling = given, ruling.strip()[: rules.MOST_TEXT]
        locked.ruled_at, locked.ruled_by = now, by
        locked.save(update_fields=["benchmark", "ruling", "ruled_at", "ruled_by"])
        return locked


def close_session(by: User, *, session: CalibrationSession, now: datetime) -> CalibrationSession:
    """Alignments are computed and stay; everybody who answered is told what was right."""
    with transaction.atomic():
        locked = _led(by, session)
        n_unruled = locked.items.filter(ruled_at=None).count()
        if locked.state == CalibrationState.RULING and n_unruled:
            raise Refused(rules.UNRULED(n=n_unruled))
        _move(locked, CalibrationState.CLOSED)
        locked.closed_at = now
        locked.save()
        CalibrationAlignment.objects.bulk_create(_alignments(locked), batch_size=2_000)
        tell(
            list(locked.participants.order_by("pk").values_list("user_id", flat=True)),
            kind="quality.calibration",
            sentence=_("What was right: {title}"),
            lines=[
                _("The session is closed. See how near your answers were, and why the right ones are right.")
            ],
            about={"title": locked.title},
            address=f"/calibration/{locked.uid}/answer/",
            now=now,
        )
        emit("quality.calibration_closed", session=locked, by=by, now=now)
        return locked


def cancel_session(
    by: User, *, session: CalibrationSession, reason: str, now: datetime
) -> CalibrationSession:
    """It leads nowhere; what was answered stays, and is compared with nothing."""
    if not reason.strip():
        raise Refused(rules.NEEDS_REASON(field="reason"))
    with transaction.atomic():
        locked = _led(by, session)
        _move(locked, CalibrationState.CANCELLED)
        locked.reason = reason.strip()[: rules.MOST_TEXT]
        locked.save()
        return locked


def remark(
    by: User, *, session: CalibrationSession, text: str, now: datetime, item: CalibrationItem | None = None
) -> CalibrationRemark:
    """A word in the discussion, from whoever takes part or leads; before that answers would not be blind."""
    text = text.strip()
    if not 0 < len(text) <= rules.MOST_TEXT:
        raise Refused(rules.NO_TEXT(field="text", most=rules.MOST_TEXT))
    with transaction.atomic():
        if participation(by, session) is None:
            require(by, session.project, Permission.MANAGE_QUALITY)
        if session.state not in (CalibrationState.RULING, CalibrationState.CLOSED):
            raise Refused(rules.NOT_RULING())
        act_as(by)
        return CalibrationRemark.objects.create(
            session=session, item=item, author=by, text=text, written_at=now
        )


def _add_items(by: User, session: CalibrationSession, task_ids: Sequence[int], pick: CalibrationPick) -> int:
    with transaction.atomic():
        locked = _prepared(by, session)
        there = set(locked.items.values_list("task_id", flat=True))
        new = [pk for pk in task_ids if pk not in there]
        if len(there) + len(new) > rules.MOST_ITEMS:
            raise Refused(rules.TOO_MANY_ITEMS(field="items", most=rules.MOST_ITEMS))
        CalibrationItem.objects.bulk_create(
            CalibrationItem(session=locked, task_id=pk, position=nth, pick=pick)
            for nth, pk in enumerate(new, len(there) + 1)
        )
        return len(new)


def _led(by: User | None, session: CalibrationSession) -> CalibrationSession:
    """The session, locked, for who may lead it (None: the system)."""
    require(by, session.project, Permission.MANAGE_QUALITY)
    act_as(by)
    return CalibrationSession.objects.select_for_update(no_key=True, of=["self"]).get(pk=session.pk)


def _prepared(by: User, session: CalibrationSession) -> CalibrationSession:
    locked = _led(by, session)
    if locked.state != CalibrationState.DRAFT:
        raise Refused(rules.NOT_DRAFT())
    return locked


def _move(session: CalibrationSession, wanted: CalibrationState) -> None:
    if refused := rules.TRANSITIONS.refuse(session.state, wanted):
        raise Refused(refused)
    session.state = wanted


def _checked(session: CalibrationSession, task: Task, answers: Mapping[str, Any]) -> dict[str, Any]:
    """As judgments are stored, so that two answers that mean the same are the same."""
    schema = parsed_schema(session.schema_version_id or 0)
    _refuse(validate(schema, dict(answers), task.content))
    given: dict[str, Any] = msgspec.json.decode(canonical(schema, answers))
    return given


def _alignments(session: CalibrationSession) -> list[CalibrationAlignment]:
    schema = parsed_schema(session.schema_version_id or 0)
    given = CalibrationAnswer.objects.filter(item__session=session).select_related("item").order_by("pk")
    return [
        CalibrationAlignment(
            session=session,
            answer=each,
            question=question,
            value=value,
            weight=float(session.weights.get(question, 1.0)),
        )
        for each in given
        for question, value in rules.alignments(schema, each.answers, each.item.benchmark or {})
    ]


def _tell_facilitator(session: CalibrationSession, now: datetime) -> None:
    tell(
        [session.facilitator_id],
        kind="quality.calibration",
        sentence=_("The time to answer is over: {title}"),
        lines=[_("Say what is right of each item, discuss it, and close the session.")],
        about={"title": session.title},
        address=f"/calibration/{session.uid}/",
        now=now,
    )


def _refuse(problems: Sequence[Reason]) -> None:
    if problems:
        raise Refused(*problems)
