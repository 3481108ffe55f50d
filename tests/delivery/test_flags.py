"""Flags: each opens an adjudication and counts once; what was wrong is delivered right, the first stays as it was."""

import csv
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from assay.delivery.actions.correcting import build_correction
from assay.delivery.actions.flagging import Flagged, flag_labels
from assay.delivery.actions.releases import export_to, is_intact
from assay.delivery.enums import AcceptanceState, ReleaseKind
from assay.delivery.models import Acceptance, Escape, Flag, Release
from assay.delivery.queries.flags import escapes_of, escapes_of_project
from assay.delivery.rules.flags import MOST_FLAGS, FlagRow
from assay.kit.jobs import cancel
from assay.kit.reasons import NotFound, Refused
from assay.people.enums import Role
from assay.people.models import Contributor, User, Vendor
from assay.quality.actions.adjudication import decide
from assay.quality.enums import AdjudicationSource, AdjudicationState
from assay.quality.models import Adjudication
from assay.stats.sampling import wilson
from assay.work.actions.reinstating import reinstate_tasks
from assay.work.actions.withdrawing import withdraw_tasks
from assay.work.models import Task
from tests.delivery.world import Delivered, built, delivered, ready_at, somebody
from tests.work.world import NOW

database = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings: object, tmp_path: Path) -> None:
    settings.ASSAY_FILES = tmp_path / "files"  # type: ignore[attr-defined]  # pytest-django's settings.


def at(found: Delivered, **later: float) -> datetime:
    return ready_at(found.release) + timedelta(**later)


def flag(found: Delivered, *ids: str, by: User | None = None, release: Release | None = None) -> Flagged:
    rows = [FlagRow(nth + 2, name, reason="Another brand.") for nth, name in enumerate(ids)]
    return flag_labels(by or found.rita, release=release or found.release, rows=rows, now=at(found, hours=1))


def verdicts(found: Delivered, **said: str) -> None:
    """Ben decides about the named items."""
    for name, answer in said.items():
        case = Adjudication.objects.get(task__external_id=name, state="open")
        decide(found.ben, adjudication=case, answer=answer, reason=f"It is {answer}.", now=at(found, hours=2))


def corrected(found: Delivered) -> Release:
    started, job = build_correction(found.lea, release=found.release, now=at(found, hours=3))
    return built(started, job)


def values(release: Release, folder: Path) -> dict[str, str]:
    export_to(release, folder / str(release.number))
    text = (folder / str(release.number) / "labels.csv").read_text()
    return {row["external_id"]: row["value"] for row in csv.DictReader(text.splitlines())}


@database
def test_a_flag_opens_an_adjudication_and_is_one_escape() -> None:
    found = delivered()

    said = flag(found, "t1", "t2")

    assert (said.n_rows, said.n_new, said.n_again, said.problems) == (2, 2, 0, ())
    cases = Adjudication.objects.order_by("pk").values_list("task__external_id", "source", "contested")
    assert list(cases) == [("t1", AdjudicationSource.FLAG, "yes"), ("t2", AdjudicationSource.FLAG, "yes")]
    assert Flag.objects.filter(created_by=found.rita, reason="Another brand.").count() == 2
    assert escapes_of(found.release).share == wilson(2, 4)


@database
def test_a_label_that_is_flagged_often_escaped_once() -> None:
    found = delivered()
    ria = somebody(found.world, "Ria", Role.REQUESTER)

    said = [flag(found, "t1"), flag(found, "t1", "t1"), flag(found, "t1", by=ria)]

    assert [(each.n_new, each.n_again) for each in said] == [(1, 0), (0, 1), (0, 1)]
    assert (Escape.objects.count(), Adjudication.objects.count(), Flag.objects.count()) == (1, 1, 2)
    escape = Escape.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Escape.objects.create(label=escape.label, release=found.release, created_at=NOW)


@database
def test_a_label_in_two_releases_of_a_run_escaped_once() -> None:
    found = delivered()
    flag(found, "t1")
    second = Release.objects.create(
        project=found.world.project, run=found.release.run, number=9, kind=ReleaseKind.TRAIN,
        state="ready", created_at=NOW, ready_at=NOW, n_labels=4,
    )  # fmt: skip

    assert flag(found, "t1", release=second).n_again == 1
    assert escapes_of_project(found.world.project.pk).share == wilson(1, 4)
    assert escapes_of(second).share == wilson(1, 4)


