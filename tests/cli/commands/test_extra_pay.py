"""Extra pay on the command line."""

from uuid import uuid4

from assay.cli.outcome import ExitCode
from tests.cli.serving import Commands


def test_nothing_waits_and_what_is_not_there_is_not_decided(commands: Commands) -> None:
    listed = commands("extra-pay", "list")
    unknown = commands("extra-pay", "approve", str(uuid4()))
    without = commands("extra-pay", "decline", str(uuid4()))

    assert (listed.exit_code, listed.out.startswith("STARTS_ON")) == (ExitCode.OK, True)
    assert (unknown.exit_code, without.exit_code) == (ExitCode.NOT_FOUND, ExitCode.USAGE)
