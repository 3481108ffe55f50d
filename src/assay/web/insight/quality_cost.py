"""What quality has cost, month by month: as far as it is booked, and counted where it is not."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from assay.insight.actions.quality_cost import start_quality_cost
from assay.insight.enums import QualityShare, WhyNot
from assay.insight.models import QualityCost
from assay.insight.queries.quality_cost import correct_label, parts_of, quality_costs
from assay.insight.queries.returns import price_of
from assay.insight.rules.quality_cost import PartCost, base_of, month_of, shares, total
from assay.kit.clock import now
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import project_for
from assay.web.insight.figures import money_figure, why
from assay.web.insight.shown import shown_price
from assay.web.jobs.starting import to_job
from assay.web.money.amounts import amount
from assay.web.requests import signed_in, user_of
from assay.web.templatetags.figures import count, percent, rounded


@dataclass(frozen=True, slots=True)
class ShownPart:
    name: str
    cost: str
    counted: str


@dataclass(frozen=True, slots=True)
class ShownShare:
    name: str
    cost: str
    share: str
    is_whole: bool
    parts: tuple[ShownPart, ...]


@dataclass(frozen=True, slots=True)
class ShownMonth:
    """In one currency."""

    currency: str
    base: str
    total: str
    share: str
    shares: tuple[ShownShare, ...]
    labels: tuple[ShownPart, ...]


@signed_in
@require_GET
def page(request: HttpRequest, project: UUID) -> HttpResponse:
    """The month asked for, else the newest that was reckoned."""
    found = project_for(user_of(request), project, Permission.VIEW_RATES)
    reports, today = quality_costs(found), now().date()
    asked = month_of(request.GET.get("month", "")[:7], today)
    report = next((each for each in reports if asked is None or each.month_on == asked), None)
    price = price_of(found, sees_rates=True)
    right, correct = correct_label(found, price)
    context = {
        "project": found,
        "tab": "quality-cost",
        "reports": reports,
        "report": report,
        "months": list(_months(report)) if report else [],
        "month": f"{asked or (report.month_on if report else today):%Y-%m}",
        "today": f"{today:%Y-%m}",
        "price": shown_price(price),
        "right": right,
        "correct": money_figure(correct, "" if isinstance(price, WhyNot) else price.currency),
    }
    return render(request, "web/insight/quality_cost.html", context)


@signed_in
@require_POST
def reckon(request: HttpRequest, project: UUID) -> HttpResponse:
    """Reckon a month in a job."""
    person = user_of(request)
    found = project_for(person, project, Permission.VIEW_RATES)
    month = request.POST.get("month", "")[:7]
    return to_job(
        request,
        lambda: start_quality_cost(person, project=found, month=month, now=now()),
        otherwise=reverse("quality-cost", args=[project]),
    )


def _months(report: QualityCost) -> Iterator[ShownMonth]:
    for currency in sorted(report.booked) or [""]:
        parts = parts_of(report, currency)
        base = base_of(parts)
        four = shares(parts, base)
        yield ShownMonth(
            currency=currency,
            base=amount(base, currency),
            total=amount(total(four), currency),
            share=percent(total(four) / base, 2) if base > 0 else "–",
            shares=tuple(
                ShownShare(
                    each.kind.label,
                    "–" if each.micro is None else amount(each.micro, currency),
                    percent(each.share, 2),
                    each.is_whole,
                    tuple(_part(part, currency) for part in parts if part.share == each.kind),
                )
                for each in four
            ),
            labels=tuple(_part(part, currency) for part in parts if part.share == QualityShare.LABELS),
        )


def _part(found: PartCost, currency: str) -> ShownPart:
    cost = why(WhyNot.NOT_BOOKED) if found.micro is None else amount(found.micro, currency)
    counted = [] if found.n is None else [count(found.n)]
    if found.seconds is not None:
        counted.append(f"{rounded(found.seconds / 3600, 1)} h")
    return ShownPart(found.part.label, cost, ", ".join(counted))
