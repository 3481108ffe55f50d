"""What is hard to look at begins covered; that it was uncovered is counted, and changes no limit."""

from dataclasses import replace

import msgspec
import pytest

from assay.kit.reasons import Refused
from assay.people.models import User
from assay.wellbeing.actions.viewing import choose_viewing
from assay.wellbeing.models import ViewingChoice
from assay.wellbeing.queries.viewing import viewing_of
from assay.wellbeing.rules.viewing import Viewing
from assay.work.actions.claiming import Dice, claim, step
from assay.work.enums import ItemState
from assay.work.models import Exposure, ExposureDay, Judgment
from tests.web.quality_cast import somebody
from tests.work.test_exposure import content_world
from tests.work.world import NOW, World

pytestmark = pytest.mark.django_db
UNCOVERED = (
    '{"picture": {"reveals": 2, "revealed_seconds": 4.5}, "clip": {"reveals": 1}, "page": {"opened": 3}}'
)
NO_GOLD = Dice(1.0, 0.5)


def handed(world: World) -> list[dict[str, object]]:
    found: list[dict[str, object]] = msgspec.json.decode(
        claim(world.worker(), n=1, now=NOW, dice=NO_GOLD).tasks
    )
    return found


def test_everything_is_covered_until_somebody_chooses_for_themselves() -> None:
    ben, zoe = somebody("Ben", NOW), somebody("Zoe", NOW)

    choose_viewing(ben, viewing=Viewing(0, grey=True, mute=False, small=False))
    choose_viewing(ben, viewing=Viewing(25, grey=False, mute=False, small=False))

    assert viewing_of(ben) == Viewing(25, grey=False, mute=False, small=False)
    assert viewing_of(zoe) == Viewing(55, grey=True, mute=True, small=True)


@pytest.mark.parametrize("blur", [-1, 101])
def test_blur_is_a_share(blur: int) -> None:
    ben: User = somebody("Ben", NOW)

    with pytest.raises(Refused, match="from 0 to 100"):
        choose_viewing(ben, viewing=Viewing(blur))

    assert not ViewingChoice.objects.exists()


@pytest.mark.parametrize("severity", [0, 3])
def test_a_task_says_how_hard_it_may_be_while_in_hand_and_anew(severity: int) -> None:
    world = content_world({severity: 2})

    assert [each["severity"] for each in handed(world)] == [severity]
    assert [each["severity"] for each in handed(world)] == [severity]


@pytest.mark.parametrize(("severity", "counted"), [(3, [3]), (0, [])])
def test_what_was_uncovered_is_counted_with_the_answer(severity: int, counted: list[int]) -> None:
    world = content_world({severity: 2})
    task = handed(world)[0]
    answer = replace(world.submission(str(task["claim"])), interactions_json=UNCOVERED)

    step(world.worker(), answer, n=0, now=NOW)
    step(world.worker(), answer, n=0, now=NOW)

    assert Judgment.objects.get().interactions["picture"] == {"reveals": 2, "revealed_seconds": 4.5}
    assert [*ExposureDay.objects.values_list("n_reveals", flat=True)] == counted
    assert world.queue.items.filter(state=ItemState.OPEN).exists()


def test_looking_uncovered_adds_nothing_to_the_exposure_that_limits_count() -> None:
    """Otherwise people would look less closely, or be kept from work for doing it well."""
    world, seconds = content_world({3: 2}), []
    for interactions in ("{}", UNCOVERED):
        answer = replace(world.submission(str(handed(world)[0]["claim"])), interactions_json=interactions)
        step(world.worker(), answer, n=0, now=NOW)
        seconds.append(Exposure.objects.get().day_seconds)

    assert seconds[1] == 2 * seconds[0] > 0
