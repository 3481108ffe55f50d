from django.urls import URLPattern, path

from assay.web.home import views

urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
]
