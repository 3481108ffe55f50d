"""The curve that new joiners are held against, and who goes along with whom."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.actions.inbox import tell
from assay.people.models import Contributor, User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.training.models import Buddy, RampCurve
from assay.training.queries.courses import assignable
from assay.training.queries.ramp import curves_of, near, points_of
from assay.training.rules import ramp as rules
from assay.training.rules.ramp import Target

KIND = "training.course"


def set_ramp(by: User, *, project: Project, curve: Sequence[Target], now: datetime) -> None:
    """The whole curve, as a new version; an empty one asks nothing any more, and the same one again is none."""
    require(by, project, Permission.MANAGE_QUALITY)
    if problems := rules.refuse_curve(curve):
        raise Refused(*problems)
    points = sorted(curve, key=lambda each: each.week)
    with transaction.atomic():
        act_as(by)
        Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        newest = curves_of(project).first()
        if points == (points_of(newest) if newest else []):
            return
        RampCurve.objects.create(
            project=project,
            number=newest.number + 1 if newest else 1,
            points=[asdict(each) for each in points],
            set_at=now,
            set_by=by,
        )


def set_buddy(by: User, *, project: Project, joiner: Contributor, buddy: Contributor, now: datetime) -> Buddy:
    """Somebody goes along with a new joiner, in the place of who did before; both are told."""
    _refuse_others(by, project, joiner)
    if joiner.pk == buddy.pk:
        raise Refused(rules.SAME_PERSON(field="buddy"))
    if not near(joiner, project).filter(pk=buddy.pk).exists():
        raise Refused(rules.NOT_NEAR(field="buddy"))
    with transaction.atomic():
        act_as(by)
        Contributor.objects.select_for_update(no_key=True).get(pk=joiner.pk)
        Buddy.objects.filter(project=project, joiner=joiner, ended_at=None).update(ended_at=now)
        made = Buddy.objects.create(project=project, joiner=joiner, buddy=buddy, since_at=now, set_by=by)
        for person, other in ((joiner, buddy), (buddy, joiner)):
            tell(
                [person.user_id],
                kind=KIND,
                sentence=_("You go along with {name} on {project}"),
                about={"name": (other.user.name.split() or [""])[0], "project": project.name},
                address="/learn/",
                now=now,
            )
        return made


def end_buddy(by: User, *, project: Project, joiner: Contributor, now: datetime) -> None:
    """Nobody goes along with them any more."""
    _refuse_others(by, project, joiner)
    with transaction.atomic():
        act_as(by)
        if not Buddy.objects.filter(project=project, joiner=joiner, ended_at=None).update(ended_at=now):
            raise Refused(rules.NO_BUDDY())


def _refuse_others(by: User, project: Project, joiner: Contributor) -> None:
    if not assignable(by, project).filter(pk=joiner.pk).exists():
        raise Refused(rules.NOT_YOURS(field="joiner"))
