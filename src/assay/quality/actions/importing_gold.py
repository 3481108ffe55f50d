"""Known answers that come in with a file: checked row by row before, stored together with the tasks."""

from collections.abc import Sequence
from datetime import datetime

from assay.people.models import User
from assay.projects.models import Project
from assay.projects.queries.schemas import parsed_schema
from assay.quality.actions.gold import canonical_answers
from assay.quality.models import Gold
from assay.work.actions.importing_tasks import KnownAnswer


def add_known(by: User, *, project: Project, known: Sequence[KnownAnswer], now: datetime) -> None:
    """Within the transaction of the import, which has asked for the permission."""
    schema = parsed_schema(project.schema_version_id or 0)
    Gold.objects.bulk_create(
        Gold(
            task_id=each.task_id,
            project=project,
            answers={key: canonical_answers(schema, key, value) for key, value in each.answers.items()},
            reason=each.reason.strip(),
            created_at=now,
            created_by=by,
        )
        for each in known
    )
