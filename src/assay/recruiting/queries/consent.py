"""What an applicant agrees to, in the language of the page, and its digest."""

import hashlib
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assay.recruiting.rules.applying import FORGOTTEN_AFTER, LAPSES_AFTER


@dataclass(frozen=True, slots=True)
class Consent:
    language: str
    text: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(f"{self.language}\n{self.text}".encode()).hexdigest()


def consent() -> Consent:
    """In the language that pages speak now. A changed sentence is another text with another digest."""
    sentence = _(
        "I agree that my name, my e-mail address, my languages, my skills, my device and where I have lived are kept "
        "to decide about my application. Only the people who recruit here read them. What I send is erased {lapsed} "
        "days after I sent it if I do not confirm my address, {forgotten} days after the decision if I am not taken "
        "on, and at once when I ask for it on the page of my application."
    )
    text = sentence.format(lapsed=LAPSES_AFTER.days, forgotten=FORGOTTEN_AFTER.days)
    return Consent(get_language() or "en", text)
