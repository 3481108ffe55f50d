"""The pulse check over the API: answering it, and its closed weeks."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from assay.api.frame.callers import person_of
from assay.api.v1.projects.shapes import Strict
from assay.kit.clock import now
from assay.people.models import Site
from assay.wellbeing.actions.pulse import answer_pulse
from assay.wellbeing.queries.own import worker_for
from assay.wellbeing.queries.pulse import PulseWeek, has_answered, pulse_weeks
from assay.wellbeing.rules.pulse import Group
from assay.work.facts import Worker
from assay.work.rules.exposure import monday

router = Router(tags=["wellbeing"])


class PulseIn(Strict):
    """From 1 to 5; a question may be left out, but not all three."""

    after_work: int | None = Field(None, description="How are you? 1 very bad, 5 very good.", examples=[4])
    breaks: int | None = Field(None, description="Could you take breaks? 1 never, 5 always.", examples=[3])
    speaking_up: int | None = Field(
        None, description="Would you tell somebody? 1 certainly not, 5 certainly.", examples=[5]
    )


class OwnPulseOut(Schema):
    week_on: date = Field(description="The Monday of your week.")
    has_answered: bool


class PulseSpreadOut(Schema):
    n: int = Field(examples=[8])
    mean: float = Field(description="Of answers from 1 to 5.", examples=[3.4])
    n_low: int = Field(description="Answers of 1 and 2.", examples=[2])


class PulseGroupOut(Schema):
    """Five people or more; no site: those who belong to none."""

    site: UUID | None
    name: str = Field(examples=["Lisbon"])
    questions: dict[str, PulseSpreadOut]


class PulseWeekOut(Schema):
    """A closed week. Sums over sites are for who answers for all of them, and are sums of groups shown."""

    week_on: date
    groups: list[PulseGroupOut]
    others: dict[str, PulseSpreadOut] | None = Field(description="Sites too small to show, together.")
    together: dict[str, PulseSpreadOut] | None = Field(description="The groups and the others.")


class PulseOut(Schema):
    weeks: list[PulseWeekOut]


@router.get("/me/pulse", response=OwnPulseOut, operation_id="me_pulse")
def own_pulse(request: HttpRequest) -> OwnPulseOut:
    """Whether you have answered this week's pulse check; what you answered is kept nowhere."""
    return _own(worker_for(person_of(request), now()))


@router.put("/me/pulse", response=OwnPulseOut, operation_id="me_pulse_answer")
def answer(request: HttpRequest, asked: PulseIn) -> OwnPulseOut:
    """Answer this week's pulse check, once. Answers are counted by site and week, and kept in no other way."""
    worker = worker_for(person_of(request), now())
    answer_pulse(worker, answers=asked.dict())
    return _own(worker)


@router.get("/pulse", response=PulseOut, operation_id="pulse")
def pulse(request: HttpRequest) -> PulseOut:
    """The closed weeks of the pulse check, in groups of five or more."""
    return PulseOut(weeks=[_week(each) for each in pulse_weeks(person_of(request), now=now())])


def _own(worker: Worker) -> OwnPulseOut:
    return OwnPulseOut(week_on=monday(worker.day_on), has_answered=has_answered(worker))


def _week(found: PulseWeek) -> PulseWeekOut:
    return PulseWeekOut(
        week_on=found.week_on,
        groups=[_group(site, group) for site, group in found.sites],
        others=_spreads(found.others) if found.others else None,
        together=_spreads(found.together) if found.together else None,
    )


def _group(site: Site | None, group: Group) -> PulseGroupOut:
    return PulseGroupOut(
        site=site.uid if site else None, name=site.name if site else "", questions=_spreads(group)
    )


def _spreads(group: Group) -> dict[str, PulseSpreadOut]:
    return {
        question: PulseSpreadOut(n=each.n, mean=round(each.mean, 1), n_low=each.n_low)
        for question, each in group.items()
    }
