"""Plans, standards and risks: every project is measured, the search project was planned anew, and a risk has fired."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from assay.demo.people import Organisation
from assay.demo.story import Story
from assay.kit.clock import working_day
from assay.planning.actions.feasibility import judge_project
from assay.planning.actions.firing import evaluate
from assay.planning.actions.plans import publish_plan, reach_milestone, set_raci
from assay.planning.actions.risks import add_starters, move_risk, note_issue, resolve_issue, review_risk
from assay.planning.actions.standards import set_default, set_standard
from assay.planning.enums import Metric, MilestoneKind, RiskState
from assay.planning.models import Risk
from assay.planning.queries.progress import monday_of
from assay.planning.rules.plans import ACTIVITIES, Budget, Milestone
from assay.planning.rules.staffing import Assumptions, Volume
from assay.planning.rules.standards import Terms
from assay.work.actions.rollups import count_open_tasks

RECKONED = Assumptions(
    overlap=3.2,
    handling_seconds=35.0,
    hours_per_person=12.0,
    gold_share=0.2,
    gold_exposures=60.0,
    review_share=0.15,
    review_seconds=45.0,
)
# What the first weeks have shown.
MEASURED = replace(RECKONED, handling_seconds=44.0, hours_per_person=0.25, shrinkage=0.0, occupancy=1.0)
# Tasks per market, week by week, as first planned and as planned now.
FIRST, SECOND = (30, 30, 30, 30, 0), (18, 20, 34, 30, 18)
REASON = (
    "Week 1 showed that brand queries need an example of their own: less until it is written, and a week more. "
    "People give a quarter of an hour a week here, beside other projects, and not the twelve hours that were asked for."
)
# Milestone, owner, days from the first Monday as first planned and as planned now, and when it was reached.
MILESTONES: tuple[tuple[MilestoneKind, str, str, int, int, int | None], ...] = (
    (MilestoneKind.GUIDELINE_READY, "Guideline ready", "lea", 4, 4, 3),
    (MilestoneKind.CALIBRATION_PASSED, "Calibration passed", "ben", 7, 7, 9),
    (MilestoneKind.PILOT_ACCEPTED, "Pilot accepted by search", "rita", 11, 13, 13),
    (MilestoneKind.FULL_SPEED, "Full speed in four markets", "mia", 18, 21, None),
    (MilestoneKind.FINAL_DELIVERY, "Final delivery", "lea", 28, 35, None),
)
# By activity the letters of Lea, Ben, Mia, Omar and Rita.
LETTERS = ("ARCIC", "CIRA ", "CARI ", "AIRI ", "CRIA ", "R CIA", "RCCAI", "CIRA ")
PEOPLE = ("lea", "ben", "mia", "omar", "rita")
OWN: Mapping[str, tuple[Metric, Terms, str]] = {
    "Shop search relevance": (
        Metric.HANDLING_TIME,
        Terms(38.0, 48.0),
        "The pilot took 36 seconds: eight results are graded at once.",
    ),
    "Marketplace listings": (
        Metric.ACCURACY_MAJOR,
        Terms(0.97, 0.94),
        "A wrong removal costs a seller: agreed with governance.",
    ),
    "Same product in two shops": (
        Metric.TURNAROUND,
        Terms(10.0, 14.0),
        "Catalogues come every two weeks, so ten days are enough.",
    ),
    "Community posts": (
        Metric.AGREEMENT,
        Terms(0.75, 0.6),
        "Severity is asked in five steps: the first filter only needs the coarse ones.",
    ),
    "Assistant answers side by side": (
        Metric.HANDLING_TIME,
        Terms(60.0, 90.0),
        "Answers of this set are short.",
    ),
    "Names in the local news": (
        Metric.HANDLING_TIME,
        Terms(45.0, 60.0),
        "One paragraph each.",
    ),
}


def tell_plans(organisation: Organisation, stories: Sequence[Story]) -> None:
    """`stories` begin with the search project."""
    search, agenda = stories[0], stories[0].agenda
    agenda.put(agenda.ago(days=26), lambda at: begin_defaults(organisation, at))
    search.put(agenda.ago(days=22, hours=20), lambda at: plan_first(organisation, search, at))
    search.put(agenda.ago(days=14), lambda at: plan_again(organisation, search, at))
    for story in stories:
        story.put(agenda.ago(days=8), partial(begin_standards, organisation, story))
        story.put(agenda.ago(days=7), partial(begin_risks, organisation, story))
    search.put(agenda.ago(days=2, hours=3), lambda at: look_after_risks(organisation, search, at))
    for days in (15, 8, 1 / 20):
        search.put(agenda.ago(days=days), partial(reckon, search))
    for story in stories:
        story.put(agenda.ago(hours=1), partial(watch, story))


def begin_defaults(organisation: Organisation, at: datetime) -> None:
    """Omar asks a little more of search than Assay ships."""
    set_default(
        organisation.users["omar"],
        segment="search_ranking",
        metric=Metric.ACCURACY_MAJOR,
        terms=Terms(0.93, 0.9),
        in_force_from=at.date(),
        reason="Grades of the shop search are softer than those of the web: agreed with the model team.",
        now=at,
    )


def first_monday(search: Story) -> date:
    return monday_of(working_day(search.agenda.ago(days=23), "Europe/Berlin"))


def plan_first(organisation: Organisation, search: Story, at: datetime) -> None:
    publish(organisation, search, at, weeks=FIRST, column=3, reason="", assumptions=RECKONED)
    rows = [
        (
            name,
            {
                str(organisation.users[who].uid): letter
                for who, letter in zip(PEOPLE, letters, strict=True)
                if letter.strip()
            },
        )
        for name, letters in zip(ACTIVITIES, LETTERS, strict=True)
    ]
    set_raci(organisation.users["lea"], project=search.project, activities=rows, now=at)


def plan_again(organisation: Organisation, search: Story, at: datetime) -> None:
    """What was reached by then is noted; the rest follows on its day."""
    publish(organisation, search, at, weeks=SECOND, column=4, reason=REASON, assumptions=MEASURED)
    first = first_monday(search)
    for kind, _name, _owner, _first, _now, days in MILESTONES:
        if days is not None:
            day = first + timedelta(days=days)
            noted_at = max(at, at + (day - working_day(at, "Europe/Berlin")))
            search.put(noted_at, partial(note_reached, organisation, search, kind=kind, day=day))


def note_reached(
    organisation: Organisation, search: Story, at: datetime, *, kind: MilestoneKind, day: date
) -> None:
    lea = organisation.users["lea"]
    reach_milestone(lea, project=search.project, key=kind.value, done_on=day, now=at)


def publish(
    organisation: Organisation,
    search: Story,
    at: datetime,
    *,
    weeks: Sequence[int],
    column: int,
    reason: str,
    assumptions: Assumptions,
) -> None:
    first, lea = first_monday(search), organisation.users["lea"]
    publish_plan(
        lea,
        project=search.project,
        volumes=[
            Volume(first + timedelta(weeks=nth), market, n)
            for nth, n in enumerate(weeks)
            for market in sorted(search.plan.markets)
        ],
        milestones=[
            Milestone(
                row[0].value,
                row[0].value,
                row[1],
                first + timedelta(days=int(row[column] or 0)),
                organisation.users[row[2]].pk,
            )
            for row in MILESTONES
        ],
        assumptions=assumptions,
        budget=Budget(4_800_000_000, "EUR"),
        reason=reason,
        now=at,
    )


def begin_standards(organisation: Organisation, story: Story, at: datetime) -> None:
    metric, terms, reason = OWN[story.plan.name]
    set_standard(
        organisation.users["lea"],
        project=story.project,
        metric=metric,
        terms=terms,
        in_force_from=working_day(at, story.project.time_zone),
        reason=reason,
        now=at,
    )


def begin_risks(organisation: Organisation, story: Story, at: datetime) -> None:
    add_starters(organisation.users["lea"], project=story.project, now=at)


def look_after_risks(organisation: Organisation, search: Story, at: datetime) -> None:
    """Queries that named people came in once; vendors are two by now; people were counted again."""
    lea = organisation.users["lea"]
    risks = {risk.starter: risk for risk in Risk.objects.filter(project=search.project).order_by("number")}
    note = "Every market has people of two vendors or of the crowd since this week."
    move_risk(lea, risk=risks["vendor_loss"], state=RiskState.MITIGATED, note=note, now=at)
    issue = note_issue(
        lea,
        risk=risks["query_privacy"],
        what="Two queries of week 2 named a private person with a street.",
        happened_at=at - timedelta(days=1),
        now=at,
    )
    resolve_issue(
        lea, issue=issue, resolution="Withdrawn the same day; the filter knows streets now.", now=at
    )
    note_issue(
        lea,
        risk=risks["capacity"],
        what="Nasr was off-boarded: Egypt has five people left.",
        happened_at=at - timedelta(days=1),
        now=at,
    )
    note = "Egypt is thin until Mia's campaign is through; the other markets are well staffed."
    review_risk(lea, risk=risks["capacity"], note=note, now=at)


def reckon(story: Story, at: datetime) -> None:
    """As the platform does by itself every week, with what is left counted a moment before."""
    count_open_tasks(now=at)
    judge_project(None, project=story.project, now=at)


def watch(story: Story, at: datetime) -> None:
    """As the platform does by itself every hour."""
    evaluate(story.project, now=at)
