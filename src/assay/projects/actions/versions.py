"""New versions of the label schema and the guideline; nothing collected is ever lost."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any  # A schema document is JSON.

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.hooks import emit
from assay.kit.reasons import Reason, Refused
from assay.people.actions.inbox import tell
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.enums import ChangeKind
from assay.projects.models import (
    Acknowledgment,
    GuidelineVersion,
    LabelSchemaVersion,
    Membership,
    Project,
    QuizAttempt,
    Stage,
)
from assay.projects.queries.guidelines import due_quiz_of, member_of
from assay.projects.queries.markets import nameable_markets
from assay.projects.queries.permission import require
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules import guideline_states as states
from assay.projects.rules import reasons
from assay.projects.rules.answers import has_critical
from assay.projects.rules.guideline import refuse_guideline
from assay.projects.rules.guideline_parts import Change, Written
from assay.projects.rules.guideline_policies import refuse_markets
from assay.projects.rules.guideline_quiz import NO_QUIZ, QUIZ_FIRST, mark
from assay.projects.rules.label_schema import digest, parse
from assay.projects.rules.versions import lost_answers


def publish_schema(
    by: User, *, project: Project, document: Mapping[str, Any], now: datetime, note: str = ""
) -> LabelSchemaVersion:
    """A new version in force from now on; refused when it would destroy collected answers."""
    require(by, project, Permission.MANAGE_PROJECT)
    schema = parse(document)
    with transaction.atomic():
        act_as(by)
        locked = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        sha256 = digest(document)
        if locked.schema_version_id is not None:
            if LabelSchemaVersion.objects.filter(pk=locked.schema_version_id, sha256=sha256).exists():
                raise Refused(reasons.SAME_AS_BEFORE())
            lost = lost_answers(parsed_schema(locked.schema_version_id), schema)
            if lost:
                raise Refused(*lost)
        version = LabelSchemaVersion.objects.create(
            project=locked,
            number=_next_number(LabelSchemaVersion, locked),
            document=document,
            sha256=sha256,
            note=note,
            created_at=now,
            created_by=by,
        )
        Project.objects.filter(pk=locked.pk).update(schema_version=version)
        if has_critical(schema):
            # Such answers are always judged twice: there must be room for the second judgment.
            Stage.objects.filter(project=locked, overlap_max__lt=2).update(overlap_max=2)
        emit("projects.project_changed", project_id=locked.pk, now=now)
        return version


def publish_guideline(
    by: User,
    *,
    project: Project,
    title: str,
    sections: Sequence[Mapping[str, object]],
    now: datetime,
    change_note: str = "",
    needs_acknowledgment: bool = True,
    change: Change | None = None,
    policies: Sequence[Mapping[str, object]] | None = None,
    language: str = "",
) -> GuidelineVersion:
    """A new version of the SOP in one step, where no review is asked for; what is not given stays as it was.

    Members are told, and asked to acknowledge it where that is needed.
    """
    require(by, project, Permission.MANAGE_PROJECT)
    plain = Change(ChangeKind.CLARIFICATION if needs_acknowledgment else ChangeKind.EDITORIAL)
    with transaction.atomic():
        act_as(by)
        locked = Project.objects.select_for_update(no_key=True, of=["self"]).get(pk=project.pk)
        if locked.guideline_needs_review:
            raise Refused(states.NEEDS_REVIEW())
        before = locked.guideline_version
        if policies is None:
            policies = before.policies if before else ()
        language = language or (before.language if before else "en")
        written = Written(title, sections, change_note, change or plain, policies, language)
        return put_in_force(by, project=locked, written=written, now=now)


def refuse_version(project: Project, written: Written) -> list[Reason]:
    """Every problem of what is to become the next version of this project."""
    return refuse_guideline(written) or refuse_markets(written, nameable_markets(project))


def put_in_force(by: User, *, project: Project, written: Written, now: datetime) -> GuidelineVersion:
    """Make the version and let it take effect; within the caller's transaction, who holds the project."""
    if problems := refuse_version(project, written):
        raise Refused(*problems)
    change = written.change
    version = GuidelineVersion.objects.create(
        project=project,
        number=_next_number(GuidelineVersion, project),
        title=written.title,
        sections=[dict(section) for section in written.sections],
        change_note=written.change_note,
        needs_acknowledgment=change.kind != ChangeKind.EDITORIAL,
        kind=change.kind,
        grace_until=now + timedelta(hours=change.grace_hours) if change.grace_hours else None,
        quiz=list(change.quiz),
        concerns=dict(change.concerns),
        policies=list(written.policies),
        language=written.language,
        created_at=now,
        created_by=by,
    )
    Project.objects.filter(pk=project.pk).update(guideline_version=version)
    emit("projects.project_changed", project_id=project.pk, now=now)
    if version.needs_acknowledgment:
        _ask_to_acknowledge(version, now)
    emit("projects.guideline_in_force", version=version, by=by, now=now)
    return version


def acknowledge(by: User, *, version: GuidelineVersion, now: datetime) -> Acknowledgment:
    """The contributor has read this version; where a policy has changed, they have shown that they understood it."""
    contributor = member_of(by, version)
    if due_quiz_of(contributor.pk, version) is not None:
        raise Refused(QUIZ_FIRST())
    with transaction.atomic():
        act_as(by)
        acknowledgment, _ = Acknowledgment.objects.get_or_create(
            contributor=contributor, guideline_version=version, defaults={"acknowledged_at": now}
        )
        emit("people.contributor_changed", contributor_ids=[contributor.pk], now=now)
        return acknowledgment


def take_quiz(
    by: User, *, version: GuidelineVersion, answers: Mapping[str, str], now: datetime
) -> QuizAttempt:
    """One try at the questions of a version; every try is kept, and there may be as many as it takes."""
    contributor = member_of(by, version)
    if not version.quiz:
        raise Refused(NO_QUIZ())
    asked = {question["id"] for question in version.quiz}
    marked = mark(version.quiz, answers)
    n_right = sum(each.is_right for each in marked)
    with transaction.atomic():
        act_as(by)
        return QuizAttempt.objects.create(
            contributor=contributor,
            guideline_version=version,
            answers={name: str(value)[:60] for name, value in answers.items() if name in asked},
            n_right=n_right,
            n_questions=len(marked),
            is_passed=n_right == len(marked),
            attempted_at=now,
        )


def _next_number(versions: type[LabelSchemaVersion] | type[GuidelineVersion], project: Project) -> int:
    highest = versions.objects.filter(project=project).aggregate(number=Max("number"))["number"]
    return (highest or 0) + 1


def _ask_to_acknowledge(version: GuidelineVersion, now: datetime) -> None:
    members = Membership.objects.filter(project_id=version.project_id, retired_at=None)
    tell(
        members.values_list("contributor__user_id", flat=True),
        kind="guideline",
        sentence=_("New guideline: {title} (version {number})"),
        lines=["{note}", "", _("You are asked a few questions on what has changed.")]
        if version.quiz
        else ["{note}"],
        about={"title": version.title, "number": version.number, "note": version.change_note},
        address=f"/guidelines/{version.uid}/",
        now=now,
    )
