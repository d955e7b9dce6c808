"""Who wrote a letter, when, to whom, about which report: its top and its tail."""
