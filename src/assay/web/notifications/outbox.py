"""What left, for administrators; what has failed can be tried again."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now
from assay.people.actions.sending import try_again
from assay.people.enums import NoticeChannel, NoticeState, Pace
from assay.people.models import Notice
from assay.people.queries.outbox import counted, notice_for, notices_for
from assay.people.rules.kinds import kind_of
from assay.web.administration.entrance import administrator
from assay.web.requests import done, page_of, signed_in, user_of

TONES = {NoticeState.SENT: "good", NoticeState.FAILED: "bad", NoticeState.WAITING: "busy"}


@signed_in
@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    person = administrator(request)
    state = request.GET.get("state", "")
    page = page_of(request, notices_for(person, state=state))
    numbers = counted(person)
    context = {
        "page": page,
        "rows": [_row(notice) for notice in page],
        "states": [(value, _(NoticeState(value).label), n) for value, n in numbers.items()],
        "state": state if state in NoticeState else "",
        "kept": f"state={state}" if state in NoticeState else "",
        "folder": settings.EMAIL_FILE_PATH,
        "n_failed": numbers[NoticeState.FAILED],
    }
    return render(request, "web/administration/outbox.html", context)


@signed_in
@require_POST
def again(request: HttpRequest, notice: UUID) -> HttpResponse:
    person = administrator(request)
    found = notice_for(person, notice)
    return done(
        request,
        lambda: try_again(user_of(request), notice=found, now=now()),
        _("It is tried again."),
        "outbox",
    )


def _row(notice: Notice) -> dict[str, object]:
    return {
        "notice": notice,
        "kind": _(kind_of(notice.message.kind).sentence),
        "way": _(NoticeChannel(notice.channel).label),
        "pace": _(Pace(notice.pace).label),
        "state": _(NoticeState(notice.state).label),
        "tone": TONES.get(NoticeState(notice.state), ""),
        "is_failed": notice.state == NoticeState.FAILED,
        "is_waiting": notice.state == NoticeState.WAITING,
    }
