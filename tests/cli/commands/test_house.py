"""Jobs, tokens, the audit trail; commands of somebody who may not."""

from uuid import uuid4

import psycopg

from assay.cli.outcome import ExitCode
from assay.config.postgres import running_url
from tests.cli.running import assay
from tests.cli.serving import Commands


def test_the_audit_trail_is_verified_by_the_server_and_beside_it(commands: Commands) -> None:
    commands.result("projects", "create", "Audited")

    by_server = commands.result("audit", "verify")
    here = assay("audit", "verify", "--json", DATABASE_URL=running_url(commands.home) or "")

    assert by_server["is_intact"]
    assert (here.exit_code, here.err) == (ExitCode.OK, "")
    assert here.result["is_intact"]
    assert here.result["n_unsealed"] + here.result["n_rows"] > 0


def test_a_broken_chain_ends_with_its_own_exit_code(commands: Commands) -> None:
    commands.result("projects", "create", "Audited too")
    url = running_url(commands.home) or ""
    broken = "INSERT INTO kit_auditblock (source, number, xid_from, xid_to, n_rows, sha256, previous_sha256, sealed_at)"
    values = (
        "SELECT 'kit_auditevent', coalesce(max(number), 0) + 1, 1, 2, 5, 'x', 'y', now() FROM kit_auditblock"
    )

    with psycopg.connect(url, autocommit=True) as database:
        row = database.execute(f"{broken} {values} RETURNING id").fetchone()
        ran = commands("audit", "verify", "--json")
        database.execute("SELECT set_config('assay.purge', 'on', false)")
        database.execute("DELETE FROM kit_auditblock WHERE id = %s", row)

    assert ran.exit_code == ExitCode.BROKEN
    assert "does not follow the block before it" in ran.result["problem"]


def test_jobs_are_listed_shown_watched_and_cancelled(commands: Commands) -> None:
    commands.result("audit", "verify")

    job = commands.result("jobs", "list")["jobs"][0]

    assert (job["kind"], job["state"]) == ("kit.verify_audit", "done")
    for verb in ("show", "watch", "cancel"):
        assert commands.result("jobs", verb, job["uid"]) == job
    unknown = commands("jobs", "watch", uuid4())
    assert (unknown.exit_code, unknown.out) == (ExitCode.NOT_FOUND, "")


def test_a_token_is_made_used_and_revoked(commands: Commands) -> None:
    made = commands.result("tokens", "create", "Nightly", "--scope", "read", "--days", 2)

    reads = commands("projects", "list", token=made["token"])
    writes = commands("projects", "create", "Mine", token=made["token"])
    listed = commands.result("tokens", "list")["tokens"]
    commands.result("tokens", "revoke", made["uid"])
    revoked = commands("projects", "list", token=made["token"])

    assert (reads.exit_code, writes.exit_code, revoked.exit_code) == (
        ExitCode.OK,
        ExitCode.REFUSED,
        ExitCode.REFUSED,
    )
    assert made["uid"] in [each["uid"] for each in listed]
    assert made["token"] not in str(listed)


def test_a_contributor_sees_no_project_and_verifies_nothing(commands: Commands) -> None:
    project = commands.project("Hidden")
    (zoe,) = commands.people(1)

    shown = commands("projects", "show", project["uid"], token=zoe["token"])
    verified = commands("audit", "verify", token=zoe["token"])

    assert (shown.exit_code, verified.exit_code) == (ExitCode.REFUSED, ExitCode.REFUSED)
    assert "Hidden" not in shown.err + shown.out


def test_facts_are_written_and_verified(commands: Commands) -> None:
    commands.result("facts", "snapshot")

    again = commands("facts", "snapshot", "--json")
    verified = commands("facts", "verify")

    assert set(again.result["written"]) == {"judgments", "retractions", "restorations", "labels"}
    assert again.result["folder"] == str(commands.home / "facts")
    assert verified.exit_code == ExitCode.OK
    assert verified.out.startswith("Every file and count is right: ")
    (zoe,) = commands.people(1)
    assert commands("facts", "snapshot", token=zoe["token"]).exit_code == ExitCode.REFUSED
