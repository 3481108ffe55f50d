"""Standing in a project: rules with their simulation, steps with their evidence, and appeals."""

from datetime import datetime
from typing import Any  # Rules and evidence are JSON.
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates, starts
from assay.api.frame.paging import Page, Paging, page
from assay.api.v1.house.jobs import JobOut, job_out
from assay.api.v1.projects.shapes import Strict
from assay.api.v1.projects.tasks import Reasoned
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.people.models import Contributor
from assay.people.queries.scope import one_of, others_visible
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import project_for
from assay.quality.actions import appeals as of_appeals
from assay.quality.actions import standing as actions
from assay.quality.actions import standing_rules as of_rules
from assay.quality.enums import Measure, StepKind
from assay.quality.models import Appeal, StandingRules, StandingStep
from assay.quality.queries.appeals import appeal_for, appeals_of, appeals_of_people, newest_change
from assay.quality.queries.standing import own_steps, rules_for, step_for, steps_seen_by, versions_of

router = Router(tags=["quality"])
EVIDENCE = {"measure": "gold", "threshold": 0.8, "k": 9, "n": 20, "value": 0.45, "low": 0.26, "high": 0.66}


class RuleShape(Strict):
    key: str = Field(description="Its name; steps are kept under it.", examples=["Gold"])
    measure: Measure = Field(examples=["gold"])
    threshold: float = Field(description="A share; of integrity, kinds of signs (2 to 4).", examples=[0.8])
    window: int = Field(description="The newest so many results.", examples=[40])
    least: int = Field(description="Fewest results before anything is said.", examples=[15])
    ladder: list[StepKind] = Field(examples=[["warn", "retrain", "probation", "pause"]])
    days: int = Field(0, description="Of probation and pause; 0: until the way back is gone.", examples=[7])
    way_back: str = Field("", max_length=1000, examples=["Read the guideline again, then write to Lea."])
    takes_back: bool = Field(default=False, description="A pause asks for the doubtful work again.")


class RulesIn(Strict):
    rules: list[RuleShape]
    note: str = Field("", max_length=2000, examples=["Gold is stricter."])


class RulesOut(Schema):
    uid: UUID
    number: int
    rules: list[dict[str, Any]] = Field(examples=[[{"key": "Gold", "measure": "gold", "threshold": 0.8}]])
    note: str = Field(examples=[""])
    created_at: datetime
    simulated_at: datetime | None
    simulation: dict[str, Any] = Field(
        description="What they would have done in the past month.", examples=[{"n_people": 40, "n_hit": 2}]
    )
    is_on: bool
    switched_on_at: datetime | None
    switched_off_at: datetime | None
    evaluated_at: datetime | None


class StepIn(Strict):
    contributor: UUID
    step: StepKind = Field(examples=["pause"])
    reason: str = Field(min_length=1, max_length=2000, examples=["Two escalations in one week."])
    days: int = Field(0, ge=0, le=365, description="Of probation and pause.", examples=[7])
    way_back: str = Field("", max_length=1000, examples=["Write to Lea."])


class StepOut(Schema):
    uid: UUID
    project: UUID
    contributor: UUID
    pseudonym: str = Field(examples=["ana"])
    step: str = Field(examples=["pause"])
    rule: str = Field(description="Empty: by hand.", examples=["Gold"])
    reason: str = Field(examples=[""])
    evidence: dict[str, Any] = Field(examples=[EVIDENCE])
    taken_at: datetime
    until: datetime | None
    way_back: str = Field(examples=["Read the guideline again."])
    n_taken_back: int
    state: str = Field(examples=["open"])
    ended_at: datetime | None
    ended_reason: str = Field(examples=[""])


class AppealIn(Strict):
    reason: str = Field(min_length=1, max_length=4000, examples=["The gold task was wrong."])


class AppealOut(Schema):
    uid: UUID
    step: UUID | None = Field(description="Empty: against a change of the standing everywhere.")
    contributor: UUID
    reason: str = Field(examples=["The gold task was wrong."])
    raised_at: datetime
    due_at: datetime
    state: str = Field(examples=["open"])
    ruling: str = Field(examples=[""])
    decided_at: datetime | None


