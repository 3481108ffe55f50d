"""From a proposal to gold: in a native speaker's words, answered blind by experts who must all agree."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any  # Answers are JSON.

from django.db import IntegrityError, transaction

from assay.kit.audit import act_as
from assay.kit.reasons import NotFound, Reason, Refused
from assay.people.models import Contributor, User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.answers import validate_one
from assay.projects.rules.label_schema import LabelSchema
from assay.quality.actions.gold import canonical_answers, gold_problems, store_gold
from assay.quality.enums import GoldProposalState
from assay.quality.models import Gold, GoldOpinion, GoldProposal
from assay.quality.queries.gold_library import expert_of, speaker_of
from assay.quality.rules import gold as gold_rules
from assay.quality.rules import gold_library as rules
from assay.work.actions.excluding import exclude_from_task
from assay.work.models import Task


def propose_gold(
    by: User,
    *,
    project: Project,
    external_id: str,
    answers: Mapping[str, Sequence[Any]],
    reason: str,
    origin: str,
    speaker: Contributor,
    now: datetime,
    n_wanted: int = rules.FEWEST_EXPERTS,
) -> GoldProposal:
    """Propose a task of a gold batch; `speaker` grew up with its language and stands for its words."""
    require(by, project, Permission.MANAGE_GOLD)
    task = Task.objects.select_related("market").filter(project=project, external_id=external_id).first()
    if task is None or not task.is_gold:
        raise NotFound
    problems = list(_problems(task, answers, reason, n_wanted=n_wanted, origin=origin, speaker=speaker))
    if problems or task.market is None:
        raise Refused(*problems)
    schema = parsed_schema(project.schema_version_id or 0)
    try:
        with transaction.atomic():
            act_as(by)
            proposal = GoldProposal.objects.create(
                project=project,
                task=task,
                market=task.market,
                origin=origin,
                speaker=speaker,
                answers={key: canonical_answers(schema, key, value) for key, value in answers.items()},
                reason=reason.strip(),
                n_wanted=n_wanted,
                proposed_at=now,
                proposed_by=by,
            )
            for person in (by, speaker.user):
                exclude_from_task(task=task, person=person)
    except IntegrityError as error:
        raise Refused(rules.PROPOSED_ALREADY()) from error
    return proposal


def _problems(
    task: Task,
    answers: Mapping[str, Sequence[Any]],
    reason: str,
    *,
    n_wanted: int,
    origin: str,
    speaker: Contributor,
) -> Iterator[Reason]:
    schema = parsed_schema(task.project.schema_version_id or 0)
    yield from gold_problems(schema, task, answers, reason)
    if n_wanted < rules.FEWEST_EXPERTS:
        yield rules.TOO_FEW_EXPERTS(field="n_wanted")
    if task.market is None:
        yield rules.NO_MARKET(id=task.external_id)
    else:
        yield from rules.may_propose(speaker_of(speaker, task.market), task.market.language, origin)
    if Gold.objects.filter(task=task).exists():
        yield rules.PROPOSED_ALREADY()


def give_opinion(
    by: User, *, proposal: GoldProposal, answers: Mapping[str, Any], now: datetime, comment: str = ""
) -> GoldProposal:
    """Answer a proposal without having seen what others hold for right; the last one wanted decides it."""
    require(by, proposal.project, Permission.REVIEW)
    with transaction.atomic():
        act_as(by)
        locked = GoldProposal.objects.select_for_update(no_key=True, of=["self"])
        found = locked.select_related("project", "task", "task__project").get(pk=proposal.pk)
        exclude_from_task(task=found.task, person=by)
        refusal = rules.may_answer(expert_of(by, found), is_open=found.state == GoldProposalState.OPEN)
        if refusal:
            raise Refused(refusal)
        schema = parsed_schema(found.project.schema_version_id or 0)
        problems = list(_faults(schema, found, answers))
        if problems:
            raise Refused(*problems)
        given = {key: canonical_answers(schema, key, [answers[key]])[0] for key in found.answers}
        wrong = gold_rules.wrong_questions(found.answers, given, gold_rules.ranked_of(schema))
        GoldOpinion.objects.create(
            proposal=found,
            by=by,
            answers=given,
            comment=comment.strip(),
            is_same=not wrong,
            given_at=now,
        )
        _decide(found, now)
    return found


def _faults(schema: LabelSchema, proposal: GoldProposal, answers: Mapping[str, Any]) -> Iterator[Reason]:
    """An expert answers every question of the proposal, and no other counts."""
    for key in proposal.answers:
        question = schema.question(key)
        if question is None:
            continue
        if key not in answers:
            yield rules.NOT_ANSWERED(field=f"answers/{key}", id=key)
        else:
            yield from validate_one(schema, question, answers[key], proposal.task.content)


def _decide(proposal: GoldProposal, now: datetime) -> None:
    """Gold where everybody wanted has answered as proposed; nobody is outvoted."""
    same = list(proposal.opinions.values_list("is_same", flat=True))
    if len(same) < proposal.n_wanted:
        return
    proposal.state = GoldProposalState.AGREED if all(same) else GoldProposalState.DISAGREED
    proposal.closed_at = now
    proposal.save(update_fields=["state", "closed_at"])
    if proposal.state == GoldProposalState.AGREED:
        store_gold(
            proposal.proposed_by,
            task=proposal.task,
            answers=proposal.answers,
            reason=proposal.reason,
            now=now,
        )


def withdraw_proposal(by: User, *, proposal: GoldProposal, reason: str, now: datetime) -> None:
    """Take a proposal back while it is open; what experts said stays."""
    require(by, proposal.project, Permission.MANAGE_GOLD)
    with transaction.atomic():
        act_as(by)
        n = GoldProposal.objects.filter(pk=proposal.pk, state=GoldProposalState.OPEN).update(
            state=GoldProposalState.WITHDRAWN, closed_at=now, closed_reason=reason.strip()
        )
        if not n:
            raise Refused(rules.NOT_OPEN())
