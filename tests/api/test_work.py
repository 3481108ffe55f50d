"""The hot path as a contributor's browser uses it."""

from datetime import timedelta
from uuid import UUID

import pytest

from assay.kit.clock import now
from assay.kit.ids import new_uid
from assay.projects.models import Stage
from assay.work.enums import ClaimState
from assay.work.models import Claim, Draft, Judgment, Retraction
from tests.api.calling import Api, Response, outcome, token_of
from tests.work.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world(n_people=2, n_tasks=3, needs_acknowledgment=False)


@pytest.fixture
def ana(world: World) -> Api:
    return Api(token_of(world.people[0].user))


@pytest.fixture
def ade(world: World) -> Api:
    return Api(token_of(world.people[1].user))


def answer(world: World, value: str = "yes", key: str = "key-00001") -> dict[str, object]:
    return {
        "client_key": key,
        "schema_version": str(world.schema.uid),
        "answers": {"match": value},
        "handling_seconds": 4.5,
    }


def claimed(api: Api, n: int = 1) -> str:
    claim: str = api.post("/work/step", {"n": n}).json()["tasks"][0]["claim"]
    return claim


def test_a_step_hands_out_a_task_as_the_contract_says(world: World, ana: Api) -> None:
    body = ana.post("/work/step", {"n": 1}).json()

    task = body["tasks"][0]
    assert {key: body[key] for key in ("receipt", "nothing", "today")} == {
        "receipt": None,
        "nothing": None,
        "today": {"n_submitted": 0, "n_skipped": 0, "handling_seconds": 0.0, "n_cap": None},
    }
    assert len(body["tasks"]) == 1
    assert set(task) == {
        *("claim", "task", "project", "stage", "expires_at", "content", "html", "schema_version"),
        *("guideline_version", "market", "draft", "attempt", "idle_cut_seconds", "severity", "suggestion"),
    }
    assert task["project"] == {"uid": str(world.project.uid), "name": "Match"}
    assert (task["stage"], task["content"], task["html"]) == ("label", {"text": "Task 0"}, {})
    assert (task["schema_version"], task["attempt"], task["draft"]) == (str(world.schema.uid), 1, None)


def test_a_step_submits_and_brings_the_next_task(world: World, ana: Api) -> None:
    claim = claimed(ana)

    body = ana.post("/work/step", {"submit": {"claim": claim, **answer(world)}}).json()

    judgment = Judgment.objects.get()
    submitted_at, undo_until = body["receipt"].pop("submitted_at"), body["receipt"].pop("undo_until")
    assert body["receipt"] == {"judgment": str(judgment.uid), "claim": claim, "feedback": None}
    assert submitted_at < undo_until
    assert [task["content"]["text"] for task in body["tasks"]] == ["Task 1"]
    assert (body["today"]["n_submitted"], body["today"]["handling_seconds"]) == (1, 4.5)
    assert (judgment.answers, judgment.handling_seconds) == ({"match": "yes"}, 4.5)


def test_a_retry_gets_the_same_receipt(world: World, ana: Api) -> None:
    claim = claimed(ana)

    first, second = (ana.post(f"/work/claims/{claim}/submit", answer(world)).json() for _ in range(2))

    assert first["receipt"]["judgment"] == second["receipt"]["judgment"]
    assert Judgment.objects.count() == 1


def test_nothing_to_do_explains_itself(world: World, ana: Api) -> None:
    from assay.projects.models import Project

    Project.objects.filter(pk=world.project.pk).update(state="paused")

    body = ana.post("/work/step", {"n": 1}).json()

    assert body["tasks"] == []
    assert [reason["code"] for reason in body["nothing"]["reasons"]] == ["work.queue_closed"]
    assert body["nothing"]["sentence"] == "Match is paused or closed."
    assert ana.get("/work/why").json()["sentence"] == "Match is paused or closed."
    assert (
        ana.get(f"/work/why?project={world.project.uid}").json()["sentence"] == "Match is paused or closed."
    )


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"answers": {"match": "maybe"}}, "answers.not_an_option", "match"),
        ({"answers": {}}, "answers.required", "match"),
        ({"answers": {"match": "yes", "colour": "red"}}, "answers.unknown_question", "colour"),
        ({"handling_seconds": -1}, "api.invalid", "handling_seconds"),
        ({"client_key": "short"}, "api.invalid", "client_key"),
        ({"answers": "yes"}, "api.invalid", "answers"),
        ({"more": 1}, "api.invalid", None),
    ],
)
def test_a_wrong_answer_is_refused_with_its_field(
    world: World, ana: Api, change: dict[str, object], code: str, field: str | None
) -> None:
    claim = claimed(ana)

    response = ana.post(f"/work/claims/{claim}/submit", {**answer(world), **change})

    assert outcome(response) == (422, code)
    assert response.json()["reasons"][0]["field"] == field
    assert Judgment.objects.count() == 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b'{"n": 1e999}',
        b"\xff",
        b'{"n": NaN}',
        b"[" * 50_000,
        b'{"n": "1"}',
    ],
)
def test_a_broken_body_is_a_problem_and_never_a_fault(ana: Api, body: bytes) -> None:
    status, code = outcome(ana.post("/work/step", body))

    assert (status, code) in {(400, "api.malformed"), (422, "api.invalid")}


