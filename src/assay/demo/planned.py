"""Plans beside that of search: one project is on time, one on time and not on quality, one late by measured speed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from assay.demo.people import Organisation
from assay.demo.plans import reckon
from assay.demo.story import Story
from assay.kit.clock import working_day
from assay.planning.actions.plans import publish_plan, reach_milestone
from assay.planning.enums import MilestoneKind
from assay.planning.queries.progress import monday_of
from assay.planning.rules.plans import Budget, Milestone
from assay.planning.rules.staffing import Assumptions, Volume

ZONE = "Europe/Berlin"
# Milestone, owner, days after the project began, and when it was reached.
Row = tuple[MilestoneKind, str, str, int, int | None]


@dataclass(frozen=True)
class Planned:
    """`began` is days ago; tasks are per market, week by week from the one in which it began."""

    began: int
    weeks: tuple[int, ...]
    milestones: tuple[Row, ...]
    assumptions: Assumptions
    budget_euros: int


# A crowd that works beside other things gives minutes; who was measured with how many stands behind each.
PLANS: Mapping[str, Planned] = {
    "Names in the local news": Planned(
        began=9,
        weeks=(8, 12, 18),
        milestones=(
            (MilestoneKind.GUIDELINE_READY, "Guideline ready", "lea", 1, 0),
            (MilestoneKind.FULL_SPEED, "Full speed in four markets", "mia", 3, 2),
            (MilestoneKind.FINAL_DELIVERY, "Final delivery", "lea", 18, None),
        ),
        assumptions=Assumptions(
            overlap=3, handling_seconds=33, hours_per_person=0.3, shrinkage=0, occupancy=1, gold_share=0.1
        ),
        budget_euros=900,
    ),
    "Community posts": Planned(
        began=14,
        weeks=(6, 30, 14, 12),
        milestones=(
            (MilestoneKind.GUIDELINE_READY, "Policy ready", "ben", 1, 1),
            (MilestoneKind.CALIBRATION_PASSED, "Calibration passed", "ben", 4, 4),
            (MilestoneKind.FULL_SPEED, "Full speed in four markets", "mia", 6, 6),
            (MilestoneKind.FINAL_DELIVERY, "Final delivery", "lea", 24, None),
        ),
        assumptions=Assumptions(
            overlap=2.3, handling_seconds=41, hours_per_person=0.4, shrinkage=0, occupancy=1, gold_share=0.1
        ),
        budget_euros=1_600,
    ),
    "Marketplace listings": Planned(
        began=16,
        weeks=(30, 40, 40, 20),
        milestones=(
            (MilestoneKind.GUIDELINE_READY, "Rules ready", "lea", 1, 1),
            (MilestoneKind.CALIBRATION_PASSED, "Calibration passed", "ben", 5, 8),
            (MilestoneKind.FINAL_DELIVERY, "Final delivery", "lea", 26, None),
        ),
        assumptions=Assumptions(
            overlap=3, handling_seconds=22, hours_per_person=1, shrinkage=0, occupancy=1, gold_share=0.1
        ),
        budget_euros=2_400,
    ),
}


def tell_more_plans(organisation: Organisation, stories: Sequence[Story]) -> None:
    for story in stories:
        if planned := PLANS.get(story.plan.name):
            agenda = story.agenda
            begun = agenda.ago(days=planned.began)
            story.put(begun + timedelta(hours=5), partial(publish, organisation, story, planned))
            for kind, _name, _owner, _due, reached in planned.milestones:
                if reached is not None:
                    day = working_day(begun, ZONE) + timedelta(days=reached)
                    noted_at = begun + timedelta(days=reached, hours=6)
                    story.put(noted_at, partial(note_reached, organisation, story, kind=kind, day=day))
            story.put(agenda.ago(hours=1.2), partial(reckon, story))


def publish(organisation: Organisation, story: Story, planned: Planned, at: datetime) -> None:
    first, lea = working_day(at, ZONE), organisation.users["lea"]
    publish_plan(
        lea,
        project=story.project,
        volumes=[
            Volume(monday_of(first) + timedelta(weeks=nth), market, n)
            for nth, n in enumerate(planned.weeks)
            for market in sorted(story.plan.markets)
        ],
        milestones=[
            Milestone(kind.value, kind.value, name, first + timedelta(days=due), organisation.users[who].pk)
            for kind, name, who, due, _reached in planned.milestones
        ],
        assumptions=planned.assumptions,
        budget=Budget(planned.budget_euros * 1_000_000, "EUR"),
        reason="",
        now=at,
    )


def note_reached(
    organisation: Organisation, story: Story, at: datetime, *, kind: MilestoneKind, day: date
) -> None:
    reach_milestone(organisation.users["lea"], project=story.project, key=kind.value, done_on=day, now=at)