@database
def test_rows_that_cannot_be_flagged_are_named_and_the_others_count() -> None:
    found = delivered()
    rows = [
        FlagRow(2, "t1", reason="Wrong."),
        FlagRow(3, "nowhere", reason="Wrong."),
        FlagRow(4, "t2", question="colour", reason="Wrong."),
        FlagRow(5, "t3", reason=" "),
        FlagRow(6, "t0", question="match", reason="Wrong.", suggested="no"),
    ]

    said = flag_labels(found.rita, release=found.release, rows=rows, now=NOW)

    assert (said.n_rows, said.n_new) == (5, 2)
    assert [(each.line, each.reason.code) for each in said.problems] == [
        (3, "delivery.not_in_release"),
        (4, "delivery.not_in_release"),
        (5, "delivery.flag_reason"),
    ]
    assert Flag.objects.get(escape__label__task__external_id="t0").suggested == "no"


@database
def test_what_was_decided_is_not_flagged_again() -> None:
    found = delivered()
    flag(found, "t1")
    verdicts(found, t1="yes")

    said = flag(found, "t1")

    assert (said.n_new, said.n_again) == (0, 0)
    assert [each.reason.text for each in said.problems] == [
        "A reviewer has decided about this label of t1: It is yes."
    ]
    assert (Adjudication.objects.count(), escapes_of(found.release).share) == (1, wilson(0, 4))


@database
@pytest.mark.parametrize(
    ("n", "code"), [(0, "delivery.no_flags"), (MOST_FLAGS + 1, "delivery.too_many_flags")]
)
def test_a_list_of_nothing_or_of_too_much_is_refused(n: int, code: str) -> None:
    found = delivered(1)

    with pytest.raises(Refused) as refused:
        flag(found, *["t0"] * n)

    assert [each.code for each in refused.value.reasons] == [code]


@database
def test_a_release_that_is_not_ready_has_nothing_to_flag() -> None:
    found = delivered(1)
    building = Release.objects.create(
        project=found.world.project, run=found.release.run, number=9, created_at=NOW
    )

    with pytest.raises(Refused, match="The release is not ready"):
        flag(found, "t0", release=building)


@database
def test_who_may_flag_and_correct() -> None:
    found = delivered()
    zoe = User.objects.create(email="zoe@example.org", name="Zoe", created_at=NOW)
    vendor = Vendor.objects.create(name="Lingua", created_at=NOW)
    Contributor.objects.filter(pk=found.world.people[0].pk).update(vendor=vendor)
    # A requester of one vendor's people sees the project through them, and answers for nothing.
    vera = somebody(found.world, "Vera", Role.REQUESTER, vendor=vendor)

    with pytest.raises(NotFound):
        flag(found, "t1", by=zoe)
    for colleague in (found.lea, found.ben, vera):
        with pytest.raises(Refused, match="Your role does not allow this"):
            flag(found, "t1", by=colleague)
    with pytest.raises(Refused, match="Your role does not allow this"):
        build_correction(found.rita, release=found.release, now=NOW)
    assert Escape.objects.count() == 0


@database
def test_a_correction_holds_only_what_was_wrong_and_supersedes_the_first_which_stays(tmp_path: Path) -> None:
    found = delivered()
    before = Release.objects.filter(pk=found.release.pk).values().get()
    flag(found, "t1", "t2", "t3")
    verdicts(found, t1="no", t2="yes")

    fixed = corrected(found)

    assert (fixed.corrects, fixed.only_changes, fixed.n_tasks, fixed.n_labels) == (found.release, True, 1, 1)
    assert values(fixed, tmp_path) == {"t1": "no"}
    assert fixed.diff["first"] == [["t1", "match", "", '"yes"', '"no"']]
    assert (fixed.diff["n_added"], fixed.diff["n_removed"], fixed.diff["n_changed"]) == (0, 0, 1)
    assert (fixed.manifest["only_changes"], fixed.manifest["counts"]) == (True, {"match": {"no": 1}})
    assert fixed.manifest["corrects"] == str(found.release.uid)
    assert Release.objects.filter(pk=found.release.pk).values().get() == before
    assert is_intact(found.release)
    assert Acceptance.objects.get(release=found.release).state == AcceptanceState.SUPERSEDED
    escapes = escapes_of(found.release)
    assert (escapes.n_flagged, escapes.n_upheld, escapes.n_turned_down, escapes.n_waiting) == (3, 1, 1, 1)
    assert escapes.share == wilson(2, 4)


