"""Consensus runs: started, read, reproduced."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now
from assay.people.rules.roles import Permission
from assay.projects.queries.permission import is_allowed, project_for
from assay.quality.actions.starting import start_consensus, start_reproduction
from assay.quality.queries.runs import Only, labels_page, machine_reports_of, reports_of, run_for, runs_of
from assay.web.jobs.starting import to_job
from assay.web.quality.forms import methods_of, parameters_of
from assay.web.quality.labels import shown_label
from assay.web.quality.reports import shown_report
from assay.web.quality.runs import only_choices, questions_of, shown_run
from assay.web.requests import page_of, signed_in, user_of
from assay.web.wording import wording_of
from assay.work.actions.queues import label_stage


@signed_in
@require_GET
def runs(request: HttpRequest, project: UUID) -> HttpResponse:
    """The project's runs, newest first, and for who may the form that starts one."""
    person = user_of(request)
    found = project_for(person, project, Permission.VIEW_ANSWERS)
    page = page_of(request, runs_of(found))
    may_run = is_allowed(person, found, Permission.RUN_CONSENSUS)
    context = {
        "project": found,
        "tab": "consensus",
        "page": page,
        "rows": [shown_run(each) for each in page],
        "methods": methods_of(label_stage(found)) if may_run else None,
    }
    return render(request, "web/quality/runs.html", context)


@signed_in
@require_POST
def start(request: HttpRequest, project: UUID) -> HttpResponse:
    """Put a run over everything that counts by now on the list."""
    person = user_of(request)
    found = project_for(person, project, Permission.RUN_CONSENSUS)
    method, params = request.POST.get("method", ""), parameters_of(request.POST)

    return to_job(
        request,
        lambda: start_consensus(person, stage=label_stage(found), method=method, params=params, now=now()),
        otherwise=reverse("consensus-runs", args=[project]),
    )


@signed_in
@require_GET
def run(request: HttpRequest, run: UUID) -> HttpResponse:
    """One run: inputs, parameters, and what came out per question."""
    person = user_of(request)
    found = run_for(person, run)
    context = {
        "project": found.project,
        "tab": "consensus",
        "run": shown_run(found),
        "questions": questions_of(found),
        "may_run": is_allowed(person, found.project, Permission.RUN_CONSENSUS),
    }
    return render(request, "web/quality/run.html", context)


@signed_in
@require_GET
def labels(request: HttpRequest, run: UUID) -> HttpResponse:
    """The run's labels, page by page: all, of one question, the uncertain ones, the ties."""
    found = run_for(user_of(request), run)
    question, only = request.GET.get("question", ""), request.GET.get("only", "")
    chosen = Only(only) if only in set(Only) else Only.ALL
    page = labels_page(found, question=question, only=chosen, after=request.GET.get("after", ""))
    wording = wording_of(found.params["schema_version_id"])
    context = {
        "project": found.project,
        "tab": "consensus",
        "run": shown_run(found),
        "rows": [shown_label(each, wording, each.task, found.uid) for each in page.labels],
        "following": page.following,
        "is_first": "after" not in request.GET,
        "question": question,
        "questions": questions_of(found),
        "only": chosen.value,
        "choices": only_choices(),
    }
    return render(request, "web/quality/labels.html", context)


@signed_in
@require_GET
def contributors(request: HttpRequest, run: UUID) -> HttpResponse:
    """What the run learnt of each contributor on one question."""
    found = run_for(user_of(request), run)
    questions = questions_of(found)
    question = request.GET.get("question") or (questions[0].id if questions else "")
    page = page_of(request, reports_of(found, question))
    wording = wording_of(found.params["schema_version_id"])
    context = {
        "project": found.project,
        "tab": "consensus",
        "run": shown_run(found),
        "page": page,
        "rows": [shown_report(each, wording) for each in (*machine_reports_of(found, question), *page)],
        "question": question,
        "questions": questions,
        "kept": urlencode({"question": question}),
    }
    return render(request, "web/quality/contributors.html", context)


@signed_in
@require_POST
def reproduce(request: HttpRequest, run: UUID) -> HttpResponse:
    """Run it again on its own inputs: the job says whether every label came out the same, bit for bit."""
    person = user_of(request)
    found = run_for(person, run, Permission.RUN_CONSENSUS)
    return to_job(
        request,
        lambda: start_reproduction(person, run=found, now=now()),
        otherwise=reverse("consensus-run", args=[run]),
    )
