import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from assay.kit import idempotency
from assay.kit.idempotency import Answer
from assay.people.models import User

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
CREATED = Answer(201, "application/json", b'{"uid":"1"}')


@pytest.fixture
def lea(db: None) -> User:
    return User.objects.create(email="lea@example.org", name="Lea", created_at=NOW)


def once(user: User, *, digest: bytes = b"1" * 32, seconds: float = 0.0) -> Answer | None:
    with transaction.atomic():
        known = idempotency.begin(user_id=user.pk, key="key-0001", request_sha256=digest, now=NOW)
        if known is None:
            time.sleep(seconds)
            idempotency.remember(CREATED, user_id=user.pk, key="key-0001")
        return known


def test_the_second_request_gets_the_first_ones_answer(lea: User) -> None:
    assert once(lea) is None
    assert once(lea) == CREATED


def test_a_key_of_another_request_is_refused(lea: User) -> None:
    once(lea)

    with pytest.raises(idempotency.OtherRequest):
        once(lea, digest=b"2" * 32)


def test_a_failed_request_leaves_the_key_free(lea: User) -> None:
    with transaction.atomic():
        idempotency.begin(user_id=lea.pk, key="key-0001", request_sha256=b"1" * 32, now=NOW)
        transaction.set_rollback(True)

    assert once(lea) is None


def test_old_answers_are_forgotten(lea: User) -> None:
    once(lea)

    assert idempotency.forget_old(now=NOW + timedelta(hours=47)) == 0
    assert idempotency.forget_old(now=NOW + timedelta(hours=49)) == 1


@pytest.mark.django_db(transaction=True)
def test_a_concurrent_second_request_waits_for_the_first_ones_answer(lea: User) -> None:
    answers: list[Answer | None] = []

    def call() -> None:
        answers.append(once(lea, seconds=0.3))
        connection.close()

    threads = [threading.Thread(target=call) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers, key=lambda each: each is None) == [CREATED, CREATED, CREATED, None]


@pytest.mark.django_db(transaction=True)
def test_who_waits_too_long_is_told_so(lea: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idempotency, "LONGEST_WAIT", "50ms")
    refused: list[bool] = []

    def call() -> None:
        with pytest.raises(idempotency.StillRunning):
            once(lea)
        refused.append(True)
        connection.close()

    with transaction.atomic():
        idempotency.begin(user_id=lea.pk, key="key-0001", request_sha256=b"1" * 32, now=NOW)
        thread = threading.Thread(target=call)
        thread.start()
        thread.join()

    assert refused == [True]
