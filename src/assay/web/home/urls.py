from django.urls import URLPattern, path

from assay.web.home import views

urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("demo/sign-in/", views.demo_sign_in, name="demo-sign-in"),
]
