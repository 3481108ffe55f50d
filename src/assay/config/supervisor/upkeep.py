"""What a start brings up to date before anybody is let in. One process, so that Django loads once."""

from django.core.management import call_command


def bring_up_to_date() -> None:
    call_command("migrate", interactive=False, verbosity=0, skip_checks=False)
    call_command("collectstatic", interactive=False, verbosity=0)
