"""Tender notices: Chinese procurement pages, TED, SAM.gov, Open Contracting."""
