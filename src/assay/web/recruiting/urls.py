"""Addresses of recruiting: campaigns, and who applied."""

from django.urls import URLPattern, path

from assay.web.recruiting import (
    about_me,
    campaign,
    campaigns,
    deciding,
    diversity,
    entries,
    forecast,
    funnel,
    invitations,
    own,
    paid_test,
    rewards,
    talent,
)

urlpatterns: list[URLPattern] = [
    path("recruiting/", campaigns.campaigns, name="recruiting"),
    path("recruiting/funnel/", funnel.funnel, name="recruiting-funnel"),
    path("recruiting/forecast/", forecast.forecast, name="recruiting-forecast"),
    path("recruiting/diversity/", diversity.diversity, name="recruiting-diversity"),
    path("projects/<uuid:project>/diversity/", diversity.need, name="project-diversity"),
    path("about-me/", about_me.about_me, name="about-me"),
    path("recruiting/talent/", talent.talent, name="talent"),
    path("recruiting/talent/segments/", talent.save, name="talent-segment"),
    path("recruiting/talent/invite/", talent.invite_people, name="talent-invite"),
    path("recruiting/talent/invite-to-campaign/", talent.invite_to, name="talent-invite-to-campaign"),
    path("recruiting/new/", campaigns.new, name="campaign-new"),
    path("recruiting/<uuid:campaign>/", campaign.campaign, name="campaign"),
    path("recruiting/<uuid:campaign>/change/", campaign.change, name="campaign-change"),
    path("recruiting/<uuid:campaign>/decide/", deciding.decide, name="campaign-decide"),
    path("recruiting/<uuid:campaign>/carry-out/", deciding.carry, name="campaign-carry-out"),
    path("recruiting/<uuid:campaign>/screening/", deciding.screening, name="campaign-screening"),
    path("recruiting/<uuid:campaign>/test/", paid_test.paid_test, name="campaign-test"),
    path("recruiting/<uuid:campaign>/close/", campaign.close, name="campaign-close"),
    path("recruiting/<uuid:campaign>/texts/", campaign.text, name="campaign-text"),
    path("recruiting/<uuid:campaign>/links/", campaign.link, name="campaign-link"),
    path("recruiting/<uuid:campaign>/rewards/", rewards.propose, name="campaign-rewards"),
    path("recruiting/<uuid:campaign>/spending/", entries.spending, name="campaign-spending"),
    path("recruiting/<uuid:campaign>/rounds/", entries.invited, name="campaign-round"),
    path(
        "recruiting/<uuid:campaign>/entries/<uuid:entry>/take-back/",
        entries.take_back,
        name="campaign-entry-take-back",
    ),
    path("invitations/", invitations.invitations, name="invitations"),
    path("invitations/<uuid:invitation>/", invitations.answer, name="invitation-answer"),
    path("recommend/", own.recommend, name="recommend"),
    path(
        "recruiting/<uuid:campaign>/links/<uuid:link>/retire/", campaign.retire, name="campaign-link-retire"
    ),
]
