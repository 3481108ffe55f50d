"""Who measures: an administrator, with a token for the API or a session for the pages."""

from datetime import timedelta

from django.test import Client

from assay.kit.clock import now
from assay.people.actions.users import create_user, grant_role, issue_token
from assay.people.enums import Role, TokenScope
from assay.people.models import User

EMAIL = "bench@example.org"


def administrator() -> User:
    if found := User.objects.filter(email=EMAIL).first():
        return found
    user = create_user(None, email=EMAIL, name="Bench", now=now() - timedelta(days=1))
    grant_role(None, user=user, role=Role.ADMINISTRATOR, now=now())
    return user


def administrator_token() -> str:
    user = administrator()
    return issue_token(user, user=user, name="bench", scopes=list(TokenScope), days=1, now=now())[1]


def administrator_cookie() -> str:
    """A session of the pages."""
    client = Client()
    client.force_login(administrator())
    return client.cookies["sessionid"].value
