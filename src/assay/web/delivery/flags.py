"""Flags of a release: the list, and the form that takes one item, a list of ids, or a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from assay.delivery.actions.flagging import Flagged, flag_labels
from assay.delivery.models import Flag, Release
from assay.delivery.queries.flags import flags_of
from assay.delivery.queries.releases import ready_release_for
from assay.delivery.rules.flags import MOST_FLAGS, FlagRow
from assay.kit.clock import now
from assay.kit.reasons import Reason, Refused, declare
from assay.kit.rows import Unreadable, csv_rows
from assay.people.models import User
from assay.web.delivery.answering import answering
from assay.web.delivery.shown import shown_release
from assay.web.requests import page_of, signed_in, user_of
from assay.web.wording import Wording, wording_of

BAD_FILE = declare("delivery.bad_flag_file", "The file cannot be read: {why}", status=422)
STATES = {
    None: (gettext_noop("Waits for a reviewer"), "busy"),
    True: (gettext_noop("Was wrong"), "bad"),
    False: (gettext_noop("Was right"), "good"),
}


@dataclass(frozen=True, slots=True)
class ShownFlag:
    external_id: str
    question: str
    label: str
    right: str
    reason: str
    suggested: str
    by: str
    created_at: datetime
    state: str
    tone: str
    verdict: str


@signed_in
@require_http_methods(["GET", "POST"])
def flags(request: HttpRequest, release: UUID) -> HttpResponse:
    """What was said against labels of this release; posting says more."""
    person = user_of(request)
    found = ready_release_for(person, release)
    problems: tuple[object, ...] = ()
    reasons: tuple[Reason, ...] = ()
    if request.method == "POST":
        try:
            said = flag_labels(person, release=found, rows=list(_rows(request)), now=now())
        except Refused as refused:
            reasons = refused.reasons
        else:
            _tell(request, said)
            problems = said.problems
            if not problems:
                return redirect("release-flags", release=release)
    context = _context(request, person, found) | {"problems": problems, "reasons": reasons}
    return render(request, "web/delivery/flags.html", context, status=reasons[0].status if reasons else 200)


def _context(request: HttpRequest, person: User, release: Release) -> dict[str, object]:
    wording = wording_of(release.run.params["schema_version_id"])
    page = page_of(request, flags_of(release))
    return {
        "project": release.project,
        "tab": "releases",
        "release": shown_release(release),
        "answering": answering(person, release, now()),
        "questions": [(each.id, wording.question(each.id)) for each in wording.schema.questions],
        "typed": request.POST,
        "most": MOST_FLAGS,
        "page": page,
        "rows": [_shown(each, wording) for each in page],
    }


def _tell(request: HttpRequest, said: Flagged) -> None:
    if said.n_new or said.n_again:
        text = _("%(new)s labels flagged; %(again)s were flagged before and count once.")
        messages.success(request, text % {"new": said.n_new, "again": said.n_again})


def _rows(request: HttpRequest) -> Iterator[FlagRow]:
    """A file has a line per label; typed ids share question, subject, reason and right answer."""
    given = {name: request.POST.get(name, "").strip() for name in ("question", "subject", "reason", "answer")}
    file = request.FILES.get("file")
    if isinstance(file, UploadedFile):
        yield from _of_file(file, given)
        return
    lines = [line.strip() for line in request.POST.get("external_ids", "").splitlines()]
    for nth, external_id in enumerate(line for line in lines if line):
        yield FlagRow(
            nth + 1, external_id, given["question"], given["subject"], given["reason"], given["answer"]
        )


def _of_file(file: UploadedFile, given: dict[str, str]) -> Iterator[FlagRow]:
    try:
        for row in csv_rows(file, needed=("external_id",)):
            cells = {name: str(row.cells.get(name) or "").strip() or text for name, text in given.items()}
            external_id = str(row.cells.get("external_id", "")).strip()
            yield FlagRow(
                row.line, external_id, cells["question"], cells["subject"], cells["reason"], cells["answer"]
            )
    except Unreadable as error:
        raise Refused(BAD_FILE(field="file", why=str(error))) from error


def _shown(flag: Flag, wording: Wording) -> ShownFlag:
    escape = flag.escape
    label, case = escape.label, escape.adjudication
    state, tone = STATES[escape.is_upheld]
    about = wording.subject(label.question, label.subject)
    question = wording.question(label.question)
    return ShownFlag(
        external_id=label.task.external_id,
        question=f"{question} · {about}" if about else question,
        label=wording.answer(label.question, label.value),
        right=wording.answer(label.question, escape.answer) if escape.is_upheld else "",
        reason=flag.reason,
        suggested=flag.suggested,
        by=flag.created_by.name,
        created_at=flag.created_at,
        state=_(state),
        tone=tone,
        verdict=case.reason if case and escape.is_upheld is not None else "",
    )
