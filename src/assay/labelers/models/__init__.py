from assay.labelers.models.checks import PredictionCheck
from assay.labelers.models.endpoints import (
    Endpoint,
    EndpointAnswer,
    EndpointBooking,
    EndpointCall,
    EndpointConsent,
    EndpointDay,
    EndpointKey,
    EndpointPending,
)
from assay.labelers.models.learning import LearntModel
from assay.labelers.models.registry import LabelerVersion, MachineLabeler, Prediction
from assay.labelers.models.uses import LabelerUse, PredictionFate, UseProgress

__all__ = [
    "Endpoint",
    "EndpointAnswer",
    "EndpointBooking",
    "EndpointCall",
    "EndpointConsent",
    "EndpointDay",
    "EndpointKey",
    "EndpointPending",
    "LabelerUse",
    "LabelerVersion",
    "LearntModel",
    "MachineLabeler",
    "Prediction",
    "PredictionCheck",
    "PredictionFate",
    "UseProgress",
]
