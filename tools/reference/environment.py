"""Environment variables: found in the code, so that none is forgotten; said here in one sentence each."""

import ast
from collections.abc import Iterator
from pathlib import Path

import assay
from tools.reference.layout import table

READERS = {"get", "getenv", "flag", "hosts", "pop"}
INTRODUCTION = """# Settings

Everything that an installation changes comes from the environment. `assay serve` sets what points into its home.
"""
SENTENCES = {
    "ASSAY_ADDRESS": "Where people reach Assay, for links in e-mails; else the first of ASSAY_ORIGINS.",
    "ASSAY_APPLICATIONS_PER_MINUTE": "Applications a minute from one network on public pages; 0: no limit.",
    "ASSAY_CHAT": "Chat services that people may have themselves told in, with commas; none turns chat off.",
    "ASSAY_CHAT_NETWORKS": "Networks besides the public ones in which a chat may lie, such as 10.1.0.0/16, with "
    "commas; in these it may be unencrypted. Of a proxy its own network.",
    "ASSAY_DB_POOL": "Connections that one web process keeps to PostgreSQL at most.",
    "ASSAY_DEBUG": "1 shows tracebacks, on pages and on the command line. Never for people from outside.",
    "ASSAY_DEMO": "1 offers one-click sign-ins; only `assay demo` sets it.",
    "ASSAY_DEMO_HOME": "Where `assay demo` keeps its state; else the folder `demo` in the home.",
    "ASSAY_LABELER_NETWORKS": "Networks besides the public ones in which a model that labels may lie, such as "
    "10.1.0.0/16, with commas; in these it may be unencrypted. Of a proxy its own network.",
    "ASSAY_EMAIL": "smtp://, smtp+starttls:// or smtps://user:password@host:port, file:///folder or console:; else "
    "files in the folder `mail` beside ASSAY_FILES, and nothing leaves.",
    "ASSAY_EMAIL_FROM": "The sender of e-mails.",
    "ASSAY_FACTS": "Where facts are written; else the folder `facts` beside ASSAY_FILES.",
    "ASSAY_FILES": "Where imports and releases are kept, by content.",
    "ASSAY_HOME": "Where everything is kept; else /var/lib/assay for root, else the user's own data folder.",
    "ASSAY_HOSTS": "Names under which the server may be asked, with commas.",
    "ASSAY_HTTPS": "1 sends cookies over HTTPS only: set it where a proxy speaks HTTPS.",
    "ASSAY_LOG": "From which level on the log is written.",
    "ASSAY_ORIGINS": "Origins (https://…) from which forms may be sent, with commas.",
    "ASSAY_POSTGRES": "The `bin` folder of another PostgreSQL, 15 or newer.",
    "ASSAY_PROXIES": "How many proxies of your own stand before Assay: whose X-Forwarded-For is believed.",
    "ASSAY_RATE_PER_MINUTE": "API requests a minute of one token, or of one person on the pages; 0: no limit.",
    "ASSAY_SECRET_KEY": "Signs sessions; else that of ASSAY_SECRET_KEY_FILE.",
    "ASSAY_SECRET_KEY_FILE": "A file with the signing key; `assay serve` makes one in its home.",
    "ASSAY_STATIC": "Where the web server finds static files.",
    "ASSAY_TOKEN": "The API token of the command line; else what `assay login` kept.",
    "ASSAY_URL": "The server of the command line; else what `assay login` kept.",
    "ASSAY_WEB_WORKERS": "Web processes; else one per processor, at most 4.",
    "DATABASE_URL": "postgresql://user:password@host:port/name; without it Assay runs a PostgreSQL of its own.",
    "PORT": "The port of `assay serve` and `assay demo`.",
}
OURS = ("ASSAY_", "DATABASE_URL", "PORT")
INTERNAL = {"ASSAY_REPLAY_TOKEN_FILE"}


def pages() -> dict[str, str]:
    found = defaults()
    unknown, unused = found.keys() - SENTENCES.keys(), SENTENCES.keys() - found.keys()
    if unknown or unused:
        raise SystemExit(
            f"tools/reference/environment.py: without a sentence {unknown}, not in the code {unused}."
        )
    rows = [
        [f"`{name}`", SENTENCES[name], f"`{found[name]}`" if found[name] else ""] for name in sorted(found)
    ]
    return {"settings.md": f"{INTRODUCTION}\n{table(['Variable', 'Meaning', 'Default'], rows)}"}


def defaults() -> dict[str, str]:
    """Every variable that the code reads, with the default that stands beside it where that is a text."""
    found: dict[str, str] = {}
    for path in sorted(Path(assay.__file__).parent.rglob("*.py")):
        for name, default in read_by(ast.parse(path.read_text(encoding="utf-8"))):
            if name.startswith(OURS) and name not in INTERNAL:
                found[name] = found.get(name) or default
    return found


def read_by(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and "environ" in ast.unparse(node.value):
            yield from ((name, "") for name in texts([node.slice]))
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func)
        if called.rsplit(".", 1)[-1] in READERS and (
            "environ" in called or "." not in called or "given" in called
        ):
            names, after = texts(node.args[:1]), texts(node.args[1:])
            after += texts([each.value for each in node.keywords if each.arg == "default"])
            yield from ((name, after[0] if after else "") for name in names)
        yield from (
            (name, "") for each in node.keywords if each.arg == "envvar" for name in texts([each.value])
        )


def texts(nodes: list[ast.expr]) -> list[str]:
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]
