"""Models behind addresses: how they are asked, tried, and set to ask."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.frame.creating import creates, starts
from assay.api.v1.house.jobs import JobOut, job_out
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.kit.reasons import NotFound
from assay.labelers.actions.asking import start_asking
from assay.labelers.actions.calling import day_of
from assay.labelers.actions.consents import give_consent, revoke_consent
from assay.labelers.actions.endpoints import configure_endpoint, take_up_guideline, try_endpoint
from assay.labelers.enums import CallOutcome
from assay.labelers.models import EndpointConsent, MachineLabeler
from assay.labelers.queries.consents import MOST_SHOWN, consents_of, refusal_of
from assay.labelers.queries.endpoints import state_of
from assay.labelers.queries.registry import labeler_for
from assay.labelers.rules import endpoints as rules
from assay.labelers.rules.endpoints import EndpointTerms
from assay.labelers.rules.registry import MOST_NOTE
from assay.work.enums import ContentSeverity

router = Router(tags=["labelers"])


class EndpointIn(Strict):
    """Each change makes a version, by the guideline and the label schema in force."""

    base_url: str = Field(
        description="In front of /chat/completions.", examples=["https://api.example.com/v1"]
    )
    model: str = Field(examples=["small-1"])
    key: str | None = Field(
        None, description="Null: the one that is kept; empty: none. It is never shown again."
    )
    instructions: str = Field(
        "", max_length=rules.MOST_INSTRUCTIONS, description="What it is told beside the guideline."
    )
    temperature: float = 0.0
    most_output: int = Field(500, description="Tokens of an answer, at most.")
    per_minute: int = 60
    timeout_seconds: int = 30
    currency: str = Field("USD", examples=["USD"])
    in_micro: int = Field(description="Of 1,000 tokens that are sent, in millionths.", examples=[150])
    out_micro: int = Field(description="Of 1,000 tokens that come back.", examples=[600])
    day_micro: int = Field(description="What it may cost on a day (UTC), at most.", examples=[20_000_000])
    highest_severity: ContentSeverity = Field(
        ContentSeverity.MODERATE, description="Content that counts as harder to look at is not sent."
    )


class EndpointConsentIn(Strict):
    version: int = Field(description="Number of the newest version, as you have seen it.", examples=[1])
    statement: str = Field(max_length=MOST_NOTE, examples=["Agreed with the client in their contract."])


class EndpointRevocationIn(Strict):
    statement: str = Field(max_length=MOST_NOTE, examples=["The contract with the provider has ended."])


class EndpointConsentOut(Schema):
    """That content may be sent as a version asks, or no longer; the last word holds."""

    is_given: bool
    version: int
    statement: str
    said_at: datetime
    said_by: str


class EndpointCallsOut(Schema):
    outcome: CallOutcome
    n: int
    n_in: int = Field(description="Tokens sent, where the server counted them.")
    n_out: int
    micro: int = Field(description="What they cost.")


class EndpointOut(Schema):
    """Of the newest version. The key is told by its last letters."""

    labeler: UUID
    version: int
    base_url: str
    model: str
    key_hint: str
    instructions: str
    prompt: str
    temperature: float
    most_output: int
    per_minute: int
    timeout_seconds: int
    currency: str
    in_micro: int
    out_micro: int
    day_micro: int
    highest_severity: ContentSeverity
    n_held_back: int = Field(
        description="Tasks that are not sent because they count as harder; no more than 100,000 are counted."
    )
    not_sent_because: str = Field(description="What is missing before content is sent, and who can say it.")
    consents: list[EndpointConsentOut] = Field(description="The last twenty, the newest first.")
    spent_today_micro: int = Field(description="With what is reserved for calls under way.")
    guideline: int | None = Field(description="Number of the version its prompt was made of.")
    is_guideline_behind: bool = Field(description="Another version of the guideline is in force by now.")
    is_schema_behind: bool
    calls: list[EndpointCallsOut]


class EndpointTrialOut(Schema):
    text: str
    n_in: int | None
    n_out: int | None
    micro: int
    is_estimated: bool = Field(
        description="The server did not say what it used: the most that it can have cost."
    )


class AskingIn(Strict):
    most: int | None = Field(None, ge=1, description="So many tasks at most; gold comes first.")


@router.get("/labelers/{uuid:labeler}/endpoint", response=EndpointOut, operation_id="labelers_endpoint")
def endpoint(request: HttpRequest, labeler: UUID) -> EndpointOut:
    """How the newest version asks, what became of its calls, and what they cost."""
    return _out(labeler_for(person_of(request), labeler))


@router.post(
    "/labelers/{uuid:labeler}/endpoint", response={201: EndpointOut}, operation_id="labelers_endpoint_set"
)
@creates
def configure(request: HttpRequest, labeler: UUID, asked: EndpointIn) -> EndpointOut:
    """Another way to ask: a version that is measured anew."""
    person = person_of(request)
    found = labeler_for(person, labeler)
    terms = EndpointTerms(**asked.dict(exclude={"key"}))
    configure_endpoint(person, labeler=found, terms=terms, key=asked.key, now=now())
    return _out(found)


@router.post(
    "/labelers/{uuid:labeler}/endpoint/guideline",
    response={201: EndpointOut},
    operation_id="labelers_endpoint_guideline",
)
@creates
def guideline(request: HttpRequest, labeler: UUID) -> EndpointOut:
    """The same terms with a prompt of the guideline in force: a version that is measured anew."""
    person = person_of(request)
    found = labeler_for(person, labeler)
    take_up_guideline(person, labeler=found, now=now())
    return _out(found)


@router.post(
    "/labelers/{uuid:labeler}/endpoint/try",
    response=EndpointTrialOut,
    operation_id="labelers_endpoint_try",
)
def trial(request: HttpRequest, labeler: UUID) -> EndpointTrialOut:
    """One question without task or guideline: whether address, key and model are right. It costs what it costs."""
    person = person_of(request)
    found = try_endpoint(person, labeler=labeler_for(person, labeler), now=now())
    return EndpointTrialOut(
        text=found.text,
        n_in=found.n_in,
        n_out=found.n_out,
        micro=found.micro,
        is_estimated=found.is_estimated,
    )


@router.post(
    "/labelers/{uuid:labeler}/endpoint/consent",
    response={201: EndpointOut},
    operation_id="labelers_endpoint_consent",
)
@creates
def consent(request: HttpRequest, labeler: UUID, asked: EndpointConsentIn) -> EndpointOut:
    """Content of the project may be sent as the newest version asks."""
    person = person_of(request)
    found = labeler_for(person, labeler)
    give_consent(person, labeler=found, version=asked.version, statement=asked.statement, now=now())
    return _out(found)


@router.post(
    "/labelers/{uuid:labeler}/endpoint/revocation",
    response={201: EndpointOut},
    operation_id="labelers_endpoint_revocation",
)
@creates
def revocation(request: HttpRequest, labeler: UUID, asked: EndpointRevocationIn) -> EndpointOut:
    """From now on nothing is sent, not by a job that runs either; what was asked stays."""
    person = person_of(request)
    found = labeler_for(person, labeler)
    revoke_consent(person, labeler=found, statement=asked.statement, now=now())
    return _out(found)


@router.post("/labelers/{uuid:labeler}/ask", response={202: JobOut}, operation_id="labelers_ask")
@starts
def ask(request: HttpRequest, labeler: UUID, asked: AskingIn) -> JobOut:
    """About every task of which the newest version has said nothing, gold first, in a job."""
    person = person_of(request)
    return job_out(start_asking(person, labeler=labeler_for(person, labeler), most=asked.most, now=now()))


def _consent_out(said: EndpointConsent) -> EndpointConsentOut:
    return EndpointConsentOut(
        is_given=said.is_given,
        version=said.version.number,
        statement=said.statement,
        said_at=said.said_at,
        said_by=said.said_by.name if said.said_by else "Assay",
    )


def _out(labeler: MachineLabeler) -> EndpointOut:
    found = state_of(labeler, day_of(now()))
    if found is None:
        raise NotFound
    each = found.endpoint
    missing = refusal_of(each)
    return EndpointOut(
        labeler=labeler.uid,
        version=each.version.number,
        base_url=each.base_url,
        model=each.model,
        key_hint=found.key.hint if found.key else "",
        instructions=each.instructions,
        prompt=each.prompt,
        temperature=each.temperature,
        most_output=each.most_output,
        per_minute=each.per_minute,
        timeout_seconds=each.timeout_seconds,
        currency=each.currency,
        in_micro=each.in_micro,
        out_micro=each.out_micro,
        day_micro=each.day_micro,
        highest_severity=ContentSeverity(each.highest_severity),
        n_held_back=found.held_back.n,
        not_sent_because=missing.text if missing else "",
        consents=[_consent_out(said) for said in consents_of(labeler)[:MOST_SHOWN]],
        spent_today_micro=found.spent_micro,
        guideline=each.guideline.number if each.guideline else None,
        is_guideline_behind=found.is_guideline_behind,
        is_schema_behind=found.is_schema_behind,
        calls=[
            EndpointCallsOut(
                outcome=told.outcome, n=told.n, n_in=told.n_in, n_out=told.n_out, micro=told.micro
            )
            for told in found.told
        ],
    )
