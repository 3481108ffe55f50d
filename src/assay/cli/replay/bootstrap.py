"""The administrator of a temporary server, made in a process of its own, where Django is set up."""

import os
from pathlib import Path

from assay.kit.clock import now
from assay.people.actions.users import create_user, grant_role, issue_token
from assay.people.enums import Role, TokenScope


def create_administrator() -> None:
    user = create_user(None, email="replay@simulated.invalid", name="Replay", now=now(), is_simulated=True)
    grant_role(None, user=user, role=Role.ADMINISTRATOR, now=now())
    _, secret = issue_token(user, user=user, name="replay", scopes=list(TokenScope), days=2, now=now())
    file = Path(os.environ["ASSAY_REPLAY_TOKEN_FILE"])
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as target:
        target.write(secret)
