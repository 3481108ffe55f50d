"""Whether the content of a task begins covered for who looks at it, on pages that only show it."""

from dataclasses import dataclass, field
from uuid import UUID

from django.http import HttpRequest

from assay.people.models import User
from assay.web.content import ShownContent
from assay.wellbeing.queries.viewing import viewing_of
from assay.wellbeing.rules.viewing import Viewing
from assay.work.models import Task
from assay.work.queries.exposure import content_default
from assay.work.rules.exposure import ContentDefault, sensitivity

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
    known, media = _known(request, request.user), content.media
    chosen = known.chosen
    hard = chosen if known.is_hard(content.task) else _BENIGN
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


@dataclass
class _Known:
    """What one request has asked already: a page shows many tasks, of few projects, to one person."""

    chosen: Viewing
    defaults: dict[int, ContentDefault] = field(default_factory=dict)

    def is_hard(self, task: Task) -> bool:
        if task.severity is not None:
            return task.severity > 0
        if task.project_id not in self.defaults:
            self.defaults[task.project_id] = content_default(task.project)
        return sensitivity(self.defaults[task.project_id], None, task.category).severity > 0


def _known(request: HttpRequest, person: User) -> _Known:
    kept: dict[str, _Known] = vars(request)
    if "_covering" not in kept:
        kept["_covering"] = _Known(viewing_of(person))
    return kept["_covering"]
