"""Members who have not read the guideline in force are reminded."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.reasons import Refused, declare
from assay.people.actions.inbox import tell
from assay.people.models import InboxMessage, User
from assay.people.rules.reasons import NOT_ALLOWED
from assay.people.rules.roles import SENTENCES, Permission
from assay.projects.models import Project
from assay.projects.queries.guideline_board import CURRENT, with_standing
from assay.projects.queries.permission import permissions_in

KIND = "guideline.reminder"
ONCE_IN = timedelta(days=1)
NOBODY_TO_REMIND = declare(
    "guideline.nobody_to_remind", "Everybody in your sight has read it, or was reminded within a day."
)


def remind(by: User, *, project: Project, now: datetime) -> int:
    """Tell those in one's sight who are not current, once a day at most; how many."""
    version = project.guideline_version
    if Permission.VIEW_PEOPLE not in permissions_in(by, project):
        raise Refused(NOT_ALLOWED(sentence=SENTENCES[Permission.VIEW_PEOPLE]))
    if version is None:
        raise Refused(NOBODY_TO_REMIND())
    address = f"/guidelines/{version.uid}/"
    with transaction.atomic():
        act_as(by)
        # Two people who press the button at once remind everybody once.
        Project.objects.select_for_update(no_key=True, of=["self"]).get(pk=project.pk)
        reminded = InboxMessage.objects.filter(kind=KIND, address=address, sent_at__gt=now - ONCE_IN)
        late = with_standing(by, project, now=now).exclude(Q(standing_here=CURRENT))
        people = list(
            late.exclude(user__in=reminded.values("user")).order_by("pk").values_list("user_id", flat=True)
        )
        if not people:
            raise Refused(NOBODY_TO_REMIND())
        return tell(
            people,
            kind=KIND,
            sentence=_("Please read the guideline of {project}"),
            lines=["{note}", "", _("Tasks of this project come to you once you have read it.")],
            about={"project": project.name, "note": version.change_note},
            address=address,
            now=now,
        )
