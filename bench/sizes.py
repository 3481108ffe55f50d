"""How much is measured: in full, or just enough to see that the measuring works."""

from dataclasses import dataclass

N_CLIENTS = 16
BATCHES = (1, 10)


@dataclass(frozen=True)
class Sizes:
    n_turns: int = 3
    turn_seconds: int = 8
    warm_up_seconds: int = 3
    n_hot_open: int = 200_000
    n_hot_done: int = 60_000
    n_few_open: int = 10_000
    n_many_open: int = 5_000_000
    n_judged: int = 50_000
    n_claims: int = 1_000
    n_bulk: int = 100_000
    n_board: int = 2_000_000
    n_reviews: int = 200_000
    n_review_waiting: int = 20_000
    n_paid: int = 200_000
    n_closed: int = 5_000_000
    n_allocated_people: int = 2_000
    n_allocated_projects: int = 60
    n_talent: int = 200_000
    n_talent_searches: int = 60
    n_pages: int = 100
    n_page_tasks: int = 1_000_000
    n_page_turns: int = 15
    n_steps: int = 100
    n_judgments: tuple[int, ...] = (1_000_000, 3_000_000, 10_000_000)
    n_accelerated: int = 1_000_000
    n_read: int = 3_000_000
    n_tables: tuple[int, ...] = (100_000, 1_000_000)
    has_others: bool = True
    settling_seconds: float = 1.5
    backlog_seconds: float = 90.0

    @property
    def n_people(self) -> int:
        """Sixteen for each turn of each side of each kind of request: nobody works in two turns."""
        return N_CLIENTS * 2 * self.n_turns * len(BATCHES)


FULL = Sizes()
QUICK = Sizes(
    n_turns=1,
    turn_seconds=2,
    warm_up_seconds=0,
    n_hot_open=4_000,
    n_hot_done=300,
    n_few_open=1_000,
    n_many_open=4_000,
    n_judged=500,
    n_claims=40,
    n_bulk=1_000,
    n_board=3_000,
    n_reviews=1_000,
    n_review_waiting=300,
    n_paid=2_000,
    n_closed=6_000,
    n_allocated_people=60,
    n_allocated_projects=6,
    n_talent=2_000,
    n_talent_searches=8,
    n_pages=2,
    n_page_tasks=5_000,
    n_page_turns=3,
    n_steps=4,
    n_judgments=(200_000,),
    n_accelerated=50_000,
    n_read=20_000,
    n_tables=(),
    has_others=False,
    settling_seconds=0.0,
    backlog_seconds=0.0,
)
