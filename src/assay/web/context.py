"""What the shell of every page shows: the person, their navigation, their inbox."""

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, object]:
    return {"nav": [], "n_unread": 0}
