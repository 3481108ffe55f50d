"""Configuring a model behind an address: each change is a version, the key is kept sealed, and it can be tried."""

import dataclasses
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.kit.sealing import seal
from assay.labelers.actions.calling import PURPOSE, Caller, call
from assay.labelers.actions.endpoint_service import Reply, allowed_networks
from assay.labelers.actions.registry import add_version, lock
from assay.labelers.enums import CallOutcome, LabelerKind
from assay.labelers.models import Endpoint, EndpointKey, LabelerVersion, MachineLabeler
from assay.labelers.queries.consents import terms_of
from assay.labelers.queries.endpoints import endpoint_of, key_of
from assay.labelers.queries.registry import DECIDES, KEEPS
from assay.labelers.rules import endpoints as rules
from assay.labelers.rules import registry
from assay.labelers.rules.endpoints import EndpointTerms
from assay.labelers.rules.prompting import prompt_of, refuse_schema
from assay.people.models import User
from assay.projects.models import Project
from assay.projects.queries.permission import require
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.label_schema import LabelSchema

TRIAL = 'This is a trial without a task. Answer with {"answers": {}}.'
TRIAL_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Trial:
    """What the address said to a question without a task."""

    text: str
    n_in: int | None
    n_out: int | None
    micro: int
    is_estimated: bool


def configure_endpoint(
    by: User | None,
    *,
    labeler: MachineLabeler,
    terms: EndpointTerms,
    key: str | None = None,
    note: str = "",
    now: datetime,
) -> LabelerVersion:
    """A version that asks by these terms, by the guideline and schema in force. `key` None: the one that is kept.

    A key is bound to the server for which it was given: terms that lead to another one need it again, or none ("").
    """
    require(by, labeler.project, KEEPS)
    schema = _refuse(labeler)
    terms = dataclasses.replace(terms, base_url=terms.base_url.strip(), model=terms.model.strip())
    before = endpoint_of(labeler)
    if before is None or rules.leads_or_costs_otherwise(terms_of(before), terms):
        require(by, labeler.project, DECIDES)
    problems = rules.refuse_terms(terms, takes_plain=bool(allowed_networks()))
    problems += rules.refuse_key(key) if key else []
    kept = key_of(labeler)
    if not problems and key is None and kept and kept.origin != rules.origin_of(terms.base_url):
        problems.append(rules.OTHER_SERVER(field="key", origin=kept.origin))
    if problems:
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        lock(labeler)
        if key is not None:
            _keep_key(by, labeler, terms, key=key, now=now)
        version = add_version(
            by,
            labeler=labeler,
            origin=f"{terms.model} at {rules.origin_of(terms.base_url)}"[: registry.MOST_ORIGIN],
            note=note,
            now=now,
        )
        _keep_terms(version, terms, schema)
        return version


def take_up_guideline(by: User | None, *, labeler: MachineLabeler, now: datetime) -> LabelerVersion:
    """The same terms with a prompt of the guideline and schema in force: a version, measured anew."""
    before = endpoint_of(labeler)
    if before is None:
        raise Refused(rules.NOT_CONFIGURED())
    project = Project.objects.select_related("guideline_version").get(pk=labeler.project_id)
    number = project.guideline_version.number if project.guideline_version else 0
    note = f"Guideline version {number}." if number else "The label schema in force."
    return configure_endpoint(by, labeler=labeler, terms=terms_of(before), note=note, now=now)


def try_endpoint(by: User | None, *, labeler: MachineLabeler, now: datetime) -> Trial:
    """One question without task, guideline or questions; it costs what it costs, and is booked."""
    require(by, labeler.project, KEEPS)
    endpoint = ready(labeler)
    short = min(endpoint.timeout_seconds, TRIAL_SECONDS)
    # Neither is saved: only this one question is not waited for longer, and sent alone.
    endpoint.timeout_seconds = short
    # A guideline may show content: nobody needs to have said yet that any may be sent.
    endpoint.prompt = ""
    told = call(Caller(by, endpoint), task_id=None, message=TRIAL, read=_trial, now=now)
    if told.reason is not None:
        raise Refused(told.reason)
    return Trial(told.text, told.n_in, told.n_out, told.micro, told.is_estimated)


def ready(labeler: MachineLabeler) -> Endpoint:
    """The terms of its newest version, where it can be asked."""
    if labeler.retired_at is not None:
        raise Refused(registry.RETIRED(reason=labeler.retired_reason))
    if labeler.kind != LabelerKind.REMOTE:
        raise Refused(rules.NOT_REMOTE())
    endpoint = endpoint_of(labeler)
    if endpoint is None:
        raise Refused(rules.NOT_CONFIGURED())
    return endpoint


def _trial(reply: Reply) -> CallOutcome:
    return CallOutcome.TRIED


def _refuse(labeler: MachineLabeler) -> LabelSchema:
    if labeler.kind != LabelerKind.REMOTE:
        raise Refused(rules.NOT_REMOTE())
    if labeler.project.schema_version_id is None:
        raise Refused(registry.NO_SCHEMA())
    schema = parsed_schema(labeler.project.schema_version_id)
    if refused := refuse_schema(schema):
        raise Refused(refused)
    return schema


def _keep_key(
    by: User | None, labeler: MachineLabeler, terms: EndpointTerms, *, key: str, now: datetime
) -> None:
    if not key:
        EndpointKey.objects.filter(labeler=labeler).delete()
        return
    kept = {
        "origin": rules.origin_of(terms.base_url),
        "sealed": seal(key, purpose=PURPOSE),
        "hint": rules.hint_of(key),
        "given_at": now,
        "given_by": by,
    }
    EndpointKey.objects.update_or_create(labeler=labeler, defaults=kept)


def _keep_terms(version: LabelerVersion, terms: EndpointTerms, schema: LabelSchema) -> None:
    project = Project.objects.select_related("guideline_version").get(pk=version.labeler.project_id)
    guideline = project.guideline_version
    title, sections = (guideline.title, guideline.sections) if guideline else ("", [])
    instructions = terms.instructions.strip().replace("\0", "")[: rules.MOST_INSTRUCTIONS]
    Endpoint.objects.create(
        version=version,
        guideline=guideline,
        schema_version_id=project.schema_version_id or 0,
        prompt=prompt_of(title, sections, schema, instructions),
        **{**dataclasses.asdict(terms), "instructions": instructions},
    )
