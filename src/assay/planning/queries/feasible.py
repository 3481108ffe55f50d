"""What feasibility is reckoned from: people who could do it, how they really work, and how right they are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from assay.intake.models import Request
from assay.intake.queries.facts import volumes_of as asked_volumes
from assay.people.enums import LanguageLevel
from assay.people.queries.eligible import Candidate, eligible
from assay.people.queries.organisation import languages_of_markets
from assay.planning.enums import Similarity
from assay.planning.models import FeasibilityRun
from assay.planning.queries.plans import review_share_of
from assay.planning.rules.feasibility import RANGES, Asked, Given, Person
from assay.planning.rules.standards import Measured
from assay.projects.models import Project
from assay.projects.queries.similar import (
    common_skills,
    every_project,
    of_segment,
    open_projects,
    usual_terms,
    with_questions,
)
from assay.projects.queries.staffing import memberships_in_force
from assay.projects.queries.stages import label_stage_of, skills_asked
from assay.projects.rules.gallery import template
from assay.quality.queries.measured_people import gold_of_people, machines_agree
from assay.stats.sampling import wilson
from assay.work.queries.capacity import has_work_left, paces_of, tasks_left, worked_on

# So many whole weeks are looked back; who has not worked for so many days is idle.
N_WEEKS, IDLE_DAYS = 8, 14
# Work counts as measured from so many judgments on; with fewer the next wider kind of work is looked at.
LEAST_JUDGMENTS = 30


@dataclass(frozen=True, slots=True)
class Likeness:
    """The nearest work with enough judgments: which projects, and what each person did there."""

    similarity: Similarity
    projects: tuple[int, ...]
    worked: Mapping[int, tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Place:
    market: str
    language: str
    n_items: int


def places_of(request: Request) -> list[Place]:
    return [Place(each.market, each.language, each.n_items) for each in asked_volumes(request)]


def places_left(project: Project) -> list[Place]:
    """What is left to do; tasks without a market are left out, as nobody can be found for them by market."""
    languages = languages_of_markets()
    return [Place(code, languages[code], n) for code, n in tasks_left(project.pk).items() if code]


def same_questions(request: Request) -> list[int]:
    found = template(request.template)
    return with_questions(found.schema) if found is not None else []


def usual_given(request: Request) -> Given:
    """Overlap and gold as projects with the same questions have them, else as planned by default."""
    terms = usual_terms(same_questions(request))
    if terms is None:
        return Given()
    overlap, gold_share = terms
    return replace(Given(), overlap=round(overlap, 2), gold_share=round(gold_share, 3))


def given_of(project: Project, before: Given | None = None) -> Given:
    """As its label stage and its review plan have it now, the rest as before; at first members give all the hours that
    they give now."""
    stage = label_stage_of(project)
    given = before or replace(Given(), busy_share=1.0)
    if stage is not None:
        overlap = min(float(stage.overlap), RANGES["overlap"][2])
        given = replace(given, overlap=overlap, gold_share=stage.gold_share)
    share = review_share_of(project)
    return given if share is None else replace(given, review_share=round(share, 3))


def asked_of_request(request: Request, today: date, now: datetime) -> tuple[list[Asked], Likeness]:
    """By market and language, from all that people did in the last whole weeks."""
    likeness = likeness_of(same_questions(request), request.segment, until=_yesterday(today))
    skills = common_skills(same_questions(request))
    places = places_of(request)
    found = eligible(_pairs(places), level=LanguageLevel.B2, now=now, skills=skills)
    return _asked(places, found, likeness, until=_yesterday(today), own=None), likeness


def asked_of_project(project: Project, today: date, now: datetime) -> tuple[list[Asked], Likeness]:
    """Members only, by the hours that they give to this project."""
    until, places = _yesterday(today), places_left(project)
    own = worked_on([project.pk], since=until - _WINDOW, until=until)
    if sum(n for n, _seconds in own.values()) >= LEAST_JUDGMENTS:
        likeness = Likeness(Similarity.OWN, (project.pk,), own)
    else:
        document = project.schema_version.document if project.schema_version else {}
        likeness = likeness_of(with_questions(document), project.segment, until=until)
    members = set(memberships_in_force([project.pk]).values_list("contributor_id", flat=True))
    stage = label_stage_of(project)
    level = stage.language_level if stage else LanguageLevel.B2
    skills = skills_asked(stage)
    vendors = list(stage.vendors.values_list("pk", flat=True)) if stage else []
    found = eligible(_pairs(places), level=level, now=now, skills=skills, vendors=vendors or None)
    found = [each for each in found if each.contributor_id in members]
    is_own = likeness.similarity == Similarity.OWN
    return _asked(places, found, likeness, until=until, own=project if is_own else None), likeness


def likeness_of(same: Sequence[int], segment: str, *, until: date) -> Likeness:
    """The same questions, else the same segment, else everything."""
    for similarity, projects in (
        (Similarity.QUESTIONS, list(same)),
        (Similarity.SEGMENT, of_segment(segment)),
        (Similarity.ALL, every_project()),
    ):
        worked = worked_on(projects, since=until - _WINDOW, until=until) if projects else {}
        if sum(n for n, _seconds in worked.values()) >= LEAST_JUDGMENTS:
            return Likeness(similarity, tuple(projects), worked)
    return Likeness(Similarity.NONE, (), {})


def running() -> QuerySet[Project]:
    """Open projects with work left in some market."""
    return open_projects().filter(has_work_left())


def due_for_estimate(before: datetime) -> Project | None:
    """The running project whose newest estimate is oldest, and older than that."""
    newest = FeasibilityRun.objects.filter(project=OuterRef("pk")).order_by("-number").values("made_at")[:1]
    found = running().annotate(newest=Subquery(newest))
    found = found.filter(Q(newest=None) | Q(newest__lt=before))
    return found.order_by(F("newest").asc(nulls_first=True), "pk").first()


def machine_of(likeness: Likeness) -> Measured | None:
    if not likeness.projects:
        return None
    n, n_same = machines_agree(likeness.projects)
    found = wilson(n_same, n)
    return None if found.value is None else Measured(found.value, found.low, found.high, n)


_WINDOW = timedelta(weeks=N_WEEKS)


def _asked(
    places: Sequence[Place],
    candidates: Sequence[Candidate],
    likeness: Likeness,
    *,
    until: date,
    own: Project | None,
) -> list[Asked]:
    ids = sorted({each.contributor_id for each in candidates})
    projects = None if own is None else [own.pk]
    paces = paces_of(ids, until=until, n_weeks=N_WEEKS, projects=projects)
    scores = gold_of_people(likeness.projects, ids)
    n_markets = Counter(each.contributor_id for each in candidates)
    by_place: dict[tuple[str, str], list[Person]] = {}
    for each in candidates:
        pace, (n, n_right) = paces.get(each.contributor_id), scores.get(each.contributor_id, (0, 0))
        is_busy = pace is not None and (until - pace.last_on).days < IDLE_DAYS
        person = Person(
            weeks=pace.weeks if pace else (),
            is_busy=is_busy,
            site=each.site,
            is_of_vendor=each.is_of_vendor,
            similar=likeness.worked.get(each.contributor_id, (0, 0.0)),
            n_scored=n,
            n_right=n_right,
            n_markets=n_markets[each.contributor_id],
            key=each.contributor_id,
        )
        by_place.setdefault((each.market, each.language), []).append(person)
    others = tuple(likeness.worked.values())
    return [
        Asked(
            market=place.market,
            language=place.language,
            n_items=place.n_items,
            people=tuple(by_place.get((place.market, place.language), ())),
            similarity=likeness.similarity,
            fallback=others,
        )
        for place in places
    ]


def _pairs(places: Sequence[Place]) -> list[tuple[str, str]]:
    return [(each.market, each.language) for each in places]


def _yesterday(today: date) -> date:
    return today - timedelta(days=1)
