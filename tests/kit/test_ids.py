"""Identifiers: sortable, never the same, and the same again only where a simulated history asks for it."""

from datetime import UTC, datetime

from assay.kit.ids import new_uid, repeatable_uids

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_identifiers_only_grow_and_never_meet() -> None:
    made = [new_uid() for _ in range(500)]

    assert made == sorted(set(made))


def test_one_seed_and_moment_give_the_same_again_and_others_do_not() -> None:
    def made(seed: int) -> list[str]:
        with repeatable_uids(seed, since=AT):
            return [str(new_uid()) for _ in range(300)]

    assert made(1) == made(1) == sorted(set(made(1)))
    assert not set(made(1)) & set(made(2))
    assert all(uid[14] == "7" and uid < "019cc" for uid in made(1))


def test_afterwards_identifiers_are_random_again_even_after_an_error() -> None:
    try:
        with repeatable_uids(1, since=AT):
            first = new_uid()
            raise ValueError
    except ValueError:
        pass

    with repeatable_uids(1, since=AT):
        again = new_uid()

    assert again == first
    assert new_uid() > first
    assert new_uid() != new_uid()
