from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "assay.delivery"
    label = "delivery"
