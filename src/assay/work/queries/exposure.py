"""What a person was exposed to, and the terms that limit it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import QuerySet

from assay.projects.models import Project
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.schema_parts import Question
from assay.work.enums import ClaimState
from assay.work.facts import Sensitivity
from assay.work.models import (
    AnswerRating,
    Claim,
    ContentRating,
    Exposure,
    ExposureTerms,
    Task,
    TermsInForce,
)
from assay.work.rules.exposure import ContentDefault, Exposed, Terms, default_of, sensitivity


def content_default(project: Project) -> ContentDefault:
    """What tasks of the project count as that come in without saying."""
    own = ExposureTerms.objects.filter(project=project).values_list("severity", "category").first()
    severity, category = own or (None, "")
    return default_of(project.segment, severity, category)


def answer_ratings_set(project: Project) -> dict[tuple[str, str], Sensitivity]:
    """By question and option, what content counts as of which that is said; as it was set."""
    found = AnswerRating.objects.filter(project=project).order_by("question", "option")
    return {(each.question, each.option): Sensitivity(each.severity, each.category) for each in found}


def answer_ratings(project: Project) -> dict[tuple[str, str], Sensitivity]:
    """The same with every option of a taxonomy below a rated one, unless it is rated itself."""
    found = answer_ratings_set(project)
    if not found or project.schema_version_id is None:
        return found
    below = {
        (question.id, option.id): found[question.id, above]
        for question in parsed_schema(project.schema_version_id).questions
        for option in question.options
        for above in _nearest(question, option.id, found)
    }
    return {**below, **found}


def _nearest(question: Question, option: str, rated: Mapping[tuple[str, str], Sensitivity]) -> Sequence[str]:
    """The option, or the nearest one above it, that is rated; nothing where none is."""
    return [each for each in question.lineage(option) if (question.id, each) in rated][:1]


def ratings_of(task: Task) -> QuerySet[ContentRating]:
    """What people, answers and machines said of how hard the task is to look at, newest first: the first one holds."""
    return ContentRating.objects.filter(task=task).select_related("rated_by").order_by("-pk")


def counts_as(task: Task) -> Sensitivity:
    return sensitivity(content_default(task.project), task.severity, task.category)


def terms_of_organisation() -> ExposureTerms | None:
    return ExposureTerms.objects.filter(project=None).first()


def terms_of_project(project: Project) -> ExposureTerms | None:
    """What the project has of its own; None: nothing."""
    return ExposureTerms.objects.filter(project=project).first()


def terms_above() -> Terms:
    """The organisation's limits: what it has set, else what comes with Assay."""
    own, shipped = terms_of_organisation(), Terms()
    if own is None:
        return shipped
    values = {
        name: getattr(shipped, name) if getattr(own, name) is None else getattr(own, name)
        for name in Terms.__slots__
    }
    return Terms(**{**values, "weights": tuple(values["weights"])})


def terms_by_project(ids: Iterable[int]) -> dict[int, Terms]:
    """What holds in each of the projects, as the claim reads it."""
    found = TermsInForce.objects.filter(project__in=ids)
    return {each.project_id: _terms(each) for each in found}


def terms_in_force(project: Project) -> Terms:
    return terms_by_project([project.pk])[project.pk]


def _terms(found: TermsInForce) -> Terms:
    values = {name: getattr(found, name) for name in Terms.__slots__}
    return Terms(**{**values, "weights": tuple(values["weights"])})


def exposed(contributor_id: int) -> Exposed:
    """Where the person stands."""
    found = Exposure.objects.filter(contributor=contributor_id).first()
    if found is None:
        return Exposed()
    values = {name: getattr(found, name) for name in Exposed.__slots__}
    return Exposed(**{**values, "opted_out": frozenset(found.opted_out)})


def opted_out_of(people: Iterable[int]) -> dict[int, frozenset[str]]:
    """Categories that people have opted out of, by person; whoever has not is left out."""
    found = Exposure.objects.filter(contributor__in=list(people)).exclude(opted_out=[])
    return {pk: frozenset(out) for pk, out in found.values_list("contributor_id", "opted_out")}


def holds_hard_content(contributor_id: int, now: datetime) -> bool:
    """Whether a task of some severity is in the person's hands: it is the only one at a time."""
    in_hand = Claim.objects.filter(contributor=contributor_id, state=ClaimState.OPEN, expires_at__gt=now)
    return in_hand.filter(queue__severity__gt=0).exists()
