"""The review of a quarter as a file: the same figures as its page, for who reads it elsewhere."""

from datetime import date

from django.utils.translation import gettext as _

from assay.insight.queries.quarter_reviews import Review
from assay.kit.papers import Paper, Table
from assay.web.insight.quarter_shown import Pair, ShownReview, shown_review


def paper_of(found: Review, today: date) -> Paper:
    shown = shown_review(found, today)
    quarter, earlier = str(found.quarter), str(found.quarter.before)
    tables = [
        Table(_("Cost"), ["", quarter, earlier], _costs(shown)),
        Table(
            _("Quality and speed"),
            [_("What is measured"), _("Target"), quarter, earlier, _("Status")],
            [
                (each.name, each.target, _said(each.now), _said(each.before), each.status)
                for each in shown.standards
            ],
        ),
        Table(
            _("Delivered"),
            [_("Release"), _("Ready"), _("Labels"), _("Gold accuracy, as certified"), _("Answer")],
            [
                (str(each.number), str(each.ready_on), each.n_labels, _said(each.gold), each.state)
                for each in shown.deliveries
            ],
        ),
        Table(
            _("Gain"),
            [_("Metric"), _("Market"), _("Better by (95 %)"), _("Worth (95 %)")],
            [(each.name, each.market, each.gained, each.value) for each in shown.figures.gains],
        ),
        _decisions(shown),
        Table(
            _("Recorded where it was decided"),
            [_("Day"), _("What"), _("Why"), _("By")],
            [
                (str(each.on), f"{each.kind.label} · {each.what}", each.why, each.by or "Assay")
                for each in found.facts.noted
            ],
        ),
    ]
    facts = [
        (_("State"), _state(found)),
        (_("Tasks done of planned"), shown.figures.tasks),
        (_("Milestones kept"), shown.milestones),
        (_("Return"), _said(shown.figures.roi)),
        *_left_open(found),
    ]
    kept = [each for each in tables if each.rows]
    return Paper(
        _("Review of a quarter"), f"{found.project.name} {quarter}", "", facts, kept, _summary(found)
    )


def _left_open(found: Review) -> list[tuple[str, str]]:
    """Months that are missing in it, or may still change it."""
    named = [
        (_("Cost of quality was not reckoned for"), found.facts.months_not_reckoned),
        (_("The ledger still takes bookings in"), found.facts.months_open),
    ]
    return [(name, ", ".join(f"{each:%Y-%m}" for each in months)) for name, months in named if months]


def _costs(shown: ShownReview) -> list[tuple[str, str, str]]:
    now, before = shown.figures, shown.before
    return [
        (_("Booked by the ledger"), now.cost, before.cost),
        *((name, cost, "") for name, cost in shown.costs),
        (_("Labels accepted"), str(now.n_accepted), str(before.n_accepted)),
        (_("An accepted label"), _said(now.price), _said(before.price)),
        (_("A correct label"), now.correct, before.correct),
        *((name, cost, "") for name, cost in shown.quality_paid),
        *(
            (each.name, _("%(used)s of %(all)s") % {"used": each.used, "all": each.amount}, "")
            for each in shown.budgets
        ),
    ]


def _decisions(shown: ShownReview) -> Table:
    header = [_("What"), _("Why"), _("Owner"), _("Due"), _("State"), _("What came of it")]
    rows = [
        (
            *(each.taken.what, each.taken.why, each.taken.owner),
            *(str(each.taken.due_on or ""), each.state, each.taken.outcome),
        )
        for each in (*shown.carried, *shown.decisions)
    ]
    return Table(_("Decisions"), header, rows)


def _state(found: Review) -> str:
    if found.signed is None:
        return _("Draft")
    by = found.signed.signed_by.name if found.signed.signed_by else "Assay"
    return _("Signed by %(by)s, %(day)s") % {"by": by, "day": found.signed.signed_at.date()}


def _summary(found: Review) -> str:
    return found.signed.summary if found.signed else ""


def _said(pair: Pair) -> str:
    return f"{pair.value} ({pair.detail})" if pair.detail else pair.value
