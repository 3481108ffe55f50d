"""E-mails: the sentence of the inbox and a link, in the language of their reader, and nothing that others wrote."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, get_language_bidi, override
from django.utils.translation import get_supported_language_variant as supported
from django.utils.translation import gettext as _

from assay.people.enums import NoticeChannel, Pace
from assay.people.models import Notice, User
from assay.people.queries.inbox import title_of
from assay.people.queries.stopping import GATHERED, stop_token
from assay.people.rules.kinds import kind_of

# Lines of a subject end where mail servers may cut them.
MOST_IN_SUBJECT = 150


@dataclass(frozen=True, slots=True)
class Line:
    sentence: str
    link: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What an e-mail says; the same for its text and its HTML."""

    subject: str
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    settings_link: str
    stop_link: str


def email_of(user: User, notices: Sequence[Notice]) -> EmailMultiAlternatives:
    """One e-mail of one notice, or of all that were gathered. A second try has the same Message-ID."""
    with override(language_of(user)):
        letter = _letter(user, notices)
        email = EmailMultiAlternatives(letter.subject, _text(letter), to=[user.email])
        email.attach_alternative(_html(letter), "text/html")
    domain = urlsplit(settings.ASSAY_ADDRESS).hostname or "assay"
    email.extra_headers = {
        "Message-ID": f"<{notices[0].uid}@{domain}>",
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": f"<{letter.stop_link}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return email


def language_of(user: User) -> str:
    """Of Assay's languages the one that the person speaks: pt for pt-BR."""
    try:
        return str(supported(user.locale or settings.LANGUAGE_CODE))
    except LookupError:
        return str(settings.LANGUAGE_CODE)


def sentence_of(notice: Notice) -> str:
    """On one line. Where the sentence repeats what somebody wrote, only what kind of thing has happened."""
    kind = kind_of(notice.message.kind)
    sentence = _(kind.sentence) if kind.quotes else title_of(notice.message)
    return " ".join(sentence.split())


def link_of(notice: Notice) -> str:
    return f"{settings.ASSAY_ADDRESS}{notice.message.address or '/inbox/'}"


def lines_of(notices: Sequence[Notice]) -> tuple[str, list[tuple[str, str]], str]:
    """What a message that is no e-mail says: its subject, sentences with their links, and where to choose."""
    lines = [(sentence_of(notice), link_of(notice)) for notice in notices]
    return _subject(notices), lines, f"{settings.ASSAY_ADDRESS}/notifications/"


def _letter(user: User, notices: Sequence[Notice]) -> Letter:
    is_digest = notices[0].is_gathered
    what = GATHERED if is_digest else kind_of(notices[0].message.kind).code
    return Letter(
        subject=_subject(notices)[:MOST_IN_SUBJECT],
        groups=tuple(_groups(notices)),
        settings_link=f"{settings.ASSAY_ADDRESS}/notifications/",
        stop_link=f"{settings.ASSAY_ADDRESS}/notifications/stop/{stop_token(user, NoticeChannel.EMAIL, what)}/",
    )


def _subject(notices: Sequence[Notice]) -> str:
    if len(notices) == 1:
        return sentence_of(notices[0])
    if notices[0].pace == Pace.WEEKLY:
        return _("Your week in Assay")
    return _("Your day in Assay") if notices[0].pace == Pace.DAILY else _("While it was quiet in Assay")


def _groups(notices: Sequence[Notice]) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """By kind, in the order in which the first of each came."""
    by_kind: dict[str, list[Line]] = {}
    for notice in notices:
        kind = kind_of(notice.message.kind)
        by_kind.setdefault(kind.sentence, []).append(Line(sentence_of(notice), link_of(notice)))
    for sentence, lines in by_kind.items():
        yield _(sentence), tuple(lines)


def _text(letter: Letter) -> str:
    parts: list[str] = []
    for heading, lines in letter.groups:
        parts += [heading, ""] if len(letter.groups) > 1 else []
        parts += [text for line in lines for text in (line.sentence, line.link, "")]
    parts += ["-- ", f"{_('What you are told, and how soon')}:", letter.settings_link]
    parts += [f"{_('No more e-mails like this one')}:", letter.stop_link]
    return "\n".join(parts) + "\n"


def _html(letter: Letter) -> str:
    groups = format_html_join(
        "\n",
        "{}<ul>{}</ul>",
        ((_heading(letter, heading), _items(lines)) for heading, lines in letter.groups),
    )
    foot = format_html(
        '<p><small><a href="{}">{}</a><br><a href="{}">{}</a></small></p>',
        *(letter.settings_link, _("What you are told, and how soon")),
        *(letter.stop_link, _("No more e-mails like this one")),
    )
    direction = "rtl" if get_language_bidi() else "ltr"
    return format_html(
        '<!doctype html>\n<html lang="{}" dir="{}"><head><meta charset="utf-8"><title>{}</title></head>'
        "<body>{}{}</body></html>\n",
        *(get_language(), direction, letter.subject, groups, foot),
    )


def _heading(letter: Letter, heading: str) -> str:
    return format_html("<h2>{}</h2>", heading) if len(letter.groups) > 1 else ""


def _items(lines: Sequence[Line]) -> str:
    return format_html_join(
        "", '<li><a href="{}"><bdi>{}</bdi></a></li>', ((line.link, line.sentence) for line in lines)
    )
