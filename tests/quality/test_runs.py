"""A run's labels page by page, and through whose scope a run is found."""

import pytest

from assay.kit.ids import new_uid
from assay.kit.reasons import NotFound, Refused
from assay.people.rules.roles import Permission
from assay.quality.models import Label
from assay.quality.queries.runs import Only, labels_page, reports_of, run_for
from tests.web.quality_world import Judged, judged

pytestmark = pytest.mark.django_db


@pytest.fixture
def found() -> Judged:
    return judged(n_tasks=7)


def test_pages_hold_every_label_once_in_the_order_of_the_tasks(found: Judged) -> None:
    seen, after = [], ""

    while True:
        page = labels_page(found.run, after=after, limit=3)
        seen.append([label.task.external_id for label in page.labels])
        after = page.following
        if not after:
            break

    assert seen == [["t0", "t1", "t2"], ["t3", "t4", "t5"], ["t6"]]


@pytest.mark.parametrize(
    ("only", "items"), [(Only.ALL, ["t0", "t1", "t2"]), (Only.LOW, ["t1"]), (Only.TIES, ["t2"])]
)
def test_pages_hold_only_what_was_asked_for(found: Judged, only: Only, items: list[str]) -> None:
    Label.objects.update(probability=0.9, is_tie=False)
    Label.objects.filter(task__external_id="t1").update(probability=0.79)
    Label.objects.filter(task__external_id="t2").update(is_tie=True)

    page = labels_page(found.run, only=only, limit=3)

    assert [label.task.external_id for label in page.labels] == items


def test_a_run_is_found_by_who_may_see_its_labels_and_used_by_who_may(found: Judged) -> None:
    run = found.run

    assert (
        run_for(found.cast.rita, run.uid) == run_for(found.cast.ben, run.uid, Permission.RUN_CONSENSUS) == run
    )
    with pytest.raises(Refused):
        run_for(found.cast.rita, run.uid, Permission.RUN_CONSENSUS)
    for person in (found.cast.ravi, found.cast.zoe):
        with pytest.raises(NotFound):
            run_for(person, run.uid)
    with pytest.raises(NotFound):
        run_for(found.cast.ben, new_uid())


def test_reports_come_with_most_judgments_first(found: Judged) -> None:
    found.run.contributor_reports.filter(contributor__pseudonym="p2").update(n_judgments=9)

    assert [each.contributor.pseudonym for each in reports_of(found.run, "match")] == ["p2", "p0", "p1"]
    assert list(reports_of(found.run, "other")) == []
