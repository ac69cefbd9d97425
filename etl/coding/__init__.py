"""Coding: from the words of a source to the words of the store. Pure: no network, no clock, no random."""
