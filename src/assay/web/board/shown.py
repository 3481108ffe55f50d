"""The board as its pages show it: figures in the reader's words, each with what it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from assay.quality.enums import BoardGrain
from assay.quality.models import BoardAnswer, BoardCell, BoardPair, BoardRun, BoardTask
from assay.quality.queries.board_pair import Divided
from assay.stats.sampling import Share, wilson
from assay.web.board.chosen import Chosen
from assay.web.quality.agreement import ShownAgreement, agreement_of_cell
from assay.web.wording import Wording

# Where fewer items were judged twice, the interval says little and the row is set back.
FEW = 30
METRICS = {"nominal": "nominal", "ordinal": "ordinal", "interval": "interval"}


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A row of agreement, with the interval of alpha on a line from 0 to 1."""

    name: str
    detail: str
    question: str
    market: str
    agreement: ShownAgreement
    n_units: int
    n_contributors: int
    line: Share

    @property
    def is_thin(self) -> bool:
        return self.agreement.n_items < FEW


@dataclass(frozen=True, slots=True)
class Breakdown:
    """Agreement by one dimension, the least agreed on first."""

    title: str
    rows: tuple[ShownCell, ...]


@dataclass(frozen=True, slots=True)
class ShownPair:
    one: str
    other: str
    tasks: Share
    n_pairs: int
    address: str


@dataclass(frozen=True, slots=True)
class ShownDivided:
    """An item of a pair, with how many said what."""

    uid: UUID
    external_id: str
    market: str
    subject: str
    answers: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    answer: str
    n_units: int
    n_judgments: int
    agreement: float | None
    low: float | None
    high: float | None
    line: Share


@dataclass(frozen=True, slots=True)
class ShownTask:
    uid: UUID
    external_id: str
    market: str
    subject: str
    question: str
    answers: tuple[tuple[str, int], ...]
    n_judgments: int
    agreement: float | None
    entropy: float
    n_disputes: int


def shown_cell(cell: BoardCell, wording: Wording) -> ShownCell:
    name, detail = _named(cell, wording)
    return ShownCell(
        name=name,
        detail=detail,
        question=cell.question,
        market=cell.market.code if cell.market else "",
        agreement=agreement_of_cell(cell),
        n_units=cell.n_units,
        n_contributors=cell.n_contributors,
        line=_line(cell.alpha, cell.alpha_low, cell.alpha_high, cell.n_paired),
    )


def breakdowns(chosen: Chosen) -> list[Breakdown]:
    """By market, by language, by guideline version: those that have more than one row."""
    market = chosen.market
    grains = [
        (BoardGrain.MARKET, _("By market")),
        (BoardGrain.LANGUAGE, _("By language")),
        (BoardGrain.MARKET_GUIDELINE if market else BoardGrain.GUIDELINE, _("By guideline version")),
    ]
    found = []
    for grain, title in grains:
        cells = [
            cell
            for cell in chosen.cells
            if cell.grain == grain and (grain != BoardGrain.MARKET_GUIDELINE or cell.market == market)
        ]
        if grain == BoardGrain.LANGUAGE and len(cells) == len(chosen.markets):
            continue  # Every market speaks a language of its own: the same rows again.
        if len(cells) > 1:
            found.append(Breakdown(title, tuple(shown_cell(cell, chosen.wording) for cell in cells)))
    return found


def _named(cell: BoardCell, wording: Wording) -> tuple[str, str]:
    """A row's name, and what explains it."""
    if cell.grain in {BoardGrain.GUIDELINE, BoardGrain.MARKET_GUIDELINE} and cell.guideline_version:
        version = cell.guideline_version
        return _("Version %(n)s") % {"n": version.number}, version.change_note or version.title
    if cell.grain == BoardGrain.LANGUAGE:
        return language_name(cell.language), cell.language
    if cell.market:
        return cell.market.code, cell.market.name
    return wording.question(cell.question), ""


def language_name(code: str) -> str:
    """A language in the reader's words; its code where nobody knows it."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def shown_pairs(pairs: Iterable[BoardPair], chosen: Chosen) -> list[ShownPair]:
    return [shown_pair(each, chosen.wording, chosen.kept) for each in pairs]


def shown_pair(pair: BoardPair, wording: Wording, kept: str) -> ShownPair:
    """`other` is empty for an option that some choose and others do not."""
    one = wording.class_or_option(pair.question, pair.one)
    other = wording.class_or_option(pair.question, pair.other) if pair.other else ""
    asked = urlencode({"one": pair.one, "other": pair.other})
    return ShownPair(one, other, wilson(pair.n_units, pair.n_paired), pair.n_pairs, f"{kept}&{asked}")


def shown_divided(item: Divided, chosen: Chosen) -> ShownDivided:
    wording, question = chosen.wording, chosen.question
    given = sorted(item.answers.items(), key=lambda pair: (-pair[1], pair[0]))
    return ShownDivided(
        uid=item.task.uid,
        external_id=item.task.external_id,
        market=item.task.market.code if item.task.market else "",
        subject=wording.subject(question, item.subject) if item.subject else "",
        answers=tuple((wording.class_or_option(question, name), n) for name, n in given),
    )


def shown_answer(answer: BoardAnswer, wording: Wording) -> ShownAnswer:
    return ShownAnswer(
        answer=wording.class_or_option(answer.question, answer.answer),
        n_units=answer.n_units,
        n_judgments=answer.n_judgments,
        agreement=answer.agreement,
        low=answer.low,
        high=answer.high,
        line=_line(answer.agreement, answer.low, answer.high, answer.n_units),
    )


def shown_task(row: BoardTask, wording: Wording) -> ShownTask:
    given = sorted(row.answers.items(), key=lambda pair: (-pair[1], pair[0]))
    return ShownTask(
        uid=row.task.uid,
        external_id=row.task.external_id,
        market=row.market.code if row.market else "",
        subject=wording.subject(row.question, row.subject) if row.subject else "",
        question=wording.question(row.question),
        answers=tuple((wording.class_or_option(row.question, name), n) for name, n in given),
        n_judgments=row.n_judgments,
        agreement=row.agreement,
        entropy=row.entropy,
        n_disputes=row.n_disputes,
    )


def _line(value: float | None, low: float | None, high: float | None, n: int) -> Share:
    """An interval as `interval_bar` draws it; agreement below chance ends at 0."""
    if value is None or low is None or high is None:
        return Share(0, n, None, None, None, 0.95, "")
    return Share(0, n, max(0.0, value), max(0.0, low), max(0.0, min(1.0, high)), 0.95, "")


def n_newer_text(run: BoardRun, n: int, most: int) -> str:
    """What came in since the run."""
    if not n:
        return _("nothing has come in since")
    if n >= most:
        return _("more than %(n)s judgments have come in since") % {"n": f"{most:,}"}
    return _("%(n)s judgments have come in since") % {"n": f"{n:,}"}
