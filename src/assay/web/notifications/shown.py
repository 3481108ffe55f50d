"""What a person is told, as rows of selects."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from assay.people.enums import NoticeChannel, Pace
from assay.people.queries.chosen import Told
from assay.people.rules.kinds import paces_on


@dataclass(frozen=True, slots=True)
class Way:
    """One select: `choices` are (value, words, is chosen); with a single choice there is nothing to choose."""

    name: str
    channel: str
    label: str
    choices: tuple[tuple[str, str, bool], ...]

    @property
    def only(self) -> str:
        return self.choices[0][1] if len(self.choices) == 1 else ""


@dataclass(frozen=True, slots=True)
class Row:
    code: str
    sentence: str
    ways: tuple[Way, ...]


def rows(told: Iterable[Told]) -> list[Row]:
    return [_row(each) for each in told]


def named(code: str, channel: str) -> str:
    """The field of a kind on a way."""
    return f"{channel}:{code}"


def channel_words(channels: Iterable[NoticeChannel]) -> list[str]:
    return [_(channel.label) for channel in channels]


def weekdays() -> list[tuple[int, str]]:
    return [(number, str(name)) for number, name in WEEKDAYS.items()]


def clock(at: time | None) -> str:
    return at.strftime("%H:%M") if at else ""


def _row(told: Told) -> Row:
    sentence = _(told.kind.sentence)
    return Row(told.kind.code, sentence, tuple(_way(told, channel, sentence) for channel in told.paces))


def _way(told: Told, channel: NoticeChannel, sentence: str) -> Way:
    choices = tuple(
        (pace.value, _word(channel, pace), pace is told.paces[channel])
        for pace in paces_on(told.kind, channel)
    )
    return Way(named(told.kind.code, channel), _(channel.label), f"{_(channel.label)}: {sentence}", choices)


def _word(channel: NoticeChannel, pace: Pace) -> str:
    """What is switched off in Assay is still there to be read."""
    if channel is NoticeChannel.INBOX:
        return _("Kept as read") if pace is Pace.OFF else _("As new")
    return _(pace.label)
