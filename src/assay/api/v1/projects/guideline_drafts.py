"""The next version of a guideline over the API: written, reviewed by named people, put in force; its market matrix."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates
from assay.api.v1.projects.guideline_shapes import (
    GuidelineDraftIn,
    GuidelineDraftOut,
    GuidelineReviewerOut,
    GuidelineReviewersOut,
    GuidelineVerdictIn,
    PoliciesIn,
    PoliciesOut,
    PolicyChangeOut,
    PolicyChangesOut,
    PolicyTableIn,
    PolicyTableOut,
    SendToReviewIn,
    draft_out,
)
from assay.api.v1.projects.shapes import GuidelineOut, guideline_out
from assay.kit.clock import now
from assay.kit.reasons import NotFound, Refused
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.actions import guideline_drafts as actions
from assay.projects.enums import DraftVerdict
from assay.projects.models import GuidelineDraft
from assay.projects.queries.guideline_drafts import (
    draft_for,
    next_policies,
    open_draft,
    reviews_of,
    seen_draft,
    who_may_review,
)
from assay.projects.queries.permission import project_for
from assay.projects.rules.guideline_policies import diff_policies
from assay.projects.rules.policy_table import as_table, read_table

router = Router(tags=["projects"])


@router.get(
    "/projects/{uuid:project}/guideline-draft",
    response=GuidelineDraftOut,
    operation_id="guideline_drafts_get",
)
def get(request: HttpRequest, project: UUID) -> GuidelineDraftOut:
    """The open draft with its reviews, for who writes, judges or reviews it; 404 where there is none."""
    person = person_of(request)
    return _out(seen_draft(person, project_for(person, project)))


@router.put(
    "/projects/{uuid:project}/guideline-draft",
    response=GuidelineDraftOut,
    operation_id="guideline_drafts_save",
)
def save(request: HttpRequest, project: UUID, asked: GuidelineDraftIn) -> GuidelineDraftOut:
    """Keep the whole draft, begun where there is none; nothing of it is in force."""
    person = person_of(request)
    found = project_for(person, project, Permission.MANAGE_QUALITY)
    saved, version = open_draft(found), found.guideline_version
    policies = saved.policies if saved else version.policies if version else []
    return _out(
        actions.save_draft(
            person, project=found, written=asked.written(policies), revision=asked.revision, now=now()
        )
    )


@router.delete(
    "/projects/{uuid:project}/guideline-draft", response={204: None}, operation_id="guideline_drafts_discard"
)
def discard(request: HttpRequest, project: UUID) -> HttpResponse:
    """Nothing becomes of it; it stays as a record."""
    person = person_of(request)
    actions.discard(person, draft=_managed(person, project), now=now())
    return HttpResponse(status=204)


@router.get(
    "/projects/{uuid:project}/guideline-draft/reviewers",
    response=GuidelineReviewersOut,
    operation_id="guideline_drafts_reviewers",
)
def reviewers(request: HttpRequest, project: UUID) -> GuidelineReviewersOut:
    """Whom you may ask to review it."""
    found = project_for(person_of(request), project, Permission.MANAGE_QUALITY)
    people = [GuidelineReviewerOut(user=each.uid, name=each.name) for each in who_may_review(found)]
    return GuidelineReviewersOut(reviewers=people)


@router.post(
    "/projects/{uuid:project}/guideline-draft/review",
    response=GuidelineDraftOut,
    operation_id="guideline_drafts_review",
)
def review(request: HttpRequest, project: UUID, asked: SendToReviewIn) -> GuidelineDraftOut:
    """Ask named people to read it; once all approve it takes effect, not before `effective_at`."""
    person = person_of(request)
    draft = _managed(person, project)
    people = {each.uid: each for each in who_may_review(draft.project)}
    if not all(each.user in people for each in asked.reviewers):
        raise NotFound
    sent = actions.send_to_review(
        person,
        draft=draft,
        reviewers=[(people[each.user], each.side) for each in asked.reviewers],
        effective_at=asked.effective_at,
        now=now(),
    )
    return _out(sent)


@router.post(
    "/projects/{uuid:project}/guideline-draft/verdict",
    response=GuidelineDraftOut,
    operation_id="guideline_drafts_verdict",
)
def verdict(request: HttpRequest, project: UUID, asked: GuidelineVerdictIn) -> GuidelineDraftOut:
    """Approve it as one of its reviewers, or say what has to change."""
    person = person_of(request)
    draft = seen_draft(person, project_for(person, project))
    return _out(
        actions.give_verdict(
            person, draft=draft, verdict=DraftVerdict(asked.verdict), comment=asked.comment, now=now()
        )
    )


@router.post(
    "/projects/{uuid:project}/guideline-draft/take-back",
    response=GuidelineDraftOut,
    operation_id="guideline_drafts_take_back",
)
def take_back(request: HttpRequest, project: UUID) -> GuidelineDraftOut:
    """Write on; what was approved of it is asked for again."""
    person = person_of(request)
    return _out(actions.take_back(person, draft=_managed(person, project), now=now()))


@router.post(
    "/projects/{uuid:project}/guideline-draft/publish",
    response={201: GuidelineOut},
    operation_id="guideline_drafts_publish",
)
@creates
def publish(request: HttpRequest, project: UUID) -> GuidelineOut:
    """It is in force now; refused where reviewers have to approve it first."""
    person = person_of(request)
    found = project_for(person, project, Permission.MANAGE_PROJECT)
    return guideline_out(actions.publish_draft(person, draft=draft_for(found), now=now()))


@router.get(
    "/projects/{uuid:project}/guideline-policies",
    response=PoliciesOut,
    operation_id="guideline_policies_get",
)
def policies(request: HttpRequest, project: UUID) -> PoliciesOut:
    """The market policy matrix in force."""
    version = project_for(person_of(request), project).guideline_version
    return PoliciesOut(version=version.number if version else 0, policies=version.policies if version else [])


@router.put(
    "/projects/{uuid:project}/guideline-policies",
    response=GuidelineDraftOut,
    operation_id="guideline_policies_save",
)
def save_policies(request: HttpRequest, project: UUID, asked: PoliciesIn) -> GuidelineDraftOut:
    """Keep another matrix in the draft of the next version, begun where there is none."""
    person = person_of(request)
    found = project_for(person, project, Permission.MANAGE_QUALITY)
    given = [each.as_json() for each in asked.policies]
    return _out(actions.save_policies(person, project=found, policies=given, now=now()))


@router.get(
    "/projects/{uuid:project}/guideline-policies/table",
    response=PolicyTableOut,
    operation_id="guideline_policies_table",
)
def table(request: HttpRequest, project: UUID) -> PolicyTableOut:
    """The matrix in force as CSV, with a column for every market of the project."""
    found = project_for(person_of(request), project)
    version = found.guideline_version
    codes = list(found.markets.values_list("market__code", flat=True))
    return PolicyTableOut(table=as_table(version.policies if version else (), codes))


@router.put(
    "/projects/{uuid:project}/guideline-policies/table",
    response=PolicyChangesOut,
    operation_id="guideline_policies_save_table",
)
def save_table(request: HttpRequest, project: UUID, asked: PolicyTableIn) -> PolicyChangesOut:
    """What a CSV would change in the draft of the next version; kept there where that is asked."""
    person = person_of(request)
    found = project_for(person, project, Permission.MANAGE_QUALITY)
    read, before = read_table(asked.table), next_policies(found)
    if problems := read.problems or actions.refuse_matrix(found, read.policies):
        raise Refused(*problems)
    if asked.keep:
        actions.save_policies(person, project=found, policies=read.policies, now=now())
    changes = [
        PolicyChangeOut(
            policy=each.title, market=each.market, before=each.before, after=each.after, note=each.note
        )
        for each in diff_policies(before, read.policies)
    ]
    return PolicyChangesOut(is_kept=asked.keep, changes=changes)


def _managed(person: User, project: UUID) -> GuidelineDraft:
    return draft_for(project_for(person, project, Permission.MANAGE_QUALITY))


def _out(draft: GuidelineDraft) -> GuidelineDraftOut:
    return draft_out(draft, list(reviews_of(draft)))
