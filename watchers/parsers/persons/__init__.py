"""Persons in notices, so that none is kept: known by name, by cue, by place in a row."""
