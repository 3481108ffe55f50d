"""Addresses of projects: settings, versions, batches, tasks, members."""

from django.urls import URLPattern, path

from assay.web.projects import (
    batch,
    batches,
    guideline,
    import_rows,
    lists,
    members,
    overview,
    schema,
    settings,
    task,
    tasks,
    triage,
)

urlpatterns: list[URLPattern] = [
    path("projects/", lists.projects, name="projects"),
    path("projects/new/", lists.new, name="project-new"),
    path("projects/<uuid:project>/", overview.overview, name="project"),
    path("projects/<uuid:project>/state/", overview.state, name="project-state"),
    path("projects/<uuid:project>/settings/", settings.settings, name="project-settings"),
    path("projects/<uuid:project>/settings/markets/", settings.markets, name="project-markets"),
    path("projects/<uuid:project>/stages/<uuid:stage>/", settings.stage, name="stage"),
    path(
        "projects/<uuid:project>/stages/<uuid:stage>/requirements/",
        settings.requirements,
        name="stage-requirements",
    ),
    path("projects/<uuid:project>/schema/", schema.schema, name="project-schema"),
    path("projects/<uuid:project>/schema/<uuid:version>/", schema.version, name="schema-version"),
    path("label-schema.json", schema.json_schema, name="label-schema"),
    path("projects/<uuid:project>/guideline/", guideline.guideline, name="project-guideline"),
    path("projects/<uuid:project>/guideline/edit/", guideline.edit, name="project-guideline-edit"),
    path("projects/<uuid:project>/guideline/readers/", guideline.readers, name="project-guideline-readers"),
    path("projects/<uuid:project>/members/", members.members, name="project-members"),
    path("projects/<uuid:project>/members/add/", members.add, name="project-members-add"),
    path("projects/<uuid:project>/members/retire/", members.retire, name="project-members-retire"),
    path("projects/<uuid:project>/batches/", batches.batches, name="project-batches"),
    path(
        "projects/<uuid:project>/judgments/import/", batches.import_judgments, name="project-import-judgments"
    ),
    path("projects/<uuid:project>/tasks/", tasks.tasks, name="project-tasks"),
    path("projects/<uuid:project>/tasks/change/", tasks.change, name="project-tasks-change"),
    path("projects/<uuid:project>/tasks/changes/", tasks.changes, name="project-changes"),
    path("projects/<uuid:project>/tasks/changes/<uuid:change>/undo/", tasks.undo, name="project-undo"),
    path("projects/<uuid:project>/tasks/list/", tasks.listing, name="project-tasks-list"),
    path("jobs/<uuid:job>/tasks.csv", tasks.listing_file, name="task-list-file"),
    path("projects/<uuid:project>/triage/", triage.triage, name="project-triage"),
    path("projects/<uuid:project>/triage/skipped/", triage.decide, name="project-triage-decide"),
    path("questions/<uuid:question>/answer/", triage.answer, name="question-answer"),
    path("reports/<uuid:report>/take/", triage.take, name="report-take"),
    path("reports/<uuid:report>/close/", triage.close, name="report-close"),
    path("batches/<uuid:batch>/", batch.batch, name="batch"),
    path("batches/<uuid:batch>/edit/", batches.edit, name="batch-edit"),
    path("batches/<uuid:batch>/import/", batch.import_tasks, name="batch-import"),
    path("tasks/<uuid:task>/", task.task, name="task"),
    path("tasks/<uuid:task>/withdraw/", task.withdraw, name="task-withdraw"),
    path("tasks/<uuid:task>/assign/", task.assign_by_hand, name="task-assign"),
    path("jobs/<uuid:job>/bad-rows.csv", import_rows.bad_rows, name="job-bad-rows"),
]
