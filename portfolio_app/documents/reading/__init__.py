"""Reading the words of a file that others made: text, PDF or DOCX, with where each piece of it stands."""

from portfolio_app.documents.reading.files import read_words
from portfolio_app.documents.reading.passages import Attachment, Passage, Unit, Words

__all__ = ["Attachment", "Passage", "Unit", "Words", "read_words"]
