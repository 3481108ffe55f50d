"""A project of its own for a label schema, set up over the API as Lea does it, for Ana to work on."""

from collections.abc import Mapping, Sequence
from typing import Any  # Documents, tasks and answers are JSON.
from uuid import uuid4

from playwright.sync_api import Page, expect

Document = Mapping[str, Any]


def call(page: Page, method: str, path: str, body: object = None) -> Any:
    """One call of the API with the page's own session; it must work."""
    cookies = {each["name"]: each["value"] for each in page.context.cookies()}
    headers = {"X-CSRFToken": cookies["csrftoken"], "Referer": page.url}
    response = page.request.fetch(f"/api/v1{path}", method=method, data=body, headers=headers)
    assert response.ok, response.text()
    return response.json() if response.status != 204 else None


def document(content: Sequence[Document], questions: Sequence[Document], **more: Any) -> Document:
    return {"schema": 1, "title": "Try it", "content": list(content), "questions": list(questions), **more}


def project_of(
    lea: Page, ana: Page, schema: Document, contents: Sequence[Document], *, severity: int = 0
) -> str:
    """Open, with Ana as its member and these tasks; its uid."""
    lea.goto("/")
    ana.goto("/")
    contributor = call(ana, "GET", "/me")["contributor"]
    asked = {"name": f"Try {uuid4().hex[:8]}", "stage": {"needs_acknowledgment": False, "language_level": 1}}
    project: str = call(lea, "POST", "/projects", asked)["uid"]
    call(lea, "POST", f"/projects/{project}/schema-versions", {"document": schema})
    batch = call(lea, "POST", f"/projects/{project}/batches", {"name": "First"})["uid"]
    rows = [
        {"external_id": f"t{nth}", "content": dict(each), "content_severity": severity}
        for nth, each in enumerate(contents)
    ]
    assert call(lea, "POST", f"/batches/{batch}/tasks", {"tasks": rows})["bad_rows"] == []
    call(lea, "POST", f"/projects/{project}/members", {"contributors": [contributor]})
    call(lea, "POST", f"/projects/{project}/state", {"state": "open"})
    return project


def put_away(lea: Page, ana: Page, project: str) -> None:
    """Nothing of it is left in Ana's hands: other tests go on with her own work."""
    ana.goto("/")
    for task in call(ana, "POST", "/work/step", {"n": 10, "project": project})["tasks"]:
        if task["project"]["uid"] == project:
            call(ana, "POST", f"/work/claims/{task['claim']}/release")
    call(lea, "POST", f"/projects/{project}/state", {"state": "closed"})


def work_on(ana: Page, project: str) -> None:
    ana.goto(f"/work/{project}/")
    expect(ana.locator("#submit")).to_be_visible()
    ana.keyboard.press("Escape")


def submitted(ana: Page) -> dict[str, Any]:
    """Press Enter; what went to the server, and was taken."""
    ana.locator("#submit").focus()
    with ana.expect_response(
        lambda response: response.url.endswith("/work/step") and "submit" in sent(response.request)
    ) as found:
        ana.keyboard.press("Enter")
    assert found.value.ok, found.value.text()
    return dict(sent(found.value.request)["submit"])


def sent(request: Any) -> dict[str, Any]:
    return dict(request.post_data_json or {})
