"""What the user gave beside the reports: word lists and taxonomy, checked before any report is read."""

from .. import taxonomy
from ..resources import OURS, Resources
from .options import Settings


def prepared(settings: Settings) -> Resources:
    """The word lists of these settings, read now. Raises `UserDataError` for a wrong word list or taxonomy."""
    resources = Resources(settings.lexicon) if settings.lexicon else OURS
    if settings.taxonomy:
        taxonomy.load_taxonomy(settings.taxonomy, resources)
    return resources
