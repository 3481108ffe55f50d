"""Questions under conditions and content that must be opened, through the API: what the workbench relies on."""

from typing import Any  # Documents and answers are JSON.

import pytest

from assay.work.models import Judgment, Task
from tests.api.calling import Api, Response, token_of
from tests.work.world import World, make_world

pytestmark = pytest.mark.django_db

YES_NO = [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"}]
DOCUMENT: dict[str, Any] = {
    "schema": 1,
    "title": "Shop",
    "content": [
        {"kind": "link", "field": "page", "must": True},
        {"kind": "video", "field": "clip", "must": True},
        {"kind": "chat", "field": "chat", "markdown": True},
    ],
    "questions": [
        {"id": "safe", "kind": "choice", "label": "Safe?", "options": YES_NO},
        {"id": "why", "kind": "text", "label": "Why?", "when": {"question": "safe", "is": ["no"]}},
        {
            "id": "kind",
            "kind": "choice",
            "label": "Kind?",
            "per": "turns",
            "required": False,
            "options": YES_NO,
        },
    ],
}
CONTENT = {
    "page": "https://shop.example/1",
    "clip": "https://shop.example/1.mp4",
    "chat": [{"id": "t1", "role": "user", "text": "**Hello** <script>x</script>"}],
}
DONE = {"page": {"opened": 1}, "clip": {"played_seconds": 12.5, "is_played": True}}


@pytest.fixture
def world() -> World:
    made = make_world(n_people=1, n_tasks=2, document=DOCUMENT, needs_acknowledgment=False)
    Task.objects.filter(project=made.project).update(content=CONTENT)
    return made


@pytest.fixture
def ana(world: World) -> Api:
    return Api(token_of(world.people[0].user))


def submitted(world: World, ana: Api, answers: dict[str, Any], **more: Any) -> Response:
    [task] = ana.post("/work/step", {"n": 1}).json()["tasks"]
    answer = {"client_key": "key-00001", "schema_version": str(world.schema.uid), "answers": answers}
    return ana.post(
        "/work/step", {"n": 0, "submit": {**answer, "claim": task["claim"], "handling_seconds": 9, **more}}
    )


def problems(response: Response) -> list[tuple[str, str]]:
    return [(each["field"], each["code"]) for each in response.json()["reasons"]]


def test_an_answer_is_taken_with_what_was_opened_and_played(world: World, ana: Api) -> None:
    answers = {"safe": "no", "why": "A fake brand", "kind": {"t1": "yes"}}

    response = submitted(world, ana, answers, interactions={**DONE, "elsewhere": {"opened": 3}})

    stored = Judgment.objects.get()
    assert response.status_code == 200
    assert stored.answers == answers
    assert stored.interactions == DONE


def test_what_must_be_opened_and_played_keeps_an_answer_back(world: World, ana: Api) -> None:
    response = submitted(world, ana, {"safe": "yes"}, interactions={"clip": {"played_seconds": 3}})

    assert problems(response) == [("page", "answers.not_opened"), ("clip", "answers.not_played")]
    assert not Judgment.objects.exists()


def test_a_condition_holds_on_the_server_too(world: World, ana: Api) -> None:
    missing = submitted(world, ana, {"safe": "no"}, interactions=DONE)
    too_much = submitted(world, ana, {"safe": "yes", "why": "x", "kind": {"t2": "no"}}, interactions=DONE)

    assert problems(missing) == [("why", "answers.required")]
    assert problems(too_much) == [("why", "answers.not_asked"), ("kind/t2", "answers.unknown_result")]


def test_turns_of_a_chat_come_as_safe_html(ana: Api) -> None:
    [task] = ana.post("/work/step", {"n": 1}).json()["tasks"]

    assert list(task["html"]) == ["chat/t1"]
    assert "<strong>Hello</strong>" in task["html"]["chat/t1"]
    assert "<script" not in task["html"]["chat/t1"]
