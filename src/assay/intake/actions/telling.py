"""Who is told what, when a request moves."""

from datetime import datetime

from django.utils.translation import gettext_noop as _

from assay.intake.enums import Part
from assay.intake.enums import RequestState as S
from assay.intake.models import Party, Request
from assay.intake.queries.scope import judges_of
from assay.intake.rules.states import waits_for
from assay.people.actions.inbox import tell
from assay.people.models import User

SENTENCES = {
    S.SUBMITTED: _("The request “{title}” waits to be judged"),
    S.CLARIFYING: _("The request “{title}” needs an answer from you"),
    S.FEASIBLE: _("The request “{title}” is feasible and waits for approval"),
    S.NOT_FEASIBLE: _("The request “{title}” is not feasible as it stands"),
    S.APPROVED: _("The request “{title}” is approved: its project can start"),
    S.IN_DELIVERY: _("The request “{title}” is in delivery"),
    S.ACCEPTED: _("What was delivered for “{title}” is accepted"),
    S.CLOSED: _("The request “{title}” is closed"),
    S.WITHDRAWN: _("The request “{title}” was withdrawn"),
}


def tell_step(request: Request, *, by: User | None, reason: str, now: datetime) -> None:
    """The requesters always, and whoever is expected to act next; never the one who did it."""
    people = set(named(request, Part.REQUESTER)) | set(_next(request))
    _send(request, people, by, sentence=SENTENCES[S(request.state)], said=reason, now=now)


def tell_all(request: Request, *, by: User | None, sentence: str, said: str, now: datetime) -> None:
    """Everybody named, and the owner (or who may judge it)."""
    people = (
        set(named(request, Part.REQUESTER)) | set(named(request, Part.APPROVER)) | set(judges_of(request))
    )
    _send(request, people, by, sentence=sentence, said=said, now=now)


def named(request: Request, part: Part) -> list[int]:
    return list(Party.objects.filter(request=request, part=part).values_list("user_id", flat=True))


def _next(request: Request) -> list[int]:
    expected = waits_for(request.state)
    found = named(request, Part.APPROVER) if Part.APPROVER in expected else []
    if request.state in {S.CLOSED, S.WITHDRAWN} and request.owner_id is not None:
        return [request.owner_id]
    return [*found, *judges_of(request)] if Part.JUDGE in expected else found


def _send(
    request: Request, people: set[int], by: User | None, *, sentence: str, said: str, now: datetime
) -> None:
    tell(
        sorted(people - ({by.pk} if by else set())),
        kind="request",
        sentence=sentence,
        lines=["{said}"] if said else [],
        about={"title": request.title, "said": said[:1000]},
        address=f"/requests/{request.uid}/",
        now=now,
    )
