"""What a page of the board is about: the newest run, one question, all markets or one."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from assay.people.models import Market, User
from assay.people.rules.roles import Permission
from assay.projects.models import Project
from assay.projects.queries.permission import is_allowed, project_for
from assay.quality.enums import BoardGrain
from assay.quality.models import BoardCell, BoardRun
from assay.quality.queries.board import cells_of, newest_board
from assay.web.wording import Wording, wording_of


@dataclass(frozen=True, slots=True)
class Chosen:
    """`question` is empty where nothing could be measured; `questions` hold the figures over everything."""

    run: BoardRun
    wording: Wording
    question: str
    market: Market | None
    questions: tuple[BoardCell, ...]
    cells: tuple[BoardCell, ...]

    @property
    def market_id(self) -> int | None:
        return self.market.pk if self.market else None

    @property
    def markets(self) -> list[Market]:
        """Those with figures, by code."""
        found = {
            cell.market.code: cell.market for cell in self.cells if cell.market and not _is_crossed(cell)
        }
        return [found[code] for code in sorted(found)]

    @property
    def cell(self) -> BoardCell | None:
        """The figures of the question in the market, or over everything."""
        grain = BoardGrain.MARKET if self.market else BoardGrain.ALL
        found = (cell for cell in self.cells if cell.grain == grain and cell.market_id == self.market_id)
        return next(found, None)

    @property
    def is_of_chosen(self) -> bool:
        """Several options of a taxonomy: nobody is asked about the others, and only those chosen are compared."""
        found = self.wording.schema.question(self.question)
        return found is not None and found.kind == "taxonomy" and found.most > 1

    @property
    def kept(self) -> str:
        """The choice as it stands in addresses."""
        asked = {"question": self.question}
        if self.market:
            asked["market"] = self.market.code
        return urlencode(asked)


@dataclass(frozen=True, slots=True)
class Opened:
    """A page of the board as it opens; `chosen` is None before the first run."""

    project: Project
    chosen: Chosen | None
    may_run: bool


def opened(person: User, project: UUID, asked: Mapping[str, str]) -> Opened:
    """For whom may see answers; an unknown question or market is the first, or all."""
    found = project_for(person, project, Permission.VIEW_ANSWERS)
    run = newest_board(found)
    may_run = is_allowed(person, found, Permission.RUN_CONSENSUS)
    return Opened(found, chosen_of(run, asked) if run else None, may_run)


def chosen_of(run: BoardRun, asked: Mapping[str, str]) -> Chosen:
    wording = wording_of(run.schema_version_id)
    order = {question.id: nth for nth, question in enumerate(wording.schema.questions)}
    questions = sorted(
        cells_of(run, grain=BoardGrain.ALL), key=lambda cell: order.get(cell.question, len(order))
    )
    known = [cell.question for cell in questions]
    question = asked.get("question", "")
    question = question if question in known else known[0] if known else ""
    cells = tuple(cells_of(run, question)) if question else ()
    code = asked.get("market", "")
    market = next((cell.market for cell in cells if cell.market and cell.market.code == code), None)
    return Chosen(run, wording, question, market, tuple(questions), cells)


def _is_crossed(cell: BoardCell) -> bool:
    return cell.grain != BoardGrain.MARKET
