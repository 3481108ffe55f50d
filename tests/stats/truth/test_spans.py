"""Spans: matching by overlap, votes on boundaries."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assay.stats.truth.spans import AgreedSpan, Marked, Span, SpanVote, overlap


def marks(*people: Sequence[tuple[float, float, str]]) -> list[Marked]:
    return [Marked(nth, tuple(Span(*span) for span in spans)) for nth, spans in enumerate(people)]


def told(found: list[AgreedSpan]) -> list[tuple[float, float, str, int, int]]:
    return [
        (each.span.start, each.span.end, each.span.label, each.support.k, each.support.n) for each in found
    ]


@pytest.mark.parametrize(
    ("other", "wanted"), [((0, 10), 1.0), ((5, 15), 1 / 3), ((10, 20), 0.0), ((20, 30), 0.0), ((2, 7), 0.5)]
)
def test_overlap(other: tuple[float, float], wanted: float) -> None:
    assert overlap(Span(0, 10), Span(*other)) == pytest.approx(wanted)


def test_most_people_decide_on_presence_and_boundaries() -> None:
    ana, ade, ben = [(0, 5, "name"), (10, 20, "place")], [(0, 5, "name"), (11, 20, "place")], [(0, 7, "name")]

    found = SpanVote().fit(marks(ana, ade, ben))

    assert told(found) == [(0, 5, "name", 3, 3), (10, 20, "place", 2, 3)]
    assert found[0].overlap == pytest.approx((1 + 1 + 5 / 7) / 3)


def test_what_one_of_three_marked_falls() -> None:
    assert SpanVote().fit(marks([(0, 5, "name")], [], [])) == []


def test_labels_do_not_mix() -> None:
    found = SpanVote(least_support=0.3).fit(marks([(0, 5, "name")], [(0, 5, "place")], [(0, 5, "place")]))

    assert told(found) == [(0, 5, "name", 1, 3), (0, 5, "place", 2, 3)]


def test_two_neighbours_of_one_person_stay_two() -> None:
    found = SpanVote(least_overlap=0.4).fit(
        marks([(0, 10, ""), (10, 20, "")], [(0, 10, ""), (10, 20, "")], [(0, 20, "")])
    )

    assert [(start, end) for start, end, *_ in told(found)] == [(0, 10), (10, 20)]


def test_boundaries_without_a_majority_are_the_median() -> None:
    found = SpanVote().fit(marks([(1, 20, "")], [(2, 22, "")], [(4, 21, "")]))

    assert told(found) == [(2, 21, "", 3, 3)]


def test_nobody_marked_anything() -> None:
    assert SpanVote().fit(marks([], [])) == []
    assert SpanVote().fit([]) == []


def test_somebody_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="contributor 3 marked the item twice"):
        SpanVote().fit([Marked(3, ()), Marked(3, ())])


def test_a_span_without_length_is_refused() -> None:
    with pytest.raises(ValueError, match="has no length"):
        Span(4, 4)


places = st.integers(0, 30)
spans = st.tuples(places, st.integers(1, 10), st.sampled_from("ab")).map(
    lambda each: Span(each[0], each[0] + each[1], each[2])
)
people = st.lists(st.lists(spans, max_size=4), min_size=1, max_size=5)


@given(people)
def test_the_order_of_people_does_not_matter(given_spans: list[list[Span]]) -> None:
    marked = [Marked(nth, tuple(each)) for nth, each in enumerate(given_spans)]

    assert SpanVote().fit(marked) == SpanVote().fit(marked[::-1])


@given(st.lists(spans, max_size=4), st.integers(1, 5))
def test_people_who_agree_get_what_they_marked(wanted: list[Span], n_people: int) -> None:
    alike = tuple(sorted(set(wanted)))

    found = SpanVote().fit([Marked(nth, alike) for nth in range(n_people)])

    assert [each.span for each in found] == list(alike)
