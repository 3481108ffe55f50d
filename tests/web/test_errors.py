"""The pages nobody wants to see: not found, and something went wrong."""

from django.test import Client, RequestFactory
from django.views.defaults import server_error


def test_an_address_that_leads_nowhere_says_so() -> None:
    response = Client().get("/nowhere/")

    assert (response.status_code, "There is nothing here" in response.content.decode()) == (404, True)


def test_a_fault_has_a_page_that_needs_nothing_else_to_work() -> None:
    """No person, no database: whatever broke may be just that."""
    response = server_error(RequestFactory().get("/"))

    page = response.content.decode()
    assert (response.status_code, "Something went wrong on our side" in page) == (500, True)
    assert "<title>Something went wrong · Assay</title>" in page
