"""Addresses of money."""

from django.urls import URLPattern, path

from assay.web.money import bonuses, budgets, extras, hours, ledger, manual, own, payouts, rates, statement

urlpatterns: list[URLPattern] = [
    path("earnings/", own.own, name="own-earnings"),
    path("earnings/statement.csv", own.statement, name="own-statement"),
    path("earnings/<uuid:project>/<str:week_on>/", own.week, name="own-earnings-week"),
    path("earnings/paid-to/", statement.paid_to, name="own-paid-to"),
    path("earnings/paid-to/forget/", statement.forget, name="own-paid-to-forget"),
    path("earnings/months/<str:month>/", statement.statement, name="own-month"),
    path("rates/", rates.rates, name="rates"),
    path("rates/floor/", rates.floor, name="rates-floor"),
    path("projects/<uuid:project>/rates/", rates.project_rates, name="project-rates"),
    path("projects/<uuid:project>/bonuses/", bonuses.bonuses, name="project-bonuses"),
    path("bonuses/<uuid:bonus>/end/", bonuses.end, name="bonus-end"),
    path("budgets/", budgets.budgets, name="budgets"),
    path("budgets/<uuid:budget>/", budgets.budget, name="budget"),
    path("budgets/<uuid:budget>/change/", budgets.change, name="budget-change"),
    path("budgets/<uuid:budget>/end/", budgets.end, name="budget-end"),
    path("requests/<uuid:request_uid>/budgets/", budgets.request_budgets, name="request-budgets"),
    path("projects/<uuid:project>/budgets/", budgets.project_budgets, name="project-budgets"),
    path("ledger/", ledger.ledger, name="ledger"),
    path("ledger/postings/<uuid:posting>/", ledger.posting, name="ledger-posting"),
    path("ledger/postings/<uuid:posting>/reverse/", manual.reverse_posting, name="ledger-reverse"),
    path("ledger/hours/", hours.hours, name="ledger-hours"),
    path("ledger/extra-pay/", extras.extras, name="ledger-extras"),
    path("ledger/extra-pay/decide/", extras.decide, name="ledger-extras-decide"),
    path("ledger/by-hand/", manual.entries, name="ledger-manual"),
    path("ledger/by-hand/<uuid:entry>/decide/", manual.decide, name="ledger-manual-decide"),
    path("ledger/by-hand/<uuid:entry>/withdraw/", manual.withdraw, name="ledger-manual-withdraw"),
    path("ledger/months/", ledger.periods, name="ledger-periods"),
    path("ledger/months/close/", ledger.close, name="ledger-close"),
    path("ledger/payouts/", payouts.batches, name="payouts"),
    path("ledger/payouts/accounts/", payouts.accounts, name="payout-accounts"),
    path("ledger/payouts/<uuid:batch>/", payouts.batch, name="payout-batch"),
    path("ledger/payouts/<uuid:batch>/step/", payouts.step, name="payout-step"),
    path("ledger/payouts/<uuid:batch>/file/", payouts.export, name="payout-export"),
    path("ledger/payouts/<uuid:batch>/answer/", payouts.answer, name="payout-answer"),
]
