"""The certificate of a release: what was asked, how it was labeled, how good it is, what to beware of."""

from dataclasses import asdict
from typing import Any  # A certificate is JSON.

from django.db import connection

from assay.delivery.models import Release
from assay.delivery.queries.lots import lots_of_release
from assay.delivery.queries.redone import asked_against, n_changed, steps_of
from assay.delivery.rules.certificate import known_limits
from assay.delivery.rules.lots import limits_of_lots
from assay.projects.queries.schemas import parsed_schema
from assay.projects.rules.label_schema import localised
from assay.quality.queries.gold import project_gold_accuracy

_MEANS = """
SELECT l.question, avg(l.probability), count(l.probability) FROM quality_label l
JOIN work_task t ON t.id = l.task_id
WHERE l.run_id = %s AND t.withdrawn_at IS NULL AND (%s::boolean IS NULL OR t.is_test = %s)
  AND NOT EXISTS (SELECT FROM delivery_heldback h WHERE h.release_id = %s AND h.task_id = l.task_id)
GROUP BY l.question
"""


def certificate_of(release: Release) -> dict[str, Any]:
    """Figures only from what was stored; what was not measured is named so."""
    run, project = release.run, release.project
    gold = project_gold_accuracy(project.pk)
    schema = parsed_schema(run.params["schema_version_id"])
    lots = lots_of_release(release)
    means = _mean_probabilities(release)
    change = change_of(release)
    asked = [
        {
            "question": question.id,
            "text": localised(question.label, "en"),
            "kind": question.kind,
            "answers": [
                localised(option.label, "en") for option in question.options if not option.is_retired
            ],
            "mean_probability": means.get(question.id),
            **run.summary.get(question.id, {}),
        }
        for question in schema.questions
    ]
    return {
        "title": localised(schema.title, "en"),
        "project": project.name,
        "segment": project.get_segment_display(),
        "purpose": project.purpose,
        "asked": asked,
        "labeled": {
            "n_tasks": release.n_tasks,
            "n_judgments": run.n_judgments,
            "n_contributors": run.n_contributors,
            "mean_overlap": round(run.n_judgments / run.n_tasks, 2) if run.n_tasks else None,
            "method": run.get_method_display(),
            "kind": release.get_kind_display(),
        },
        "gold_accuracy": asdict(gold) if gold.is_defined else {"outcome": "not measured", "n": 0},
        "lots": lots,
        **({"guideline_change": change} if change else {}),
        "known_limits": [
            *known_limits(
                gold=gold,
                n_tasks=run.n_tasks,
                n_judgments=run.n_judgments,
                summary=run.summary,
                texts={question.id: localised(question.label, "en") for question in schema.questions},
                n_held=release.n_tasks,
                change=change,
            ),
            *limits_of_lots(lots),
        ],
    }


def change_of(release: Release) -> dict[str, Any] | None:
    """The policy change that a correction follows, and what it made of the labels; None of other releases."""
    if release.invalidation is None or release.corrects is None:
        return None
    version = release.invalidation.version
    asked = asked_against(release.corrects, release.run, release.invalidation)
    changed, n_labels = n_changed(asked)
    return {
        "version": version.number,
        "uid": str(version.uid),
        "title": version.title,
        "change_note": version.change_note,
        "in_force_from": version.created_at.isoformat(),
        "against": release.corrects.number,
        "n_tasks": release.invalidation.n_tasks,
        "n_labels": n_labels,
        "n_changed": changed,
        "steps": steps_of(release),
    }


def _mean_probabilities(release: Release) -> dict[str, float]:
    is_test = {"train": False, "test": True}.get(release.kind)
    with connection.cursor() as cursor:
        cursor.execute(_MEANS, [release.run_id, is_test, is_test, release.pk])
        return {question: round(mean, 6) for question, mean, n in cursor.fetchall() if n}