def test_a_zero_character_is_refused(world: World, ana: Api) -> None:
    claim = claimed(ana)
    draft = b'{"answers": {"match": "\\u0000"}}'

    assert outcome(ana.call("PUT", f"/work/claims/{claim}/draft", draft)) == (400, "api.malformed")


def test_an_oversized_body_is_413(ana: Api) -> None:
    body = b'{"project": "' + b"x" * 6_000_000 + b'"}'

    assert outcome(ana.post("/work/step", body)) == (413, "api.too_large")


def test_an_oversized_draft_is_413(ana: Api) -> None:
    claim = claimed(ana)
    draft = {"answers": {"match": "x" * 100_001}}

    assert outcome(ana.put(f"/work/claims/{claim}/draft", draft)) == (413, "answers.too_large")


def test_a_draft_is_kept_and_comes_back(world: World, ana: Api) -> None:
    claim = claimed(ana)

    saved = ana.put(f"/work/claims/{claim}/draft", {"answers": {"match": "no"}, "handling_seconds": 2})
    task = ana.post("/work/step", {"n": 1}).json()["tasks"][0]

    assert saved.json()["expires_at"] is not None
    assert task["draft"] == {
        "answers": {"match": "no"},
        "handling_seconds": 2,
        "schema_version": str(world.schema.uid),
    }


def test_a_late_answer_is_refused_and_kept_as_the_draft(world: World, ana: Api) -> None:
    claim = claimed(ana)
    ana.put(f"/work/claims/{claim}/draft", {"answers": {"match": "no"}})
    Claim.objects.filter(uid=claim).update(expires_at=now() - timedelta(seconds=1))

    response = ana.post("/work/step", {"submit": {"claim": claim, **answer(world)}})

    assert outcome(response) == (409, "work.lease_ended")
    assert (Judgment.objects.count(), Draft.objects.get().answers) == (0, {"match": "yes"})


def test_skipping_needs_a_reason_and_the_task_never_comes_back(ana: Api) -> None:
    claim = claimed(ana)

    wrong = ana.post(f"/work/claims/{claim}/skip", {"reason": "because"})
    skipped = ana.post(f"/work/claims/{claim}/skip", {"reason": "content_broken", "comment": "No picture"})
    rest = [ana.post("/work/step", {"n": 20}).json()["tasks"] for _ in range(2)][-1]

    assert outcome(wrong) == (422, "api.invalid")
    assert (skipped.status_code, Claim.objects.get(uid=claim).skip_comment) == (204, "No picture")
    assert "Task 0" not in {task["content"]["text"] for task in rest}


def test_a_task_given_back_may_come_again(ana: Api) -> None:
    claim = claimed(ana)

    assert ana.post(f"/work/claims/{claim}/release").status_code == 204
    assert Claim.objects.get(uid=claim).state == ClaimState.RELEASED


def test_undo_takes_the_answer_back_and_keeps_it_as_the_draft(world: World, ana: Api) -> None:
    claim = claimed(ana)
    receipt = ana.post(f"/work/claims/{claim}/submit", answer(world)).json()["receipt"]

    undone = ana.post(f"/work/judgments/{receipt['judgment']}/undo")
    again = ana.post(f"/work/judgments/{receipt['judgment']}/undo")

    assert (undone.status_code, undone.json()["claim"]) == (200, claim)
    assert outcome(again) == (409, "work.already_undone")
    assert Retraction.objects.get().judgment.uid == UUID(receipt["judgment"])


ADDRESSES = {
    "submit": ("POST", "/work/claims/{claim}/submit"),
    "draft": ("PUT", "/work/claims/{claim}/draft"),
    "skip": ("POST", "/work/claims/{claim}/skip"),
    "release": ("POST", "/work/claims/{claim}/release"),
}


