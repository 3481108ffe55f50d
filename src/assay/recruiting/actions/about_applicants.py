"""What applicants say of themselves waits sealed, and becomes their own when they come to work here; else it is gone.

Whoever decides about an application cannot read it, and no screening rule does.
"""

from collections.abc import Mapping

import msgspec

from assay.kit.sealing import Unreadable, seal, unseal
from assay.people.models import Contributor
from assay.recruiting.models import ApplicantSaid, Application, SelfAnswer
from assay.recruiting.queries.diversity import varieties
from assay.recruiting.rules.diversity import refuse_answers

SEALED_FOR = "recruiting.about"
PADDED = 160


def answered(about: Mapping[str, str]) -> dict[str, str]:
    """Without the questions that were left out."""
    return {question: answer for question, answer in about.items() if answer}


def keep_said(application: Application, about: Mapping[str, str]) -> None:
    if said := answered(about):
        # As long for everybody: the length of what is sealed would tell of it.
        sealed = seal(msgspec.json.encode(said).decode().ljust(PADDED), purpose=SEALED_FOR)
        ApplicantSaid.objects.create(application=application, sealed=sealed)


def hand_over_said(application: Application, contributor: Contributor) -> None:
    """It is the contributor's from now on, to change or to take back; the sealed one is gone."""
    for question, answer in _said(application).items():
        SelfAnswer.objects.create(contributor=contributor, question=question, answer=answer)
    drop_said(application)


def drop_said(application: Application) -> None:
    ApplicantSaid.objects.filter(application=application).delete()


def _said(application: Application) -> dict[str, str]:
    """Nothing where nothing was said, its key is gone, or an answer is not offered any more."""
    kept = ApplicantSaid.objects.filter(application=application).first()
    if kept is None:
        return {}
    try:
        said = msgspec.json.decode(unseal(kept.sealed, purpose=SEALED_FOR), type=dict[str, str])
    except Unreadable:
        return {}
    known = varieties()
    return {each: answer for each, answer in said.items() if not refuse_answers({each: answer}, known)}
