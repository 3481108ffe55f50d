"""Content is sent to a model outside only as somebody has said who may; and never after it was taken back."""

from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.labelers.actions.registry import lock
from assay.labelers.models import Endpoint, EndpointConsent, MachineLabeler
from assay.labelers.queries.consents import consents_of, refusal_of
from assay.labelers.queries.endpoints import endpoint_of
from assay.labelers.queries.registry import SHARES
from assay.labelers.rules import endpoints as rules
from assay.labelers.rules.registry import MOST_NOTE
from assay.people.models import User
from assay.projects.queries.permission import require


def give_consent(
    by: User | None, *, labeler: MachineLabeler, version: int, statement: str, now: datetime
) -> EndpointConsent:
    """Content may be sent as `version` asks, which must be the newest: nobody agrees to what they have not seen."""
    require(by, labeler.project, SHARES)
    said = _said(statement)
    with transaction.atomic():
        act_as(by)
        endpoint = _locked(labeler)
        if endpoint.version.number != version:
            raise Refused(rules.ASKED_OTHERWISE(version=endpoint.version.number))
        if refusal_of(endpoint) is None:
            raise Refused(rules.CONSENT_STANDS())
        return _keep(by, endpoint, is_given=True, statement=said, now=now)


def revoke_consent(
    by: User | None, *, labeler: MachineLabeler, statement: str, now: datetime
) -> EndpointConsent:
    """Nothing is sent any more, not by a job that runs either; what was asked stays."""
    require(by, labeler.project, SHARES)
    said = _said(statement)
    with transaction.atomic():
        act_as(by)
        endpoint = _locked(labeler)
        last = consents_of(labeler).first()
        if last is None or not last.is_given:
            raise Refused(rules.CONSENT_MISSING())
        return _keep(by, endpoint, is_given=False, statement=said, now=now)


def require_consent(endpoint: Endpoint) -> None:
    """Refuse unless content may be sent by these terms."""
    if refused := refusal_of(endpoint):
        raise Refused(refused)


def _said(statement: str) -> str:
    said = statement.strip().replace("\0", "")[:MOST_NOTE]
    if not said:
        raise Refused(rules.NEEDS_STATEMENT(field="statement"))
    return said


def _locked(labeler: MachineLabeler) -> Endpoint:
    """The newest terms, under the lock that every call takes before it is sent."""
    lock(labeler)
    endpoint = endpoint_of(labeler)
    if endpoint is None:
        raise Refused(rules.NOT_CONFIGURED())
    return endpoint


def _keep(
    by: User | None, endpoint: Endpoint, *, is_given: bool, statement: str, now: datetime
) -> EndpointConsent:
    return EndpointConsent.objects.create(
        labeler=endpoint.version.labeler,
        version=endpoint.version,
        is_given=is_given,
        statement=statement,
        said_at=now,
        said_by=by,
    )
