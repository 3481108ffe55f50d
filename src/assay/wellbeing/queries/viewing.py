"""How a person is shown content that is hard to look at."""

from assay.people.models import User
from assay.wellbeing.models import ViewingChoice
from assay.wellbeing.rules.viewing import Viewing


def viewing_of(user: User) -> Viewing:
    """What they chose, else everything covered."""
    chosen = ViewingChoice.objects.filter(user=user).values_list("blur", "grey", "mute", "small").first()
    return Viewing(*chosen) if chosen else Viewing()
