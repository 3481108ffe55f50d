"""How a lower domain tells a higher one: synchronous, inside the same transaction, without importing it."""

from collections.abc import Callable

Listener = Callable[..., None]
_listeners: dict[str, list[Listener]] = {}


def subscribe(event: str) -> Callable[[Listener], Listener]:
    """Call the function whenever `event` is emitted; its keyword arguments are the event's payload."""

    def add(listener: Listener) -> Listener:
        known = _listeners.setdefault(event, [])
        if listener not in known:
            known.append(listener)
        return listener

    return add


def emit(event: str, **payload: object) -> None:
    for listener in _listeners.get(event, []):
        listener(**payload)
