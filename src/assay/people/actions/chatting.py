"""A person's own chat: its address is kept sealed, tried, forgotten, and written to."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from assay.kit.audit import act_as
from assay.kit.reasons import Refused
from assay.kit.sealing import Unreadable, seal, unseal
from assay.people.actions.carried import NotCarried
from assay.people.actions.chat_service import NotDelivered, Opened, deliver, opened
from assay.people.actions.letters import language_of, lines_of
from assay.people.models import ChatAddress, Notice, User
from assay.people.queries.chat import chat_of
from assay.people.rules import reasons
from assay.people.rules.chat import MOST_IN_TEXT

PURPOSE = "people.chat"
# In front of what somebody named, so that no name calls a whole channel.
_QUIET_AT = "@\u200b"


def set_chat(by: User, *, address: str, now: datetime) -> ChatAddress:
    """From now on; what is told in chat follows what the person chose, else what asks something of them."""
    found = opened(address)
    kept = {"service": found.service.code, "host": found.host[:200] if found.service.has_own_host else ""}
    kept |= {"sealed": seal(address.strip(), purpose=PURPOSE), "problem": ""}
    with transaction.atomic():
        act_as(by)
        row, _is_new = ChatAddress.objects.update_or_create(
            user=by, defaults={**kept, "given_at": now, "reached_at": None}
        )
    return row


def forget_chat(by: User) -> int:
    """Nothing goes there any more; how many addresses there were."""
    with transaction.atomic():
        act_as(by)
        return ChatAddress.objects.filter(user=by).delete()[0]


def try_chat(by: User, *, now: datetime) -> ChatAddress:
    """A message that says where it comes from; refused in the words of what the service answered."""
    row = chat_of(by)
    if row is None:
        raise Refused(reasons.NO_CHAT())
    with override(language_of(by)):
        title, text = "Assay", _("This is where Assay will tell you what you asked to be told.")
    try:
        deliver(_opened(row), title=title, text=text)
    except NotDelivered as problem:
        _note(row, problem.reason.said, None)
        raise Refused(problem.reason) from problem
    _note(row, "", now)
    row.refresh_from_db()
    return row


def carry_chat(user: User, notices: Sequence[Notice]) -> None:
    """One message of one notice, or of all that were gathered."""
    row = chat_of(user)
    if row is None:
        raise NotCarried(reasons.NO_CHAT().text, is_final=True)
    with override(language_of(user)):
        title, text = _written(notices)
    try:
        deliver(_opened(row), title=title, text=text)
    except Refused as refused:
        raise NotCarried(str(refused), is_final=True) from refused
    except NotDelivered as problem:
        with override(language_of(user)):
            _note(row, problem.reason.said, None)
        raise NotCarried(str(problem), is_final=problem.is_final) from problem
    _note(row, "", notices[0].try_at)


def _opened(row: ChatAddress) -> Opened:
    try:
        return opened(unseal(row.sealed, purpose=PURPOSE))
    except Unreadable as error:
        raise Refused(reasons.CHAT_UNREADABLE()) from error


def _written(notices: Sequence[Notice]) -> tuple[str, str]:
    """The same sentences and links as in an e-mail, as many as fit."""
    subject, lines, settings_link = lines_of(notices)
    kept: list[str] = []
    for sentence, link in lines:
        piece = link if len(lines) == 1 else f"• {sentence}\n{link}"
        if sum(map(len, kept)) + len(piece) > MOST_IN_TEXT:
            kept.append(_("%(n)d more stand in your inbox.") % {"n": len(lines) - len(kept)})
            break
        kept.append(piece)
    kept.append(f"{_('What you are told, and how soon')}: {settings_link}")
    return _quiet(subject), _quiet("\n".join(kept))


def _quiet(text: str) -> str:
    return text.replace("@", _QUIET_AT)


def _note(row: ChatAddress, problem: str, reached_at: datetime | None) -> None:
    """Shown to the person: chat that has gone silent looks like nothing to do."""
    changed = {"problem": problem[:300]} | ({"reached_at": reached_at} if reached_at else {})
    ChatAddress.objects.filter(pk=row.pk).update(**changed)
