"""People say of themselves what they want to, the figures of it are counted anew, and projects say what they need."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import connection, transaction

from assay.kit.audit import act_as
from assay.kit.reasons import NotFound, Refused
from assay.people.models import Contributor, User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.recruiting.models import DiversityCount, DiversityNeed, SelfAnswer
from assay.recruiting.queries.diversity import Look, looks, mark_counted, varieties
from assay.recruiting.rules.diversity import Shares, groups_of, is_due, refuse_answers, refuse_need


def say_of_oneself(by: User, *, answers: Mapping[str, str]) -> None:
    """These and no others from now on; nothing: all of it is taken back. No trail is written of it."""
    contributor = Contributor.objects.filter(user=by).first()
    if contributor is None:
        raise NotFound
    said = {question: answer for question, answer in answers.items() if answer}
    if found := refuse_answers(said, varieties()):
        raise Refused(*found)
    with transaction.atomic():
        Contributor.objects.select_for_update(no_key=True).get(pk=contributor.pk)
        mine = SelfAnswer.objects.filter(contributor=contributor)
        mine.exclude(question__in=said).delete()
        before = dict(mine.values_list("question", "answer"))
        for question, answer in said.items():
            if question not in before:
                SelfAnswer.objects.create(contributor=contributor, question=question, answer=answer)
            elif before[question] != answer:
                mine.filter(question=question).update(answer=answer, is_as_counted=False)


def forget_answers(user_id: int) -> None:
    """Whoever is erased has said nothing of themselves."""
    SelfAnswer.objects.filter(contributor__user_id=user_id).delete()


def keep_diversity(*, now: datetime) -> int:
    """Once a day it is looked which figures ten people have changed; how many were counted anew."""
    today = now.date()
    if DiversityCount.objects.filter(looked_on__gte=today).exists():
        return 0
    with transaction.atomic():
        # Nobody says or takes back anything while it is counted, or the marks would not be those of the figures.
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE recruiting_selfanswer IN SHARE ROW EXCLUSIVE MODE")
        return sum(_look(each, today) for each in looks())


def set_need(by: User | None, *, project: Project, shares: Shares, now: datetime) -> DiversityNeed:
    """Instead of what was said before; nothing: the project needs no group in particular."""
    require(by, project, Permission.MANAGE_PROJECT)
    if found := refuse_need(shares, varieties()):
        raise Refused(*found)
    wished = {
        question: {each: share for each, share in wanted.items() if share}
        for question, wanted in shares.items()
    }
    with transaction.atomic():
        act_as(by)
        Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        kept, _is_new = DiversityNeed.objects.update_or_create(
            project=project,
            defaults={
                "shares": {question: wanted for question, wanted in wished.items() if wanted},
                "set_at": now,
                "set_by": by,
            },
        )
    return kept


def _look(look: Look, today: date) -> bool:
    kept, _is_new = DiversityCount.objects.select_for_update(no_key=True).get_or_create(
        market_id=look.market_id, question=look.question, defaults={"looked_on": today}
    )
    kept.looked_on = today
    is_counted = is_due(n_before=kept.n_counted, n_now=sum(look.answers.values()), n_same=look.n_same)
    if is_counted:
        groups = groups_of(look.answers, look.n_pool)
        kept.groups = groups.as_json() if groups else None
        kept.counted_on, kept.n_counted = today, sum(look.answers.values())
        mark_counted(look)
    kept.save()
    return is_counted
