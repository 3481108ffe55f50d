"""The next version of a guideline: it saves itself, is reviewed by named people, and takes effect when it is due."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.reasons import NotFound, Reason, Refused
from assay.people.actions.inbox import tell
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.actions.versions import put_in_force, refuse_version
from assay.projects.enums import ChangeKind, DraftState, DraftVerdict, GuidelineSide
from assay.projects.models import GuidelineDraft, GuidelineReview, GuidelineVersion, Project
from assay.projects.queries.guideline_drafts import OPEN, open_draft
from assay.projects.queries.markets import nameable_markets
from assay.projects.queries.permission import require, visible_projects
from assay.projects.rules import guideline_states as rules
from assay.projects.rules.guideline import refuse_policies
from assay.projects.rules.guideline_parts import Change, Json, Written
from assay.projects.rules.guideline_policies import refuse_markets

MOST_COMMENT = 4_000


def save_draft(
    by: User, *, project: Project, written: Written, revision: int | None, now: datetime
) -> GuidelineDraft:
    """Keep what is written, finished or not; `revision` is the one it was written over (None: whichever there is).

    Refused where somebody else has saved another since, or oneself in another tab; one's own autosave may overtake
    the button, so one revision of one's own in between is none of another tab.
    """
    require(by, project, Permission.MANAGE_QUALITY)
    with transaction.atomic():
        act_as(by)
        Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        draft = _open_draft(project)
        if draft is None and revision:
            raise Refused(rules.CLOSED_MEANWHILE())
        if draft is None:
            draft = _begun(by, project, now)
        elif draft.state != DraftState.DRAFT:
            raise Refused(rules.NOT_WRITABLE(state=draft.state))
        elif revision is not None and _is_stale(draft, by, revision):
            raise Refused(rules.CHANGED_MEANWHILE(name=draft.saved_by.name))
        else:
            draft.revision += 1
        _write(draft, written)
        draft.saved_at, draft.saved_by = now, by
        draft.save()
        return draft


def save_policies(
    by: User, *, project: Project, policies: Sequence[Json], now: datetime, revision: int | None = None
) -> GuidelineDraft:
    """Keep another market matrix in the draft; where there is none, it is begun from the version in force."""
    require(by, project, Permission.MANAGE_QUALITY)
    saved = open_draft(project)
    written = replace(written_of(saved) if saved else _in_force(project), policies=policies)
    if problems := refuse_matrix(project, policies):
        raise Refused(*problems)
    return save_draft(by, project=project, written=written, revision=revision, now=now)


def refuse_matrix(project: Project, policies: Sequence[Json]) -> list[Reason]:
    """Every problem of what is to become the market matrix of the next version."""
    named = Written("", (), policies=policies)
    return refuse_policies(policies) or refuse_markets(named, nameable_markets(project))


def send_to_review(
    by: User,
    *,
    draft: GuidelineDraft,
    reviewers: Sequence[tuple[User, GuidelineSide]],
    now: datetime,
    effective_at: datetime | None = None,
) -> GuidelineDraft:
    """Ask named people to read it; it takes effect once all have approved, and not before `effective_at`."""
    require(by, draft.project, Permission.MANAGE_QUALITY)
    _check_reviewers(draft, reviewers)
    if effective_at is not None and effective_at <= now:
        raise Refused(rules.IN_THE_PAST(field="effective_at"))
    with transaction.atomic():
        locked = _locked(by, draft, DraftState.IN_REVIEW)
        if problems := refuse_version(locked.project, written_of(locked)):
            raise Refused(*problems)
        locked.state, locked.effective_at = DraftState.IN_REVIEW, effective_at
        locked.round += 1
        locked.save()
        GuidelineReview.objects.bulk_create(
            GuidelineReview(draft=locked, round=locked.round, reviewer=person, side=side, asked_at=now)
            for person, side in reviewers
        )
        asked = [person.pk for person, _side in reviewers]
        _tell(locked, asked, _("Please review the guideline of {project}"), now)
        return locked


def give_verdict(
    by: User, *, draft: GuidelineDraft, verdict: DraftVerdict, comment: str = "", now: datetime
) -> GuidelineDraft:
    """Approve, or ask for changes and say which; the last approval makes it approved, and due when nothing was said."""
    if not visible_projects(by).filter(pk=draft.project_id).exists():
        raise NotFound
    if verdict == DraftVerdict.CHANGES and not comment.strip():
        raise Refused(rules.NO_COMMENT(field="comment"))
    with transaction.atomic():
        act_as(by)
        locked = _lock(draft)
        review = GuidelineReview.objects.filter(draft=locked, round=locked.round, reviewer=by).first()
        if review is None:
            raise Refused(rules.NOT_A_REVIEWER())
        if review.verdict != DraftVerdict.WAITING or locked.state != DraftState.IN_REVIEW:
            raise Refused(rules.DECIDED())
        review.verdict, review.comment, review.decided_at = verdict, comment.strip()[:MOST_COMMENT], now
        review.save()
        _follow_verdicts(locked, now)
        return locked


def take_back(by: User, *, draft: GuidelineDraft, now: datetime) -> GuidelineDraft:
    """Write on: what was approved of it is asked for again."""
    require(by, draft.project, Permission.MANAGE_QUALITY)
    with transaction.atomic():
        locked = _locked(by, draft, DraftState.DRAFT)
        locked.state, locked.approved_at, locked.effective_at = DraftState.DRAFT, None, None
        locked.save()
        return locked


def discard(by: User, *, draft: GuidelineDraft, now: datetime) -> None:
    """Nothing becomes of it; it stays as a record."""
    require(by, draft.project, Permission.MANAGE_QUALITY)
    with transaction.atomic():
        locked = _locked(by, draft, DraftState.DISCARDED)
        locked.state, locked.closed_at = DraftState.DISCARDED, now
        locked.save()


def publish_draft(by: User, *, draft: GuidelineDraft, now: datetime) -> GuidelineVersion:
    """The draft is in force now: where nobody has to review it, or all have and its day is not awaited."""
    require(by, draft.project, Permission.MANAGE_PROJECT)
    with transaction.atomic():
        project = Project.objects.select_for_update(no_key=True, of=["self"]).get(pk=draft.project_id)
        locked = _locked(by, draft, DraftState.IN_FORCE)
        if locked.state == DraftState.DRAFT and project.guideline_needs_review:
            raise Refused(rules.NEEDS_REVIEW())
        return _take_effect(by, project, locked, now)


def take_due(*, now: datetime) -> int:
    """Approved drafts whose day has come take effect; how many."""
    due = GuidelineDraft.objects.filter(state=DraftState.APPROVED, effective_at__lte=now)
    found = list(due.order_by("effective_at").values_list("pk", "project_id")[:100])
    for pk, project_id in found:
        with transaction.atomic():
            act_as(None)
            project = Project.objects.select_for_update(no_key=True, of=["self"]).get(pk=project_id)
            locked = _lock(GuidelineDraft(pk=pk))
            # Somebody may have taken it back since.
            if locked.state == DraftState.APPROVED and locked.effective_at and locked.effective_at <= now:
                _take_effect(locked.created_by, project, locked, now)
    return len(found)


def written_of(draft: GuidelineDraft) -> Written:
    """The draft as a version would have it."""
    change = Change(ChangeKind(draft.kind), draft.grace_hours, draft.quiz, draft.concerns)
    return Written(draft.title, draft.sections, draft.change_note, change, draft.policies, draft.language)


def _in_force(project: Project) -> Written:
    """What the next version begins from; it asks nothing yet."""
    version = project.guideline_version
    if version is None:
        return Written("", ())
    return Written(version.title, version.sections, policies=version.policies, language=version.language)


def _take_effect(by: User, project: Project, locked: GuidelineDraft, now: datetime) -> GuidelineVersion:
    version = put_in_force(by, project=project, written=written_of(locked), now=now)
    locked.state, locked.version, locked.closed_at = DraftState.IN_FORCE, version, now
    locked.save()
    return version


def _follow_verdicts(locked: GuidelineDraft, now: datetime) -> None:
    """The round is decided when somebody asks for changes or everybody has approved; its writer is told."""
    round_ = GuidelineReview.objects.filter(draft=locked, round=locked.round)
    state = rules.after_verdicts(list(round_.values_list("verdict", flat=True)))
    if state == DraftState.IN_REVIEW:
        return
    locked.state = state
    if state == DraftState.APPROVED:
        locked.approved_at, locked.effective_at = now, locked.effective_at or now
        sentence = _("The draft of the guideline of {project} is approved")
    else:
        sentence = _("A reviewer asks for changes of the guideline of {project}")
    locked.save()
    _tell(locked, [locked.saved_by_id], sentence, now)


def _check_reviewers(draft: GuidelineDraft, reviewers: Sequence[tuple[User, GuidelineSide]]) -> None:
    people = {person.pk: person for person, _side in reviewers}
    if not 0 < len(people) == len(reviewers) <= rules.MOST_REVIEWERS:
        raise Refused(rules.NO_REVIEWERS(field="reviewers", most=rules.MOST_REVIEWERS))
    for person in people.values():
        if not visible_projects(person).filter(pk=draft.project_id).exists():
            raise Refused(rules.UNKNOWN_REVIEWER(field="reviewers", name=person.name))


def _open_draft(project: Project) -> GuidelineDraft | None:
    drafts = GuidelineDraft.objects.select_for_update(no_key=True, of=["self"]).select_related("saved_by")
    return drafts.filter(project=project, state__in=OPEN).first()


def _is_stale(draft: GuidelineDraft, by: User, revision: int) -> bool:
    n_missed = draft.revision - revision
    return n_missed != 0 if draft.saved_by_id != by.pk else n_missed > 1


def _begun(by: User, project: Project, now: datetime) -> GuidelineDraft:
    version = project.guideline_version
    return GuidelineDraft(
        project=project, created_at=now, created_by=by, based_on=version.number if version else 0
    )


def _write(draft: GuidelineDraft, written: Written) -> None:
    draft.title, draft.sections = written.title[:160], [dict(each) for each in written.sections]
    draft.change_note, draft.language = written.change_note, written.language
    draft.policies = [dict(each) for each in written.policies]
    change = written.change
    draft.kind, draft.grace_hours = change.kind, change.grace_hours
    draft.quiz, draft.concerns = [dict(each) for each in change.quiz], dict(change.concerns)


def _lock(draft: GuidelineDraft) -> GuidelineDraft:
    drafts = GuidelineDraft.objects.select_for_update(no_key=True, of=["self"])
    return drafts.select_related("project", "created_by").get(pk=draft.pk)


def _locked(by: User, draft: GuidelineDraft, wanted: DraftState) -> GuidelineDraft:
    act_as(by)
    locked = _lock(draft)
    if refused := rules.TRANSITIONS.refuse(locked.state, wanted):
        raise Refused(refused)
    return locked


def _tell(draft: GuidelineDraft, user_ids: Sequence[int], sentence: str, now: datetime) -> None:
    tell(
        user_ids,
        kind="guideline.review",
        sentence=sentence,
        lines=["{title}", "{note}"],
        about={"project": draft.project.name, "title": draft.title, "note": draft.change_note},
        address=f"/projects/{draft.project.uid}/guideline/draft/",
        now=now,
    )
