"""The cast: the same people in the demo, the documentation and the tests. Readable without Django's settings."""

from dataclasses import dataclass

from assay.people.enums import Role

# One password for all of them, so that signing in by hand can be tried, too. The demo listens on loopback only.
PASSWORD = "label-with-care"
DOMAIN = "demo.example"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the cast; `role` None: contributors, and the stranger who has no role at all."""

    name: str
    title: str
    role: Role | None = None
    # Empty: pages speak the language of the visitor's browser.
    locale: str = ""
    time_zone: str = "UTC"

    @property
    def key(self) -> str:
        return self.name.split()[0].lower()

    @property
    def email(self) -> str:
        return f"{self.key}@{DOMAIN}"


CAST = (
    Member("Ana", "Contributor, São Paulo", time_zone="America/Sao_Paulo"),
    Member("Ade", "Contributor, Lagos", time_zone="Africa/Lagos"),
    Member("Ben", "QA analyst", Role.QA_ANALYST, time_zone="Europe/London"),
    Member("Lea", "Project owner", Role.PROJECT_OWNER, time_zone="Europe/Berlin"),
    Member("Ravi", "BPO site lead, Lisbon", Role.SITE_LEAD, time_zone="Europe/Lisbon"),
    Member("Mia", "Crowd manager", Role.CROWD_MANAGER, time_zone="Europe/Berlin"),
    Member("Omar", "Operations lead", Role.OPERATIONS_LEAD, time_zone="Africa/Cairo"),
    Member("Rita", "Requester", Role.REQUESTER, time_zone="Europe/Berlin"),
    Member("Noor", "Reviewer", Role.REVIEWER, time_zone="Asia/Dubai"),
    Member("Nuno", "Reviewer of the site in Lisbon", Role.REVIEWER, time_zone="Europe/Lisbon"),
    Member("Zoe", "A stranger: sees nothing"),
    Member("Ada Admin", "Administrator", Role.ADMINISTRATOR),
)
