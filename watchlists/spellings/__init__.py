"""The spellings of a term, made by rule: legal forms, short names, orders, scripts, models."""
