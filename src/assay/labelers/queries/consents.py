"""Whether content of a project may be sent to a model outside, who said so, and who can."""

import dataclasses

from django.db.models import QuerySet

from assay.kit.reasons import Reason
from assay.labelers.models import Endpoint, EndpointConsent, MachineLabeler
from assay.labelers.queries.registry import SHARES
from assay.labelers.rules.endpoints import Consent, EndpointTerms, refuse_sending
from assay.people.enums import Role
from assay.people.models import User
from assay.people.queries.holders import holders_of
from assay.people.rules.roles import roles_with
from assay.projects.models import Project
from assay.projects.queries.permission import is_allowed

MOST_NAMED = 3
# People say it one by one: more than that nobody has said of one labeler.
MOST_SHOWN = 200
ANYBODY = "Whoever answers for the project, or for the request that it comes from,"


def terms_of(endpoint: Endpoint) -> EndpointTerms:
    names = [field.name for field in dataclasses.fields(EndpointTerms)]
    return EndpointTerms(**{name: getattr(endpoint, name) for name in names})


def consents_of(labeler: MachineLabeler) -> QuerySet[EndpointConsent]:
    """The last word first."""
    found = EndpointConsent.objects.filter(labeler=labeler).select_related("version__endpoint", "said_by")
    return found.order_by("-pk")


def refusal_of(endpoint: Endpoint) -> Reason | None:
    """Why content is not sent by these terms; None: it may be."""
    version = endpoint.version
    last = consents_of(version.labeler).first()
    asked = terms_of(endpoint)
    word = _word(last) if last else None
    if refuse_sending(word, asked, who="") is None:
        return None
    return refuse_sending(word, asked, who=named(deciders_of(version.labeler.project)))


def deciders_of(project: Project) -> list[User]:
    """Who can say that content may be sent: those of the project, else whoever can everywhere; by name."""
    roles = [Role(role) for role in roles_with(SHARES) if role != Role.ADMINISTRATOR]
    own = set(holders_of(roles, project.pk, everywhere=False)) | {project.owner_id}
    people = User.objects.filter(is_active=True).order_by("name", "pk")
    for ids in (own, set(holders_of(roles, project.pk))):
        found = [each for each in people.filter(pk__in=ids - {None}) if is_allowed(each, project, SHARES)]
        if found:
            return found
    return []


def named(people: list[User]) -> str:
    """As the beginning of a sentence."""
    names = [each.name for each in people[:MOST_NAMED]]
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names) or ANYBODY


def _word(last: EndpointConsent) -> Consent:
    by = last.said_by.name if last.said_by else "Assay"
    return Consent(last.is_given, terms_of(last.version.endpoint), last.statement, by)
