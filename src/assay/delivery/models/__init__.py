from assay.delivery.models.release import Release, ReleaseFile

__all__ = ["Release", "ReleaseFile"]
