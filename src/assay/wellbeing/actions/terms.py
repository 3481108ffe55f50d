"""The organisation's limits, and the stricter ones of a project."""

from datetime import datetime

from django.db import transaction

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.people.models import User
from assay.projects.models import Project
from assay.wellbeing.queries.terms import require_setting
from assay.wellbeing.rules.terms import RANGES, NewTerms, hours, problems
from assay.work.actions.rating_content import place_unrated
from assay.work.models import ExposureTerms
from assay.work.queries.exposure import content_default, terms_above


def set_terms(by: User | None, *, project: Project | None, terms: NewTerms, now: datetime) -> ExposureTerms:
    """What holds from now on: the next claim reads it. A limit that is left out is as above."""
    require_setting(by, project)
    if found := problems(terms, terms_above(), is_project=project is not None):
        raise Refused(*found)
    values: dict[str, object] = {name: terms.limits.get(name) for name in RANGES}
    if values["from_hour"] is not None or values["until_hour"] is not None:
        values["from_hour"], values["until_hour"] = hours(terms)
    values |= {"weights": terms.weights, "severity": terms.severity, "category": terms.category}
    with transaction.atomic():
        act_as(by)
        was = content_default(project) if project else None
        made, _ = ExposureTerms.objects.update_or_create(
            project=project, defaults={**values, "changed_at": now, "changed_by": by}
        )
        if project is not None and content_default(project) != was:
            place_unrated(by, project, now=now)
        return made
