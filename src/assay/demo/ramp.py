"""What is expected of new joiners week by week, and who goes along with whom.

Of those who compare products most are on target; whoever works in Guadalajara is behind in speed.
"""

from datetime import datetime

from assay.demo.people import Organisation
from assay.demo.story import Story
from assay.training.actions.ramp import set_buddy, set_ramp
from assay.training.queries.ramp import near
from assay.training.rules.ramp import Target

GRADERS = (Target(1, 0.6, 60), Target(3, 0.75, 90))
PAIRS = (Target(1, 0.6, 95), Target(3, 0.7, 120))
MODERATORS = (Target(1, 0.65, 90), Target(3, 0.85, 140))
JOINER = "Dohle"


def tell_ramp(organisation: Organisation, search: Story, moderation: Story, matching: Story) -> None:
    def begin(at: datetime) -> None:
        lea, people = organisation.users["lea"], organisation.people
        set_ramp(lea, project=search.project, curve=GRADERS, now=at)
        set_ramp(lea, project=moderation.project, curve=MODERATORS, now=at)
        set_ramp(lea, project=matching.project, curve=PAIRS, now=at)
        buddy = near(people[JOINER], search.project).order_by("pseudonym").first()
        assert buddy is not None
        set_buddy(lea, project=search.project, joiner=people[JOINER], buddy=buddy, now=at)

    search.put(search.agenda.ago(days=12, hours=20), begin)
