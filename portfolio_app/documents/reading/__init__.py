"""Reading the words of a file that others made: text, PDF or DOCX, with where each piece of it stands."""

from portfolio_app.documents.reading.guard import LARGEST_FILE, GuardedReader
from portfolio_app.documents.reading.passages import Attachment, Passage, Unit, Words

__all__ = ["LARGEST_FILE", "Attachment", "GuardedReader", "Passage", "Unit", "Words"]
