"""What many of the crowd say of themselves, and what one project needs of its pool."""

import random
from datetime import datetime

from assay.demo.people import Organisation
from assay.demo.story import Story
from assay.people.models import Contributor
from assay.recruiting.actions.diversity import keep_diversity, say_of_oneself, set_need
from assay.recruiting.enums import AgeBand, Gender, SelfQuestion

GENDERS = (*(Gender.WOMAN,) * 9, *(Gender.MAN,) * 10, Gender.ANOTHER)
AGES = (*(AgeBand.TO_24,) * 6, *(AgeBand.TO_34,) * 9, *(AgeBand.TO_49,) * 5)
SAY_SOMETHING, SAY_THEIR_AGE = 0.85, 0.8
NEED = {SelfQuestion.GENDER.value: {Gender.WOMAN.value: 0.5}, SelfQuestion.AGE.value: {"35-49": 0.25}}


def tell_diversity(organisation: Organisation, search: Story, now: datetime) -> None:
    """Not everybody answers, and not everything: the page shows what is left of it."""
    chance = random.Random(31)
    for person in Contributor.objects.select_related("user").order_by("pk"):
        if chance.random() < SAY_SOMETHING:
            answers = {SelfQuestion.GENDER.value: chance.choice(GENDERS).value}
            if chance.random() < SAY_THEIR_AGE:
                answers[SelfQuestion.AGE.value] = chance.choice(AGES).value
            say_of_oneself(person.user, answers=answers)
    keep_diversity(now=now)
    set_need(organisation.users["lea"], project=search.project, shares=NEED, now=now)
