"""The pages of machine labelers."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import Settings

from assay.kit.models import Job
from assay.labelers.actions.looking_after import look_after_labelers
from assay.labelers.actions.registry import add_version
from assay.labelers.enums import UseMode
from assay.labelers.models import LabelerUse, MachineLabeler
from tests.api.calling import Api, token_of
from tests.labelers.labeler_world import Taught, taught
from tests.labelers.rating_world import rated
from tests.web.quality_cast import address, cast_of, n_queries, signed_in, statuses, text
from tests.work.world import later

pytestmark = pytest.mark.django_db
SEES = {"nobody": 302, "lea": 200, "ben": 200, "rita": 200, "ravi": 403, "zoe": 404}


def test_who_may_look_and_who_may_change() -> None:
    made = taught(n_tasks=2, n_gold=2)
    cast, one = cast_of(made.world), made.labeler.uid

    assert statuses(cast, address("labelers", made.world.project.uid)) == SEES
    assert statuses(cast, address("labeler", one)) == SEES
    rita = signed_in(cast.rita)
    assert "Use it" not in text(rita, address("labeler", one))
    use = {"version": str(made.version.uid), "mode": "off", "left_share": "10", "target": "95", "floor": "90"}
    rita.post(address("labeler-use", one), use | {"reason": "x"})
    rita.post(address("labeler-retire", one), {"reason": "x"})
    assert signed_in(cast.zoe).post(address("labeler-use", one), use).status_code == 404
    assert LabelerUse.objects.count() == 0
    assert MachineLabeler.objects.get().retired_at is None


def test_lea_registers_one_and_uses_it(settings: Settings, tmp_path: Path) -> None:
    settings.ASSAY_FILES = tmp_path
    made = taught(n_tasks=4, n_gold=100)
    cast = cast_of(made.world)
    lea, project = signed_in(cast.lea), made.world.project.uid

    named = lea.post(address("labeler-register", project), {"name": "", "kind": "rule"})
    lea.post(address("labeler-register", project), {"name": "Rule", "kind": "rule", "about": "By words."})
    rule = MachineLabeler.objects.get(name="Rule")
    lea.post(address("labeler-version", rule.uid), {"origin": "abc"})
    file = SimpleUploadedFile("said.jsonl", b'{"task": "t0", "answers": {"match": "yes"}}')
    brought = lea.post(
        address("labeler-predictions", rule.uid), {"version": str(rule.versions.get().uid), "file": file}
    )
    use = {
        "version": str(made.version.uid),
        "mode": "alone",
        "left_share": "20",
        "target": "95",
        "floor": "90",
    }
    lea.post(address("labeler-use", made.labeler.uid), use | {"reason": "Known answers show it."})

    assert named.status_code == 422
    assert "Give the labeler a name" in named.content.decode()
    assert (brought.status_code, Job.objects.get().kind) == (302, "labelers.import_predictions")
    found = LabelerUse.objects.get()
    assert (found.mode, found.threshold, found.left_share) == (UseMode.ALONE, 0.9, 0.2)
    shown = text(lea, address("labeler", made.labeler.uid))
    assert "Says how hard" not in shown
    for said in ("Alone where it is sure", "Known answers show it.", "100.0 %", "n = 100"):
        assert said in shown
    assert "By words." in text(lea, address("labelers", project))


def test_lea_lets_one_say_how_hard_content_is(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ASSAY_FILES = tmp_path
    made = rated(monkeypatch)
    cast, labeler = cast_of(made.world), made.version.labeler
    lea = signed_in(cast.lea)
    made.bring(rude="rude word")
    task = made.task("rude")
    use = {"version": str(made.version.uid), "mode": "rate", "reason": "Nobody should meet it unwarned."}
    before = text(lea, address("labeler", labeler.uid))

    lea.post(address("labeler-use", labeler.uid), use | {"left_share": "10", "target": "95", "floor": "90"})
    look_after_labelers(now=later(minutes=2))

    assert "Says how hard content is to look at" in before
    shown = text(lea, address("labeler", labeler.uid))
    for said in ("no harder than told, of labels it had not seen: 200 / 200 (≥ 98.1 %)", "to look at: 1"):
        assert said in shown
    happened = text(lea, address("task", task.uid))
    assert "Counts as moderate to look at" in happened
    assert "Predicted by Own v1" in happened
    where = f"/tasks/{task.uid}/content-ratings"
    told = Api(token_of(cast.lea)).get(where).json()
    [rating] = told.pop("ratings")
    assert told == {"severity": 2, "category": "", "is_known": True}
    assert (rating["machine"], rating["rated_by"], rating["was_severity"]) == ("Own v1", "", None)
    refused = {name: Api(token_of(getattr(cast, name))).get(where).status_code for name in ("ravi", "zoe")}
    assert refused == {"ravi": 403, "zoe": 404}


def test_an_alarm_stands_on_the_projects_page_until_somebody_decides() -> None:
    made = taught(n_tasks=2, n_gold=2)
    lea = signed_in(cast_of(made.world).lea)
    judge = made.use(UseMode.JUDGE)
    LabelerUse.objects.create(
        labeler=judge.labeler, version=judge.version, stage=judge.stage, mode=UseMode.OFF, left_share=0.1,
        target=0.9, floor=0.8, reason="It drifted.", is_alarm=True, n_checked=9, n_wrong=7, set_at=judge.set_at,
    )  # fmt: skip

    before = text(lea, address("project", made.world.project.uid))
    page = text(lea, address("labeler", made.labeler.uid))
    made.use(UseMode.JUDGE)
    after = text(lea, address("project", made.world.project.uid))

    assert "Ranker was wrong too often" in before
    assert "It drifted." in page
    assert "Ranker was wrong too often" not in after


def test_the_cost_does_not_grow_with_rows() -> None:
    made = taught(n_tasks=2, n_gold=2)
    lea = signed_in(cast_of(made.world).lea)
    overview, one = address("labelers", made.world.project.uid), address("labeler", made.labeler.uid)
    made.use(UseMode.JUDGE)
    once = n_queries(lea, overview), n_queries(lea, one)

    for _ in range(2):
        version = add_version(None, labeler=made.labeler, now=made.version.created_at)
        Taught(made.world, made.labeler, version).use(UseMode.OFF)

    assert (n_queries(lea, overview), n_queries(lea, one)) == once
