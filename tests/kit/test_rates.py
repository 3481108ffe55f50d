import threading

import pytest
from django.db import connection

from assay.kit import rates

pytestmark = pytest.mark.django_db
AT = 1_800_000_000.0


@pytest.fixture(autouse=True)
def new_process() -> None:
    rates._shares.clear()


def allowed(subject: str, n: int, *, most: int, at: float = AT) -> int:
    return sum(rates.seconds_to_wait(subject, most=most, at=at) == 0 for _ in range(n))


@pytest.mark.parametrize("most", [1, 7, 20, 50, 101])
def test_exactly_the_allowed_number_passes_in_a_minute(most: int) -> None:
    assert allowed("token:1", most + 30, most=most) == most


def test_the_wait_ends_with_the_minute_and_then_the_count_starts_again() -> None:
    allowed("token:1", 5, most=5)

    assert rates.seconds_to_wait("token:1", most=5, at=AT + 13) == 60 - int((AT + 13) % 60)
    assert allowed("token:1", 9, most=5, at=AT + 60) == 5


def test_callers_do_not_share_a_limit() -> None:
    assert [allowed(f"token:{n}", 9, most=5) for n in range(3)] == [5, 5, 5]


def test_the_limit_holds_over_processes() -> None:
    """A process that forgets its shares stands for a new one; shares not spent are lost, never doubled."""
    passed = 0
    for _ in range(40):
        rates._shares.clear()
        passed += allowed("token:1", 3, most=60)

    assert passed == 60


@pytest.mark.django_db(transaction=True)
def test_the_limit_holds_over_threads() -> None:
    passed: list[int] = []

    def call() -> None:
        passed.append(allowed("token:1", 40, most=100))
        connection.close()

    threads = [threading.Thread(target=call) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(passed) == 100
