"""A person's own requests with what became of each and what waits for them; in a fixed number of statements."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from assay.delivery.enums import AcceptanceState
from assay.delivery.models import Acceptance
from assay.delivery.queries.acceptance import deliveries_for
from assay.intake.enums import ChangeState, Part, RequestState
from assay.intake.models import Party, Request, RequestChange
from assay.intake.queries.scope import may_file, sees_all_requests
from assay.intake.rules.states import Step, steps_open, waits_for
from assay.money.queries.spending import spent_by_project
from assay.people.models import User
from assay.stats.sampling import Share
from assay.work.queries.progress import TaskCounts, counts_of


@dataclass(frozen=True, slots=True)
class Own:
    """One request of somebody's own. `newest` is the delivery they see that came last, `awaited` those without answer.

    `step` is the one that is expected of them now, or None; `n_changes` were proposed to them and wait for a decision.
    """

    request: Request
    counts: TaskCounts
    n_deliveries: int
    newest: Acceptance | None
    awaited: tuple[Acceptance, ...]
    step: Step | None
    n_changes: int
    spent: Mapping[str, int]

    @property
    def accuracy(self) -> Share | None:
        """As the newest delivery's certificate says; None where it was not measured, or nothing was delivered."""
        found = self.newest.release.certificate.get("gold_accuracy", {}) if self.newest else {}
        return Share(**found) if "value" in found else None

    @property
    def n_waiting(self) -> int:
        return len(self.awaited) + self.n_changes + (self.step is not None)

    @property
    def answer_by(self) -> datetime | None:
        return min((each.due_at for each in self.awaited if each.due_at), default=None)


def has_own_alone(user: User) -> bool:
    """Whether nobody else's requests are open to the person: their list is that of their own."""
    return may_file(user) and not sees_all_requests(user)


def is_own(user: User) -> Exists:
    """A condition on requests: the person is named in it."""
    return Exists(Party.objects.filter(request=OuterRef("pk"), user=user))


def own_of(user: User, requests: Sequence[Request]) -> list[Own]:
    """In the order given; their parties were fetched with them."""
    projects = sorted({each.project_id for each in requests if each.project_id})
    counts, deliveries = counts_of(projects), _deliveries(user, projects)
    changes, spent = _changes(requests), spent_by_project(projects)
    return [
        _own(
            user,
            each,
            counts=counts.get(each.project_id or 0, TaskCounts()),
            deliveries=deliveries[each.project_id or 0],
            proposers=changes[each.pk],
            spent=spent.get(each.project_id or 0, {}),
        )
        for each in requests
    ]


def _own(
    user: User,
    request: Request,
    *,
    counts: TaskCounts,
    deliveries: Sequence[Acceptance],
    proposers: Sequence[int],
    spent: Mapping[str, int],
) -> Own:
    parties = {each.user_id: Part(each.part) for each in request.parties.all()}
    part = parties.get(user.pk)
    is_requester = part == Part.REQUESTER
    requesters = {pk for pk, each in parties.items() if each == Part.REQUESTER}
    awaited = (each for each in deliveries if each.state == AcceptanceState.AWAITED)
    return Own(
        request=request,
        counts=counts,
        n_deliveries=len(deliveries),
        newest=max(deliveries, key=lambda each: each.release.number, default=None),
        awaited=tuple(awaited) if is_requester else (),
        step=_step(request, part, has_delivery=bool(deliveries)),
        n_changes=sum(by not in requesters for by in proposers) if is_requester else 0,
        spent=spent,
    )


def _step(request: Request, part: Part | None, *, has_delivery: bool) -> Step | None:
    """Nobody accepts what was not delivered."""
    if part is None or part not in waits_for(request.state):
        return None
    if request.state == RequestState.IN_DELIVERY and not has_delivery:
        return None
    return steps_open(request.state, frozenset({part}))[0]


def _deliveries(user: User, project_ids: Iterable[int]) -> Mapping[int, list[Acceptance]]:
    found: dict[int, list[Acceptance]] = defaultdict(list)
    for each in deliveries_for(user).filter(release__project_id__in=project_ids):
        found[each.release.project_id].append(each)
    return found


def _changes(requests: Sequence[Request]) -> Mapping[int, list[int]]:
    """Who proposed the changes that wait, by request."""
    found: dict[int, list[int]] = defaultdict(list)
    waiting = RequestChange.objects.filter(request__in=requests, state=ChangeState.PROPOSED).order_by("pk")
    for pk, by in waiting.values_list("request_id", "proposed_by_id"):
        found[pk].append(by)
    return found


@dataclass(frozen=True, slots=True)
class OwnTally:
    """Of all that is shown."""

    n: int
    n_waiting: int
    n_at_work: int
    n_delivered: int


def tally_of(own: Sequence[Own]) -> OwnTally:
    states = Counter(each.request.state for each in own)
    return OwnTally(
        len(own),
        sum(each.n_waiting for each in own),
        states[RequestState.IN_DELIVERY],
        sum(each.n_deliveries > 0 for each in own),
    )
