"""What the user gave beside the reports: word lists and taxonomy, checked before any report is read."""

from .. import lexicon, taxonomy
from .options import Settings


def prepare(settings: Settings) -> None:
    """Make this process use the settings' word lists. Raises `UserDataError` for a wrong word list or taxonomy."""
    if lexicon.current_folder() != settings.lexicon:
        lexicon.use_folder(settings.lexicon)
    if settings.taxonomy:
        taxonomy.load_taxonomy(settings.taxonomy)