class AppealRuling(Strict):
    is_right: bool = Field(description="True: what was decided is taken back.")
    ruling: str = Field(min_length=1, max_length=4000, examples=["Two of the gold tasks were wrong."])


@router.get(
    "/projects/{uuid:project}/standing-rules", response=Page[RulesOut], operation_id="standing_rules_list"
)
def list_rules(request: HttpRequest, project: UUID, paging: Query[Paging]) -> Page[RulesOut]:
    """Every version, newest first."""
    found = project_for(person_of(request), project, Permission.MANAGE_QUALITY)
    return page(versions_of(found), paging, _rules)


@router.post(
    "/projects/{uuid:project}/standing-rules", response={201: RulesOut}, operation_id="standing_rules_create"
)
@creates
def make_rules(request: HttpRequest, project: UUID, asked: RulesIn) -> RulesOut:
    """A new version, not yet in force: simulate it, then switch it on."""
    user = person_of(request)
    found = project_for(user, project, Permission.MANAGE_QUALITY)
    given = [{**each.dict(), "ladder": [str(step) for step in each.ladder]} for each in asked.rules]
    return _rules(of_rules.make_rules(user, project=found, given=given, note=asked.note, now=now()))


@router.get("/standing-rules/{uuid:version}", response=RulesOut, operation_id="standing_rules_get")
def get_rules(request: HttpRequest, version: UUID) -> RulesOut:
    """One version with its simulation."""
    return _rules(rules_for(person_of(request), version))


@router.post(
    "/standing-rules/{uuid:version}/simulate", response={202: JobOut}, operation_id="standing_rules_simulate"
)
@starts
def simulate(request: HttpRequest, version: UUID) -> JobOut:
    """Who would have been told what in the past month; the version holds it once the job is done."""
    user = person_of(request)
    return job_out(of_rules.start_simulation(user, version=rules_for(user, version), now=now()))


@router.post(
    "/standing-rules/{uuid:version}/switch-on", response=RulesOut, operation_id="standing_rules_switch_on"
)
def switch_on(request: HttpRequest, version: UUID) -> RulesOut:
    """From now on these rules act, and those before them no more."""
    user = person_of(request)
    return _rules(of_rules.switch_on(user, version=rules_for(user, version), now=now()))


@router.post(
    "/standing-rules/{uuid:version}/switch-off", response=RulesOut, operation_id="standing_rules_switch_off"
)
def switch_off(request: HttpRequest, version: UUID) -> RulesOut:
    """Nothing happens by itself any more; steps in force go on to their end or way back."""
    user = person_of(request)
    return _rules(of_rules.switch_off(user, version=rules_for(user, version), now=now()))


@router.get(
    "/projects/{uuid:project}/standing-steps", response=Page[StepOut], operation_id="standing_steps_list"
)
def list_steps(
    request: HttpRequest, project: UUID, paging: Query[Paging], *, ended: bool = False
) -> Page[StepOut]:
    """Steps in force (or ended) of the people in the caller's sight."""
    user = person_of(request)
    return page(steps_seen_by(user, project_for(user, project), is_open=not ended), paging, _step)


@router.post(
    "/projects/{uuid:project}/standing-steps", response={201: StepOut}, operation_id="standing_steps_create"
)
@creates
def take_step(request: HttpRequest, project: UUID, asked: StepIn) -> StepOut:
    """A step by hand; the person is told why and how to come back."""
    user = person_of(request)
    found = project_for(user, project, Permission.MANAGE_QUALITY)
    contributor = one_of(others_visible(user), asked.contributor)
    given = asked.dict(exclude={"contributor"})
    return _step(actions.take_step(user, project=found, contributor=contributor, now=now(), **given))


@router.get("/standing/steps", response=Page[StepOut], operation_id="standing_steps_own")
def own(request: HttpRequest, paging: Query[Paging]) -> Page[StepOut]:
    """What was decided about the caller, in every project."""
    return page(own_steps(_own(request)), paging, _step)


