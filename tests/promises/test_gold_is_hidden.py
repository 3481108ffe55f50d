"""Promise 13: gold cannot be told from other tasks before it is answered."""

import re

import pytest

from assay.work.models import Claim
from tests.api.calling import Api, token_of
from tests.work.world import add_gold, add_tasks, make_world

pytestmark = pytest.mark.django_db
# Identifiers and the end of the lease are random or of the moment; everything else must be equal byte by byte.
UID = re.compile(rb'("(?:claim|task)" ?: ?")[0-9a-f-]{36}"')
MOMENT = re.compile(rb'("expires_at" ?: ?")[^"]+"')
TEXT = re.compile(rb'"text": ?"Task \d+"')


def plain(content: bytes) -> bytes:
    for pattern in (UID, MOMENT):
        content = pattern.sub(rb'\1"', content)
    return TEXT.sub(b'"text":"Task"', content)


def test_the_answer_with_gold_is_the_answer_without_byte_by_byte() -> None:
    world = make_world(n_people=40, n_tasks=40, overlap=40, gold_share=0.5, needs_acknowledgment=False)
    add_gold(world, 3)

    seen: dict[bool, set[bytes]] = {True: set(), False: set()}
    for person in world.people:
        response = Api(token_of(person.user)).post("/work/step", {"n": 1})
        is_gold = Claim.objects.get(contributor=person).is_gold
        seen[is_gold].add(plain(response.content))

    assert len(seen[True]) == 1
    assert seen[True] == seen[False]


def test_refusals_and_skips_of_gold_are_those_of_other_tasks() -> None:
    world = make_world(n_people=30, n_tasks=30, overlap=30, gold_share=0.5, needs_acknowledgment=False)
    add_gold(world, 3)

    seen: dict[bool, set[tuple[int, bytes, int]]] = {True: set(), False: set()}
    for person in world.people:
        ana = Api(token_of(person.user))
        claim = ana.post("/work/step", {"n": 1}).json()["tasks"][0]["claim"]
        is_gold = Claim.objects.get(contributor=person).is_gold
        wrong = ana.post(f"/work/claims/{claim}/submit", {"answers": {}})
        skipped = ana.post(f"/work/claims/{claim}/skip", {"reason": "other"})
        seen[is_gold].add((wrong.status_code, wrong.content, skipped.status_code))

    assert seen[True] == seen[False]
    assert len(seen[True]) == 1


def test_nothing_to_do_never_counts_gold() -> None:
    world = make_world(n_people=1, n_tasks=0, gold_share=0.5, needs_acknowledgment=False)
    add_gold(world, 3)
    add_tasks(world, 0)

    answer = Api(token_of(world.people[0].user)).post("/work/step", {"n": 5}).json()

    assert answer["tasks"] == []
    assert [reason["n"] for reason in answer["nothing"]["reasons"]] == [0]
