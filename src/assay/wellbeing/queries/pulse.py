"""The pulse check as its answerer sees it, and its closed weeks as those see them who answer for people."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from assay.kit.reasons import NotFound
from assay.people.models import Site, User
from assay.people.queries.scope import Scope, scope_of
from assay.people.rules.roles import Permission
from assay.wellbeing.models import PulseMark, PulseTally
from assay.wellbeing.queries.places import reaches
from assay.wellbeing.rules.pulse import ANSWERS, CLOSED_AFTER, Group, Publication, publication
from assay.work.facts import Worker
from assay.work.rules.exposure import monday

WEEKS = 12


@dataclass(frozen=True, slots=True)
class PulseWeek:
    """What somebody may see of a closed week; sites by name, None: people of no site."""

    week_on: date
    sites: Sequence[tuple[Site | None, Group]]
    others: Group | None
    together: Group | None


def has_answered(worker: Worker) -> bool:
    """Whether the person has answered this week."""
    return PulseMark.objects.filter(
        contributor=worker.contributor_id, week_on__gte=monday(worker.day_on)
    ).exists()


def pulse_weeks(user: User, *, now: datetime) -> list[PulseWeek]:
    """The newest first. Sums over sites are for who answers for all of them."""
    scope = scope_of(user, Permission.VIEW_EXPOSURE)
    if scope.is_empty:
        raise NotFound
    newest = monday(now.date() - CLOSED_AFTER)
    found = _publications(newest - timedelta(weeks=WEEKS - 1), newest)
    sites = {site.pk: site for site in Site.objects.select_related("vendor") if reaches(scope, site)}
    return [_seen(week, found[week], sites, scope) for week in sorted(found, reverse=True)]


def _publications(since: date, until: date) -> Mapping[date, Publication]:
    """The same for everybody, whatever they may see of it."""
    rows = PulseTally.objects.filter(week_on__gte=since, week_on__lte=until)
    weeks: dict[date, dict[int | None, dict[str, list[int]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(lambda: [0] * len(ANSWERS)))
    )
    for week, site, question, answer, n in rows.values_list("week_on", "site", "question", "answer", "n"):
        weeks[week][site][question][answer - 1] = n
    return {week: publication(groups) for week, groups in weeks.items()}


def _seen(week: date, found: Publication, sites: Mapping[int, Site], scope: Scope) -> PulseWeek:
    named: list[tuple[Site | None, Group]] = [
        (sites[pk], group) for pk, group in found.sites.items() if pk is not None and pk in sites
    ]
    named.sort(key=lambda each: (each[0].name, each[0].vendor.name) if each[0] else ("", ""))
    if not scope.is_everywhere:
        return PulseWeek(week, named, None, None)
    if None in found.sites:
        named.append((None, found.sites[None]))
    return PulseWeek(week, named, found.others, found.together)
