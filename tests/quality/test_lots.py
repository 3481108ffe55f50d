"""Lots through the product: cut, drawn once, inspected, decided, given back or conceded; and switching."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Count

from assay.kit.reasons import NotFound, Refused
from assay.people.enums import Role
from assay.people.models import Grant, User
from assay.quality.actions.inspecting import settle_due
from assay.quality.actions.inspecting_due import look_after_lots
from assay.quality.actions.lot_decisions import concede, resume, rework
from assay.quality.actions.lots import cut_lots, publish_plan
from assay.quality.enums import LotState, ReviewItemState, ReviewPurpose
from assay.quality.models import InspectionPlan, Lot, LotInspection, LotUnit, ReviewItem, SampleUnit
from assay.quality.queries.lots import lot_for, stream_of
from assay.work.actions.rollups import count_open_tasks
from assay.work.actions.withdrawing import withdraw_tasks
from assay.work.models import Judgment, QueueItem, Task
from tests.quality.lot_world import MAJOR, answer_all, done_world, inspect, inspector, one_more_lot, published
from tests.work.world import NOW, World, add_tasks, later

pytestmark = pytest.mark.django_db
CUT = later(minutes=5)


def cut_one(world: World) -> Lot:
    (lot,) = cut_lots(None, stage=world.stage, now=CUT)
    return lot


def test_a_lot_holds_every_finished_task_once_and_its_sample_is_drawn() -> None:
    world = done_world(23)
    add_tasks(world, 3, prefix="open")

    lots = cut_lots(world.owner, stage=world.stage, now=CUT)

    assert [(lot.number, lot.n_units, lot.state) for lot in lots] == [(1, 10, "waiting"), (2, 13, "waiting")]
    assert [(lot.n_units, lot.state) for lot in Lot.objects.order_by("number")] == [
        (10, "inspected"),
        (13, "inspected"),
    ]
    held = LotUnit.objects.values("task").annotate(n=Count("pk"))
    assert sorted(held.values_list("n", flat=True)) == [1] * 23
    items = ReviewItem.objects.filter(purpose=ReviewPurpose.LOT)
    assert (
        items.count()
        == SampleUnit.objects.count()
        == sum(LotInspection.objects.values_list("n_sample", flat=True))
    )


def test_what_may_still_be_undone_or_is_in_a_lot_already_is_not_cut() -> None:
    world = done_world(10)

    with pytest.raises(Refused, match="No finished task"):
        cut_lots(world.owner, stage=world.stage, now=later(seconds=10))
    cut_one(world)
    with pytest.raises(Refused, match="No finished task"):
        cut_one(world)


def test_without_a_plan_nothing_is_cut() -> None:
    world = done_world(3)
    stage = world.stage
    type(stage).objects.filter(pk=stage.pk).update(name="Other")
    other = type(stage).objects.create(project=world.project, position=2)

    with pytest.raises(Refused, match="Publish an inspection plan"):
        cut_lots(world.owner, stage=other, now=CUT)


def test_the_same_seed_draws_the_same_sample_and_anybody_can_check_it() -> None:
    import hashlib

    world = done_world(10)
    lot = cut_one(world)
    inspection = LotInspection.objects.get(lot=lot)

    uids = LotUnit.objects.filter(lot=lot).values_list("task__uid", flat=True)
    expected = sorted(uids, key=lambda uid: hashlib.md5(f"{inspection.seed}{uid}".encode()).hexdigest())[:3]
    drawn = SampleUnit.objects.filter(inspection=inspection).order_by("position")
    assert list(drawn.values_list("unit__task__uid", flat=True)) == expected
    assert inspection.seed == f"1:{lot.uid}:1"


@pytest.mark.parametrize(
    ("worst", "state"), [([], "accepted"), (["", "minor"], "accepted"), (["major"], "rejected")]
)
def test_the_figures_decide_once_the_last_unit_was_looked_at(worst: list[str], state: str) -> None:
    world = done_world(10)
    lot = cut_one(world)

    inspection = inspect(lot, inspector(world), worst, now=later(hours=1))

    assert lot.state == state
    assert inspection.is_accepted is (state == "accepted")
    assert inspection.decided_at == later(hours=1)
    (found,) = inspection.classes.all()
    assert (found.n_inspected, found.n_defective) == (3, worst.count("major"))
    assert [message.title for message in world.owner.inbox.all()] == (
        [] if state == "accepted" else ["Match: lot 1 is rejected"]
    )


def test_a_unit_counts_at_its_worst_error_in_the_severity_of_that() -> None:
    classes = {"critical": {"aql": 4.0}, "major": {"aql": 4.0}}
    world = done_world(10, classes=classes)
    lot = cut_one(world)

    inspection = inspect(lot, inspector(world), ["critical"], now=later(hours=1))

    found = {each.severity: (each.n_defective, each.is_accepted) for each in inspection.classes.all()}
    assert (lot.state, found) == ("rejected", {"critical": (1, False), "major": (0, True)})


def test_what_is_withdrawn_before_anybody_looked_is_drawn_anew() -> None:
    world = done_world(10)
    lot = cut_one(world)
    first = SampleUnit.objects.select_related("unit__task").get(position=1)
    withdraw_tasks(
        world.owner,
        project=world.project,
        external_ids=[first.unit.task.external_id],
        reason="Broken.",
        now=CUT,
    )

    settle_due(now=later(minutes=6))

    states = SampleUnit.objects.order_by("position").values_list("position", "is_left_out")
    assert list(states) == [(1, True), (2, False), (3, False), (4, False)]
    assert ReviewItem.objects.get(pk=first.item_id).state == ReviewItemState.CLOSED
    inspect(lot, inspector(world), [], now=later(hours=1))
    assert lot.state == LotState.ACCEPTED


def test_a_sequential_inspection_ends_early_and_nobody_looks_at_the_rest() -> None:
    world = done_world(60, method="sequential", lot_size=60, classes={"major": {"aql": 1.0, "limit": 20.0}})
    lot = cut_one(world)
    n_sample = SampleUnit.objects.count()

    inspection = inspect(lot, inspector(world), [], now=later(hours=1))

    (found,) = inspection.classes.all()
    assert lot.state == LotState.ACCEPTED
    assert found.n_inspected < n_sample
    assert ReviewItem.objects.filter(state=ReviewItemState.OPEN).count() == 0
    assert ReviewItem.objects.filter(state=ReviewItemState.CLOSED).count() == n_sample - found.n_inspected


def rejected(world: World) -> tuple[Lot, User]:
    lot, ben = cut_one(world), inspector(world)
    inspect(lot, ben, ["major"], now=later(hours=1))
    assert lot.state == LotState.REJECTED
    return lot, ben


@pytest.mark.parametrize(("only_defects", "n_tasks"), [(False, 10), (True, 1)])
def test_a_lot_given_back_is_done_by_others_and_inspected_again(only_defects: bool, n_tasks: int) -> None:
    world = done_world(10)
    lot, ben = rejected(world)

    given_back = rework(
        ben, lot=lot, reason="Brands mixed up.", only_defects=only_defects, now=later(hours=2)
    )

    assert (given_back.n_reworked, lot.state) == (n_tasks, "reworked")
    assert QueueItem.objects.filter(state=1).count() == n_tasks
    look_after_lots(now=later(hours=3))
    assert LotInspection.objects.filter(lot=lot).count() == 1
    assert answer_all(world, who=0, at=later(hours=3)) == 0
    assert answer_all(world, who=1, at=later(hours=3)) == n_tasks
    look_after_lots(now=later(hours=4))
    lot.refresh_from_db()
    again = LotInspection.objects.get(lot=lot, attempt=2)
    assert lot.state == "inspected"
    assert again.seed.endswith(":2")
    inspect(lot, ben, [], now=later(hours=5))
    assert lot.state == LotState.ACCEPTED


def test_only_first_inspections_count_for_switching() -> None:
    world = done_world(10)
    lot, ben = rejected(world)
    rework(ben, lot=lot, reason="Again.", now=later(hours=2))
    answer_all(world, who=1, at=later(hours=3))
    look_after_lots(now=later(hours=4))
    inspect(lot, ben, ["major"], now=later(hours=5))

    stream = stream_of(world.stage, "")

    assert (lot.state, stream.n_lots) == ("rejected", 1)
    assert stream.states["major"].recent == (False,)


def test_a_concession_is_signed_by_name_with_a_reason() -> None:
    world = done_world(10)
    lot, ben = rejected(world)

    with pytest.raises(Refused) as refused:
        concede(ben, lot=lot, reason="", signature="Lea", now=later(hours=2))
    signed = concede(ben, lot=lot, reason="Only for training.", signature="ben", now=later(hours=2))

    assert [reason.code for reason in refused.value.reasons] == ["lots.needs_reason", "lots.sign_with_name"]
    lot.refresh_from_db()
    assert (lot.state, signed.signed_as, signed.reason) == ("conceded", "Ben", "Only for training.")


def test_nobody_decides_about_a_lot_with_their_own_work_whatever_their_role_is_now() -> None:
    world = done_world(10)
    lot, _ben = rejected(world)
    ana = world.people[0].user
    Grant.objects.create(user=ana, role=Role.QA_ANALYST, project_id=world.project.pk, granted_at=NOW)

    with pytest.raises(Refused, match="You have judged tasks of this lot"):
        concede(ana, lot=lot, reason="Mine.", signature=ana.name, now=later(hours=2))
    inspection = LotInspection.objects.filter(lot=lot)
    with pytest.raises(IntegrityError, match="own work"), transaction.atomic():
        inspection.update(
            disposition="concession", reason="x", signed_as="x", disposed_by=ana, disposed_at=NOW
        )


def test_what_was_decided_stays() -> None:
    world = done_world(10)
    lot = cut_one(world)
    inspect(lot, inspector(world), [], now=later(hours=1))

    for change in (
        lambda: Lot.objects.update(state="rejected"),
        lambda: LotInspection.objects.update(is_accepted=False),
        lambda: InspectionPlan.objects.update(level="I"),
        lambda: LotUnit.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_rejected_series_tightens_and_stops_until_a_corrective_action_is_accepted() -> None:
    """The published series 0 0 1 0 1 0 0 1 0 0: tightened after the second lot, discontinued after the tenth."""
    world = done_world(0)
    ben = inspector(world)
    seen = []
    for nth, result in enumerate("0010100100"):
        at = NOW + timedelta(hours=nth)
        lot = one_more_lot(world, nth, at)
        newest = LotInspection.objects.get(lot=lot)
        seen.append(newest.classes.get().inspected_as)
        inspect(lot, ben, ["major"] if result == "0" else [], now=at + timedelta(minutes=30))

    assert seen == ["normal", "normal", *["tightened"] * 8]
    assert stream_of(world.stage, "").is_discontinued

    waiting = one_more_lot(world, 10, later(hours=11))
    look_after_lots(now=later(hours=12))
    waiting.refresh_from_db()
    assert (waiting.state, LotInspection.objects.filter(lot=waiting).count()) == ("waiting", 0)
    with pytest.raises(Refused, match="what was done about the cause"):
        resume(ben, stage=world.stage, stream="", action=" ", now=later(hours=13))
    resume(ben, stage=world.stage, stream="", action="The site was trained again.", now=later(hours=13))
    waiting.refresh_from_db()
    assert waiting.state == "inspected"
    assert LotInspection.objects.get(lot=waiting).classes.get().inspected_as == "tightened"
    with pytest.raises(Refused, match="not discontinued"):
        resume(ben, stage=world.stage, stream="", action="Again.", now=later(hours=14))


def test_lots_are_cut_by_themselves_once_they_are_full_or_their_batch_is_over() -> None:
    world = done_world(13, is_automatic=True)
    add_tasks(world, 2, prefix="open")
    count_open_tasks(now=CUT)

    look_after_lots(now=CUT)
    first = list(Lot.objects.values_list("n_units", flat=True))
    answer_all(world, at=CUT)
    count_open_tasks(now=later(minutes=10))
    look_after_lots(now=later(minutes=10))

    assert first == [10]
    assert list(Lot.objects.order_by("number").values_list("n_units", flat=True)) == [10, 5]


def test_who_may_publish_cut_and_see() -> None:
    world = done_world(10)
    reviewer, zoe = (
        inspector(world, "Rev", Role.REVIEWER),
        User.objects.create(email="zoe@example.org", name="Zoe", created_at=NOW),
    )

    lot = cut_one(world)

    for somebody, wrong in ((reviewer, Refused), (zoe, NotFound)):
        with pytest.raises(wrong):
            cut_lots(somebody, stage=world.stage, now=CUT)
        with pytest.raises(wrong):
            publish_plan(somebody, stage=world.stage, classes=MAJOR, now=CUT)
        with pytest.raises(wrong):
            lot_for(somebody, lot.uid)


def test_of_several_judgments_the_inspector_sees_one_that_gave_the_label() -> None:
    from assay.quality.actions.consensus import run_consensus
    from assay.work.actions.importing_judgments import RecordedJudgment, import_judgments
    from tests.work.world import TODAY, make_world

    world = make_world(n_people=3, n_tasks=6, overlap=3)
    rows = [
        RecordedJudgment(task.pk, who.pk, f'{{"match": "{said}"}}', 3.0, NOW, TODAY)
        for task in Task.objects.order_by("pk")
        for who, said in zip(world.people, ("no", "yes", "yes"), strict=True)
    ]
    import_judgments(None, stage=world.stage, rows=rows, now=NOW)
    run_consensus(None, stage=world.stage, method="majority", now=later(minutes=2))
    published(world)

    cut_lots(None, stage=world.stage, now=CUT)

    said = Judgment.objects.filter(pk__in=SampleUnit.objects.values("judgment")).values_list(
        "answers", flat=True
    )
    assert list(said) == [{"match": "yes"}] * SampleUnit.objects.count()
    assert said
