"""Changes of people from a file: what each line would do is shown before anything is done."""

import io
from dataclasses import fields
from typing import Any  # A row of a file.

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_http_methods

from assay.kit.clock import now as the_time
from assay.kit.csv_safety import unguard
from assay.kit.files import TOO_LARGE
from assay.kit.reasons import NotFound, Refused
from assay.kit.rows import Row, Unreadable, csv_rows
from assay.people.actions.from_file import Outcome, change_people
from assay.people.queries.scope import agents_of, may
from assay.people.rules.people_rows import MOST_ROWS, TOO_MANY_ROWS, PersonRow
from assay.people.rules.roles import Permission
from assay.web.requests import signed_in, user_of

MOST_BYTES = 1_000_000
CELLS = tuple(each.name for each in fields(PersonRow))
WORDS = {
    "place": gettext_noop("Place"),
    "languages": gettext_noop("Languages"),
    "skills": gettext_noop("Skills"),
    "contracted": gettext_noop("Contracted hours a week"),
    "roles": gettext_noop("Role"),
    "standing": gettext_noop("Standing"),
}


@signed_in
@require_http_methods(["GET", "POST"])
def from_file(request: HttpRequest) -> HttpResponse:
    """A file is tried and shown; with `confirm`, what was shown is done."""
    person = user_of(request)
    manages = may(person, Permission.MANAGE_PEOPLE)
    if not manages and agents_of(person).is_empty:
        raise NotFound
    context: dict[str, object] = {
        "manages": manages,
        "administers": may(person, Permission.ADMINISTER),
        "most": MOST_ROWS,
    }
    if request.method == "POST":
        is_trial = "confirm" not in request.POST
        try:
            text = _upload(request) if is_trial else request.POST.get("rows", "").encode()
            lines = _lines(text)
            outcomes = change_people(
                person, rows=[each for _line, each in lines], is_trial=is_trial, now=the_time()
            )
        except (Refused, Unreadable) as why:
            for said in [each.said for each in why.reasons] if isinstance(why, Refused) else [str(why)]:
                messages.error(request, said)
            return redirect("people-file")
        if not is_trial:
            return _tell(request, outcomes)
        context |= _shown(lines, outcomes) | {"text": text.decode(errors="replace")}
    return render(request, "web/people/from_file.html", context)


def _lines(text: bytes) -> list[tuple[int, PersonRow]]:
    """Raises Unreadable where any line is no row: nothing of such a file is guessed."""
    found: list[tuple[int, PersonRow]] = []
    for row in csv_rows(io.BytesIO(text), needed=("contributor",)):
        if row.fault:
            raise Unreadable(_("Line %(n)s: %(fault)s.") % {"n": row.line, "fault": row.fault})
        found.append((row.line, PersonRow(**_cells(row))))
        if len(found) > MOST_ROWS:
            raise Refused(TOO_MANY_ROWS(field="rows", most=MOST_ROWS))
    return found


def _cells(row: Row) -> dict[str, Any]:  # Cells by the name of their column.
    return {name: unguard(str(row.cells.get(name, "")).strip()).replace("\0", "") for name in CELLS}


def _shown(lines: list[tuple[int, PersonRow]], outcomes: list[Outcome]) -> dict[str, object]:
    rows = [
        (line, each, [(_(WORDS[one.what]), one) for one in each.changes])
        for (line, _row), each in zip(lines, outcomes, strict=True)
    ]
    return {
        "rows": rows,
        "n_changes": sum(bool(each.changes) for each in outcomes),
        "n_refused": sum(bool(each.reasons) for each in outcomes),
    }


def _tell(request: HttpRequest, outcomes: list[Outcome]) -> HttpResponse:
    n = sum(bool(each.changes) for each in outcomes)
    messages.success(
        request, ngettext("%(n)s person was changed.", "%(n)s people were changed.", n) % {"n": n}
    )
    refused = [each for each in outcomes if each.reasons]
    for each in refused[:10]:
        messages.error(request, f"{each.row.contributor[:60]}: {each.reasons[0].said}")
    if len(refused) > 10:
        messages.error(request, _("%(n)s more were not changed.") % {"n": len(refused) - 10})
    return redirect(reverse("people"))


def _upload(request: HttpRequest) -> bytes:
    sent = request.FILES.get("file")
    if sent is not None and (sent.size or 0) > MOST_BYTES:
        raise Refused(TOO_LARGE(field="file", most=MOST_BYTES))
    return b"" if sent is None else sent.read()
