"""The audit trail catches every write, and the chain finds every change made behind its back."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from assay.kit.audit import act_as
from assay.kit.chain import seal, verify
from assay.kit.models import AuditBlock, AuditEvent
from assay.people.models import User, Vendor
from tests.settling import until_settled
from tests.work.world import NOW, World, make_world


def changes_of(table: str) -> list[tuple[str, str, dict[str, object]]]:
    return list(
        AuditEvent.objects.filter(table_name=table).order_by("id").values_list("actor", "op", "changes")
    )


def lea() -> User:
    return User.objects.create(email="lea@example.org", name="Lea", created_at=NOW)


@pytest.mark.django_db
def test_a_change_is_recorded_with_its_actor_and_both_values() -> None:
    owner = lea()
    vendor = Vendor.objects.create(name="Norte", created_at=NOW)

    with transaction.atomic():
        act_as(owner)
        Vendor.objects.filter(pk=vendor.pk).update(name="Sul")

    assert changes_of("people_vendor")[-1] == (str(owner.uid), "UPDATE", {"name": ["Norte", "Sul"]})


@pytest.mark.django_db
def test_raw_sql_and_bulk_writes_are_recorded_too() -> None:
    Vendor.objects.bulk_create([Vendor(name=name, created_at=NOW) for name in ("a", "b")])
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_vendor SET name = name || '!'")
        cursor.execute("DELETE FROM people_vendor WHERE name = 'a!'")

    assert [op for _, op, _ in changes_of("people_vendor")] == [
        "INSERT",
        "INSERT",
        "UPDATE",
        "UPDATE",
        "DELETE",
    ]


@pytest.mark.django_db
def test_personal_values_are_digests_and_secrets_are_not_there() -> None:
    user = lea()
    user.set_password("correct horse battery")
    user.save()

    recorded = str(changes_of("people_user"))

    assert not {word for word in ("lea@example.org", "Lea", "argon2", "person_key") if word in recorded}
    assert "email" in recorded


@pytest.mark.django_db
def test_the_trail_only_grows() -> None:
    Vendor.objects.create(name="Norte", created_at=NOW)

    with pytest.raises(IntegrityError):
        AuditEvent.objects.all().delete()


@pytest.mark.django_db
def test_importing_tasks_is_not_recorded_row_by_row() -> None:
    make_world(n_tasks=50)

    assert not AuditEvent.objects.filter(table_name__in=["work_task", "work_queueitem"]).exists()


@pytest.fixture
def sealed(transactional_db: None) -> World:
    world = make_world()
    until_settled()
    seal(now=NOW)
    return world


def without_triggers(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql)


def test_an_untouched_chain_is_intact(sealed: World) -> None:
    Vendor.objects.create(name="Norte", created_at=NOW)
    until_settled()
    seal(now=NOW)

    verdict = verify()

    assert (verdict.is_intact, verdict.n_blocks, verdict.n_unsealed) == (True, 2, 0)
    assert verdict.n_rows == AuditEvent.objects.count()


@pytest.mark.parametrize(
    ("tampering", "finding"),
    [
        (
            "UPDATE kit_auditevent SET actor = 'nobody' WHERE id = (SELECT min(id) FROM kit_auditevent)",
            "was changed",
        ),
        ("DELETE FROM kit_auditevent WHERE id = (SELECT min(id) FROM kit_auditevent)", "rows and has"),
        ("DELETE FROM kit_auditblock WHERE number = 1", "a block was taken out"),
        ("UPDATE kit_auditblock SET sha256 = repeat('a', 64) WHERE number = 1", "was changed"),
    ],
)
def test_tampering_behind_the_triggers_is_found(sealed: World, tampering: str, finding: str) -> None:
    Vendor.objects.create(name="Norte", created_at=NOW)
    until_settled()
    seal(now=NOW)

    without_triggers(tampering)

    assert finding in verify().problem


def test_a_transaction_that_is_still_open_is_sealed_later(sealed: World) -> None:
    is_written, may_end = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                Vendor.objects.create(name="Slow", created_at=NOW)
                is_written.set()
                may_end.wait(30)
        finally:
            connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    is_written.wait(30)
    Vendor.objects.create(name="Quick", created_at=NOW)
    n_before = seal(now=NOW)
    may_end.set()
    thread.join()
    until_settled()

    n_after = seal(now=NOW)

    assert (n_before, n_after) == (0, 2)
    assert verify().is_intact


def test_erasing_a_person_key_leaves_the_chain_intact(sealed: World) -> None:
    User.objects.update(person_key=None)

    assert verify().is_intact
    assert AuditBlock.objects.exists()
