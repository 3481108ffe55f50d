"""The demo looks back: a signed quarter, a draft with a return, and a vendor's week with something late."""

import pytest

from assay.insight.queries.quarter_reviews import review_of
from assay.insight.rules.quarter_review import Roi
from assay.insight.rules.quarters import quarter_of
from assay.partners.queries.weeks import week_review
from assay.partners.rules.weeks import WEEK, monday_of
from assay.people.models import User, Vendor
from assay.planning.enums import DecisionState
from assay.projects.models import Project
from tests.demo.filled import AT, SEARCH

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.usefixtures("filled"),
    pytest.mark.xdist_group("demo"),
]


def test_the_last_quarter_is_signed_and_this_one_shows_what_labels_were_worth() -> None:
    project, quarter = Project.objects.get(name=SEARCH), quarter_of(AT.date())

    before, now = review_of(project, quarter.before, AT), review_of(project, quarter, AT)

    assert before.signed is not None
    assert now.signed is None
    assert [each.state for each in before.facts.decisions] == [DecisionState.DONE]
    assert [each.state for each in now.facts.decisions] == [DecisionState.OPEN]
    roi = now.facts.figures.roi
    assert isinstance(roi, Roi)
    assert roi.ratio.low > 0
    assert now.facts.deliveries


def test_one_action_of_a_vendor_is_late() -> None:
    mia, vendor = User.objects.get(name__startswith="Mia"), Vendor.objects.get(name="Lingua Partners")

    this_week = monday_of(AT.date())

    before, found = (week_review(mia, vendor, each, AT) for each in (this_week - WEEK, this_week))

    assert sorted(each.state for each in before.actions) == [DecisionState.DONE, DecisionState.OPEN]
    assert [each.state for each in found.carried] == [DecisionState.OPEN]
    assert found.overdue(AT.date()) == 1
    assert found.cards