def sent(api: Api, what: str, claim: object, world: World) -> Response:
    method, address = ADDRESSES[what]
    bodies = {"submit": answer(world), "draft": {"answers": {}}, "skip": {"reason": "other"}, "release": None}
    return api.call(method, address.format(claim=claim), bodies[what])


@pytest.mark.parametrize("what", ADDRESSES)
def test_somebody_elses_claim_is_not_there(world: World, ana: Api, ade: Api, what: str) -> None:
    claim = claimed(ana)

    assert sent(ade, what, claim, world).status_code == 404
    assert sent(ade, what, new_uid(), world).status_code == 404
    assert Claim.objects.get(uid=claim).state == ClaimState.OPEN


def test_somebody_elses_judgment_cannot_be_undone(world: World, ana: Api, ade: Api) -> None:
    receipt = ana.post(f"/work/claims/{claimed(ana)}/submit", answer(world)).json()["receipt"]

    assert ade.post(f"/work/judgments/{receipt['judgment']}/undo").status_code == 404


def test_who_is_no_contributor_gets_no_task(world: World) -> None:
    assert outcome(Api(token_of(world.owner)).post("/work/step", {"n": 1})) == (403, "api.no_contributor")


def answered(world: World, claim: str, value: str, key: str) -> dict[str, object]:
    return {"claim": claim, **answer(world, value, key)}


def test_many_answers_are_stored_in_one_request_and_the_next_tasks_come_back(world: World, ana: Api) -> None:
    Stage.objects.update(prefetch=5)
    claims = [task["claim"] for task in ana.post("/work/step", {"n": 2}).json()["tasks"]]
    submits = [answered(world, claims[1], "no", "key-0002"), answered(world, claims[0], "yes", "key-0001")]

    body = ana.post("/work/steps", {"submits": submits, "n": 2}).json()

    assert [each["claim"] for each in body["outcomes"]] == [claims[1], claims[0]]
    assert [each["receipt"]["claim"] for each in body["outcomes"]] == [claims[1], claims[0]]
    assert [each["reasons"] for each in body["outcomes"]] == [[], []]
    assert len(body["tasks"]) == 1
    assert body["today"] == {"n_submitted": 2, "n_skipped": 0, "handling_seconds": 9.0, "n_cap": None}
    assert set(Judgment.objects.values_list("claim__uid", "answers__match")) == {
        (UUID(claims[0]), "yes"),
        (UUID(claims[1]), "no"),
    }


def test_many_answers_again_are_the_same_judgments(world: World, ana: Api) -> None:
    Stage.objects.update(prefetch=5)
    claims = [task["claim"] for task in ana.post("/work/step", {"n": 2}).json()["tasks"]]
    submits = [answered(world, claim, "yes", f"key-000{nth}") for nth, claim in enumerate(claims)]

    bodies = [ana.post("/work/steps", {"submits": submits, "n": 0}).json() for _ in range(2)]

    assert bodies[0]["outcomes"] == bodies[1]["outcomes"]
    assert Judgment.objects.count() == 2


def test_one_refused_answer_keeps_no_other_one_back(world: World, ana: Api, ade: Api) -> None:
    Stage.objects.update(prefetch=5)
    mine, ended = (task["claim"] for task in ana.post("/work/step", {"n": 2}).json()["tasks"])
    hers = claimed(ade)
    Claim.objects.filter(uid=ended).update(expires_at=now() - timedelta(seconds=1))
    wrong = answered(world, mine, "perhaps", "key-0001")
    submits = [
        wrong,
        answered(world, mine, "yes", "key-0002"),
        answered(world, hers, "yes", "key-0003"),
        answered(world, ended, "no", "key-0004"),
    ]

    body = ana.post("/work/steps", {"submits": submits, "n": 1}).json()

    codes = [[reason["code"] for reason in each["reasons"]] for each in body["outcomes"]]
    assert codes == [["answers.not_an_option"], [], ["api.not_found"], ["work.lease_ended"]]
    assert Judgment.objects.get().claim == Claim.objects.get(uid=mine)
    assert Draft.objects.get().answers == {"match": "no"}


def test_more_answers_than_twenty_are_refused(world: World, ana: Api) -> None:
    submits = [answered(world, str(new_uid()), "yes", f"key-{nth:05d}") for nth in range(21)]

    assert outcome(ana.post("/work/steps", {"submits": submits})) == (422, "api.invalid")
