"""The inbox: what Assay told the person, newest first."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from assay.kit.clock import now as the_time
from assay.people.actions.inbox import mark_read
from assay.people.queries.inbox import body_of, messages_of, title_of
from assay.support.queries.announcements import told
from assay.web.requests import page_of, signed_in, user_of


@signed_in
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """A page of messages; unread ones stand out and can be opened or marked one by one."""
    page = page_of(request, messages_of(user_of(request)))
    shown = [(message, title_of(message), body_of(message)) for message in page]
    news = told(user_of(request), language=get_language() or "en", now=the_time(), only_unread=True)
    required = [each for each in news if each.announcement.is_required]
    return render(request, "web/inbox.html", {"page": page, "shown": shown, "news": required[:5]})


@signed_in
@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """Every message counts as read."""
    mark_read(user_of(request), now=the_time())
    return redirect("inbox")


@signed_in
@require_POST
def read_one(request: HttpRequest, message: UUID) -> HttpResponse:
    """This message counts as read; on to what it is about, where it has a page."""
    person = user_of(request)
    found = get_object_or_404(messages_of(person), uid=message)
    mark_read(person, now=the_time(), uid=found.uid)
    return redirect(found.address or "inbox")
