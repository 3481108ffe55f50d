"""Rita's rankers and her classifier in the demo: every page of them has something to say."""

import pytest

from assay.insight.models import Evaluation, VerdictReport
from assay.insight.queries.evaluations import measured_in, rates_in
from tests.demo.filled import SEARCH

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.usefixtures("filled"),
    pytest.mark.xdist_group("demo"),
]


def test_the_new_ranker_is_better_and_has_holes_and_the_classifier_has_rates() -> None:
    evaluation, report = Evaluation.objects.get(), VerdictReport.objects.get()

    measured = measured_in(evaluation)
    whole = measured.parts[0]
    classes = {each.name: each.rates for each in rates_in(report)[0].classes}

    assert evaluation.first.release.project.name == SEARCH
    assert whole.is_clear(whole.gaps[0])
    assert whole.gaps[0].value > 0
    assert {part.kind for part in measured.parts} == {"all", "market"}
    assert measured.n_holes >= 5
    assert set(classes) == {"buy", "compare", "unclear"}
    assert all(each.precision.value is not None for each in classes.values())
    assert report.result["n_unlabeled"] == 0
