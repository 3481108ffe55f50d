"""Somebody says how content that is hard to look at is shown to them."""

from assay.kit.reasons import Refused
from assay.people.models import User
from assay.wellbeing.models import ViewingChoice
from assay.wellbeing.rules.viewing import Viewing, problems


def choose_viewing(by: User, *, viewing: Viewing) -> None:
    """From the next task on. The person's own: nobody else reads it, and it changes no limit."""
    if found := [*problems(viewing)]:
        raise Refused(*found)
    ViewingChoice.objects.update_or_create(
        user=by,
        defaults={
            "blur": viewing.blur,
            "grey": viewing.grey,
            "mute": viewing.mute,
            "small": viewing.small,
        },
    )
