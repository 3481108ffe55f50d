"""What the form of a new release asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any  # Settings are JSON.
from uuid import UUID

from assay.delivery.enums import ReleaseKind
from assay.delivery.models import Release
from assay.delivery.queries.releases import release_for
from assay.delivery.rules.qrels import read_grades
from assay.kit.reasons import NotFound
from assay.people.models import User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.quality.models import ConsensusRun
from assay.quality.queries.runs import run_for


@dataclass(frozen=True, slots=True)
class Asked:
    run: ConsensusRun
    kind: ReleaseKind
    corrects: Release | None
    note: str
    qrels: Mapping[str, Any] | None


def read_asked(person: User, project: Project, form: Mapping[str, str]) -> Asked:
    """The form's values; what is not of this project, or no value of the form, is NotFound."""
    run = run_for(person, _uid(form.get("run", "")), Permission.DELIVER)
    corrects = release_for(person, _uid(form["corrects"])) if form.get("corrects") else None
    kind = form.get("kind", "")
    if run.project_id != project.pk or kind not in ReleaseKind.values:
        raise NotFound
    return Asked(run, ReleaseKind(kind), corrects, form.get("note", "").strip()[:2000], _qrels(form))


def _qrels(form: Mapping[str, str]) -> dict[str, Any] | None:
    """None where they are not asked for; what is left empty has its usual value."""
    if not form.get("qrels"):
        return None
    asked: dict[str, Any] = {
        name: form.get(f"qrels_{name}", "").strip() for name in ("question", "query", "document")
    }
    return {**asked, "grades": read_grades(form.get("qrels_grades", ""))}


def _uid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound from error
