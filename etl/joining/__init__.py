"""Joining: which records of several sources are one event, what it then says, what a person is asked."""
