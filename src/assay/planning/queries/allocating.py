"""What an allocation is reckoned from: what open projects need in a week, and who has hours in it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain

from assay.intake.queries.facts import deadlines_of_projects
from assay.kit.clock import working_day
from assay.people.enums import Standing
from assay.people.queries.abilities import Ability, abilities_of, market_keys, shift_hours
from assay.people.queries.hours import hours_contracted, hours_offered
from assay.planning.enums import Placing
from assay.planning.models import PlanMilestone, PlanVersion, PlanWeek, Pool, PoolChoice
from assay.planning.queries.plans import assumptions_of
from assay.planning.queries.pools import choices_in_force, people_in
from assay.planning.queries.schedules import newest_plans
from assay.planning.rules.allocation import Cell, Terms, Worker, own_hours
from assay.planning.rules.pools import USUAL_PRIORITY
from assay.planning.rules.staffing import Assumptions, Volume, need_of
from assay.projects.models import Project, Stage
from assay.projects.queries.similar import open_projects
from assay.projects.queries.stages import label_stage_of, skills_asked
from assay.quality.queries.measured_people import gold_of_people
from assay.work.queries.capacity import Pace, paces_of, people_at_work, tasks_left, worked_on
from assay.work.queries.exposure import content_default, opted_out_of, terms_above
from assay.work.rules.eligibility import ContributorFacts, QueueFacts, SkillHeld

WEEK = timedelta(days=7)
# Hours that somebody gives are measured over so many weeks; a pace needs so many judgments.
N_WEEKS, LEAST_JUDGMENTS = 4, 30
FINAL = "final_delivery"
# Hours that somebody has by what was said, not by a plan or work.
OF_WORDS = ("contracted", "offered")
MAY_WORK = (Standing.ACTIVE, Standing.PROBATION)


def cells_of(week_on: date, now: datetime) -> list[Cell]:
    """What every open project needs in that week, by project and market; what needs nothing is left out."""
    projects = list(open_projects().order_by("pk"))
    pks = [each.pk for each in projects]
    plans = newest_plans(pks, now)
    weeks, ends = _planned(plans, week_on), _deadlines(plans, pks)
    priorities = dict(Pool.objects.filter(project__in=pks).values_list("project_id", "priority"))
    markets = market_keys()
    found = []
    for project in projects:
        stage = label_stage_of(project)
        if stage is None or not stage.is_open:
            continue
        hours, source = _hours(
            project, stage, weeks, plans.get(project.pk), week_on=week_on, until=ends.get(project.pk), now=now
        )
        default = content_default(project)
        asked = _asked(stage)
        found += [
            Cell(
                project=project.pk,
                uid=str(project.uid),
                name=project.name,
                market=market,
                hours=need,
                source=source,
                priority=priorities.get(project.pk, USUAL_PRIORITY),
                deadline_on=ends.get(project.pk),
                is_hard=default.severity > 0,
                category=default.category,
                asks=_in_market(asked, markets.get(market)),
            )
            for market, need in sorted(hours.items())
            if need > 0
        ]
    return found


def workers_of(cells: Sequence[Cell], terms: Terms, *, week_on: date, now: datetime) -> list[Worker]:
    """Everybody with hours in that week: as contracted, of shifts, as they offer them, as they gave them lately, or by
    a pin."""
    days = days_left(week_on, now)
    until = working_day(now, "UTC") - timedelta(days=1)
    shifts = [shift_hours(*each) for each in days]
    dates = [week_on + timedelta(days=nth) for nth in range(len(days))]
    offers, agreed = hours_offered(dates), hours_contracted(dates)
    whole = _whole_days(week_on, shifts, now) if agreed else shifts
    pins = _pins(cells, week_on)
    people = sorted({*chain(*shifts), *offers, *agreed, *people_at_work(until - N_WEEKS * WEEK), *pins})
    paces = paces_of(people, until=until, n_weeks=N_WEEKS)
    known = abilities_of(people)
    projects = sorted({cell.project for cell in cells})
    pools = _pools(projects, week_on, now)
    before = _before(projects, until)
    scored = (
        {project: gold_of_people([project], people) for project in projects} if terms.accuracy_floor else {}
    )
    opted = opted_out_of(people)
    hard = _hard_hours()
    found = []
    for each in known:
        by_day, source = own_hours(
            [day.get(each.pk) for day in shifts],
            offers.get(each.pk),
            _usual(paces.get(each.pk)),
            terms,
            left=[(end - start) / timedelta(days=1) for start, end in days],
            contracted=agreed.get(each.pk),
            planned=[day.get(each.pk) for day in whole],
        )
        # Whoever may not work at all offers in vain; others are kept from single demands by what these ask for.
        is_gone = not each.is_active or each.standing not in MAY_WORK
        if each.pk not in pins and (sum(by_day) <= 0 or (source in OF_WORDS and is_gone)):
            continue
        found.append(
            Worker(
                key=each.pk,
                hours=sum(by_day),
                days=by_day,
                source=source,
                site=each.site,
                languages=", ".join(sorted(tag for tag, level in each.languages.items() if level >= 4)),
                hard_hours=hard,
                facts=_facts(each),
                pools=frozenset(project for project, members in pools.items() if each.pk in members),
                before=frozenset(project for project, members in before.items() if each.pk in members),
                scored={project: by[each.pk] for project, by in scored.items() if each.pk in by},
                opted_out=opted.get(each.pk, frozenset()),
                pins=pins.get(each.pk, {}),
            )
        )
    return found


def days_left(week_on: date, now: datetime) -> list[tuple[datetime, datetime]]:
    """What is left of each day of a week; of days that are over nothing."""
    found = []
    for nth in range(7):
        start = datetime.combine(week_on + timedelta(days=nth), time(), UTC)
        end = start + timedelta(days=1)
        found.append((min(max(start, now), end), end))
    return found


def _whole_days(week_on: date, cut: list[dict[int, float]], now: datetime) -> list[dict[int, float]]:
    """Shifts of each day of a week, also of what is over of one that has begun."""
    start = datetime.combine(week_on, time(), UTC)
    if now <= start:
        return cut
    return [shift_hours(start + timedelta(days=nth), start + timedelta(days=nth + 1)) for nth in range(7)]


def _usual(pace: Pace | None) -> list[float] | None:
    """The mean of each weekday in the last weeks; None: nothing was worked."""
    if pace is None:
        return None
    return [sum(week[nth] for week in pace.weeks) / len(pace.weeks) for nth in range(7)]


def _hours(
    project: Project,
    stage: Stage,
    weeks: Mapping[int, list[Volume]],
    plan: PlanVersion | None,
    *,
    week_on: date,
    until: date | None,
    now: datetime,
) -> tuple[dict[str, float], str]:
    """Hours of handling by market: as planned for the week; else what waits, spread to the deadline."""
    if plan is not None and plan.pk in weeks:
        given = assumptions_of(plan)
        needed = {each.market: need_of(each, given).hours for each in weeks[plan.pk]}
        return _without(needed, _worked_since(project, week_on, now)), "plan"
    usual = assumptions_of(plan) if plan is not None else Assumptions(gold_share=stage.gold_share)
    yesterday = working_day(now, "UTC") - timedelta(days=1)
    worked = worked_on([project.pk], since=yesterday - N_WEEKS * WEEK, until=yesterday).values()
    n = sum(each for each, _seconds in worked)
    seconds = sum(each for _n, each in worked) / n if n >= LEAST_JUDGMENTS else usual.handling_seconds
    n_weeks = max(1, ((until - week_on).days + 7) // 7) if until else 1
    per_task = float(stage.overlap) / (1 - stage.gold_share) * seconds / 3600
    return {market: left * per_task / n_weeks for market, left in tasks_left(project.pk).items()}, "backlog"


def _worked_since(project: Project, monday: date, now: datetime) -> float:
    """Hours of a week that has begun, up to yesterday."""
    yesterday = working_day(now, "UTC") - timedelta(days=1)
    if yesterday < monday:
        return 0.0
    worked = worked_on([project.pk], since=monday - timedelta(days=1), until=yesterday)
    return sum(seconds for _n, seconds in worked.values()) / 3600


def _without(needed: Mapping[str, float], done: float) -> dict[str, float]:
    """What is done is taken off every market alike: it is not known by market."""
    total = sum(needed.values())
    share = max(0.0, 1 - done / total) if total else 1.0
    return {market: hours * share for market, hours in needed.items()}


def _planned(plans: Mapping[int, PlanVersion], week_on: date) -> dict[int, list[Volume]]:
    found: dict[int, list[Volume]] = {}
    weeks = PlanWeek.objects.filter(plan__in=plans.values(), week_on=week_on).order_by("market__code")
    for plan, market, n in weeks.values_list("plan_id", "market__code", "n_tasks"):
        found.setdefault(plan, []).append(Volume(week_on, market or "", n))
    return found


def _deadlines(plans: Mapping[int, PlanVersion], pks: Iterable[int]) -> dict[int, date]:
    """The final delivery of the plan in force, else the deadline of the request."""
    final = PlanMilestone.objects.filter(plan__in=plans.values(), kind=FINAL).order_by("due_on")
    return deadlines_of_projects(pks) | dict(final.values_list("plan__project_id", "due_on"))


def _asked(stage: Stage) -> QueueFacts:
    return QueueFacts(
        language_level=stage.language_level,
        skills=skills_asked(stage),
        vendors=frozenset(stage.vendors.values_list("pk", flat=True)),
    )


def _in_market(asked: QueueFacts, market: tuple[int, str] | None) -> QueueFacts:
    if market is None:
        return asked
    key, language = market
    return QueueFacts(
        market=key,
        language=language,
        language_level=asked.language_level,
        skills=asked.skills,
        vendors=asked.vendors,
    )


def _facts(person: Ability) -> ContributorFacts:
    return ContributorFacts(
        is_active=person.is_active,
        standing=person.standing,
        standing_until=person.standing_until,
        vendor=person.vendor,
        languages=person.languages,
        markets=person.markets,
        skills={skill: SkillHeld(score, end) for skill, (score, end) in person.skills.items()},
    )


def _pools(projects: Sequence[int], week_on: date, now: datetime) -> dict[int, set[int]]:
    found = {}
    for project in open_projects().filter(pk__in=projects):
        people = people_in(project, now, week_on=week_on).order_by()
        found[project.pk] = set(people.values_list("pk", flat=True))
    return found


def _before(projects: Sequence[int], until: date) -> dict[int, set[int]]:
    """Who worked there in the last two weeks."""
    return {each: set(worked_on([each], since=until - 2 * WEEK, until=until)) for each in projects}


def _pins(cells: Sequence[Cell], week_on: date) -> dict[int, dict[int, int]]:
    """Quarters by person and project; a pin of the week beats one until further notice."""
    projects = sorted({cell.project for cell in cells})
    chosen = choices_in_force(projects, week_on).filter(kind=Placing.PINNED)
    found: dict[int, dict[int, int]] = {}
    for choice in sorted(chosen, key=_lasting_first):
        found.setdefault(choice.contributor_id, {})[choice.project_id] = choice.quarters or 0
    return found


def _lasting_first(choice: PoolChoice) -> tuple[bool, int]:
    return choice.week_on is not None, choice.pk


def _hard_hours() -> float:
    """Of a week on content that is hard to look at, counted as the hardest: a limit is never planned to the edge."""
    terms = terms_above()
    return terms.week_minutes / 60 * 100 / max(terms.weights)