@router.post("/standing-steps/{uuid:step}/lift", response=StepOut, operation_id="standing_steps_lift")
def lift(request: HttpRequest, step: UUID, asked: Reasoned) -> StepOut:
    """End a step before its time."""
    user = person_of(request)
    return _step(actions.lift(user, step=step_for(user, step), reason=asked.reason, now=now()))


@router.post("/standing-steps/{uuid:step}/confirm", response=StepOut, operation_id="standing_steps_confirm")
def confirm(request: HttpRequest, step: UUID) -> StepOut:
    """The caller has read again, as they were told to."""
    user = person_of(request)
    return _step(actions.confirm_reading(user, step=step_for(user, step), now=now()))


@router.post(
    "/standing-steps/{uuid:step}/appeal", response={201: AppealOut}, operation_id="standing_steps_appeal"
)
@creates
def appeal(request: HttpRequest, step: UUID, asked: AppealIn) -> AppealOut:
    """By the person, or by who leads their site; once, within the project's `appeal_days`."""
    user = person_of(request)
    found = step_for(user, step)
    return _appeal(of_appeals.appeal_step(user, step=found, reason=asked.reason, now=now()))


@router.post("/standing/appeal", response={201: AppealOut}, operation_id="standing_appeal")
@creates
def appeal_standing(request: HttpRequest, asked: AppealIn) -> AppealOut:
    """Against the caller's standing everywhere."""
    user = person_of(request)
    change = newest_change(_own(request))
    if change is None:
        raise NotFound
    return _appeal(of_appeals.appeal_change(user, change=change, reason=asked.reason, now=now()))


@router.get("/projects/{uuid:project}/appeals", response=Page[AppealOut], operation_id="appeals_list")
def list_appeals(
    request: HttpRequest, project: UUID, paging: Query[Paging], *, decided: bool = False
) -> Page[AppealOut]:
    """Open ones by when they are due, or decided ones."""
    found = project_for(person_of(request), project, Permission.ARBITRATE)
    return page(appeals_of(found, is_open=not decided), paging, _appeal)


@router.get("/appeals", response=Page[AppealOut], operation_id="appeals_of_people")
def list_appeals_of_people(
    request: HttpRequest, paging: Query[Paging], *, decided: bool = False
) -> Page[AppealOut]:
    """Against changes of standing everywhere, for who manages people."""
    return page(appeals_of_people(person_of(request), is_open=not decided), paging, _appeal)


@router.post("/appeals/{uuid:appeal}/decide", response=AppealOut, operation_id="appeals_decide")
def decide(request: HttpRequest, appeal: UUID, asked: AppealRuling) -> AppealOut:
    """Refused to the person it is about, to who raised it, and to who decided what it is against."""
    user = person_of(request)
    found = appeal_for(user, appeal)
    return _appeal(
        of_appeals.decide_appeal(user, appeal=found, is_right=asked.is_right, ruling=asked.ruling, now=now())
    )


@router.post("/appeals/{uuid:appeal}/withdraw", response=AppealOut, operation_id="appeals_withdraw")
def withdraw(request: HttpRequest, appeal: UUID) -> AppealOut:
    """By who raised it, or the person it is about."""
    user = person_of(request)
    return _appeal(of_appeals.withdraw_appeal(user, appeal=appeal_for(user, appeal), now=now()))


def _own(request: HttpRequest) -> Contributor:
    found = Contributor.objects.filter(user=person_of(request)).first()
    if found is None:
        raise NotFound
    return found


def _rules(found: StandingRules) -> RulesOut:
    return RulesOut(**{name: getattr(found, name) for name in RulesOut.model_fields})


def _step(found: StandingStep) -> StepOut:
    own_names = set(StepOut.model_fields) - {"project", "contributor", "pseudonym"}
    return StepOut(
        **{name: getattr(found, name) for name in own_names},
        project=found.project.uid,
        contributor=found.contributor.uid,
        pseudonym=found.contributor.pseudonym,
    )


def _appeal(found: Appeal) -> AppealOut:
    own_names = set(AppealOut.model_fields) - {"step", "contributor"}
    return AppealOut(
        **{name: getattr(found, name) for name in own_names},
        step=found.step.uid if found.step else None,
        contributor=found.contributor.uid,
    )
