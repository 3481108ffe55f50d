"""Addresses of calibration."""

from django.urls import URLPattern, path

from assay.web.calibration import answering, items, outcomes, preparing, sessions

urlpatterns: list[URLPattern] = [
    path("projects/<uuid:project>/calibration/", sessions.sessions, name="calibration"),
    path("projects/<uuid:project>/calibration/new/", preparing.new, name="calibration-new"),
    path("calibration/", answering.own, name="calibration-own"),
    path("calibration/<uuid:session>/", sessions.session, name="calibration-session"),
    path("calibration/<uuid:session>/move/", sessions.move, name="calibration-move"),
    path("calibration/<uuid:session>/due/", sessions.due, name="calibration-due"),
    path("calibration/<uuid:session>/remark/", sessions.remark, name="calibration-remark"),
    path("calibration/<uuid:session>/items/", preparing.add_items, name="calibration-items"),
    path("calibration/<uuid:session>/people/", preparing.invite, name="calibration-people"),
    path("calibration/<uuid:session>/retraining/", outcomes.retraining, name="calibration-retraining"),
    path("calibration/<uuid:session>/answer/", answering.answer, name="calibration-answer"),
    path("calibration-items/<uuid:item>/", items.item, name="calibration-item"),
    path("calibration-items/<uuid:item>/remove/", preparing.remove_item, name="calibration-item-remove"),
    path("calibration-items/<uuid:item>/remark/", items.remark, name="calibration-item-remark"),
    path("calibration-items/<uuid:item>/gold/", outcomes.gold, name="calibration-item-gold"),
    path("calibration-items/<uuid:item>/propose/", outcomes.propose, name="calibration-item-propose"),
    path("calibration-people/<uuid:participant>/remove/", preparing.uninvite, name="calibration-uninvite"),
    path("retraining/<uuid:need>/done/", outcomes.retrained, name="retraining-done"),
]
