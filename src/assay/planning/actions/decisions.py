"""Writing down what was decided in a review, and what became of it."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.actions.inbox import tell
from assay.people.enums import StaffKind
from assay.people.models import User, Vendor
from assay.planning.models import Decision, DecisionEnd
from assay.planning.queries.decisions import decision_for, may_end, owners_for
from assay.planning.rules import decisions as rules
from assay.planning.rules.decisions import NewDecision
from assay.projects.models import Project

YOURS = gettext_noop("{place}: something that was decided is yours to see to, by {day}")


def write_decision(
    by: User | None, *, place: Project | Vendor, owner: User, given: NewDecision, of_on: date, now: datetime
) -> Decision:
    """In the transaction of the caller, who has asked whether they may."""
    is_of_vendor = isinstance(place, Vendor)
    problems = rules.refuse_decision(given, today=now.date(), needs_due=is_of_vendor)
    if not owners_for(place).filter(pk=owner.pk).exists():
        problems.append(rules.NOT_AN_OWNER(field="owner"))
    if problems:
        raise Refused(*problems)
    made = Decision.objects.create(
        project=place if isinstance(place, Project) else None,
        vendor=place if isinstance(place, Vendor) else None,
        of_on=of_on,
        what=given.what.strip(),
        why=given.why.strip(),
        owner=owner,
        due_on=given.due_on,
        decided_at=now,
        decided_by=by,
    )
    if made.due_on is not None and owner != by:
        _tell(made, place.name, now)
    return made


def end_decision(
    by: User | None, *, decision: Decision, state: str, outcome: str, now: datetime
) -> DecisionEnd:
    """Done, or dropped: it is carried no further, and its row says what came of it."""
    if by is not None:
        decision_for(by, decision.uid)
        if not may_end(by, decision):
            raise Refused(rules.NOT_YOURS())
    with transaction.atomic():
        act_as(by)
        locked = Decision.objects.select_for_update(no_key=True).get(pk=decision.pk)
        is_ended = DecisionEnd.objects.filter(decision=locked).exists()
        if refused := rules.refuse_end(state, outcome, due_on=locked.due_on, is_ended=is_ended):
            raise Refused(refused)
        return DecisionEnd.objects.create(
            decision=locked,
            state=state,
            outcome=outcome.strip(),
            ended_at=now,
            ended_by=by,
        )


def _tell(made: Decision, place: str, now: datetime) -> None:
    day = made.due_on.isoformat() if made.due_on else ""
    tell(
        [made.owner_id],
        kind=StaffKind.DECISION,
        sentence=YOURS,
        about={"place": place, "day": day, "what": made.what},
        lines=("{what}",),
        address=f"/decisions/{made.uid}/",
        now=now,
    )
