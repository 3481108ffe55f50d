"""Small worlds for training: who is asked to sign what."""

from datetime import datetime

from assay.training.actions.agreements import make_agreement
from assay.training.enums import AgreementKind
from assay.training.models import Agreement
from assay.training.rules.agreements import Wording
from tests.work.world import NOW, World

SECRET = Wording("en", "Confidentiality", "I keep it to myself.")
SEGREDO = Wording("pt", "Confidencialidade", "Guardo para mim.")


def nda(world: World, *, now: datetime = NOW, **more: object) -> Agreement:
    """Asked of who works on the project, by Lea."""
    where: dict[str, object] = {"project": world.project, **more}
    return make_agreement(
        world.owner,
        name="NDA",
        kind=AgreementKind.NDA,
        wordings=[SECRET, SEGREDO],
        now=now,
        **where,  # type: ignore[arg-type]  # A project, a vendor or none.
    )
