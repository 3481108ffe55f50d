"""Coaching: writing a session down with its evidence and goals, writing about it later, following it up."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from assay.kit.audit import act_as
from assay.kit.reasons import NotFound, Refused
from assay.partners.enums import CoachedAs, GoalMetric
from assay.partners.models import CoachingEvidence, CoachingGoal, CoachingRemark, CoachingSession
from assay.partners.queries.coaching import (
    agents_at,
    error_types_of,
    judgments_to_pin,
    pinnable,
    staff_to_coach,
)
from assay.partners.rules import coaching as rules
from assay.partners.rules.coaching import Aim, Pins, Said
from assay.people.actions.inbox import tell
from assay.people.enums import WorkKind
from assay.people.models import Contributor, User
from assay.people.queries.site_parts import SitePart
from assay.projects.models import Project
from assay.projects.queries.at_sites import worked_on_by
from assay.quality.models import Review


def write_session(
    by: User,
    *,
    part: SitePart,
    coached: User,
    coached_as: CoachedAs,
    said: Said,
    aims: Sequence[Aim] = (),
    pins: Pins = rules.NO_PINS,
    now: datetime,
) -> CoachingSession:
    """It stays as it was written; the coached person is told, reads it and may answer."""
    contributor = _whom(by, part, coached, coached_as)
    problems = [
        *rules.refuse_session(said, now=now),
        *rules.refuse_aims(list(aims), coached_as, said.held_at),
    ]
    if problems:
        raise Refused(*problems)
    projects = {each.pk: each for each in worked_on_by(by, part.people)}
    if any(aim.project not in projects for aim in aims):
        raise NotFound
    pinned = _pinned(by, coached, contributor, pins, projects=projects, now=now)
    with transaction.atomic():
        act_as(by)
        session = CoachingSession.objects.create(
            site=part.site,
            team=contributor.team if contributor else None,
            coach=by,
            coached=coached,
            contributor=contributor,
            coached_as=coached_as,
            topic=said.topic.strip(),
            notes=said.notes.strip(),
            held_at=said.held_at,
            written_at=now,
            follow_up_on=said.follow_up_on,
        )
        for each in pinned:
            each.session = session
        CoachingEvidence.objects.bulk_create(pinned)
        CoachingGoal.objects.bulk_create(_goal(session, aim, projects[aim.project]) for aim in aims)
        _tell(session, to=coached, by=by, sentence=COACHED, now=now)
        return session


COACHED = gettext_noop("{name} wrote down a coaching session with you: {topic}")
ANSWERED = gettext_noop("{name} wrote about the coaching session: {topic}")


def write_remark(by: User, *, session: CoachingSession, text: str, now: datetime) -> CoachingRemark:
    """By either of the two; the other one is told."""
    if by.pk not in {session.coach_id, session.coached_id}:
        raise Refused(rules.NOT_PART_OF_IT())
    if refused := rules.refuse_remark(text):
        raise Refused(refused)
    other = session.coach if by.pk == session.coached_id else session.coached
    with transaction.atomic():
        act_as(by)
        made = CoachingRemark.objects.create(session=session, author=by, text=text.strip(), written_at=now)
        _tell(session, to=other, by=by, sentence=ANSWERED, now=now)
        return made


def follow_up(by: User, *, session: CoachingSession, text: str, now: datetime) -> None:
    """The coach looks at it again and says what came of it; that is a remark, too."""
    if by.pk != session.coach_id:
        raise Refused(rules.NOT_PART_OF_IT())
    with transaction.atomic():
        act_as(by)
        locked = CoachingSession.objects.select_for_update(no_key=True, of=("self",)).get(pk=session.pk)
        if locked.followed_up_at is not None:
            raise Refused(rules.FOLLOWED_UP())
        locked.followed_up_at = now
        locked.save(update_fields=["followed_up_at"])
        write_remark(by, session=session, text=text, now=now)


def _whom(by: User, part: SitePart, coached: User, coached_as: CoachedAs) -> Contributor | None:
    """The agent, or None for a QA or team lead; refused where the person is not there to be coached by `by`."""
    if coached.pk != by.pk:
        if coached_as == CoachedAs.AGENT:
            found = agents_at(part).filter(user=coached).first()
            if found is not None:
                return found
        elif coached in staff_to_coach(by, part).get(coached_as, ()):
            return None
    raise Refused(rules.NOT_YOURS())


def _pinned(
    by: User,
    coached: User,
    contributor: Contributor | None,
    pins: Pins,
    *,
    projects: Mapping[int, Project],
    now: datetime,
) -> list[CoachingEvidence]:
    """Reviews, judgments and error types, all of them or none."""
    reviews, judgments, errors = set(pins.reviews), set(pins.judgments), dict.fromkeys(pins.errors)
    if len(reviews) + len(judgments) + len(errors) > rules.MOST_EVIDENCE:
        raise Refused(rules.EVIDENCE_NOT_THEIRS(field="reviews"))
    own = [each for each in pinnable(coached, contributor, now=now) if each.uid in reviews] if reviews else []
    answers = judgments_to_pin(by, contributor, judgments, now=now) if judgments else []
    types = (
        {(each.taxonomy.project_id, each.key): each for each in error_types_of(projects)} if errors else {}
    )
    for field, is_whole in (
        ("reviews", len(own) == len(reviews)),
        ("judgments", len(answers) == len(judgments)),
        ("errors", all(each in types for each in errors)),
    ):
        if not is_whole:
            raise Refused(rules.EVIDENCE_NOT_THEIRS(field=field))
    return [
        *(_evidence(each) for each in own),
        *(
            CoachingEvidence(project_id=each.project_id, judgment=each, words=each.task.external_id[:200])
            for each in answers
        ),
        *(
            CoachingEvidence(project_id=project, error_key=key, words=types[project, key].name[:200])
            for project, key in errors
        ),
    ]


def _evidence(review: Review) -> CoachingEvidence:
    errors = ", ".join(sorted({each.error_type.name for each in review.errors.all()}))
    words = f"{review.judgment.task.external_id}: {errors}" if errors else review.judgment.task.external_id
    return CoachingEvidence(project=review.project, review=review, words=words[:200])


def _goal(session: CoachingSession, aim: Aim, project: Project) -> CoachingGoal:
    return CoachingGoal(
        session=session,
        metric=GoalMetric(aim.metric),
        project=project,
        error_key=aim.error_key[:60],
        target=aim.target,
        by_on=aim.by_on,
    )


def _tell(session: CoachingSession, *, to: User, by: User, sentence: str, now: datetime) -> None:
    tell(
        [to.pk],
        kind=WorkKind.COACHING,
        sentence=sentence,
        about={"name": by.name, "topic": session.topic},
        address=f"/coaching/{session.uid}/",
        now=now,
    )
