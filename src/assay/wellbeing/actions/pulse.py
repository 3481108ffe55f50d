"""A contributor answers the pulse check: counted among those of the site and week, and nowhere else."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Case, F, Q, When

from assay.kit.reasons import Refused
from assay.people.models import Contributor
from assay.wellbeing.enums import PulseQuestion
from assay.wellbeing.models import PulseMark, PulseTally
from assay.wellbeing.rules import reasons
from assay.wellbeing.rules.pulse import ANSWERS, problems
from assay.work.facts import Worker
from assay.work.rules.exposure import monday


def answer_pulse(worker: Worker, *, answers: Mapping[str, int | None]) -> None:
    """Once a week. No audit entry is written and no moment is kept: this is confidential also from who keeps Assay."""
    if found := problems(answers):
        raise Refused(*found)
    week = monday(worker.day_on)
    with transaction.atomic():
        _mark(worker.contributor_id, week)
        site = Contributor.objects.values_list("site_id", flat=True).get(pk=worker.contributor_id)
        _count(site, week, {question: answer for question, answer in answers.items() if answer is not None})


def _mark(contributor: int, week: date) -> None:
    """The person's row is locked by writing it: of two answers at the same time the second finds the first."""
    mark, is_first = PulseMark.objects.select_for_update(no_key=True).get_or_create(
        contributor_id=contributor, defaults={"week_on": week}
    )
    if is_first:
        return
    if mark.week_on >= week:
        raise Refused(reasons.PULSE_ANSWERED())
    PulseMark.objects.filter(pk=mark.pk).update(week_on=week)


def _count(site: int | None, week: date, answers: Mapping[str, int]) -> None:
    """Every row of the site and week is there from the first answer on, and each is written anew with every answer."""
    rows = PulseTally.objects.filter(site=site, week_on=week)
    PulseTally.objects.bulk_create(
        (
            PulseTally(site_id=site, week_on=week, question=question, answer=answer)
            for question in PulseQuestion.values
            for answer in ANSWERS
        ),
        ignore_conflicts=True,
    )
    list(rows.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
    given = Q(pk__in=[])
    for question, answer in answers.items():
        given |= Q(question=question, answer=answer)
    rows.update(n=F("n") + Case(When(given, then=1), default=0))
