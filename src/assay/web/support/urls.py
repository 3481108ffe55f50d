"""Addresses of support: `help` for who asks, `support` for who answers."""

from django.urls import URLPattern, path

from assay.web.support import own, queue, ticket

urlpatterns: list[URLPattern] = [
    path("help/", own.tickets, name="own-tickets"),
    path("help/new/", own.ask, name="own-ticket-new"),
    path("help/files/<uuid:file>/", own.download, name="ticket-file"),
    path("help/<uuid:ticket>/", own.ticket, name="own-ticket"),
    path("help/<uuid:ticket>/write/", own.write_more, name="own-ticket-write"),
    path("help/<uuid:ticket>/solved/", own.solved, name="own-ticket-solved"),
    path("help/<uuid:ticket>/rate/", own.rate, name="own-ticket-rate"),
    path("support/", queue.queue, name="support"),
    path("support/chosen/", queue.chosen, name="support-chosen"),
    path("support/<uuid:ticket>/", ticket.ticket, name="ticket"),
    path("support/<uuid:ticket>/answer/", ticket.reply, name="ticket-answer"),
    path("support/<uuid:ticket>/assign/", ticket.give, name="ticket-assign"),
    path("support/<uuid:ticket>/escalate/", ticket.raise_up, name="ticket-escalate"),
    path("support/<uuid:ticket>/category/", ticket.refile, name="ticket-category"),
    path("support/<uuid:ticket>/merge/", ticket.join, name="ticket-merge"),
]
