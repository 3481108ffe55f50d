"""One machine labeler: versions, how right they were, how stages use it, and what it brings in."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now
from assay.kit.ids import parse_uid
from assay.kit.reasons import NotFound
from assay.labelers.actions.predicting import import_prediction_upload
from assay.labelers.actions.registry import add_version, retire_labeler
from assay.labelers.actions.training import start_training
from assay.labelers.actions.uses import set_use
from assay.labelers.enums import LabelerKind, UseMode
from assay.labelers.models import LabelerVersion, MachineLabeler
from assay.labelers.queries.consents import refusal_of
from assay.labelers.queries.endpoints import endpoint_of, held_back_of
from assay.labelers.queries.measured import rightness_of, rightness_of_labels
from assay.labelers.queries.registry import KEEPS, counts_of, labeler_for, versions_of
from assay.labelers.queries.uses import fates_of, uses_of
from assay.projects.queries.permission import is_allowed
from assay.web.jobs.starting import to_job
from assay.web.labelers import forms
from assay.web.labelers.consent import shown_held_back
from assay.web.labelers.saving import shown_suggesting
from assay.web.labelers.shown import ShownLabel, shown_labels, shown_rights, shown_uses, shown_versions
from assay.web.projects.forms import texts_of
from assay.web.requests import done, page_of, signed_in, user_of
from assay.web.wording import wording_of
from assay.work.actions.queues import label_stage


@signed_in
@require_GET
def labeler(request: HttpRequest, labeler: UUID) -> HttpResponse:
    """A labeler; the accuracy is that of the version asked for, else of the newest."""
    person = user_of(request)
    found = labeler_for(person, labeler)
    versions = list(versions_of(found))
    chosen = next((each for each in versions if str(each.number) == request.GET.get("version")), None)
    chosen = chosen or next(iter(versions), None)
    page = page_of(request, uses_of(found))
    uses = list(page)
    context = {
        "project": found.project,
        "tab": "labelers",
        "labeler": found,
        "kind": found.get_kind_display(),
        "versions": shown_versions(versions, counts_of(versions)),
        "chosen": chosen,
        "rights": shown_rights(rightness_of(chosen)) if chosen else [],
        "labels": _labels(chosen),
        "page": page,
        "uses": shown_uses(uses, fates_of([each.pk for each in uses])),
        "suggesting": shown_suggesting(found),
        "may_keep": found.retired_at is None and is_allowed(person, found.project, KEEPS),
        "is_learner": found.kind == LabelerKind.LEARNER,
        "is_remote": found.kind == LabelerKind.REMOTE,
        **_sending(found),
        "modes": _modes(found),
        "form": forms.empty_use(uses[0] if uses else None),
    }
    return render(request, "web/labelers/labeler.html", context)


@signed_in
@require_POST
def version(request: HttpRequest, labeler: UUID) -> HttpResponse:
    """The next version."""
    person, texts = user_of(request), texts_of(request.POST, ("origin", "note"))
    found = labeler_for(person, labeler)
    return _done(
        request,
        found,
        lambda: add_version(person, labeler=found, origin=texts["origin"], note=texts["note"], now=now()),
        _("The version is there: bring in what it says of the tasks."),
    )


@signed_in
@require_POST
def use(request: HttpRequest, labeler: UUID) -> HttpResponse:
    """How the stage that labels uses a version from now on."""
    person, texts = user_of(request), texts_of(request.POST, forms.USE_FIELDS)
    found = labeler_for(person, labeler)
    of, terms = _version(found, texts["version"]), forms.terms_from(texts)
    return _done(
        request,
        found,
        lambda: set_use(
            person,
            version=of,
            stage=label_stage(found.project),
            terms=terms,
            reason=texts["reason"],
            now=now(),
        ),
        _("Set. It takes effect within a minute."),
    )


@signed_in
@require_POST
def retire(request: HttpRequest, labeler: UUID) -> HttpResponse:
    """It is used nowhere any more."""
    person = user_of(request)
    found = labeler_for(person, labeler)
    (reason,) = texts_of(request.POST, ("reason",)).values()
    return _done(
        request,
        found,
        lambda: retire_labeler(person, labeler=found, reason=reason, now=now()),
        _("Retired. What it judged stays."),
    )


@signed_in
@require_POST
def train(request: HttpRequest, labeler: UUID) -> HttpResponse:
    """A learner learns from the newest delivery, in a job."""
    person = user_of(request)
    found = labeler_for(person, labeler)
    return to_job(
        request,
        lambda: start_training(person, labeler=found, now=now()),
        otherwise=reverse("labeler", args=[labeler]),
    )


@signed_in
@require_POST
def predictions(request: HttpRequest, labeler: UUID) -> HttpResponse:
    """Bring in a file of predictions, in a job."""
    person = user_of(request)
    found = labeler_for(person, labeler)
    of, file = _version(found, request.POST.get("version", "")), request.FILES.get("file")
    if file is None:
        raise NotFound
    return to_job(
        request,
        lambda: import_prediction_upload(
            person, version=of, name=file.name or "", chunks=file.chunks(), now=now()
        ),
        otherwise=reverse("labeler", args=[labeler]),
    )


def _sending(found: MachineLabeler) -> dict[str, object]:
    """Of a model behind an address: why nothing is sent to it, and how many tasks are held back."""
    endpoint = endpoint_of(found) if found.kind == LabelerKind.REMOTE else None
    if endpoint is None:
        return {}
    missing = refusal_of(endpoint)
    return {"missing": missing.said if missing else "", **shown_held_back(held_back_of(endpoint))}


def _modes(found: MachineLabeler) -> list[tuple[str, str]]:
    """Only what learns here knows how likely every answer is, which it takes to say how hard content is."""
    is_learner = found.kind == LabelerKind.LEARNER
    return [(each.value, str(each.label)) for each in UseMode if is_learner or each != UseMode.RATE]


def _labels(chosen: LabelerVersion | None) -> tuple[ShownLabel, ...]:
    schema_version_id = chosen.labeler.project.schema_version_id if chosen else None
    if chosen is None or schema_version_id is None:
        return ()
    return shown_labels(rightness_of_labels(chosen), wording_of(schema_version_id))


def _version(found: MachineLabeler, text: str) -> LabelerVersion:
    uid = parse_uid(text)
    version = versions_of(found).filter(uid=uid).first() if uid else None
    if version is None:
        raise NotFound
    return version


def _done(request: HttpRequest, found: MachineLabeler, act: Callable[[], object], said: str) -> HttpResponse:
    return done(request, act, said, reverse("labeler", args=[found.uid]))