@database
def test_a_second_correction_holds_what_the_first_did_not(tmp_path: Path) -> None:
    found = delivered()
    flag(found, "t1", "t2")
    verdicts(found, t1="no")
    first = corrected(found)
    verdicts(found, t2="no")

    second, job = build_correction(found.lea, release=first, now=at(found, hours=4))

    fixed = built(second, job)
    assert (values(fixed, tmp_path), fixed.corrects) == ({"t2": "no"}, found.release)
    with pytest.raises(Refused, match="nothing to correct"):
        corrected(found)


@database
def test_labels_of_a_correction_are_flagged_in_the_release_it_corrects() -> None:
    found = delivered()
    flag(found, "t1")
    verdicts(found, t1="no")
    fixed = corrected(found)

    with pytest.raises(Refused, match="only corrects release 1"):
        flag(found, "t1", release=fixed)


@database
def test_a_correction_that_was_cancelled_is_built_anew(tmp_path: Path) -> None:
    found = delivered()
    flag(found, "t1")
    verdicts(found, t1="no")
    _, job = build_correction(found.lea, release=found.release, now=at(found, hours=3))
    cancel(job, now=NOW)

    assert values(corrected(found), tmp_path) == {"t1": "no"}
    assert Acceptance.objects.get(release=found.release).superseded_by == Release.objects.get(
        state="ready", corrects=found.release
    )


@database
def test_a_label_that_was_found_wrong_is_never_delivered_wrong_again(tmp_path: Path) -> None:
    found = delivered()
    flag(found, "t1")
    verdicts(found, t1="no")

    again = released_later(found)

    assert values(again, tmp_path) == {"t0": "yes", "t1": "no", "t2": "yes", "t3": "yes"}
    assert again.diff["first"] == [["t1", "match", "", '"yes"', '"no"']]


def released_later(found: Delivered) -> Release:
    """A whole new release of the same run."""
    from assay.delivery.actions.releases import build_release

    started, job = build_release(
        found.lea, run=found.release.run, corrects=found.release, now=at(found, hours=5)
    )
    return built(started, job)


@database
def test_flags_stay_as_they_were_made() -> None:
    found = delivered(1)
    flag(found, "t0")

    with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        Flag.objects.update(reason="Nothing.")
    with pytest.raises(IntegrityError, match="stays"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM delivery_flag")


@database
def test_withdrawn_items_are_in_no_correction() -> None:
    found = delivered()
    flag(found, "t1")
    verdicts(found, t1="no")
    Task.objects.filter(external_id="t1").update(withdrawn_at=at(found, hours=2))

    with pytest.raises(Refused, match="nothing to correct"):
        corrected(found)


@database
def test_what_is_flagged_again_while_it_is_withdrawn_gets_a_case_that_is_decided_once_it_is_back() -> None:
    found = delivered()
    flag(found, "t1")
    task = [Task.objects.get(external_id="t1").pk]
    withdraw_tasks(
        found.lea,
        project=found.world.project,
        external_ids=["t1"],
        reason="Old.",
        now=at(found, hours=1),
    )
    closed = Adjudication.objects.get()

    again = flag(found, "t1")
    reinstate_tasks(found.lea, project=found.world.project, task_ids=task, now=at(found, hours=2))
    verdicts(found, t1="no")

    escape = Escape.objects.get()
    closed.refresh_from_db()
    assert (again.n_new, closed.state, escape.is_upheld) == (0, AdjudicationState.CLOSED, True)
    assert escape.adjudication_id != closed.pk


def together(calls: list[Callable[[], Flagged]]) -> list[Flagged]:
    gate = threading.Barrier(len(calls))

    def started(call: Callable[[], Flagged]) -> Flagged:
        try:
            connection.ensure_connection()
            gate.wait(timeout=30)
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(started, call) for call in calls]]


@pytest.mark.django_db(transaction=True)
def test_many_requesters_who_flag_the_same_labels_at_once_find_each_escaped_once() -> None:
    found = delivered(12)
    people = [somebody(found.world, f"Rita{nth}", Role.REQUESTER) for nth in range(8)]
    names = [f"t{nth}" for nth in range(12)]

    said = together(
        [
            lambda who=who, nth=nth: flag(found, *(names if nth % 2 else reversed(names)), by=who)  # type: ignore[misc]  # Bound per person.
            for nth, who in enumerate(people)
        ]
    )

    assert sum(each.n_new for each in said) == 12
    assert {each.n_new + each.n_again for each in said} == {12}
    assert (Escape.objects.count(), Adjudication.objects.count(), Flag.objects.count()) == (12, 12, 96)
    assert not Escape.objects.filter(adjudication=None).exists()
