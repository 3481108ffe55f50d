"""How people who answer are shown to who asked: by first name and role, never more."""


def first_name(name: str) -> str:
    return name.split(maxsplit=1)[0] if name.split() else name
