"""Whether the content of a task begins covered for who looks at it, on pages that only show it."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from assay.people.models import User
from assay.web.content import ShownContent
from assay.wellbeing.queries.viewing import viewing_of
from assay.wellbeing.rules.viewing import Viewing
from assay.work.models import Task
from assay.work.queries.exposure import content_default
from assay.work.rules.exposure import sensitivity

LOOKED = "looked"
MOST_LOOKED = 50
_BENIGN = Viewing(0, grey=False, mute=False, small=False)


@dataclass(frozen=True, slots=True)
class Cover:
    """`names` are the classes of what is covered; once it was uncovered in this session it begins so."""

    task: UUID
    names: str
    is_muted: bool
    is_open: bool


def cover_of(request: HttpRequest, content: ShownContent) -> Cover | None:
    """As the project wants every task and, where the task is hard to look at, as the person chose."""
    if not isinstance(request.user, User) or not content.has_pictures:
        return None
    chosen, media = viewing_of(request.user), content.media
    hard = chosen if _is_hard(content.task) else _BENIGN
    blur = hard.blur or (media.is_blurred and (chosen.blur or Viewing().blur)) or 0
    wanted = {
        "is-blurred": blur > 0,
        f"blur-{round(blur / 10)}": blur > 0,
        "is-grey": hard.grey or media.is_grey,
        "is-small": hard.small,
    }
    is_muted = hard.mute or media.is_muted
    if not any(wanted.values()) and not is_muted:
        return None
    names = " ".join(name for name, is_on in wanted.items() if is_on)
    is_open = str(content.task.uid) in request.session.get(LOOKED, [])
    return Cover(content.task.uid, names, is_muted, is_open)


def remember_look(request: HttpRequest, task: UUID, *, is_open: bool) -> None:
    """For this session: the last few tasks that were uncovered stay so, until they are covered again."""
    kept = [each for each in request.session.get(LOOKED, []) if each != str(task)]
    request.session[LOOKED] = [*kept, str(task)][-MOST_LOOKED:] if is_open else kept


def _is_hard(task: Task) -> bool:
    if task.severity is not None:
        return task.severity > 0
    return sensitivity(content_default(task.project), None, task.category).severity > 0
