"""What tasks show of a thing: read once for all that is asked, and only of what may be shown."""

import pytest

from assay.work.models import Task
from assay.work.queries.showing import contents_with
from tests.work.world import NOW, make_world

pytestmark = pytest.mark.django_db


def test_tasks_that_show_one_of_the_values() -> None:
    make_world(n_people=0, n_tasks=6)
    contents = [
        {"query": "boots", "doc": "d1"},
        {"query": "hats", "doc": "d9"},
        {"query": "boots"},
        {"query": "hats", "doc": "d2"},
        {"query": "boots", "doc": "d3"},
        {"query": "boots", "doc": "d4"},
    ]
    for task, content in zip(Task.objects.order_by("pk"), contents, strict=True):
        Task.objects.filter(pk=task.pk).update(content=content)
    tasks = list(Task.objects.order_by("pk"))
    Task.objects.filter(pk=tasks[4].pk).update(withdrawn_at=NOW)
    Task.objects.filter(pk=tasks[5].pk).update(is_gold=True)

    found = contents_with(Task.objects.all(), values={"query": {"boots"}, "doc": {"d9"}})
    of_one = contents_with(Task.objects.filter(pk=tasks[0].pk), values={"query": {"boots", "hats"}})

    assert list(found) == [
        ("", {"query": "boots", "doc": "d1"}, contents[0]),
        ("", {"query": "hats", "doc": "d9"}, contents[1]),
        ("", {"query": "boots", "doc": None}, contents[2]),
    ]
    assert list(of_one) == [("", {"query": "boots"}, contents[0])]
