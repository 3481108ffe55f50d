"""What was delivered for a request: ready releases of the project that it became."""

from django.db.models import QuerySet

from assay.delivery.enums import ReleaseState
from assay.delivery.models import Acceptance, Release
from assay.delivery.queries.acceptance import deliveries_for
from assay.intake.models import Request
from assay.people.models import User


def has_delivery(request: Request) -> bool:
    if request.project_id is None:
        return False
    return Release.objects.filter(project_id=request.project_id, state=ReleaseState.READY).exists()


def deliveries_of(user: User, request: Request) -> QuerySet[Acceptance]:
    """Those that the person may see, what waits for an answer first."""
    found = deliveries_for(user)
    return found.filter(release__project_id=request.project_id) if request.project_id else found.none()
