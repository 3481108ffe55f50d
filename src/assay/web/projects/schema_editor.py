"""What the editor of a label schema begins with: the version in force, tasks to try it on, its words."""

from collections.abc import Iterator
from typing import Any  # Content is JSON.

from django.templatetags.static import static
from django.utils.translation import get_language

from assay.people.models import User
from assay.projects.models import Project
from assay.projects.queries.permission import permissions_in
from assay.projects.rules.gallery import gallery
from assay.projects.rules.markdown import to_html
from assay.web.contributor.words import words as bench_words
from assay.web.projects.schema_words import words
from assay.work.models import Task
from assay.work.queries.tasks import OPENING

MOST_EXAMPLES = 5
LONGEST_NAME = 60


def editor_config(person: User, project: Project, *, is_typed: bool) -> dict[str, Any]:
    """`is_typed`: the document comes from this person just now, so it counts for more than a draft in the browser."""
    in_force = project.schema_version
    return {
        "project": str(project.uid),
        "base": {"uid": str(in_force.uid), "number": in_force.number, "document": in_force.document}
        if in_force
        else None,
        "isTyped": is_typed,
        "examples": _examples(person, project),
        "check": f"/api/v1/projects/{project.uid}/schema-versions/check",
        "mark": static("mark.svg"),
        "language": get_language() or "en",
        "words": bench_words() | words(),
    }


def _examples(person: User, project: Project) -> list[dict[str, Any]]:
    """The project's first tasks for who may open them; else those of the template it was made from."""
    found: list[tuple[str, Any]] = []
    if permissions_in(person, project) & OPENING:
        tasks = Task.objects.filter(project=project, purged_at=None, withdrawn_at=None).order_by("pk")
        found = list(tasks.values_list("external_id", "content")[:MOST_EXAMPLES])
    found = found or [(each.external_id, dict(each.content)) for each in _of_template(project)]
    return [
        {"name": name[:LONGEST_NAME], "content": content, "html": dict(_rendered(content))}
        for name, content in found
    ]


def _of_template(project: Project) -> Any:
    """A template shows the same fields as the schema that came from it."""
    version = project.schema_version
    shown = {block["field"] for block in version.document["content"]} if version else set()
    same = (
        each.examples for each in gallery() if {block["field"] for block in each.schema["content"]} == shown
    )
    return next(same, ())


def _rendered(content: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every text as if it were markdown: which of them are is being edited."""
    for field, value in content.items():
        if isinstance(value, str):
            yield field, to_html(value, allow_images=True)
        for turn in value if isinstance(value, list) else ():
            if isinstance(turn, dict) and isinstance(turn.get("text"), str):
                yield f"{field}/{turn.get('id')}", to_html(turn["text"], allow_images=True)
