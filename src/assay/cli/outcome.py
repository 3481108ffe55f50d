"""How a command ends: its exit code, and one sentence when it did not do what was asked."""

from collections.abc import Mapping, Sequence
from enum import IntEnum

import msgspec


class ExitCode(IntEnum):
    OK = 0
    REFUSED = 1
    USAGE = 2
    NOT_FOUND = 3
    UNREACHABLE = 4
    INTERNAL = 5
    PARTLY = 6
    BROKEN = 7
    INTERRUPTED = 130


EXPLAINED = {
    ExitCode.OK: "done",
    ExitCode.REFUSED: "refused: Assay said no, and why",
    ExitCode.USAGE: "the command line or a file is wrong",
    ExitCode.NOT_FOUND: "not found, or out of your scope",
    ExitCode.UNREACHABLE: "no server or database can be reached",
    ExitCode.INTERNAL: "a fault of Assay",
    ExitCode.PARTLY: "done, but some rows were left out",
    ExitCode.BROKEN: "what was verified is not as it was",
    ExitCode.INTERRUPTED: "interrupted",
}


class Failed(Exception):
    """Ends the command: the sentence goes to standard error."""

    def __init__(
        self,
        sentence: str,
        *,
        exit_code: int = ExitCode.REFUSED,
        code: str = "cli.failed",
        reasons: Sequence[Mapping[str, object]] = (),
    ) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.exit_code = int(exit_code)
        self.code = code
        self.reasons = list(reasons)

    def as_json(self) -> str:
        error = {"code": self.code, "detail": self.sentence, "reasons": self.reasons}
        return msgspec.json.encode({"error": error}).decode()


def unusable(sentence: str) -> Failed:
    """What was given on the command line, or lies in a file, cannot be used."""
    return Failed(sentence, exit_code=ExitCode.USAGE, code="cli.usage")
