"""What people change about themselves: name, language, time zone, password, tokens."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop as _

from assay.kit.audit import act_as
from assay.kit.clock import is_zone
from assay.kit.reasons import Reason, Refused
from assay.people.actions.inbox import tell
from assay.people.actions.users import issue_token, set_password
from assay.people.enums import TokenScope, WorkKind
from assay.people.models import ApiToken, User
from assay.people.rules import reasons
from assay.people.rules.words import refuse_name

MOST_IN_TOKEN_NAME = 80


def edit_account(by: User, *, name: str, locale: str, time_zone: str) -> User:
    """How the person is called, and the language and time zone that pages speak to them in."""
    problems = [problem for problem in _problems(name, locale, time_zone) if problem]
    if problems:
        raise Refused(*problems)
    with transaction.atomic():
        act_as(by)
        person = User.objects.select_for_update(no_key=True).get(pk=by.pk)
        person.name, person.locale, person.time_zone = name.strip(), locale, time_zone
        person.save(update_fields=["name", "locale", "time_zone"])
    return person


def change_password(by: User, *, current: str, new: str, repeated: str, now: datetime) -> User:
    """The own password, by whoever knows the one so far; other sessions end with the old one, and its owner is told."""
    if not by.check_password(current):
        raise Refused(reasons.PASSWORD_WRONG(field="current"))
    if new != repeated:
        raise Refused(reasons.PASSWORDS_DIFFER(field="repeated"))
    with transaction.atomic():
        set_password(by, user=by, password=new)
        _warn(by, _("Your password was changed"), {}, now)
    return by


def issue_own_token(
    by: User, *, name: str, scopes: Sequence[str], days: int, now: datetime
) -> tuple[ApiToken, str]:
    """A token that acts as oneself, and its secret, which is shown this once."""
    if refused := refuse_name(name, most=MOST_IN_TOKEN_NAME):
        raise Refused(reasons.NO_TOKEN_NAME(field="name") if not name.strip() else refused)
    if not scopes:
        raise Refused(reasons.NO_SCOPES(field="scopes"))
    wanted = [scope for scope in TokenScope if scope in scopes]
    with transaction.atomic():
        made = issue_token(by, user=by, name=name.strip(), scopes=wanted, days=days, now=now)
        _warn(by, _("An API token was made for you: {name}"), {"name": name.strip()}, now)
    return made


def _warn(person: User, sentence: str, about: dict[str, str | int], now: datetime) -> None:
    """Whoever did not do it themselves should know at once."""
    kind = WorkKind.SECURITY.value
    tell([person.pk], kind=kind, sentence=sentence, about=about, address="/account/", now=now)


def _problems(name: str, locale: str, time_zone: str) -> list[Reason | None]:
    """An empty locale: the language that the browser asks for."""
    known = {"", *dict(settings.LANGUAGES)}
    return [
        refuse_name(name),
        None if locale in known else reasons.UNKNOWN_LOCALE(field="locale", locale=locale[:20]),
        None if is_zone(time_zone) else reasons.UNKNOWN_ZONE(field="time_zone", zone=time_zone[:64]),
    ]
