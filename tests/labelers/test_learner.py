"""The built-in learner: learns what can be learnt, says how often it is right, and is the same each time."""

import random
from typing import Any  # Arrays of a file by name, as NumPy takes them.

import numpy as np
import pytest

from assay.labelers.rules.learner import learn, packed, predict, refuse_examples, unpacked

pytest.importorskip("sklearn", reason="The learner is an optional extra.")
FRUIT, TOOLS = (
    ["red apple", "ripe pear", "sweet plum", "رمان حلو"],
    ["steel saw", "claw hammer", "hand drill", "مطرقة"],
)


def goods(n: int, seed: int = 1) -> tuple[list[dict[str, object]], list[str]]:
    chance = random.Random(seed)
    labels = [chance.choice(["fruit", "tool"]) for _ in range(n)]
    names = [chance.choice(FRUIT if label == "fruit" else TOOLS) for label in labels]
    return [{"title": f"{name} {chance.randint(1, 99)}", "tags": ["new"]} for name in names], labels


def test_it_tells_apart_what_differs_in_any_script() -> None:
    contents, labels = goods(200)

    learnt = learn(contents, labels)

    assert learnt.classes == ("fruit", "tool")
    assert (learnt.n, learnt.k) == (200, 200)
    [apple, hammer] = predict(learnt, [{"title": "two apples"}, {"title": "مطرقة"}])
    assert (apple[0], hammer[0]) == ("fruit", "tool")
    assert min(apple[1], hammer[1]) > 0.5
    assert predict(learnt, []) == []


def test_numbers_and_fields_are_features_too_and_more_than_two_answers_work() -> None:
    chance = random.Random(2)
    prices = [10 ** chance.uniform(0, 6) for _ in range(300)]
    labels = ["low" if price < 100 else "middle" if price < 10_000 else "high" for price in prices]

    learnt = learn([{"price": price, "seller": {"kind": "shop"}} for price in prices], labels)

    assert learnt.classes == ("high", "low", "middle")
    assert learnt.k / learnt.n > 0.7
    assert [label for label, _ in predict(learnt, [{"price": 2}, {"price": 900_000}])] == ["low", "high"]


def test_noise_is_not_learnt() -> None:
    chance = random.Random(99)
    contents, _ = goods(400, seed=3)

    learnt = learn(contents, [chance.choice(["a", "b"]) for _ in contents])

    assert 0.4 < learnt.k / learnt.n < 0.6


def test_the_same_examples_give_the_same_bytes_and_rare_labels_are_left_out() -> None:
    contents, labels = goods(120)
    rare = [*labels[:-4], *["odd"] * 4]

    first, second = (learn(contents, rare) for _ in range(2))
    again = unpacked(packed({"kind": first}))["kind"]

    assert packed({"kind": first}) == packed({"kind": second})
    assert (first.classes, first.n) == (("fruit", "tool"), 116)
    assert (again.classes, again.n, again.k) == (first.classes, first.n, first.k)
    assert predict(again, contents) == predict(first, contents)
    # What was said of examples that were not seen stands beside every one of them, those that are too rare, too.
    assert first.held is not None
    assert again.held is not None
    assert again.held.truth == tuple(rare)
    assert again.held.chances.tolist() == first.held.chances.tolist()
    guessed = [first.classes[each] for each in first.held.chances.argmax(axis=1)]
    assert sum(map(str.__eq__, guessed, rare)) == first.k


def test_a_file_with_objects_is_refused() -> None:
    import io

    buffer = io.BytesIO()
    objects: dict[str, Any] = {"q/classes": np.array([{"a": 1}], dtype=object)}
    np.savez(buffer, **objects)
    with pytest.raises(ValueError, match="allow_pickle"):
        unpacked(buffer.getvalue())


def test_too_little_to_learn_from_is_said() -> None:
    cases = [
        ["a"] * 100,
        ["a"] * 100 + ["b"] * 4,
        ["a", "b"] * 20,
        [str(n) for n in range(61)] * 5,
        ["a", "b"] * 25,
    ]
    found = [refuse_examples("kind", labels) for labels in cases]
    assert [each.code if each else None for each in found] == [
        *("labelers.too_few_classes", "labelers.too_few_classes", "labelers.too_few"),
        *("labelers.too_many_classes", None),
    ]
