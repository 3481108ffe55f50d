"""Chores beside the commands' server, in a process of their own, where Django is set up."""

import json
import sys
from pathlib import Path

from assay.config.postgres import running_url
from tests.cli.running import run

# Simulated people are given tokens that can work and nothing else; these do what their roles let them do.
TOKENS = """
import json, sys
from assay.cli.house import open_house
open_house()
from assay.kit.clock import now
from assay.people.actions.users import issue_token
from assay.people.enums import TokenScope
from assay.people.models import Contributor, User
def token(uid):
    user = User.objects.filter(uid=uid).first() or Contributor.objects.get(uid=uid).user
    return issue_token(user, user=user, name="test", scopes=list(TokenScope), days=1, now=now())[1]
print(json.dumps([token(uid) for uid in sys.argv[1:]]))
"""


def tokens(home: Path, people: list[str]) -> list[str]:
    """A token with every scope for each of these users or contributors."""
    done = run([sys.executable, "-c", TOKENS, *people], DATABASE_URL=running_url(home) or "")
    assert done.exit_code == 0, done.err
    made: list[str] = json.loads(done.out)
    return made


PLACE = """
import sys
from assay.cli.house import open_house
open_house()
from assay.kit.clock import now
from assay.people.actions.contributors import set_place
from assay.people.actions.organisation import create_site, create_vendor
from assay.people.models import Contributor
site = create_site(None, vendor=create_vendor(None, name="Madeira Works", now=now()), name="Funchal")
set_place(None, contributor=Contributor.objects.get(uid=sys.argv[1]), site=site, now=now())
"""


def place_at_funchal(home: Path, contributor: str) -> None:
    """A vendor with one site, at which this contributor works."""
    done = run([sys.executable, "-c", PLACE, contributor], DATABASE_URL=running_url(home) or "")
    assert done.exit_code == 0, done.err
